// The reading half of the JSON form; to_json.cpp writes it. What the schema refuses is refused here.
#include "observation/outcome.hpp"
#include "observation/reading.hpp"

#include <algorithm>

namespace finwait {
namespace {

using namespace reading;

std::map<std::string, int> signals_from(const Json& json) {
    std::map<std::string, int> signals;
    each_member(json, "signals", [&](const auto& name, const Json& count) {
        want_key(Word::signal, name);
        signals[name] = as<int>(count);
        if (signals[name] < 1) throw Wrong{"", "wants a count of 1 or more"};
    });
    return signals;
}

CallSeen call_from(const Json& json) {
    only(json, {"role", "step", "label", "call", "arguments", "returned", "errno", "started_ns",
                "elapsed_ns", "repeats", "signals"});
    CallSeen call;
    call.role = word_from(Word::role, json, "role");
    call.label = word_from(Word::label, json, "label");
    call.step = at_least(0, json, "step");
    call.call = word_from(Word::call, json, "call");
    call.arguments = member(json, "arguments");
    in("arguments", [&] { check_arguments(call.arguments); });
    call.returned = number_or_null(json, "returned");
    call.error = word_or_null(Word::errno_name, json, "errno");
    call.started_ns = time_from(json, "started_ns");
    call.elapsed_ns = time_from(json, "elapsed_ns");
    if (json.contains("repeats")) call.repeats = at_least<std::uint32_t>(2, json, "repeats");
    if (!json.contains("signals")) return call;
    each_entry(json, "signals",
               [&](const Json& name) { call.signals.push_back(as<std::string>(name)); });
    if (call.signals.empty()) throw Wrong{"/signals", "wants at least one"};
    return call;
}

EndSeen end_from(const Json& json) {
    only(json, {"state", "timer", "timer_left_ms", "receive_queue", "send_queue", "owned"});
    return {word_from(Word::state, json, "state"), word_from(Word::timer, json, "timer"),
            time_from(json, "timer_left_ms"),      time_from(json, "receive_queue"),
            time_from(json, "send_queue"),         get<bool>(json, "owned")};
}

StateSample sample_from(const Json& json) {
    only(json, {"step", "role", "label", "at_ns", "at_rest", "ends"});
    StateSample sample;
    sample.step = at_least(-1, json, "step");
    sample.role = get<std::string>(json, "role");
    sample.label = get<std::string>(json, "label");
    const bool last = sample.step < 0;
    if (sample.role.empty() != last || sample.label.empty() != last)
        throw Wrong{"", "wants a role, a label and a step, or none of them and -1"};
    sample.at_ns = time_from(json, "at_ns");
    sample.at_rest = get<bool>(json, "at_rest");
    each_member(json, "ends", [&](const auto& name, const Json& end) {
        sample.ends.emplace_back(name, end_from(end));
    });
    return sample;
}

/// A fact, if it is none of the members that every step may have.
void fact_from(StepSeen& step, const std::string& name, const Json& value) {
    static const std::vector<std::string> kOwn = {"op",       "step",    "background", "inside",
                                                  "returned", "errno",   "started_ns", "elapsed_ns",
                                                  "time",     "signals", "states"};
    if (std::find(kOwn.begin(), kOwn.end(), name) != kOwn.end()) return;
    in(name, [&] {
        if (!check_fact(name, value)) throw Wrong{"", "is no fact that a step records"};
    });
    step.facts[name] = value;
}

/// It came back with a value, or it never did.
void return_from(StepSeen& step, const Json& json) {
    if (json.contains("inside")) {
        step.inside = word_from(Word::filled, json, "inside");
        for (const char* name : {"returned", "errno"}) {
            if (json.contains(name)) throw Wrong{pointer_part(name), "a call inside has none"};
        }
        return;
    }
    step.returned = number_or_null(json, "returned");
    step.error = word_or_null(Word::errno_name, json, "errno");
}

StepSeen step_from(const std::string& role, const std::string& label, const Json& json) {
    StepSeen step;
    step.role = role;
    step.label = label;
    want_key(Word::label, label);
    step.op = word_from(Word::op, json, "op");
    step.step = at_least(0, json, "step");
    if (json.contains("background")) step.background = get<bool>(json, "background");
    if (json.contains("background") && !step.background)
        throw Wrong{"/background", "is true or not there"};
    if (json.contains("skipped")) {
        only(json, {"op", "step", "background", "skipped"});
        step.skipped = word_from(Word::filled, json, "skipped");
        return step;
    }
    return_from(step, json);
    step.started_ns = time_from(json, "started_ns");
    step.elapsed_ns = time_from(json, "elapsed_ns");
    static_cast<void>(word_from(Word::time, json, "time")); // drawn again from elapsed_ns
    step.signals = signals_from(json);
    each_member(json, "states", [&](const auto& end, const Json& state) {
        step.states.emplace_back(end, as_word(Word::state, state));
    });
    for (const auto& [name, value] : json.items()) fact_from(step, name, value);
    return step;
}

void ended_from(RoleSeen& role, const Json& ended) {
    role.ended = get<std::string>(ended, "how");
    role.ended_ns = time_from(ended, "at_ns");
    if (role.ended == "exit") {
        constexpr int kMaxStatus = 255;
        only(ended, {"how", "status", "at_ns"});
        role.status = at_least(0, ended, "status");
        if (role.status > kMaxStatus)
            throw Wrong{"/status", fmt::format("{} is out of range", role.status)};
    } else if (role.ended == "signal") {
        only(ended, {"how", "signal", "at_ns"});
        role.signal = word_from(Word::signal, ended, "signal");
    } else {
        throw Wrong{"/how", "wants \"exit\" or \"signal\""};
    }
}

void role_from(Observation& seen, const RoleSeen& entry, const Json& json) {
    RoleSeen role = entry;
    role.signals = signals_from(json);
    if (const Json& ended = member(json, "ended"); !ended.is_null())
        in("ended", [&] { ended_from(role, ended); });
    for (const auto& one : json.items()) {
        const std::string& label = one.key();
        if (label == "ended" || label == "signals") continue;
        in(label, [&] {
            if (label == "end") static_cast<void>(end_from(one.value())); // the last sample has it
            else seen.steps.push_back(step_from(role.name, label, one.value()));
        });
    }
    seen.roles.push_back(std::move(role));
}

/// A name and a parent that stands before it, so that every line of descent ends.
RoleSeen role_entry_from(const Observation& seen, const Json& json) {
    only(json, {"name", "parent", "thread"});
    RoleSeen entry;
    entry.name = word_from(Word::role, json, "name");
    entry.parent = word_or_null(Word::role, json, "parent");
    if (json.contains("thread")) {
        entry.is_thread = get<bool>(json, "thread");
        if (!entry.is_thread) throw Wrong{"/thread", "wants true, or nothing at all"};
    }
    const auto known = [&](const std::string& name) {
        return std::any_of(seen.roles.begin(), seen.roles.end(),
                           [&](const RoleSeen& role) { return role.name == name; });
    };
    if (known(entry.name)) throw Wrong{"/name", "names a role for the second time"};
    if (!entry.parent.empty() && !known(entry.parent))
        throw Wrong{"/parent", "names no role before this one"};
    return entry;
}

void head_from(Observation& seen, const Json& json) {
    seen.scenario = word_from(Word::scenario, json, "scenario");
    seen.case_id = word_from(Word::case_id, json, "case");
    seen.trial = at_least(1, json, "trial");
    seen.kernel = member(json, "kernel");
    in("kernel", [&] { check_kernel(seen.kernel); });
    in("finwait", [&, &finwait = member(json, "finwait")] {
        only(finwait, {"version", "scenario_digest"});
        seen.finwait_version = word_from(Word::filled, finwait, "version");
        seen.scenario_digest = word_from(Word::digest, finwait, "scenario_digest");
    });
    seen.network = word_from(Word::network, json, "network");
    in("clock", [&, &clock = member(json, "clock")] {
        only(clock, {"name", "origin_ns"});
        if (member(clock, "name") != "CLOCK_MONOTONIC")
            throw Wrong{"/name", "wants \"CLOCK_MONOTONIC\""};
        seen.origin_ns = time_from(clock, "origin_ns");
    });
    seen.elapsed_ns = time_from(json, "elapsed_ns");
    if (json.contains("not_run")) seen.not_run = word_from(Word::filled, json, "not_run");
}

/// The roles, and a member for each of them and no other.
void roles_from(Observation& seen, const Json& json) {
    static const std::vector<std::string> kOwn = {
        "schema",  "scenario", "case",       "trial",   "kernel", "finwait",
        "network", "clock",    "elapsed_ns", "not_run", "roles",  "events",
        "states",  "counters", "missing",    "cut",     "outcome"};
    std::vector<RoleSeen> entries;
    each_entry(json, "roles",
               [&](const Json& entry) { seen.roles.push_back(role_entry_from(seen, entry)); });
    entries.swap(seen.roles);
    for (const auto& entry : entries)
        in(entry.name, [&, &role = member(json, entry.name)] { role_from(seen, entry, role); });
    for (const auto& one : json.items()) {
        const std::string& name = one.key();
        const bool is_role = std::any_of(entries.begin(), entries.end(),
                                         [&](const RoleSeen& role) { return role.name == name; });
        if (!is_role && std::find(kOwn.begin(), kOwn.end(), name) == kOwn.end())
            throw Wrong{pointer_part(name), "is none of the roles"};
    }
    std::stable_sort(seen.steps.begin(), seen.steps.end(),
                     [](const StepSeen& a, const StepSeen& b) { return a.step < b.step; });
}

void counters_from(Observation& seen, const Json& json) {
    each_member(json, "counters", [&](const auto& table, const Json& counters) {
        want(counters.is_object() && !counters.empty(), "an object with counters", counters);
        for (const auto& one : counters.items()) {
            in(one.key(), [&] {
                const auto change = as<std::int64_t>(one.value());
                if (change == 0) throw Wrong{"", "wants a counter that changed"};
                seen.counters[table][one.key()] = change;
            });
        }
    });
}

void cut_from(Observation& seen, const Json& json) {
    const Json& cut = member(json, "cut");
    if (cut.is_null()) return;
    in("cut", [&] {
        only(cut, {"role", "label", "inside", "after_ns"});
        seen.cut = Cut{word_from(Word::role, cut, "role"), word_from(Word::label, cut, "label"),
                       word_or_null(Word::filled, cut, "inside"), time_from(cut, "after_ns")};
    });
}

Observation read(const Json& json) {
    Observation seen;
    head_from(seen, json);
    roles_from(seen, json);
    each_entry(json, "events", [&](const Json& call) { seen.calls.push_back(call_from(call)); });
    each_entry(json, "states",
               [&](const Json& sample) { seen.states.push_back(sample_from(sample)); });
    counters_from(seen, json);
    each_entry(json, "missing", [&](const Json& missing) {
        only(missing, {"evidence", "why"});
        seen.missing.push_back({word_from(Word::filled, missing, "evidence"),
                                word_from(Word::filled, missing, "why")});
    });
    cut_from(seen, json);
    in("outcome", [&, &outcome = member(json, "outcome")] { // drawn again from the rest
        if (member(outcome, "schema") != kOutcomeSchema)
            throw Wrong{"/schema", fmt::format("wants \"{}\"", kOutcomeSchema)};
    });
    return seen;
}

} // namespace

Result<Observation> observation_from_json(const Json& json) {
    if (!json.is_object() || json.value("schema", Json()) != kObservationSchema)
        return failure(fmt::format("/schema: wants \"{}\"", kObservationSchema));
    try {
        return read(json);
    } catch (const Wrong& wrong) {
        return failure(wrong.pointer + ": " + wrong.why);
    }
}

} // namespace finwait
