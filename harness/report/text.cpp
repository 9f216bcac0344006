#include "report/text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace finwait {
namespace {

constexpr std::string_view kReset = "\x1b[0m";

/// The next sign of the text: a code point, or a colour of paint().
std::string_view next_sign(std::string_view text) {
    if (text.front() == '\x1b') return text.substr(0, text.find('m') + 1);
    std::size_t size = 1;
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) ++size;
    return text.substr(0, size);
}

/// The longest beginning of the text that takes at most `columns`.
std::string_view beginning(std::string_view text, int columns) {
    std::size_t end = 0;
    while (end < text.size()) {
        const auto sign = next_sign(text.substr(end));
        const bool colour = sign.front() == '\x1b';
        if (!colour && columns-- == 0) break;
        end += sign.size();
    }
    return text.substr(0, end);
}

/// Ends an open colour at the end of the line; gives it, for the next line to begin with.
std::string close_colour(std::string& line, const std::string& open) {
    line.insert(0, open);
    std::string last;
    for (std::string_view rest = line; !rest.empty();) {
        const auto sign = next_sign(rest);
        if (sign.front() == '\x1b') last = sign == kReset ? "" : std::string(sign);
        rest.remove_prefix(sign.size());
    }
    if (!last.empty()) line += kReset;
    return last;
}

/// Puts pieces into lines. What does not fit goes to the next line.
class Filler {
  public:
    explicit Filler(int columns) : columns_(std::max(columns, 1)) {}

    void add(std::string_view piece, std::string_view between) {
        const int space = line_.empty() ? 0 : width_of(between);
        if (!line_.empty() && width_of(line_) + space + width_of(piece) > columns_) end_line();
        if (!line_.empty()) line_ += between;
        while (width_of(piece) > columns_) {
            const auto part = beginning(piece, columns_);
            line_ = part;
            end_line();
            piece.remove_prefix(part.size());
        }
        line_ += piece;
    }

    void end_line() {
        lines_.push_back(std::move(line_));
        line_.clear();
    }

    [[nodiscard]] bool fits(std::string_view piece, std::string_view between) const {
        return width_of(line_) + width_of(between) + width_of(piece) <= columns_;
    }
    [[nodiscard]] bool at_start() const { return line_.empty(); }

    std::vector<std::string> take() {
        if (!line_.empty() || lines_.empty()) end_line();
        std::string open;
        for (auto& line : lines_) open = close_colour(line, open);
        return std::move(lines_);
    }

  private:
    int columns_;
    std::string line_;
    std::vector<std::string> lines_;
};

/// A number and its unit of time stay together: `2.00 s`.
bool glued(std::string_view before, std::string_view after) {
    const std::string_view next = after.substr(0, after.find_first_of(" ,;.)\x1b"));
    const bool unit = next == "s" || next == "ms" || next == "us" || next == "ns";
    return unit && !before.empty() && before.back() >= '0' && before.back() <= '9';
}

std::size_t end_of_word(std::string_view text) {
    std::size_t end = std::min(text.find(' '), text.size());
    while (end < text.size() && glued(text.substr(0, end), text.substr(end + 1)))
        end = std::min(text.find(' ', end + 1), text.size());
    return end;
}

void add_words(Filler& filler, std::string_view text) {
    while (!text.empty()) {
        const std::size_t end = end_of_word(text);
        if (end > 0) filler.add(text.substr(0, end), " ");
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

} // namespace

int usable_columns(const Style& style) {
    return std::clamp(style.columns, kMinColumns, kMaxColumns);
}

int width_of(std::string_view text) {
    int width = 0;
    while (!text.empty()) {
        const auto sign = next_sign(text);
        if (sign.front() != '\x1b') ++width;
        text.remove_prefix(sign.size());
    }
    return width;
}

std::string pad(std::string_view text, int columns) {
    return std::string(text) +
           std::string(static_cast<std::size_t>(std::max(columns - width_of(text), 0)), ' ');
}

std::string cut(std::string_view text, int columns, const Style& style) {
    if (width_of(text) <= columns) return std::string(text);
    const std::string_view ellipsis = style.unicode ? "…" : "...";
    std::string short_text(beginning(text, std::max(columns - width_of(ellipsis), 0)));
    close_colour(short_text, "");
    return short_text + std::string(beginning(ellipsis, columns));
}

std::vector<std::string> wrap(std::string_view text, int columns) {
    Filler filler(columns);
    add_words(filler, text);
    return filler.take();
}

std::vector<std::string> wrap_items(const std::vector<std::string>& items, int columns) {
    Filler filler(columns);
    for (std::size_t i = 0; i < items.size(); ++i) {
        const std::string item = items[i] + (i + 1 < items.size() ? "," : "");
        if (!filler.at_start() && !filler.fits(item, " ")) filler.end_line();
        add_words(filler, item);
    }
    return filler.take();
}

std::string paragraph(std::string_view text, int indent, int columns) {
    std::string out;
    for (const auto& line : wrap(text, columns - indent))
        out += fmt::format("{:{}}{}\n", "", indent, line);
    return out;
}

std::string paint(std::string_view text, Ink ink, const Style& style) {
    if (!style.colour || ink == Ink::plain || text.empty()) return std::string(text);
    constexpr int kCodes[] = {0, 1, 2, 31, 32, 33, 36}; // in the order of Ink
    return fmt::format("\x1b[{}m{}{}", kCodes[static_cast<int>(ink)], text, kReset);
}

std::string count_of(std::int64_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string join(const std::vector<std::string>& parts, std::string_view between) {
    std::string all;
    for (std::size_t i = 0; i < parts.size(); ++i)
        all += (i == 0 ? "" : std::string(between)) + parts[i];
    return all;
}

} // namespace finwait
