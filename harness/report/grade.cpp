#include "report/grade.hpp"

#include "report/seen.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace finwait {
namespace {

/// `contradicted: first-id, second-id`; "" if no claim has this verdict.
std::string ids_with(const std::vector<Merged>& claims, Verdict verdict, const Style& style) {
    std::vector<std::string> ids;
    for (const auto& one : claims) {
        if (one.verdict == verdict) ids.push_back(printable(one.claim.id, style));
    }
    return ids.empty() ? "" : fmt::format("{}: {}", to_string(verdict), join(ids, ", "));
}

std::string cut_of(const CaseReport& report, const Style& style) {
    for (const auto& outcome : report.outcomes) {
        if (outcome.first && outcome.first->cut) return cut_words(*outcome.first->cut, style);
    }
    return "";
}

std::string not_run(const CaseReport& report, const Style& style) {
    for (const auto& outcome : report.outcomes) {
        if (outcome.first && !outcome.first->not_run.empty())
            return "not run: " + prose(outcome.first->not_run, style);
    }
    return "";
}

std::string failure_of(const CaseReport& report, const std::vector<Merged>& claims, bool strict,
                       const Style& style) {
    if (report.outcomes.size() > 1 && report.nondeterministic.empty())
        return fmt::format("trials differ ({} outcomes), and the scenario does not say why",
                           report.outcomes.size());
    return strict ? ids_with(claims, Verdict::contradicted, style) : "";
}

std::string skip_of(const CaseReport& report, const std::vector<Merged>& claims,
                    const Style& style) {
    if (auto why = not_run(report, style); !why.empty()) return why;
    if (auto why = ids_with(claims, Verdict::undecided, style); !why.empty()) return why;
    const bool none_supported =
        !claims.empty() && std::all_of(claims.begin(), claims.end(), [](const Merged& one) {
            return one.verdict == Verdict::unsupported;
        });
    return none_supported ? ids_with(claims, Verdict::unsupported, style) : "";
}

} // namespace

Graded grade_of(const CaseReport& report, bool strict, const Style& style) {
    const auto claims = merge(report.claims, report.judgements);
    if (!report.fault.empty())
        return {Grade::fault, "fault of finwait: " + prose(report.fault, style)};
    if (auto why = failure_of(report, claims, strict, style); !why.empty())
        return {Grade::failed, why};
    if (auto why = cut_of(report, style); !why.empty()) return {Grade::cut, why};
    if (auto why = skip_of(report, claims, style); !why.empty()) return {Grade::skipped, why};
    return {};
}

std::string claim_line(const Merged& one, const Style& style) {
    std::string line = to_string(one.verdict);
    if (one.trials != one.judged)
        line += fmt::format(" in {} of {} trials", one.trials, one.judged);
    line += ": " + printable(one.claim.id, style);
    if (!one.claim.source.empty()) line += ", from " + prose(one.claim.source, style);
    if (one.claim.says != one.claim.id) line += ": " + prose(one.claim.says, style);
    if (!one.reason.empty()) line += " (" + prose(one.reason, style) + ")";
    return line;
}

} // namespace finwait
