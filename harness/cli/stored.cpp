#include "cli/stored.hpp"

#include "observation/stored.hpp"

#include <cerrno>
#include <fmt/format.h>
#include <fstream>
#include <sstream>

namespace finwait {
namespace {

Result<Json> parse(const std::string& text, const std::string& where) {
    auto json = parse_stored(text);
    if (!json) return failure(fmt::format("{}: {}", where, json.error().what));
    return json;
}

Result<void> accept(const Json& json, const std::string& where) {
    if (const auto seen = observation_from_json(json); !seen)
        return failure(fmt::format("{}: {}", where, seen.error().what));
    return {};
}

} // namespace

Result<std::vector<Json>> read_stored(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return system_error("read " + file, errno);
    std::ostringstream buffer;
    buffer << stream.rdbuf();
    const std::string text = buffer.str();
    std::vector<Json> stored;
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first != std::string::npos && text[first] == '[') {
        auto array = parse(text, file);
        if (!array) return array.error();
        for (std::size_t i = 0; i < array->size(); ++i) {
            if (auto sound = accept((*array)[i], fmt::format("{}: entry {}", file, i)); !sound)
                return sound.error();
            stored.push_back((*array)[i]);
        }
        return stored;
    }
    std::istringstream lines(text);
    std::string line;
    for (std::size_t number = 1; std::getline(lines, line); ++number) {
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        const std::string where = fmt::format("{}:{}", file, number);
        auto json = parse(line, where);
        if (!json) return json.error();
        if (auto sound = accept(*json, where); !sound) return sound.error();
        stored.push_back(std::move(*json));
    }
    return stored;
}

} // namespace finwait
