// What was seen in one trial: facts, never judgements.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace finwait {

using Json = nlohmann::ordered_json;

inline constexpr const char* kObservationSchema = "finwait/observation/1";

/// One system call of one role.
struct CallSeen {
    std::string role;
    std::string label; ///< of the step
    int step = 0;      ///< index of the step in the scenario file
    std::string call;  ///< such as recvfrom
    Json arguments = Json::object();
    std::optional<std::int64_t> returned; ///< nullopt: it was still inside when the process ended
    std::string error;                    ///< the errno's name; empty if there was none
    std::int64_t started_ns = 0;          ///< since the trial's start
    std::int64_t elapsed_ns = 0;
    std::uint32_t repeats = 1; ///< calls that this entry stands for (fill, drain)
    std::vector<std::string> signals;
};

/// One end of a connection, as the kernel reported it.
struct EndSeen {
    std::string state; ///< RFC 9293 name; CLOSED: the kernel knows no such connection
    std::string timer; ///< none, retransmit, keepalive, time_wait, probe
    std::int64_t timer_left_ms = 0;
    std::int64_t receive_queue =
        0;                       ///< bytes that the process has not read; LISTEN: connections that
                                 ///< wait for accept
    std::int64_t send_queue = 0; ///< bytes that the peer has not acknowledged, a FIN counts one;
                                 ///< LISTEN: the backlog
    bool owned = false;          ///< a process holds a descriptor of it
};

/// The states of all ends after a step.
struct StateSample {
    std::string role; ///< whose step it was; empty after the last step of the story
    std::string label;
    int step = -1;
    std::int64_t at_ns = 0;
    bool at_rest = true; ///< false: a SYN, FIN or RST was still on its way when time ran out
    /// By role, or `role/socket` where a role has more than one connection.
    std::vector<std::pair<std::string, EndSeen>> ends;
};

/// A step and what came of it.
struct StepSeen {
    std::string role;
    std::string label;
    std::string op;
    int step = 0; ///< index in the scenario file
    bool background = false;
    std::string skipped;                  ///< why it was not carried out; empty if it was
    std::string inside;                   ///< the call that it never came back from
    std::optional<std::int64_t> returned; ///< of the last call
    std::string error;
    std::int64_t started_ns = 0;
    std::int64_t elapsed_ns = 0;
    std::map<std::string, int> signals;                      ///< counted during the step
    Json facts = Json::object();                             ///< bytes, data, value, revents, ...
    std::vector<std::pair<std::string, std::string>> states; ///< by end, after the step
};

/// How long the step waited in one go: what its time class is drawn from. For a step of many calls (fill,
/// drain) it is the longest of them, because a busy machine adds a little to each.
[[nodiscard]] std::int64_t waited_ns(const StepSeen& step);

struct RoleSeen {
    std::string name;
    std::string parent;     ///< of an heir
    bool is_thread = false; ///< a thread of its parent's process
    std::string ended;      ///< "", "exit" or "signal"; "": alive when the story ended
    int status = 0;         ///< exit status
    std::string signal;     ///< that killed it
    std::int64_t ended_ns = 0;
    std::map<std::string, int> signals; ///< counted by its handlers, over the whole story
};

struct Missing {
    std::string evidence;
    std::string why;
};

/// A trial that was ended at a deadline.
struct Cut {
    std::string role;
    std::string label;
    std::string call; ///< that it was inside; empty if none
    std::int64_t after_ns = 0;
};

struct Observation {
    std::string scenario;
    std::string case_id;
    int trial = 1;
    std::string finwait_version;
    std::string scenario_digest;
    Json kernel = Json::object();
    std::string network;        ///< "trial", "case" or "host": whose network namespace it was
    std::int64_t origin_ns = 0; ///< CLOCK_MONOTONIC at the trial's start
    std::string not_run;        ///< why nothing was run; empty if it was
    std::vector<RoleSeen> roles;
    std::vector<StepSeen> steps;
    std::vector<CallSeen> calls;
    std::vector<StateSample> states;
    std::map<std::string, std::map<std::string, std::int64_t>> counters;
    std::vector<Missing> missing;
    std::optional<Cut> cut;
    std::int64_t elapsed_ns = 0; ///< of the whole trial
};

/// The public form, with the outcome in it (results/schema/observation.schema.json).
[[nodiscard]] Json to_json(const Observation& seen);

/// Reads the public form again. Fails with the JSON Pointer of what is wrong.
[[nodiscard]] Result<Observation> observation_from_json(const Json& json);

} // namespace finwait
