// What came of a step, in words for people.
#pragma once

#include "observation/observation.hpp"
#include "report/text.hpp"

#include <string>

namespace finwait {

/// How figures are given that differ between equal runs.
struct Figures {
    bool exact = true;   ///< false: times as their class, as in an outcome
    bool filled = false; ///< not exact: large amounts as "many", because the story fills buffers
};

/// How the figures of this observation have to be read so that equal runs read the same.
[[nodiscard]] Figures repeating_figures(const Observation& seen);

/// The result of one step: `5 bytes "abcde"`, `EPIPE + SIGPIPE`, `0 after 2.00 s`, `IN RDHUP`.
/// Never empty, and printable. `role` is the role of the step; it tells what ended a call that
/// never returned. nullptr if it is not known.
[[nodiscard]] std::string step_words(const StepSeen& step, const RoleSeen* role, const Style& style,
                                     const Figures& figures = {});

/// Whether the result is one to look at: an error, a signal, a call that took long or never came
/// back, a step that was not carried out.
[[nodiscard]] bool notable(const StepSeen& step);

/// Whether the scenario named the step itself: its label is not the default one (op, op-2, ...).
[[nodiscard]] bool named_by_author(const StepSeen& step);

/// A value that the kernel gave: `{1, 0}` for a linger, `no error` for SO_ERROR's null, `0x0a0b`.
[[nodiscard]] std::string value_words(const Json& value, const Style& style);

/// The name by which people know a system call: send for sendto.
[[nodiscard]] std::string call_name(const std::string& call);

/// `killed by SIGPIPE`, `exit 0`; "" for a role that was alive at the end.
[[nodiscard]] std::string ended_words(const RoleSeen& role);

/// One end of a connection: `TIME_WAIT, 60 s left`, `FIN_WAIT2, 60 s left, orphan`.
[[nodiscard]] std::string end_words(const EndSeen& end);

/// What is queued at an end, to be put after its words: `, 5 bytes unread`; "" if nothing is.
[[nodiscard]] std::string queue_words(const EndSeen& end);

/// Whether the kernel counts the seconds until it forgets this end.
[[nodiscard]] bool forgets_soon(const EndSeen& end);

/// Whether no process holds an end that could have an owner. TIME_WAIT never has one.
[[nodiscard]] bool end_is_orphan(const EndSeen& end);

/// What the kernel's timer has left, rounded up as in an outcome: `60 s`.
[[nodiscard]] std::string time_left_words(const EndSeen& end);

/// `800 ns`, `12 us`, `1.3 ms`, `2.00 s`, `120 s`.
[[nodiscard]] std::string duration_words(std::int64_t ns);

/// The kernel of an observation in a few words, from what it holds: name, release, machine.
[[nodiscard]] std::string kernel_words(const Json& kernel, const Style& style);

/// The role of that name; nullptr if there is none.
[[nodiscard]] const RoleSeen* find_role(const Observation& seen, const std::string& name);

} // namespace finwait
