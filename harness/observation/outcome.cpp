#include "observation/outcome.hpp"

#include "base/digest.hpp"
#include "observation/time_class.hpp"

#include <algorithm>
#include <set>

namespace finwait {
namespace {

constexpr std::int64_t kMany = 4096;

bool used(const Observation& seen, std::string_view op) {
    return std::any_of(seen.steps.begin(), seen.steps.end(),
                       [&](const StepSeen& step) { return step.op == op; });
}

/// A count of bytes. Where a story fills buffers, large counts depend on how the kernel grew them.
Json amount(std::int64_t bytes, bool filled) {
    return filled && bytes > kMany ? Json("many") : Json(bytes);
}

bool returns_bytes(const StepSeen& step) {
    static const std::set<std::string> kOps = {"send", "recv",   "fill",     "drain", "write",
                                               "read", "writev", "sendfile", "splice"};
    return kOps.contains(step.op);
}

/// Descriptors and pids say nothing about TCP.
bool returns_a_name(const StepSeen& step) {
    static const std::set<std::string> kOps = {"socket", "accept", "dup",
                                               "fork",   "fcntl",  "pidfd_getfd"};
    return kOps.contains(step.op);
}

bool tells_queue(const StepSeen& step) { return step.op == "ioctl"; }

Json returned_in(const StepSeen& step, bool filled) {
    if (!step.error.empty()) return step.error;
    if (returns_a_name(step)) return "ok";
    return returns_bytes(step) ? amount(*step.returned, filled) : Json(*step.returned);
}

void add_facts(Json& out, const StepSeen& step, bool filled) {
    for (const auto& [name, value] : step.facts.items()) {
        // The flow tells how much has moved; the other two are numbers that never repeat.
        if (name == "bytes" || name == "calls" || name == "longest_ns" || name == "port") continue;
        const bool raw_bytes = value.is_object() && value.contains("hex");
        if (raw_bytes) continue;
        const bool queue = tells_queue(step) && value.is_number_integer();
        out[name] = queue ? amount(value.get<std::int64_t>(), filled) : value;
    }
}

Json step_outcome(const StepSeen& step, bool filled) {
    Json out = Json::object();
    if (!step.skipped.empty()) {
        out["skipped"] = step.skipped;
        return out;
    }
    if (!step.inside.empty()) out["inside"] = step.inside;
    else if (step.returned) out["returned"] = returned_in(step, filled);
    const bool waited_by_design = step.op == "pause";
    if (step.inside.empty() && !waited_by_design) {
        const std::string time = duration_class(waited_ns(step));
        if (time != "at once") out["time"] = time;
    }
    if (!step.signals.empty()) out["signals"] = step.signals;
    add_facts(out, step, filled);
    return out;
}

Json all_steps(const Observation& seen, bool filled) {
    Json steps = Json::object();
    std::vector<std::pair<std::string, std::string>> last;
    for (const auto& step : seen.steps) {
        Json out = step_outcome(step, filled);
        if (step.skipped.empty() && step.states != last) {
            Json states = Json::object();
            for (const auto& [end, state] : step.states) states[end] = state;
            out["states"] = std::move(states);
            last = step.states;
        }
        steps[step.role + "/" + step.label] = std::move(out);
    }
    return steps;
}

Json all_roles(const Observation& seen) {
    Json roles = Json::object();
    for (const auto& role : seen.roles) {
        Json out = Json::object();
        if (role.ended == "exit") out["ended"] = "exit " + std::to_string(role.status);
        else if (role.ended == "signal") out["ended"] = role.signal;
        if (!role.signals.empty()) out["signals"] = role.signals;
        if (!out.empty()) roles[role.name] = std::move(out);
    }
    return roles;
}

/// client or server: the one from which an heir descends.
std::string root_of(const Observation& seen, const std::string& name) {
    for (const auto& role : seen.roles) {
        if (role.name == name) return role.parent.empty() ? name : root_of(seen, role.parent);
    }
    return name;
}

bool peeked(const Observation& seen, const StepSeen& step) {
    for (const auto& call : seen.calls) {
        if (call.step != step.step || !call.arguments.contains("flags")) continue;
        const auto& flags = call.arguments["flags"];
        if (std::find(flags.begin(), flags.end(), "MSG_PEEK") != flags.end()) return true;
    }
    return false;
}

bool sends(const StepSeen& step) {
    static const std::set<std::string> kOps = {"send", "fill", "write", "writev", "sendfile"};
    return kOps.contains(step.op) || step.facts.value("direction", Json()) == "send";
}

/// How much of what one side sent the other side read: "all", "part", "none" or "more".
Json flow(const Observation& seen) {
    std::map<std::string, std::int64_t> sent, received;
    for (const auto& step : seen.steps) {
        if (!step.facts.contains("bytes")) continue;
        const auto bytes = step.facts["bytes"].get<std::int64_t>();
        const std::string root = root_of(seen, step.role);
        if (sends(step)) sent[root] += bytes;
        else if (!peeked(seen, step)) received[root] += bytes;
    }
    Json flows = Json::object();
    for (const auto& [from, to] : {std::pair("client", "server"), std::pair("server", "client")}) {
        if (sent[from] == 0) continue;
        const std::int64_t left = sent[from] - received[to];
        flows[std::string(from) + " to " + to] = left == 0           ? "all"
                                                 : left < 0          ? "more"
                                                 : received[to] == 0 ? "none"
                                                                     : "part";
    }
    return flows;
}

/// What the kernel still keeps when the story has ended, and for how long.
Json last_states(const Observation& seen) {
    Json ends = Json::object();
    if (seen.states.empty()) return ends;
    for (const auto& [name, end] : seen.states.back().ends) {
        if (end.state == "LISTEN") continue; // no connection
        std::string words = end.state;
        const bool lingers = end.state == "TIME_WAIT" || end.state == "FIN_WAIT2";
        if (lingers && end.timer != "none")
            words += ", " + time_left_class(end.timer_left_ms) + " left";
        if (!end.owned && end.state != "CLOSED" && end.state != "TIME_WAIT") words += ", orphan";
        ends[name] = words;
    }
    return ends;
}

Json decisive_counters(const Observation& seen) {
    Json out = Json::object();
    for (const auto& [table, counters] : seen.counters) {
        for (const auto& [name, value] : counters) {
            if (counter_repeats(table, name)) out[table + "/" + name] = value;
        }
    }
    return out;
}

} // namespace

std::int64_t waited_ns(const StepSeen& step) {
    // How long it takes to make a process tells of the machine, and not of a connection.
    if (step.op == "fork" || step.op == "thread" || step.op == "exec") return 0;
    const Json longest = step.facts.value("longest_ns", Json());
    return longest.is_number_integer() ? longest.get<std::int64_t>() : step.elapsed_ns;
}

bool counter_repeats(const std::string& table, const std::string& name) {
    // Counters that the kernel raises when it decides something about a connection, by
    // net/ipv4/proc.c and the places that count them. What counts segments, queues or timings is left
    // out: it differs between equal runs.
    static const std::set<std::string> kDecisions = {
        "Tcp/ActiveOpens",
        "Tcp/PassiveOpens",
        "Tcp/AttemptFails",
        "Tcp/EstabResets",
        "Tcp/OutRsts",
        "TcpExt/EmbryonicRsts",
        "TcpExt/ListenOverflows",
        "TcpExt/ListenDrops",
        "TcpExt/TCPAbortOnData",
        "TcpExt/TCPAbortOnClose",
        "TcpExt/TCPAbortOnLinger",
        "TcpExt/TCPAbortOnTimeout",
        "TcpExt/TCPAbortOnMemory",
        "TcpExt/TCPAbortFailed",
        "TcpExt/TCPTimeWaitOverflow",
        "TcpExt/TWRecycled",
        "TcpExt/TWKilled",
        "TcpExt/TCPDeferAcceptDrop",
        "TcpExt/TCPChallengeACK",
        "TcpExt/TCPSYNChallenge",
        "TcpExt/TCPMigrateReqSuccess",
        "TcpExt/TCPMigrateReqFailure",
        "TcpExt/TCPFastOpenActive",
        "TcpExt/TCPFastOpenPassive",
        "TcpExt/TCPFastOpenCookieReqd",
        "TcpExt/TCPReqQFullDrop",
    };
    return kDecisions.contains(table + "/" + name);
}

Json outcome_of(const Observation& seen) {
    Json out = Json::object();
    out["schema"] = kOutcomeSchema;
    if (!seen.not_run.empty()) {
        out["not_run"] = seen.not_run;
        return out;
    }
    const bool filled = used(seen, "fill");
    out["steps"] = all_steps(seen, filled);
    out["roles"] = all_roles(seen);
    out["flow"] = flow(seen);
    out["left"] = last_states(seen);
    out["counters"] = decisive_counters(seen);
    if (seen.cut) {
        out["cut"] = {
            {"role", seen.cut->role}, {"step", seen.cut->label}, {"inside", seen.cut->call}};
    }
    return out;
}

std::string outcome_digest(const Json& outcome) {
    constexpr std::size_t kShown = 8;
    // A stored file may hold bytes that are no UTF-8; they must not stop a report.
    const std::string text = outcome.dump(-1, ' ', false, Json::error_handler_t::replace);
    return digest_of("finwait/outcomes", text).substr(0, kShown);
}

} // namespace finwait
