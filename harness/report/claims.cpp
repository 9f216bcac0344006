#include "report/claims.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace finwait {
namespace {

/// How much a verdict weighs when trials disagree.
int weight(Verdict verdict) {
    switch (verdict) {
    case Verdict::contradicted: return 3;
    case Verdict::undecided: return 2;
    case Verdict::unsupported: return 1;
    case Verdict::holds: return 0;
    }
    return 0;
}

Ink ink_of(Verdict verdict) {
    switch (verdict) {
    case Verdict::holds: return Ink::green;
    case Verdict::contradicted: return Ink::red;
    case Verdict::undecided: return Ink::yellow;
    case Verdict::unsupported: return Ink::dim;
    }
    return Ink::plain;
}

const char* mark_of(Verdict verdict, const Style& style) {
    switch (verdict) {
    case Verdict::holds: return style.unicode ? "✓" : "+";
    case Verdict::contradicted: return style.unicode ? "✗" : "x";
    case Verdict::undecided: return "?";
    case Verdict::unsupported: return "-";
    }
    return "?";
}

Merged& entry_for(std::vector<Merged>& merged, const std::string& id) {
    const auto found = std::find_if(merged.begin(), merged.end(),
                                    [&](const Merged& one) { return one.claim.id == id; });
    if (found != merged.end()) return *found;
    Merged unknown;
    unknown.claim.id = unknown.claim.says = id;
    return merged.emplace_back(std::move(unknown));
}

void count(Merged& one, const Judgement& judgement) {
    const bool first = one.judged++ == 0;
    if (first || weight(judgement.verdict) > weight(one.verdict)) {
        one.verdict = judgement.verdict;
        one.reason = judgement.reason;
        one.trials = 0;
    }
    if (judgement.verdict == one.verdict) ++one.trials;
}

} // namespace

std::vector<Merged> merge(const std::vector<Claim>& claims,
                          const std::vector<std::vector<Judgement>>& trials) {
    std::vector<Merged> merged;
    for (const auto& claim : claims) merged.push_back({.claim = claim, .reason = ""});
    for (const auto& trial : trials) {
        for (const auto& judgement : trial) count(entry_for(merged, judgement.claim), judgement);
    }
    std::erase_if(merged, [](const Merged& one) { return one.judged == 0; });
    return merged;
}

Tally tally(const std::vector<Merged>& merged) {
    Tally counts;
    for (const auto& one : merged) ++counts[one.verdict];
    return counts;
}

std::vector<std::string> tally_lines(const Tally& counts, const Style& style) {
    std::vector<std::string> lines;
    for (const auto& [verdict, number] : counts) {
        const char* word = verdict == Verdict::holds && number > 1 ? "hold" : to_string(verdict);
        lines.push_back(paint(fmt::format("{} {}", number, word), ink_of(verdict), style));
    }
    return lines;
}

std::string claim_text(const Merged& merged, const std::string& where, int indent,
                       const Style& style) {
    const int columns = usable_columns(style);
    std::string head = paint(mark_of(merged.verdict, style), ink_of(merged.verdict), style) + " " +
                       paint(to_string(merged.verdict), ink_of(merged.verdict), style);
    if (!where.empty()) head += fmt::format(" ({})", where);
    if (merged.trials != merged.judged)
        head += fmt::format(" in {} of {} trials", merged.trials, merged.judged);
    head += ": " + printable(merged.claim.id, style);
    if (!merged.claim.source.empty()) head += ", from " + prose(merged.claim.source, style);
    std::string text = paragraph(head, indent, columns);
    const std::string says = prose(merged.claim.says, style);
    const bool quoted = !says.empty() && merged.claim.says != merged.claim.id;
    if (quoted) text += paragraph(says, indent + 2, columns);
    if (!merged.reason.empty())
        text += paragraph(paint(prose(merged.reason, style), Ink::dim, style), indent + 2, columns);
    return text;
}

} // namespace finwait
