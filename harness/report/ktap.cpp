#include "report/ktap.hpp"

#include "report/blocks.hpp"
#include "report/grade.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace finwait {
namespace {

constexpr Style kPlain{false, true, kMaxColumns};
constexpr int kUnbroken = 100'000; // columns: a diagnostic is one line, however long

/// A description must not hold the sign that ends it.
std::string description(const std::string& name) {
    std::string text;
    for (const char c : printable(name, kPlain)) text += c == '#' ? "\\x23" : std::string(1, c);
    return text;
}

std::string result_line(std::size_t number, const std::string& name, const Graded& graded) {
    const auto line = [&](const char* result, const std::string& directive) {
        return fmt::format("{} {} {}{}{}{}\n", result, number, description(name),
                           graded.why.empty() ? "" : " # ", directive, graded.why);
    };
    switch (graded.grade) {
    case Grade::passed: return line("ok", "");
    case Grade::skipped: return line("ok", "SKIP ");
    case Grade::cut: return line("not ok", "TIMEOUT ");
    case Grade::failed: return line("not ok", "");
    case Grade::fault: return line("not ok", "ERROR ");
    }
    return "";
}

std::string diagnostics(const CaseReport& report, const std::string& indent) {
    const Row row = fold({&report}, kPlain).front();
    std::string text;
    for (const auto& line : seen_lines(row, kUnbroken, kPlain))
        text += fmt::format("{}# {}\n", indent, line);
    for (const auto& one : row.claims) {
        if (one.verdict != Verdict::holds)
            text += fmt::format("{}# {}\n", indent, claim_line(one, kPlain));
    }
    return text;
}

/// A test fails if one of its subtests does, and is skipped if all of them are.
Graded bubbled_up(const std::vector<Graded>& inner) {
    const auto failures = std::count_if(inner.begin(), inner.end(),
                                        [](const Graded& one) { return one.grade >= Grade::cut; });
    if (failures > 0)
        return {Grade::failed, fmt::format("{} of {} cases not ok", failures, inner.size())};
    const bool all_skipped = std::all_of(
        inner.begin(), inner.end(), [](const Graded& one) { return one.grade == Grade::skipped; });
    return all_skipped ? Graded{Grade::skipped, "all cases"} : Graded{};
}

std::string block_text(const Block& block, std::size_t number, bool strict) {
    const std::string indent = "  ";
    std::string text =
        fmt::format("{0}KTAP version 1\n{0}1..{1}\n{0}# {2}: {3}\n", indent, block.cases.size(),
                    description(block.first->scenario), prose(block.first->title, kPlain));
    std::vector<Graded> inner;
    for (const CaseReport* report : block.cases) {
        inner.push_back(grade_of(*report, strict, kPlain));
        text += diagnostics(*report, indent);
        text += indent + result_line(inner.size(), report->case_id, inner.back());
    }
    return text + result_line(number, block.first->scenario, bubbled_up(inner));
}

} // namespace

std::string ktap(const std::vector<CaseReport>& cases, bool strict) {
    const auto themes = themes_of(cases, kPlain);
    std::size_t scenarios = 0;
    for (const auto& theme : themes) scenarios += theme.blocks.size();
    std::string text = fmt::format("KTAP version 1\n1..{}\n", scenarios);
    std::size_t number = 0;
    for (const auto& theme : themes) {
        for (const auto& block : theme.blocks) text += block_text(block, ++number, strict);
    }
    return text;
}

} // namespace finwait
