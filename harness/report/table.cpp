#include "report/table.hpp"

#include "report/blocks.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace finwait {
namespace {

constexpr int kIndent = 2, kGap = 2, kClaims = 14; // `1 contradicted`

/// Where the columns of the table lie.
struct Columns {
    int label = 0; ///< 0: no case has a label
    int seen = 0;
    int all = 0;

    [[nodiscard]] int seen_at() const { return kIndent + (label == 0 ? 0 : label + kGap); }
    [[nodiscard]] int claims_at() const { return seen_at() + seen + kGap; }
};

int widest_label(const Block& block) {
    int widest = 0;
    for (const auto& row : block.rows) {
        for (const auto& line : row.label) widest = std::max(widest, width_of(line));
    }
    return widest;
}

Columns columns_of(const std::vector<Theme>& themes, const Style& style) {
    Columns columns;
    columns.all = usable_columns(style);
    for (const auto& theme : themes) {
        for (const auto& block : theme.blocks)
            columns.label = std::max(columns.label, widest_label(block));
    }
    columns.label = std::min(columns.label, columns.all / 5);
    columns.seen = columns.all - columns.seen_at() - kGap - kClaims;
    return columns;
}

/// A rule with the theme's name and the headings of the columns in it.
std::string heading(const std::string& theme, const Columns& columns, const Style& style) {
    const char* line = style.unicode ? "─" : "-";
    std::string out;
    const auto write_at = [&](int column, const std::string& text) {
        while (width_of(out) < column - 1) out += paint(line, Ink::dim, style);
        out += text.empty() ? "" : " " + text + " ";
    };
    write_at(kIndent, paint(printable(theme, style), Ink::bold, style));
    const int seen_at = std::max(columns.seen_at(), width_of(out) + 2);
    if (seen_at + 20 < columns.claims_at())
        write_at(seen_at, paint("what was seen", Ink::dim, style));
    if (width_of(out) + 2 < columns.claims_at())
        write_at(columns.claims_at(), paint("claims", Ink::dim, style));
    write_at(columns.all + 1, "");
    return cut(out, columns.all, style) + "\n";
}

std::string row_text(const Row& row, const Columns& columns, const Style& style) {
    std::vector<std::string> label;
    for (const auto& line : row.label) {
        for (auto& part : wrap(line, columns.label)) label.push_back(std::move(part));
    }
    const auto seen = seen_lines(row, columns.seen, style);
    const auto claims = tally_lines(tally(row.claims), style);
    const auto cell = [](const std::vector<std::string>& lines, std::size_t i) {
        return i < lines.size() ? lines[i] : std::string();
    };
    std::string text;
    for (std::size_t i = 0; i < std::max({label.size(), seen.size(), claims.size()}); ++i) {
        std::string line(kIndent, ' ');
        if (columns.label > 0) line += pad(cell(label, i), columns.label + kGap);
        line += cell(seen, i);
        if (i < claims.size()) line = pad(line, columns.claims_at()) + claims[i];
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

std::string block_text(const Block& block, const Columns& columns, const Style& style) {
    std::string text =
        paragraph(paint(printable(block.first->scenario, style), Ink::bold, style), 0, columns.all);
    text += paragraph(prose(block.first->title, style), 0, columns.all);
    for (const auto& row : block.rows) text += row_text(row, columns, style);
    for (const auto& [claim, where] : claims_to_tell(block))
        text += claim_text(*claim, where, kIndent, style);
    return text;
}

} // namespace

std::string table(const std::vector<CaseReport>& cases, std::int64_t elapsed_ns,
                  const Style& style) {
    const std::vector<Theme> themes = themes_of(cases, style);
    const Columns columns = columns_of(themes, style);
    std::string text;
    for (const auto& theme : themes) {
        text += heading(theme.name, columns, style) + "\n";
        for (const auto& block : theme.blocks) text += block_text(block, columns, style) + "\n";
    }
    return text + summary(cases, elapsed_ns, style);
}

} // namespace finwait
