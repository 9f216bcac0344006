// What may reach a terminal, and what may not.
#include "report/text.hpp"

#include <fmt/format.h>
#include <iterator>

namespace finwait {
namespace {

struct Decoded {
    char32_t code = 0;
    std::size_t bytes = 0; ///< 0: not valid UTF-8
};

/// One code point by RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
Decoded decode(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    if (first < 0x80) return {first, 1};
    const std::size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || text.size() < size) return {};
    char32_t code = first & (0xffU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xc0) != 0x80) return {};
        code = code << 6 | (byte(i) & 0x3f);
    }
    constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = code >= 0xd800 && code <= 0xdfff;
    if (code < kLeast[size] || code > 0x10ffff || surrogate) return {};
    return {code, size};
}

bool harmless(char32_t code, const Style& style) {
    if (code < 0x20 || code == 0x7f) return false;
    if (code < 0x7f) return true;
    if (!style.unicode || code < 0xa0) return false;        // C1 controls begin escape sequences
    if (code >= 0x200b && code <= 0x200f) return false;     // zero width, left-to-right mark
    if (code >= 0x2028 && code <= 0x202e) return false;     // line separators, embeddings
    if (code >= 0x2060 && code <= 0x206f) return false;     // isolates
    return code != 0xfeff && code != 0xad && code != 0x61c; // BOM, soft hyphen, Arabic mark
}

} // namespace

std::string printable(std::string_view text, const Style& style) {
    std::string safe;
    safe.reserve(text.size());
    while (!text.empty()) {
        const auto [code, valid] = decode(text);
        const std::size_t bytes = valid == 0 ? 1 : valid;
        if (valid != 0 && harmless(code, style)) {
            safe += text.substr(0, bytes);
        } else {
            for (const char c : text.substr(0, bytes))
                fmt::format_to(std::back_inserter(safe), "\\x{:02x}",
                               static_cast<unsigned char>(c));
        }
        text.remove_prefix(bytes);
    }
    return safe;
}

std::string prose(std::string_view text, const Style& style) {
    std::string line;
    bool space = false;
    for (const char c : text) {
        const bool white = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!white && space && !line.empty()) line += ' ';
        if (!white) line += c;
        space = white;
    }
    return printable(line, style);
}

} // namespace finwait
