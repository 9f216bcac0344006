#include "report/summary.hpp"

#include "report/claims.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace finwait {
namespace {

struct Totals {
    std::set<std::string> scenarios;
    std::set<std::string> kernels;
    std::size_t faults = 0;
    std::size_t varied = 0; ///< cases that varied, and should not
    int trials = 0;
    int cut = 0;
    Tally claims;
    std::map<std::pair<std::string, std::string>, int> missing; ///< evidence and why, by cases
};

void add_outcomes(Totals& totals, const CaseReport& report, const Style& style) {
    std::set<std::pair<std::string, std::string>> missing;
    for (const auto& outcome : report.outcomes) {
        if (!outcome.first) continue;
        if (outcome.first->cut) totals.cut += outcome.trials;
        for (const auto& one : outcome.first->missing)
            missing.emplace(prose(one.evidence, style), prose(one.why, style));
        const std::string kernel = kernel_words(outcome.first->kernel, style);
        if (!kernel.empty()) totals.kernels.insert(kernel);
    }
    for (const auto& one : missing) ++totals.missing[one];
}

Totals count(const std::vector<CaseReport>& cases, const Style& style) {
    Totals totals;
    for (const auto& report : cases) {
        totals.scenarios.insert(report.scenario);
        totals.trials += report.trials;
        if (!report.fault.empty()) ++totals.faults;
        if (report.outcomes.size() > 1 && report.nondeterministic.empty()) ++totals.varied;
        for (const auto& [verdict, number] : tally(merge(report.claims, report.judgements)))
            totals.claims[verdict] += number;
        add_outcomes(totals, report, style);
    }
    return totals;
}

std::string claims_line(Tally claims, const Style& style) {
    const auto part = [&](Verdict verdict, const char* word, Ink ink) {
        const int number = claims[verdict];
        return paint(fmt::format("{} {}", number, word), number == 0 ? Ink::plain : ink, style);
    };
    std::string line =
        part(Verdict::holds, claims[Verdict::holds] == 1 ? "claim holds" : "claims hold",
             Ink::green) +
        ", " + part(Verdict::contradicted, "contradicted", Ink::red) + ", " +
        part(Verdict::undecided, "undecided", Ink::yellow);
    if (claims[Verdict::unsupported] > 0)
        line += ", " + part(Verdict::unsupported, "unsupported", Ink::dim);
    return line;
}

void add_missing(std::vector<SummaryPart>& parts, const Totals& totals, std::size_t cases) {
    if (!totals.missing.empty()) parts.push_back({"Evidence that was missing:"});
    for (const auto& [one, number] : totals.missing) {
        const bool everywhere = static_cast<std::size_t>(number) == cases;
        const std::string where =
            everywhere ? "" : fmt::format(" (in {} of {} cases)", number, cases);
        parts.push_back({fmt::format("{}: {}{}", one.first, one.second, where), true});
    }
}

} // namespace

std::vector<SummaryPart> summary_parts(const std::vector<CaseReport>& cases,
                                       std::int64_t elapsed_ns, const Style& style) {
    const Totals totals = count(cases, style);
    const auto size = [](std::size_t number) { return static_cast<std::int64_t>(number); };
    std::vector<SummaryPart> parts = {
        {fmt::format("{}, {}, {} in {}: {}", count_of(size(totals.scenarios.size()), "scenario"),
                     count_of(size(cases.size()), "case"), count_of(totals.trials, "trial"),
                     duration_words(elapsed_ns), claims_line(totals.claims, style))}};
    const auto loud = [&](std::int64_t number, const std::string& what, const std::string& rest) {
        if (number > 0) parts.push_back({paint(count_of(number, what) + rest, Ink::red, style)});
    };
    loud(size(totals.faults), "case",
         " met a fault of finwait. Nothing is said about the kernel there.");
    loud(size(totals.varied), "case", " varied from trial to trial, though nothing says it may.");
    loud(totals.cut, "trial", " cut at a deadline.");
    if (!totals.kernels.empty())
        parts.push_back({"Kernel: " + join({totals.kernels.begin(), totals.kernels.end()}, "; ")});
    add_missing(parts, totals, cases.size());
    return parts;
}

std::string summary(const std::vector<CaseReport>& cases, std::int64_t elapsed_ns,
                    const Style& style) {
    std::string text;
    for (const auto& part : summary_parts(cases, elapsed_ns, style))
        text += paragraph(part.text, part.item ? 2 : 0, usable_columns(style));
    return text;
}

} // namespace finwait
