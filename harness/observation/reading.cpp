#include "observation/reading.hpp"

#include "base/names.hpp"
#include "base/time_words.hpp"

#include <algorithm>

namespace finwait::reading {
namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper_or_digit(char c) { return (c >= 'A' && c <= 'Z') || is_digit(c); }

template <class Is> bool all(std::string_view text, Is is) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is);
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

bool is_errno(std::string_view text) {
    return all(text, is_digit) || (text.starts_with('E') && all(text.substr(1), is_upper_or_digit));
}

bool is_signal(std::string_view text) {
    return all(text, is_digit) ||
           (text.starts_with("SIG") && all(text.substr(3), is_upper_or_digit));
}

bool is_scenario(std::string_view text) {
    const auto slash = text.find('/');
    return slash != std::string_view::npos && slash > 0 && slash + 1 < text.size() &&
           text.find_first_of("/[]", slash + 1) == std::string_view::npos &&
           text.find_first_of("[]") == std::string_view::npos;
}

bool is_case(std::string_view text) {
    const auto open = text.find('[');
    if (open == std::string_view::npos) return is_scenario(text);
    return is_scenario(text.substr(0, open)) && text.ends_with(']') && text.size() - open > 2 &&
           text.find_first_of("\r\n") == std::string_view::npos;
}

bool is_digest(std::string_view text) {
    constexpr std::string_view kForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    return text.size() == kForm.size() &&
           std::equal(text.begin(), text.end(), kForm.begin(), [](char c, char form) {
               return form == '-' ? c == '-' : is_digit(c) || (c >= 'a' && c <= 'f');
           });
}

bool is_hex(std::string_view text) {
    return text.size() % 2 == 0 && std::all_of(text.begin(), text.end(), [](char c) {
               return is_digit(c) || (c >= 'a' && c <= 'f');
           });
}

/// For messages: `wants <this>, has "..."`.
const char* described(Word kind) {
    switch (kind) {
    case Word::filled: return "a string that is not empty";
    case Word::role: return "the name of a role";
    case Word::label: return "the label of a step";
    case Word::op: return "the name of a step";
    case Word::call: return "the name of a system call";
    case Word::errno_name: return "the name of an errno";
    case Word::signal: return "the name of a signal";
    case Word::state: return "a TCP state";
    case Word::timer: return "the name of a timer";
    case Word::network: return "\"trial\", \"kept\" or \"host\"";
    case Word::time: return "\"at once\", \"under a second\" or \"about N s\"";
    case Word::scenario: return "<theme>/<name>";
    case Word::case_id: return "<theme>/<name>[...]";
    case Word::digest: return "a UUID";
    case Word::drain_end: return "\"EOF\", \"count\" or the name of an errno";
    case Word::hex: return "hexadecimal digits";
    case Word::argument_name: return "the name of an argument";
    }
    return "";
}

void want_word(Word kind, const std::string& text) {
    constexpr std::size_t kShown = 64;
    if (is_word(kind, text)) return;
    const std::string had =
        text.size() > kShown ? fmt::format("{} bytes", text.size()) : Json(text).dump();
    throw Wrong{"", fmt::format("wants {}, has {}", described(kind), had)};
}

} // namespace

std::string pointer_part(const std::string& name) {
    std::string part = "/";
    for (const char c : name) part += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return part;
}

void want(bool good, const char* wanted, const Json& json) {
    if (!good) throw Wrong{"", fmt::format("wants {}, has {}", wanted, json.type_name())};
}

const Json& member(const Json& json, const std::string& name) {
    want(json.is_object(), "an object", json);
    const auto found = json.find(name);
    if (found == json.end()) throw Wrong{pointer_part(name), "is missing"};
    return *found;
}

void only(const Json& json, std::initializer_list<std::string_view> known) {
    want(json.is_object(), "an object", json);
    for (const auto& [name, value] : json.items()) {
        if (!is_one_of(name, known)) throw Wrong{pointer_part(name), "is not known here"};
    }
}

std::int64_t time_from(const Json& json, const std::string& name) {
    return at_least<std::int64_t>(0, json, name);
}

bool is_word(Word kind, std::string_view text) {
    switch (kind) {
    case Word::filled: return !text.empty();
    case Word::role:
        return all(text, [](char c) { return is_lower(c) || is_digit(c) || c == '-'; });
    case Word::label:
        return all(text, [](char c) { return is_lower(c) || is_digit(c) || c == '_' || c == '-'; });
    case Word::op: return all(text, [](char c) { return is_lower(c) || c == '_'; });
    case Word::call:
        return all(text, [](char c) { return is_lower(c) || is_digit(c) || c == '_'; });
    case Word::errno_name: return is_errno(text);
    case Word::signal: return is_signal(text);
    case Word::state: return value_of(state_names(), text).has_value();
    case Word::timer:
        return is_one_of(text, {"none", "retransmit", "keepalive", "time_wait", "probe"});
    case Word::network: return is_one_of(text, {"trial", "kept", "host"});
    case Word::time: return is_time_words(text);
    case Word::scenario: return is_scenario(text);
    case Word::case_id: return is_case(text);
    case Word::digest: return is_digest(text);
    case Word::drain_end: return is_one_of(text, {"EOF", "count"}) || is_errno(text);
    case Word::hex: return is_hex(text);
    case Word::argument_name: return all(text, is_lower);
    }
    return false;
}

std::string as_word(Word kind, const Json& json) {
    std::string text = as<std::string>(json);
    want_word(kind, text);
    return text;
}

std::string word_from(Word kind, const Json& json, const std::string& name) {
    const Json& value = member(json, name);
    return in(name, [&] { return as_word(kind, value); });
}

std::string word_or_null(Word kind, const Json& json, const std::string& name) {
    return member(json, name).is_null() ? std::string() : word_from(kind, json, name);
}

void want_key(Word kind, const std::string& key) { want_word(kind, key); }

std::optional<std::int64_t> number_or_null(const Json& json, const std::string& name) {
    if (member(json, name).is_null()) return std::nullopt;
    return get<std::int64_t>(json, name);
}

} // namespace finwait::reading
