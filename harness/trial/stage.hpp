// The stage: the process between the runner and the roles. It lives in the trial's network namespace,
// starts the roles, gives them their cues in the order of the story, looks at the kernel after every
// step, and ends what is left.
#pragma once

namespace finwait {

/// argv[0] that makes finwait a stage.
inline constexpr const char* kStageName = "finwait-stage";
/// Descriptors that a stage is born with.
inline constexpr int kRecordFd = 3;  ///< memory that holds two TrialRecords
inline constexpr int kControlFd = 4; ///< orders come in, answers go out as bytes

enum class OrderKind : char {
    trial = 't', ///< carry out the record's script
    keep = 'k',  ///< look what is allowed here: enter a namespace, keep it, answer
};
struct Order {
    OrderKind kind;
    char record; ///< which of the two records it is about
};
enum class Answer : char {
    done = 'd',   ///< the record is complete
    failed = 'f', ///< its `fault` says why
};

/// Serves orders until the control socket closes. Never returns to a caller's main.
/// @param runner_pid  this process dies with it
[[noreturn]] void run_stage(int runner_pid);

} // namespace finwait
