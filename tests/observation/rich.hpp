// An observation that has a bit of everything, made by hand.
#pragma once

#include "base/clock.hpp"
#include "observation/observation.hpp"

#include <string>

namespace finwait::test {

inline constexpr std::int64_t kMs = kNanosecondsPerMillisecond;

inline RoleSeen role(std::string name, std::string parent = "") {
    RoleSeen seen;
    seen.name = std::move(name);
    seen.parent = std::move(parent);
    return seen;
}

/// A step that returned at once. Labelled like its op.
inline StepSeen step(std::string of, std::string op, std::int64_t returned = 0,
                     std::string error = "") {
    StepSeen seen;
    seen.role = std::move(of);
    seen.label = seen.op = std::move(op);
    seen.returned = returned;
    seen.error = std::move(error);
    seen.elapsed_ns = 12'345;
    return seen;
}

/// A step that moved bytes.
inline StepSeen moved(std::string of, std::string op, std::int64_t bytes) {
    StepSeen seen = step(std::move(of), std::move(op), bytes);
    seen.facts["bytes"] = bytes;
    return seen;
}

inline StepSeen labelled(StepSeen seen, std::string label) {
    seen.label = std::move(label);
    return seen;
}

inline EndSeen end(std::string state, bool owned = true) {
    EndSeen seen;
    seen.state = std::move(state);
    seen.timer = "none";
    seen.owned = owned;
    return seen;
}

/// Two roles and nothing told yet.
inline Observation blank() {
    Observation seen;
    seen.scenario = "theme/name";
    seen.case_id = "theme/name[family=ipv4]";
    seen.finwait_version = "0.1.0";
    seen.scenario_digest = "dc552dc3-9229-5f15-86d3-61b8ce86ae86";
    seen.kernel = {{"name", "native"},      {"release", "6.1.0"},
                   {"version", "#1 SMP"},   {"machine", "x86_64"},
                   {"clock_source", "tsc"}, {"sysctls", {{"net.ipv4.tcp_fin_timeout", "60"}}}};
    seen.network = "trial";
    seen.roles = {role("client"), role("server")};
    return seen;
}

/// Adds a step behind those that are there.
inline StepSeen& tell(Observation& seen, StepSeen next) {
    next.step = static_cast<int>(seen.steps.size());
    next.started_ns = next.skipped.empty() ? next.step * kMs : 0;
    seen.steps.push_back(std::move(next));
    return seen.steps.back();
}

/// Adds a system call of the last step.
inline CallSeen& call(Observation& seen, std::string name, Json arguments) {
    const StepSeen& last = seen.steps.back();
    CallSeen made;
    made.role = last.role;
    made.label = last.label;
    made.step = last.step;
    made.call = std::move(name);
    made.arguments = std::move(arguments);
    made.returned = last.returned;
    made.error = last.error;
    made.started_ns = last.started_ns;
    made.elapsed_ns = last.elapsed_ns;
    seen.calls.push_back(std::move(made));
    return seen.calls.back();
}

/// Adds the sample that was taken after the last step, and gives the step its states.
inline StateSample& sample(Observation& seen, std::vector<std::pair<std::string, EndSeen>> ends) {
    StepSeen& last = seen.steps.back();
    StateSample taken;
    taken.role = last.role;
    taken.label = last.label;
    taken.step = last.step;
    taken.at_ns = last.started_ns + last.elapsed_ns;
    last.states.clear();
    for (const auto& [name, one] : ends) last.states.emplace_back(name, one.state);
    taken.ends = std::move(ends);
    seen.states.push_back(std::move(taken));
    return seen.states.back();
}

/// Adds the sample after the story's end.
inline StateSample& last_sample(Observation& seen,
                                std::vector<std::pair<std::string, EndSeen>> ends) {
    StateSample taken;
    taken.at_ns = seen.elapsed_ns;
    taken.ends = std::move(ends);
    seen.states.push_back(std::move(taken));
    return seen.states.back();
}

/// An heir, a death by signal, a cut, skipped steps, calls without return, every kind of fact.
inline Observation rich() {
    Observation seen = blank();
    seen.trial = 7;
    seen.network = "kept";
    seen.origin_ns = 987'654'321;
    seen.elapsed_ns = 4'000 * kMs;
    seen.roles = {role("client"), role("server"), role("worker", "server"),
                  role("second", "worker")};

    tell(seen, step("server", "listen"));
    call(seen, "socket", {{"domain", 2}, {"type", 1}, {"protocol", 0}});
    tell(seen, step("client", "connect", -1, "EINPROGRESS"));
    call(seen, "connect", {{"fd", 3}, {"addrlen", 16}});
    tell(seen, step("server", "accept", 4));
    sample(seen, {{"client", end("ESTABLISHED")}, {"server", end("ESTABLISHED")}}).at_rest = false;
    tell(seen, step("server", "fork", 4711)).facts["heir"] = "worker";
    StepSeen& sent = tell(seen, moved("client", "send", 5));
    sent.signals = {{"SIGURG", 2}, {"SIGIO", 1}};
    CallSeen& send = call(seen, "sendto", {{"fd", 3}, {"length", 5}, {"flags", {"MSG_OOB"}}});
    send.signals = {"SIGURG", "SIGIO"};
    tell(seen, moved("worker", "recv", 5)).facts["data"] = "ab\\x00cd";
    StepSeen& option = tell(seen, step("client", "getsockopt"));
    option.facts = {{"value", {{"l_onoff", 1}, {"l_linger", 0}}}, {"length", 8}};
    StepSeen& raw = tell(seen, labelled(step("client", "getsockopt"), "info"));
    raw.facts = {{"value", {{"hex", "00ff"}}}, {"length", 2}};
    tell(seen, labelled(step("client", "getsockopt"), "no-error")).facts["value"] = nullptr;
    tell(seen, step("client", "poll", 1)).facts["revents"] = {"POLLIN", "POLLHUP"};
    tell(seen, step("client", "fcntl", 2048)).facts["value"] = true;
    StepSeen& drain = tell(seen, moved("server", "drain", 70'000));
    drain.facts["calls"] = 3;
    drain.facts["ended_by"] = "EOF";
    call(seen, "recvfrom", {{"fd", 4}, {"length", 65'536}, {"flags", Json::array()}}).repeats = 3;
    tell(seen, step("client", "wait", -1, "ETIMEDOUT")).facts["reached"] = false;
    StepSeen& blocked = tell(seen, step("worker", "close"));
    blocked.background = true;
    blocked.inside = "close";
    blocked.returned.reset();
    blocked.elapsed_ns = 2'010 * kMs;
    call(seen, "close", {{"fd", 4}}).returned.reset();
    StepSeen& skipped = tell(seen, labelled(StepSeen{}, "never"));
    skipped.role = "server";
    skipped.op = "recv";
    skipped.skipped = "server has ended";
    EndSeen left = end("TIME_WAIT", false);
    left.timer = "time_wait";
    left.timer_left_ms = 59'900;
    sample(seen, {{"client", left}, {"server", end("LAST_ACK", false)}});
    seen.steps.back().states.clear();
    last_sample(seen, {{"client", left}, {"server/~1", end("CLOSED", false)}});

    seen.roles[0].ended = "exit";
    seen.roles[0].status = 3;
    seen.roles[0].ended_ns = 3'000 * kMs;
    seen.roles[1].ended = "signal";
    seen.roles[1].signal = "SIGPIPE";
    seen.roles[1].ended_ns = 2'000 * kMs;
    seen.roles[0].signals = {{"SIGURG", 2}};
    seen.counters = {{"Tcp", {{"ActiveOpens", 1}, {"InSegs", 12}}},
                     {"TcpExt", {{"TCPAbortOnData", 1}}}};
    seen.missing = {{"packets", "not permitted"}, {"states by sock_diag", "ENOENT"}};
    seen.cut = Cut{"worker", "close", "close", 3'999 * kMs};
    return seen;
}

} // namespace finwait::test
