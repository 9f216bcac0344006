#include "cli/case_reports.hpp"

#include "observation/outcome.hpp"

#include <algorithm>

namespace finwait {

CaseReport empty_report(const Case& one) {
    CaseReport report;
    report.case_id = one.id;
    report.scenario = one.scenario->id;
    report.title = one.scenario->title();
    report.nondeterministic = one.document->value("nondeterministic", "");
    report.claims = claims_of(*one.document);
    return report;
}

void add_trial(CaseReport& report, const Case& one, Observation&& seen, const Json& json) {
    ++report.trials;
    report.elapsed_ns += seen.elapsed_ns;
    if (!report.claims.empty())
        report.judgements.push_back(judge(report.claims, needs_of(*one.document), json));
    const std::string digest = outcome_digest(json["outcome"]);
    const auto known = std::find_if(report.outcomes.begin(), report.outcomes.end(),
                                    [&](const auto& outcome) { return outcome.digest == digest; });
    if (known != report.outcomes.end()) ++known->trials;
    else report.outcomes.push_back({digest, 1, std::make_shared<Observation>(std::move(seen))});
}

bool varies_unasked(const CaseReport& report) {
    return report.outcomes.size() > 1 && report.nondeterministic.empty();
}

} // namespace finwait
