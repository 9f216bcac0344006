#include "scenario/parse.hpp"

#include "base/nesting.hpp"
#include "scenario/source_map.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <optional>

namespace finwait {
namespace {

struct Fault {
    std::size_t offset = 0;
    std::string message;
};

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '-' || c == '.';
}

/// The parser stops behind a word or a string that it did not expect. Its start is what a reader
/// looks for. Bytes that a string must not hold are pointed at themselves.
std::size_t start_of_token(std::string_view text, std::size_t at, const std::string& message) {
    if (message.find("invalid string") != std::string::npos) return at;
    if (message.find("end of input;") != std::string::npos) return text.size();
    if (at > 0 && at < text.size() && text[at] == '"' &&
        message.find("unexpected string") != std::string::npos) {
        do --at;
        while (at > 0 && (text[at] != '"' || text[at - 1] == '\\'));
        return at;
    }
    while (at > 0 && is_word(text[at - 1])) --at;
    return at;
}

void replace(std::string& text, std::string_view from, std::string_view to) {
    if (const auto at = text.find(from); at != std::string::npos) text.replace(at, from.size(), to);
}

/// Where nlohmann's sentence begins to say what was expected: at its end, if it does. The bytes that
/// it read last may hold the same words.
std::size_t start_of_expected(const std::string& message) {
    static constexpr std::string_view kExpected[] = {
        "string literal", "':'", "'}'", "']'", "end of input", "'[', '{', or a literal"};
    constexpr std::string_view kWord = "; expected ";
    for (const auto expected : kExpected) {
        const std::size_t size = kWord.size() + expected.size();
        if (message.ends_with(expected) && message.size() >= size &&
            std::string_view(message).substr(message.size() - size).starts_with(kWord))
            return message.size() - size;
    }
    return message.size();
}

/// nlohmann's sentence without its prefix and without the bytes that it read last: they may be long
/// and they may be broken, and the place says where they are.
std::string sentence(std::string message) {
    if (const auto at = message.find(" - "); at != std::string::npos) message.erase(0, at + 3);
    else if (const auto colon = message.find("] "); colon != std::string::npos)
        message.erase(0, colon + 2);
    if (const auto read = message.find("; last read: "); read != std::string::npos) {
        const auto expected = start_of_expected(message);
        message.erase(read, std::max(expected, read) - read);
    }
    replace(message, "; expected '}'", "; expected ',' or '}'");
    replace(message, "; expected ']'", "; expected ',' or ']'");
    return message;
}

/// Walks the text once to find where it stops being JSON, or goes too deep or too far. parse() would
/// throw different exceptions for these, and not all of them know the place.
class Checker {
  public:
    // The names are those of nlohmann's SAX interface. NOLINTBEGIN(readability-identifier-naming)
    using number_integer_t = Json::number_integer_t;
    using number_unsigned_t = Json::number_unsigned_t;
    using number_float_t = Json::number_float_t;
    using string_t = Json::string_t;
    using binary_t = Json::binary_t;

    bool null() { return true; }
    bool boolean(bool) { return true; }
    bool number_integer(number_integer_t) { return true; }
    bool number_unsigned(number_unsigned_t) { return true; }
    bool number_float(number_float_t, const string_t&) { return true; }
    bool string(string_t&) { return true; }
    bool binary(binary_t&) { return true; }
    bool key(string_t&) { return true; }
    bool start_object(std::size_t) { return true; }
    bool end_object() { return true; }
    bool start_array(std::size_t) { return true; }
    bool end_array() { return true; }
    bool parse_error(std::size_t position, const std::string& token,
                     const nlohmann::json::exception& error) {
        const std::size_t at = position > 0 ? position - 1 : 0;
        constexpr int kNumberOverflow = 406;
        if (error.id == kNumberOverflow)
            fault_ = {at, fmt::format("the number {} is too large", token.substr(0, 32))};
        else fault_ = {at, sentence(error.what())};
        return false;
    }
    // NOLINTEND(readability-identifier-naming)

    [[nodiscard]] const Fault& fault() const { return fault_; }

  private:
    Fault fault_;
};

/// What the parser would pass over in silence: it skips a byte order mark and stops at a NUL.
std::optional<Fault> unfit_bytes(std::string_view text) {
    if (text.starts_with("\xef\xbb\xbf"))
        return Fault{0, "starts with a byte order mark; save the file as UTF-8 without one"};
    if (const auto nul = text.find('\0'); nul != std::string_view::npos)
        return Fault{nul, "not JSON: a NUL byte"};
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return Fault{0, "not JSON: the file is empty"};
    if (const auto at = too_deep(text))
        return Fault{*at, fmt::format("is nested deeper than {} levels", kMaxDepth)};
    return std::nullopt;
}

std::optional<Fault> fault_in(std::string_view text) {
    if (auto fault = unfit_bytes(text)) return fault;
    Checker checker;
    if (Json::sax_parse(text, &checker)) return std::nullopt;
    const auto& [offset, message] = checker.fault();
    return Fault{start_of_token(text, offset, message), "not JSON: " + message};
}

} // namespace

Parsed parse_document(const std::string& file, std::string_view text) {
    if (text.size() > kMaxScenarioBytes)
        return {nullptr,
                {file, 0, 0, "", fmt::format("is larger than {} bytes", kMaxScenarioBytes), ""}};
    if (const auto fault = fault_in(text)) {
        const Place place = place_at(text, fault->offset);
        return {nullptr, {file, place.line, place.column, "", fault->message, ""}};
    }
    return {std::make_shared<const Json>(Json::parse(text)), {}};
}

} // namespace finwait
