#include "observation/stored.hpp"

#include "base/nesting.hpp"

#include <fmt/format.h>

namespace finwait {
namespace {

bool is_array(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && text[first] == '[';
}

/// nlohmann's sentence without the bytes that it read last, which may be long and no UTF-8.
std::string sentence(const nlohmann::json::exception& error) {
    std::string text = error.what();
    if (const auto read = text.find("; last read: "); read != std::string::npos) text.resize(read);
    if (const auto number = text.find("number overflow"); number != std::string::npos)
        text = "holds a number that is too large";
    return text;
}

} // namespace

Result<Json> parse_stored(std::string_view text) {
    const std::size_t limit = kMaxDepth + (is_array(text) ? 1 : 0);
    if (const auto at = too_deep(text, limit))
        return failure(fmt::format("byte {}: is nested deeper than {} levels", *at + 1, limit));
    try {
        return Json::parse(text);
    } catch (const nlohmann::json::exception& error) {
        return failure("not JSON: " + sentence(error));
    }
}

} // namespace finwait
