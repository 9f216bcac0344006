#include "trial/assemble.hpp"

#include "agent/steps/table.hpp"
#include "base/names.hpp"
#include "evidence/counters.hpp"
#include "trial/end_names.hpp"
#include "trial/values.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace finwait {
namespace {

constexpr const char* kTimers[] = {"none", "retransmit", "keepalive", "time_wait", "probe"};

class Assembler {
  public:
    Assembler(const TrialRecord& record, const Plan& plan, const Case& chosen)
        : record_(record), board_(record.board), plan_(plan), case_(chosen),
          end_names_(record, plan), values_(record.board, plan) {}

    Observation make(int trial) {
        Observation seen;
        seen.scenario = case_.scenario->id;
        seen.case_id = case_.id;
        seen.trial = trial;
        seen.finwait_version = FINWAIT_VERSION;
        seen.scenario_digest = case_.scenario->digest;
        seen.network = record_.wanted.network == Network::trial  ? "trial"
                       : record_.wanted.network == Network::keep ? "kept"
                                                                 : "host";
        seen.origin_ns = record_.origin_ns;
        seen.elapsed_ns = since_origin(record_.finished_ns);
        for (std::uint8_t i = 0; i < plan_.roles.size(); ++i) seen.roles.push_back(role(i));
        for (std::uint16_t i = 0; i < board_.step_count; ++i) seen.steps.push_back(step(i));
        add_calls(seen);
        for (std::uint32_t i = 0; i < record_.sample_count; ++i) add_sample(seen, i);
        seen.counters = changed_between(record_.counters_before, record_.counters_after);
        add_missing(seen);
        add_cut(seen);
        return seen;
    }

  private:
    std::int64_t since_origin(std::int64_t at_ns) const {
        return at_ns == 0 ? 0 : at_ns - record_.origin_ns;
    }

    bool reached(std::uint16_t index) const {
        return board_.results[index].phase.load() != Phase::not_reached;
    }

    // ---- ends ----

    static EndSeen end_seen(const EndState& state) {
        return {state_name(state.state), kTimers[static_cast<std::size_t>(state.timer)],
                state.timer_left_ms,     state.receive_queue,
                state.send_queue,        state.inode != 0};
    }

    void add_sample(Observation& seen, std::uint32_t index) const {
        const Sample& from = record_.samples[index];
        StateSample sample;
        if (from.step != kStoryEnd) {
            const PlanStep& step = board_.steps[from.step];
            sample.role = plan_.roles[step.role];
            sample.label = plan_.labels[from.step];
            sample.step = step.source_step;
        }
        sample.at_ns = since_origin(from.at_ns);
        sample.at_rest = from.at_rest;
        for (std::uint8_t k = 0; k < from.end_count; ++k)
            sample.ends.emplace_back(end_names_.of(from.ends[k]), end_seen(from.ends[k].seen));
        seen.states.push_back(std::move(sample));
    }

    /// The states of connections (listeners aside) in the sample that was taken after a step.
    std::vector<std::pair<std::string, std::string>> states_after(std::uint16_t index) const {
        std::vector<std::pair<std::string, std::string>> states;
        for (std::uint32_t i = 0; i < record_.sample_count; ++i) {
            const Sample& sample = record_.samples[i];
            if (sample.step != index) continue;
            for (std::uint8_t k = 0; k < sample.end_count; ++k) {
                if (!sample.ends[k].listens)
                    states.emplace_back(end_names_.of(sample.ends[k]),
                                        state_name(sample.ends[k].seen.state));
            }
        }
        std::sort(states.begin(), states.end());
        return states;
    }

    // ---- roles and steps ----

    RoleSeen role(std::uint8_t index) const {
        const RoleSlot& slot = board_.roles[index];
        const RoleExit& exit = record_.exits[index];
        RoleSeen role;
        role.name = plan_.roles[index];
        if (slot.parent != kNoRole) role.parent = plan_.roles[slot.parent];
        role.is_thread = slot.is_thread;
        if (exit.ended) {
            role.ended = exit.by_signal ? "signal" : "exit";
            role.ended_ns = since_origin(exit.at_ns);
            if (exit.by_signal) role.signal = signal_name(exit.status);
            else role.status = exit.status;
        }
        for (std::size_t i = 1; i < kSignals; ++i) {
            if (const auto count = slot.signal_counts[i].load())
                role.signals[signal_name(static_cast<int>(i))] = static_cast<int>(count);
        }
        return role;
    }

    std::string skip_reason(std::uint16_t index) const {
        const PlanStep& step = board_.steps[index];
        switch (board_.results[index].skip) {
        case Skip::role_ended: return plan_.roles[step.role] + " has ended";
        case Skip::role_never_born: return plan_.roles[step.role] + " was never born";
        case Skip::no: break;
        }
        return reached(index) ? "" : "the story was cut before it";
    }

    StepSeen step(std::uint16_t index) const {
        const PlanStep& planned = board_.steps[index];
        const StepResult& result = board_.results[index];
        StepSeen step;
        step.role = plan_.roles[planned.role];
        step.label = plan_.labels[index];
        step.op = step_table()[planned.op]->spec.name;
        step.step = planned.source_step;
        step.background = planned.background;
        step.skipped = skip_reason(index);
        if (!step.skipped.empty()) return step;
        step.started_ns = since_origin(result.started_ns);
        step.elapsed_ns = result.elapsed_ns;
        if (const Event* open = unfinished(index)) {
            step.inside = call_spec(open->call).name;
            step.elapsed_ns = inside_ns(*open, planned.role);
        } else if (result.phase.load() == Phase::done) {
            step.returned = result.returned;
            step.error = errno_name(result.error);
        }
        for (std::size_t i = 1; i < kSignals; ++i) {
            if (result.signals[i] > 0)
                step.signals[signal_name(static_cast<int>(i))] = result.signals[i];
        }
        for (std::size_t i = 0; i < result.fact_count; ++i)
            step.facts[fact_name(result.facts[i].fact)] = values_.fact(result, result.facts[i]);
        step.states = states_after(index);
        return step;
    }

    /// The call of a step that never returned.
    const Event* unfinished(std::uint16_t index) const {
        const auto count = std::min<std::uint32_t>(board_.event_count.load(), kMaxEvents);
        for (std::uint32_t i = 0; i < count; ++i) {
            const Event& event = board_.events[i];
            if (event.step == index && !event.returned_at_all.load()) return &event;
        }
        return nullptr;
    }

    /// How long a role was inside a call that never returned: until its death, or the story's end.
    std::int64_t inside_ns(const Event& event, std::uint8_t role) const {
        const RoleExit& exit = record_.exits[role];
        return (exit.ended ? exit.at_ns : record_.finished_ns) - event.started_ns;
    }

    // ---- calls ----

    void add_calls(Observation& seen) const {
        const auto count = std::min<std::uint32_t>(board_.event_count.load(), kMaxEvents);
        for (std::uint32_t i = 0; i < count; ++i) {
            const Event& event = board_.events[i];
            const CallSpec& spec = call_spec(event.call);
            CallSeen call;
            call.role = plan_.roles[event.role];
            call.label = plan_.labels[event.step];
            call.step = board_.steps[event.step].source_step;
            call.call = spec.name;
            for (std::size_t k = 0; k < kMaxArguments; ++k) {
                if (spec.arguments[k].kind != ArgumentKind::hidden)
                    call.arguments[spec.arguments[k].name] =
                        values_.argument(spec.arguments[k], event, k);
            }
            if (event.call == Call::setsockopt)
                call.arguments["value"] = values_.set_by(board_.steps[event.step]);
            call.started_ns = since_origin(event.started_ns);
            if (event.returned_at_all.load()) {
                call.returned = event.returned;
                call.error = errno_name(event.error);
                call.elapsed_ns = event.elapsed_ns;
            } else {
                call.elapsed_ns = inside_ns(event, event.role);
            }
            call.repeats = event.repeats;
            call.signals = signals(event.signals);
            seen.calls.push_back(std::move(call));
        }
        // A background call was entered before others that stand in front of it.
        std::stable_sort(seen.calls.begin(), seen.calls.end(),
                         [](const auto& a, const auto& b) { return a.started_ns < b.started_ns; });
    }

    static std::vector<std::string> signals(std::uint32_t bits) {
        std::vector<std::string> names;
        for (int i = 1; i < static_cast<int>(kSignals); ++i) {
            if ((bits >> i & 1) != 0) names.push_back(signal_name(i));
        }
        return names;
    }

    // ---- the rest ----

    void add_missing(Observation& seen) const {
        if (record_.no_states[0] != '\0') {
            seen.missing.push_back(
                {seen.states.empty() ? "states" : "states by sock_diag", record_.no_states});
        }
        if (record_.no_counters[0] != '\0')
            seen.missing.push_back({"counters", record_.no_counters});
        if (const auto events = board_.event_count.load(); events > kMaxEvents)
            seen.missing.push_back({"events", fmt::format("{} calls did not fit into the record",
                                                          events - kMaxEvents)});
        if (record_.wanted.network == Network::host)
            seen.missing.push_back(
                {"network namespace", "the trial shared the host's loopback with other programs"});
    }

    void add_cut(Observation& seen) const {
        const CutRecord& cut = record_.cut;
        if (!cut.cut) return;
        seen.cut = Cut{plan_.roles[cut.role], plan_.labels[cut.step],
                       cut.inside == 0 ? "" : call_spec(static_cast<Call>(cut.inside - 1)).name,
                       since_origin(cut.at_ns)};
    }

    const TrialRecord& record_;
    const Board& board_;
    const Plan& plan_;
    const Case& case_;
    const EndNames end_names_;
    const Values values_;
};

} // namespace

Observation assemble(const TrialRecord& record, const Plan& plan, const Case& chosen, int trial) {
    return Assembler(record, plan, chosen).make(trial);
}

} // namespace finwait
