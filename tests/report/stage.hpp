// Builds observations by hand, in the order of a story, as a trial would have recorded them.
#pragma once

#include "base/clock.hpp"
#include "observation/outcome.hpp"
#include "report/table.hpp"

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace finwait::stage {

inline constexpr std::int64_t kMs = kNanosecondsPerMillisecond;
inline constexpr std::int64_t kSecond = kNanosecondsPerSecond;

/// A step that came back at once.
inline StepSeen step(std::string role, std::string op, std::int64_t returned = 0,
                     std::string error = "") {
    StepSeen seen;
    seen.role = std::move(role);
    seen.label = seen.op = std::move(op);
    seen.returned = returned;
    seen.error = std::move(error);
    seen.elapsed_ns = 12'000;
    return seen;
}

inline StepSeen named(StepSeen seen, std::string label) {
    seen.label = std::move(label);
    return seen;
}
inline StepSeen lasting(StepSeen seen, std::int64_t elapsed_ns) {
    seen.elapsed_ns = elapsed_ns;
    return seen;
}
inline StepSeen with(StepSeen seen, const std::string& fact, Json value) {
    seen.facts[fact] = std::move(value);
    return seen;
}
inline StepSeen in_background(StepSeen seen) {
    seen.background = true;
    return seen;
}
inline StepSeen inside(StepSeen seen, std::string call) {
    seen.inside = std::move(call);
    seen.returned.reset();
    return seen;
}
inline StepSeen skipped(StepSeen seen, std::string why) {
    seen.skipped = std::move(why);
    seen.returned.reset();
    return seen;
}
inline StepSeen moved(StepSeen seen, std::int64_t bytes) {
    seen.returned = bytes;
    return with(std::move(seen), "bytes", bytes);
}
inline StepSeen received(const std::string& role, const std::string& data) {
    return with(moved(step(role, "recv"), static_cast<std::int64_t>(data.size())), "data", data);
}

inline EndSeen end(std::string state, bool owned = true, std::int64_t time_wait_ms = 0) {
    EndSeen seen;
    seen.state = std::move(state);
    seen.timer = time_wait_ms > 0 ? "time_wait" : "none";
    seen.timer_left_ms = time_wait_ms;
    seen.owned = owned;
    return seen;
}

/// An observation in the making. Steps follow each other 50 us apart, unless `at` says when.
class Story {
  public:
    explicit Story(std::string case_id) {
        seen.case_id = std::move(case_id);
        seen.scenario = seen.case_id.substr(0, seen.case_id.find('['));
        seen.kernel = {{"name", "native"},    {"release", "6.18.0"}, {"version", ""},
                       {"machine", "x86_64"}, {"clock_source", ""},  {"sysctls", Json::object()}};
        seen.finwait_version = "0.1.0";
        seen.scenario_digest = "dc552dc3-9229-5f15-86d3-61b8ce86ae86";
        seen.network = "trial";
        seen.roles = {RoleSeen{}, RoleSeen{}};
        seen.roles[0].name = "client";
        seen.roles[1].name = "server";
    }

    Story& at(std::int64_t ns) {
        now_ = ns;
        return *this;
    }
    Story& tell(StepSeen one) {
        one.step = static_cast<int>(seen.steps.size());
        one.started_ns = now_;
        if (one.skipped.empty() && one.inside.empty() && !one.background) now_ += one.elapsed_ns;
        now_ += 50'000;
        seen.steps.push_back(std::move(one));
        return *this;
    }
    /// The states after the last step; without any steps to come, those at the end.
    Story& ends(std::vector<std::pair<std::string, EndSeen>> now) {
        StateSample sample;
        sample.role = seen.steps.back().role;
        sample.label = seen.steps.back().label;
        sample.step = seen.steps.back().step;
        sample.at_ns = now_ - 20'000;
        for (const auto& [name, one] : now) seen.steps.back().states.emplace_back(name, one.state);
        sample.ends = std::move(now);
        seen.states.push_back(std::move(sample));
        return *this;
    }
    Story& client_server(EndSeen client, EndSeen server) {
        return ends({{"client", std::move(client)}, {"server", std::move(server)}});
    }
    Story& killed(const std::string& role, const std::string& signal, std::int64_t at_ns) {
        RoleSeen& one = find(role);
        one.ended = "signal";
        one.signal = signal;
        one.ended_ns = at_ns;
        return *this;
    }
    Story& exited(const std::string& role, int status, std::int64_t at_ns) {
        RoleSeen& one = find(role);
        one.ended = "exit";
        one.status = status;
        one.ended_ns = at_ns;
        return *this;
    }
    Story& heir(const std::string& name, const std::string& parent) {
        RoleSeen one;
        one.name = name;
        one.parent = parent;
        seen.roles.push_back(one);
        return *this;
    }
    Story& counter(const std::string& table, const std::string& name, std::int64_t value) {
        seen.counters[table][name] = value;
        return *this;
    }
    RoleSeen& find(const std::string& role) {
        for (auto& one : seen.roles) {
            if (one.name == role) return one;
        }
        throw std::logic_error("no role " + role);
    }
    [[nodiscard]] std::int64_t now() const { return now_; }

    /// Done: through JSON and back, so that reports are tried on what a file can hold.
    [[nodiscard]] std::shared_ptr<const Observation> done() {
        if (seen.elapsed_ns == 0) seen.elapsed_ns = now_;
        const auto again = observation_from_json(to_json(seen));
        if (!again) throw std::logic_error(again.error().what);
        return std::make_shared<const Observation>(*again);
    }

    Observation seen;

  private:
    std::int64_t now_ = 0;
};

/// The report of a case with one trial.
inline CaseReport report_of(const std::shared_ptr<const Observation>& seen, std::string title) {
    CaseReport report;
    report.case_id = seen->case_id;
    report.scenario = seen->scenario;
    report.title = std::move(title);
    report.elapsed_ns = seen->elapsed_ns;
    report.trials = 1;
    report.outcomes = {{outcome_digest(outcome_of(*seen)), 1, seen}};
    return report;
}

/// Puts a claim with its verdicts, one for each trial, into a report.
inline void judge(CaseReport& report, const std::string& id, const std::string& says,
                  const std::vector<Verdict>& verdicts, const std::string& reason) {
    report.claims.push_back({id, "article", says, {}, {}});
    report.judgements.resize(verdicts.size());
    for (std::size_t i = 0; i < verdicts.size(); ++i)
        report.judgements[i].push_back({id, verdicts[i], reason});
}

} // namespace finwait::stage
