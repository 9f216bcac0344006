#include "report/markdown.hpp"

#include "report/blocks.hpp"
#include "report/grade.hpp"
#include "report/summary.hpp"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

namespace finwait {
namespace {

constexpr Style kPlain{false, true, kMaxColumns};
constexpr const char* kBreak = "<br>";

bool is_word(std::string_view text, std::size_t at) {
    return at < text.size() && std::isalnum(static_cast<unsigned char>(text[at])) != 0;
}

/// `**client** lingering-close 0 after 2.01 s, ...`: a line for each who.
std::string items_text(const std::vector<Item>& items) {
    std::string text;
    const std::string* who = nullptr;
    for (const auto& item : items) {
        if (who && *who == item.who) text += ", ";
        else text += fmt::format("{}**{}** ", text.empty() ? "" : kBreak, markdown_text(item.who));
        if (!item.name.empty()) text += markdown_text(item.name) + " ";
        text += markdown_text(item.words);
        who = &item.who;
    }
    return text.empty() ? "nothing to tell" : text;
}

std::string seen_cell(const Row& row) {
    std::vector<std::string> parts;
    const CaseReport& report = *row.cases.front();
    if (!report.fault.empty())
        parts.push_back("**fault of finwait:** " + markdown_text(prose(report.fault, kPlain)));
    int trials = 0;
    for (const auto& outcome : row.outcomes) trials += outcome.trials;
    for (const auto& outcome : row.outcomes) {
        if (row.outcomes.size() > 1)
            parts.push_back(fmt::format("*{} of {} trials*", outcome.trials, trials));
        parts.push_back(outcome.differs.empty()
                            ? items_text(outcome.items)
                            : "the same, but for " + markdown_text(outcome.differs));
    }
    if (row.outcomes.size() > 1)
        parts.push_back(report.nondeterministic.empty()
                            ? "**Trials differ, and the scenario does not say why they may.**"
                            : "May vary: " + markdown_text(prose(report.nondeterministic, kPlain)));
    return parts.empty() ? "nothing was recorded" : join(parts, kBreak);
}

std::string block_rows(const Block& block) {
    std::string text;
    for (const auto& row : block.rows) {
        const bool first = &row == &block.rows.front();
        const std::string scenario =
            first ? fmt::format("**{}**{}{}", markdown_text(block.first->scenario), kBreak,
                                markdown_text(prose(block.first->title, kPlain)))
                  : "";
        std::vector<std::string> label;
        for (const auto& line : row.label) label.push_back(markdown_text(line));
        text += fmt::format("| {} | {} | {} | {} |\n", scenario, join(label, kBreak),
                            seen_cell(row), join(tally_lines(tally(row.claims), kPlain), kBreak));
    }
    return text;
}

std::string claims_list(const Theme& theme) {
    std::string text;
    for (const auto& block : theme.blocks) {
        for (const auto& [claim, where] : claims_to_tell(block)) {
            const std::string cases = where.empty() ? "" : " (" + markdown_text(where) + ")";
            text += fmt::format("- **{}**{}, {}\n", markdown_text(block.first->scenario), cases,
                                markdown_text(claim_line(*claim, kPlain)));
        }
    }
    return text.empty() ? "" : "\nClaims that do not hold:\n\n" + text;
}

} // namespace

std::string markdown_text(std::string_view text) {
    const std::string safe = printable(text, kPlain);
    constexpr std::string_view kMarkup = "\\`*[]|~";
    std::string out;
    for (std::size_t i = 0; i < safe.size(); ++i) {
        const char c = safe[i];
        const bool inside_word = i > 0 && is_word(safe, i - 1) && is_word(safe, i + 1);
        if (kMarkup.find(c) != std::string_view::npos || (c == '_' && !inside_word)) out += '\\';
        if (c == '<') out += "&lt;";
        else if (c == '>') out += "&gt;";
        else if (c == '&') out += "&amp;";
        else if (c == '@') out += "&#64;";                         // a mention would send mail
        else if (c == '#' && is_word(safe, i + 1)) out += "&#35;"; // so would one of an issue
        else out += c;
    }
    return out;
}

std::string markdown(const std::vector<CaseReport>& cases, std::int64_t elapsed_ns) {
    std::string text = "# finwait\n";
    for (const auto& part : summary_parts(cases, elapsed_ns, kPlain))
        text += (part.item ? "- " : "\n") + markdown_text(part.text) + "\n";
    for (const auto& theme : themes_of(cases, kPlain)) {
        text += fmt::format("\n## {}\n\n| scenario | case | what was seen | claims |\n"
                            "| --- | --- | --- | --- |\n",
                            markdown_text(theme.name));
        for (const auto& block : theme.blocks) text += block_rows(block);
        text += claims_list(theme);
    }
    return text;
}

} // namespace finwait
