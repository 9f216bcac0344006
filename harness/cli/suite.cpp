#include "cli/suite.hpp"

#include "agent/steps/table.hpp"
#include "base/clock.hpp"
#include "cli/case_reports.hpp"
#include "scenario/read.hpp"

#include <algorithm>

namespace finwait {
namespace {

/// What a time limit counts for: most waits are over long before theirs.
constexpr std::int64_t kOfALimit = 4;
constexpr std::int64_t kLongestLimit = 10 * kNanosecondsPerSecond;

/// How long a case is likely to take: what its steps say they wait for. Long ones begin first, so that
/// the suite does not end with one of them alone.
std::int64_t expected_wait(const Plan& plan) {
    std::int64_t total = 0;
    for (const auto& step : plan.steps) {
        const StepSpec& spec = step_table()[step.op]->spec;
        for (std::size_t i = 0; i < spec.fields.size(); ++i) {
            const Value& field = step.fields[i];
            if (field.kind == ValueKind::linger && field.b > 0)
                total += std::min<std::int64_t>(field.b, 10) * kNanosecondsPerSecond;
            if (field.kind == ValueKind::timeval) total += field.a * kNanosecondsPerSecond;
            if (field.kind != ValueKind::integer || spec.fields[i].type != FieldType::seconds)
                continue;
            total += std::string_view(spec.name) == "pause"
                         ? field.a
                         : std::min(field.a, kLongestLimit) / kOfALimit;
        }
    }
    return total;
}

} // namespace

Suite::Suite(const std::vector<Case>& cases, int repeat) : cases_(cases) {
    plans_.reserve(cases.size());
    for (const auto& one : cases) {
        plans_.push_back(plan_case(one, step_specs()));
        reports_.push_back(empty_report(one));
    }
    for (std::size_t i = 0; i < cases.size(); ++i) {
        for (int trial = 1; trial <= repeat; ++trial)
            jobs_.push_back({&cases_[i], &plans_[i], trial});
    }
}

RunEnd Suite::run(Kernel& kernel, const RunOptions& options, const Hooks& hooks) {
    std::vector<TrialJob> possible;
    for (std::size_t i = 0; i < jobs_.size(); ++i) jobs_[i].index = i;
    bool going_on = true;
    for (const auto& job : jobs_) {
        if (job.plan->changes_sysctls && options.network == Network::host) {
            TrialReport report{job, "", {}};
            report.seen.scenario = job.chosen->scenario->id;
            report.seen.case_id = job.chosen->id;
            report.seen.trial = job.trial;
            report.seen.network = "host";
            report.seen.finwait_version = FINWAIT_VERSION;
            report.seen.scenario_digest = job.chosen->scenario->digest;
            report.seen.kernel = kernel.describe();
            report.seen.not_run =
                "the scenario changes sysctls, which needs a network namespace of its own";
            going_on = going_on && take(std::move(report), hooks);
        } else {
            possible.push_back(job);
        }
    }
    if (!going_on) return RunEnd::stopped;
    std::stable_sort(possible.begin(), possible.end(), [](const auto& a, const auto& b) {
        return expected_wait(*a.plan) > expected_wait(*b.plan);
    });
    return kernel.run(possible, options,
                      [&](TrialReport&& report) { return take(std::move(report), hooks); });
}

bool Suite::take(TrialReport&& report, const Hooks& hooks) {
    const Case& one = *report.job.chosen;
    CaseReport& of_case = reports_[static_cast<std::size_t>(&one - cases_.data())];
    ++done_;
    if (!report.fault.empty()) {
        ++of_case.trials;
        of_case.fault = report.fault;
        waiting_[report.job.index] = Json();
    } else {
        if (hooks.on_seen && report.seen.not_run.empty()) hooks.on_seen(report.seen);
        Json json = to_json(report.seen);
        add_trial(of_case, one, std::move(report.seen), json);
        waiting_[report.job.index] = hooks.on_observation ? std::move(json) : Json();
    }
    if (hooks.on_progress) hooks.on_progress(done_, of_case.case_id);
    if (!flush(hooks)) return false;
    return !(hooks.stop_at_first_failure && failed(of_case, hooks));
}

bool Suite::flush(const Hooks& hooks) {
    while (!waiting_.empty() && waiting_.begin()->first == next_out_) {
        const Json json = std::move(waiting_.begin()->second);
        waiting_.erase(waiting_.begin());
        ++next_out_;
        if (hooks.on_observation && !json.is_null() && !hooks.on_observation(json)) return false;
    }
    return true;
}

bool Suite::failed(const CaseReport& report, const Hooks& hooks) const {
    if (!report.fault.empty() || varies_unasked(report)) return true;
    if (!report.outcomes.empty() && report.outcomes.back().first->cut) return true;
    if (report.judgements.empty()) return false;
    return std::any_of(report.judgements.back().begin(), report.judgements.back().end(),
                       [&](const Judgement& judgement) {
                           return judgement.verdict == Verdict::undecided ||
                                  (hooks.contradiction_is_failure &&
                                   judgement.verdict == Verdict::contradicted);
                       });
}

} // namespace finwait
