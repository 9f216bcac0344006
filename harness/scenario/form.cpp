#include "scenario/form.hpp"

#include "base/nearest.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace finwait {

std::string kind_of(const Json& value) {
    switch (value.type()) {
    case Json::value_t::null: return "null";
    case Json::value_t::object: return "an object";
    case Json::value_t::array: return "an array";
    case Json::value_t::string: return "a string";
    case Json::value_t::boolean: return value.get<bool>() ? "true" : "false";
    default: return "the number " + value.dump();
    }
}

bool expect_text(Problems& problems, const std::string& pointer, const Json& value) {
    if (!value.is_string()) {
        problems.at_value(pointer, fmt::format("wants a string, has {}", kind_of(value)));
        return false;
    }
    if (value.get_ref<const std::string&>().empty()) {
        problems.at_value(pointer, "wants a string that is not empty");
        return false;
    }
    return true;
}

bool expect_array(Problems& problems, const std::string& pointer, const Json& value) {
    if (value.is_array()) return true;
    problems.at_value(pointer, fmt::format("wants an array, has {}", kind_of(value)));
    return false;
}

bool expect_object(Problems& problems, const std::string& pointer, const Json& value) {
    if (value.is_object()) return true;
    problems.at_value(pointer, fmt::format("wants an object, has {}", kind_of(value)));
    return false;
}

void expect_known_keys(Problems& problems, const std::string& pointer, const Json& object,
                       const std::string& kind, const std::vector<std::string>& known) {
    for (const auto& [key, value] : object.items()) {
        if (std::find(known.begin(), known.end(), key) == known.end())
            problems.unknown(child(pointer, key), kind, key, known, true);
    }
}

bool is_misspelt(const Json& object, const std::string& field,
                 const std::vector<std::string>& known) {
    for (const auto& [key, value] : object.items()) {
        const bool is_known = std::find(known.begin(), known.end(), key) != known.end();
        if (!is_known && nearest(key, known) == field) return true;
    }
    return false;
}

void expect_field(Problems& problems, const std::string& pointer, const Json& object,
                  const std::string& prefix, const char* field,
                  const std::vector<std::string>& known) {
    if (!object.contains(field) && !is_misspelt(object, field, known))
        problems.at_value(pointer, fmt::format("{}lacks the field \"{}\"", prefix, field));
}

bool is_slug(std::string_view text) {
    const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto rest = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '-'; };
    return !text.empty() && text.size() <= 64 && letter(text[0]) &&
           std::all_of(text.begin(), text.end(), rest);
}

std::string child(const std::string& pointer, const std::string& token) {
    return pointer + "/" + escape_token(token);
}

std::string child(const std::string& pointer, std::size_t index) {
    return pointer + "/" + std::to_string(index);
}

} // namespace finwait
