#include "trial/assemble.hpp"

#include "agent/steps/table.hpp"
#include "base/names.hpp"
#include "evidence/counters.hpp"
#include "scenario/options.hpp"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <set>

namespace finwait {
namespace {

constexpr const char* kTimers[] = {"none", "retransmit", "keepalive", "time_wait", "probe"};

/// Bytes as text: what prints stays, the rest becomes \xNN.
std::string printable(std::string_view bytes) {
    std::string text;
    for (const char c : bytes) {
        if (c >= ' ' && c <= '~' && c != '\\') text += c;
        else text += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    }
    return text;
}

std::string hex_digits(std::string_view bytes) {
    std::string text;
    for (const char c : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(c));
    return text;
}

Json pair_json(const char* first, std::int64_t a, const char* second, std::int64_t b) {
    return {{first, a}, {second, b}};
}

class Assembler {
  public:
    Assembler(const TrialRecord& record, const Plan& plan, const Case& chosen)
        : record_(record), board_(record.board), plan_(plan), case_(chosen) {}

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
        name_ends();
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

    static std::uint32_t key_of(const SampleEnd& end) {
        return static_cast<std::uint32_t>(end.role) << 16 |
               static_cast<std::uint32_t>(end.socket) << 8 | end.peer_role;
    }

    /// An end is called by its role while that role has only one connection in the whole story, and by
    /// role/socket otherwise. The far end that nobody has accepted yet takes the name of the end that it
    /// becomes.
    void name_ends() {
        std::map<std::uint8_t, std::map<std::uint32_t, std::string>> by_role;
        std::set<std::uint8_t> with_several; // roles that had two connections at once
        for (std::uint32_t i = 0; i < record_.sample_count; ++i) {
            const Sample& sample = record_.samples[i];
            std::set<std::uint8_t> here;
            for (std::uint8_t k = 0; k < sample.end_count; ++k) {
                const SampleEnd& end = sample.ends[k];
                if (end.listens) continue;
                if (!here.insert(end.role).second) with_several.insert(end.role);
                const bool waiting = end.peer_role != kNoRole;
                by_role[end.role][key_of(end)] =
                    waiting
                        ? fmt::format("{}/(to {}/{})", plan_.roles[end.role],
                                      plan_.roles[end.peer_role], plan_.sockets[end.socket])
                        : fmt::format("{}/{}", plan_.roles[end.role], plan_.sockets[end.socket]);
            }
        }
        for (auto& [role, ends] : by_role) {
            const auto accepted = std::count_if(ends.begin(), ends.end(), [](const auto& end) {
                return (end.first & 0xff) == kNoRole;
            });
            const auto waiting = static_cast<std::ptrdiff_t>(ends.size()) - accepted;
            const bool single = accepted <= 1 && waiting <= 1 && !with_several.contains(role);
            for (auto& [key, name] : ends) names_[key] = single ? plan_.roles[role] : name;
        }
    }

    std::string name_of_end(const SampleEnd& end) const {
        if (end.listens)
            return fmt::format("{}/{}", plan_.roles[end.role], plan_.sockets[end.socket]);
        const auto found = names_.find(key_of(end));
        return found == names_.end() ? "" : found->second;
    }

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
            sample.ends.emplace_back(name_of_end(from.ends[k]), end_seen(from.ends[k].seen));
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
                    states.emplace_back(name_of_end(sample.ends[k]),
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
            step.facts[fact_name(result.facts[i].fact)] = fact(result, result.facts[i]);
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

    Json fact(const StepResult& result, const FactValue& value) const {
        const auto text = [&] {
            return std::string_view(result.text + value.a, static_cast<std::size_t>(value.b));
        };
        switch (value.kind) {
        case FactKind::integer: return value.a;
        case FactKind::boolean: return value.a != 0;
        case FactKind::error:
            return value.a == 0 ? Json(nullptr) : Json(errno_name(static_cast<int>(value.a)));
        case FactKind::poll_events: return names_of_bits(poll_event_names(), value.a);
        case FactKind::state: return state_name(static_cast<int>(value.a));
        case FactKind::linger: return pair_json("l_onoff", value.a, "l_linger", value.b);
        case FactKind::timeval: return pair_json("tv_sec", value.a, "tv_usec", value.b);
        case FactKind::text: return printable(text());
        case FactKind::word: return std::string(text());
        case FactKind::hex: return {{"hex", hex_digits(text())}};
        case FactKind::role: return plan_.roles[static_cast<std::size_t>(value.a)];
        case FactKind::sets: return names_of_bits(select_set_names(), value.a);
        case FactKind::epoll_ready: return ready_ends(text());
        case FactKind::end:
            return fmt::format("{}/{}", plan_.roles[static_cast<std::size_t>(value.a)],
                               plan_.sockets[static_cast<std::size_t>(value.b)]);
        }
        return nullptr;
    }

    /// What epoll_wait gave: which socket, and what about it.
    Json ready_ends(std::string_view bytes) const {
        Json list = Json::array();
        for (std::size_t at = 0; at + sizeof(ReadyEnd) <= bytes.size(); at += sizeof(ReadyEnd)) {
            ReadyEnd ready{};
            std::memcpy(&ready, bytes.data() + at, sizeof ready);
            list.push_back({{"socket", plan_.sockets[ready.socket]},
                            {"events", names_of_bits(epoll_event_names(), ready.events)}});
        }
        return list;
    }

    // ---- calls ----

    /// What a setsockopt step was told to set: its field `value`, the third of the step.
    Json set_value(const PlanStep& step) const {
        const Value& value = step.fields[2];
        switch (value.kind) {
        case ValueKind::linger: return pair_json("l_onoff", value.a, "l_linger", value.b);
        case ValueKind::timeval: return pair_json("tv_sec", value.a, "tv_usec", value.b);
        case ValueKind::text:
            return printable(
                std::string_view(board_.text + value.a, static_cast<std::size_t>(value.b)));
        default: return value.a;
        }
    }

    Json argument(const Argument& spec, const Event& event, std::size_t index) const {
        const std::int64_t value = event.arguments[index];
        switch (spec.kind) {
        case ArgumentKind::message_flags: return names_of_bits(message_flag_names(), value);
        case ArgumentKind::how: return finwait::name_of(shutdown_names(), value);
        case ArgumentKind::signal: return signal_name(static_cast<int>(value));
        case ArgumentKind::level: return finwait::name_of(option_levels(), value);
        case ArgumentKind::option: {
            const SocketOption* option =
                find_option(static_cast<int>(event.arguments[index - 1]), static_cast<int>(value));
            return option ? Json(option->name) : Json(value);
        }
        case ArgumentKind::process: return role_of_id(value, &RoleSlot::pid);
        case ArgumentKind::thread: return role_of_id(value, &RoleSlot::tid);
        case ArgumentKind::request: return finwait::name_of(request_names(), value);
        case ArgumentKind::command: return finwait::name_of(command_names(), value);
        case ArgumentKind::epoll_operation: return finwait::name_of(epoll_operations(), value);
        default: return value;
        }
    }

    /// The role that has this pid or tid; the number if none has.
    Json role_of_id(std::int64_t id, std::atomic<std::int32_t> RoleSlot::*member) const {
        for (std::size_t i = 0; i < plan_.roles.size(); ++i) {
            if ((board_.roles[i].*member).load() == id) return plan_.roles[i];
        }
        return id;
    }

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
                    call.arguments[spec.arguments[k].name] = argument(spec.arguments[k], event, k);
            }
            if (event.call == Call::setsockopt)
                call.arguments["value"] = set_value(board_.steps[event.step]);
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
    std::map<std::uint32_t, std::string> names_;
};

} // namespace

Observation assemble(const TrialRecord& record, const Plan& plan, const Case& chosen, int trial) {
    return Assembler(record, plan, chosen).make(trial);
}

} // namespace finwait
