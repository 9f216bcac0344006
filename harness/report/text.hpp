// Text for a terminal: safe, measured, wrapped and coloured. Every report builds on it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace finwait {

/// What the reader's terminal can show.
struct Style {
    bool colour = false;
    bool unicode = true;
    int columns = 80;
};

inline constexpr int kMinColumns = 60;  ///< narrower terminals get lines of this width
inline constexpr int kMaxColumns = 100; ///< wider ones too: longer lines are hard to read

/// The width that reports keep to: `columns`, within the bounds above.
[[nodiscard]] int usable_columns(const Style& style);

/// Text that cannot harm a terminal. Control characters, ESC, invalid UTF-8 and characters that
/// turn or hide text (Unicode's bidirectional controls and zero-width spaces) become \xNN, byte by
/// byte. Without `unicode` so does all that is not ASCII. Whatever comes from a file, a scenario or
/// a kernel passes through it. Doing it twice changes nothing.
[[nodiscard]] std::string printable(std::string_view text, const Style& style);

/// Prose of several lines as one printable line: every run of white space becomes a space.
[[nodiscard]] std::string prose(std::string_view text, const Style& style);

/// Columns that the text takes: its code points. Colours of paint() take none.
[[nodiscard]] int width_of(std::string_view text);

/// Fills up with spaces to the right; longer text stays as it is.
[[nodiscard]] std::string pad(std::string_view text, int columns);

/// Cuts what is longer, with an ellipsis as its last sign.
[[nodiscard]] std::string cut(std::string_view text, int columns, const Style& style);

/// Lines of at most `columns`, broken at spaces; a longer word is broken where it must. Colours end
/// at the end of a line and go on in the next. At least one line.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, int columns);

/// Items joined by ", ", broken between items where that is possible.
[[nodiscard]] std::vector<std::string> wrap_items(const std::vector<std::string>& items,
                                                  int columns);

/// Wrapped lines with `indent` spaces before each and a line feed after, `columns` wide in all.
[[nodiscard]] std::string paragraph(std::string_view text, int indent, int columns);

enum class Ink { plain, bold, dim, red, green, yellow, cyan };

/// The text in a colour (SGR of ECMA-48); unchanged without `colour`.
[[nodiscard]] std::string paint(std::string_view text, Ink ink, const Style& style);

/// `1 byte`, `2 bytes`.
[[nodiscard]] std::string count_of(std::int64_t count, std::string_view noun);

[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view between);

} // namespace finwait
