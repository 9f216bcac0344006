// The table of steps. A new step is a file (or a place beside its family) and one line in table.cpp.
#pragma once

#include "scenario/step_spec.hpp"

#include <span>

namespace finwait {

class Agent;
struct PlanStep;

struct Step {
    StepSpec spec;
    /// Carries the step out in the role's process. Null where the stage does it (trial/stage_steps).
    void (*perform)(Agent&, const PlanStep&);
};

[[nodiscard]] std::span<const Step* const> step_table();
/// The same table as the language sees it.
[[nodiscard]] StepTable step_specs();

// One line for each step, by the file that defines it.
extern const Step kSocketStep, kBindStep, kListenStep, kConnectStep, kAcceptStep; // open.cpp
extern const Step kShutdownStep, kCloseStep, kDupStep;                            // close.cpp
extern const Step kSendStep, kRecvStep, kFillStep, kDrainStep;                    // transfer.cpp
extern const Step kWriteStep, kWritevStep, kReadStep;                             // file_io.cpp
extern const Step kSendfileStep, kSpliceStep;                                     // zero_copy.cpp
extern const Step kForkStep, kExitStep, kRawExitStep;                             // process.cpp
extern const Step kKillStep, kSignalStep, kAlarmStep;                             // process.cpp
extern const Step kExecStep, kThreadStep;                                         // rebirth.cpp
extern const Step kSocketpairStep, kSendFdStep, kRecvFdStep, kPidfdGetfdStep;     // passing.cpp
extern const Step kPollStep, kSelectStep;                                         // ready.cpp
extern const Step kEpollCtlStep, kEpollWaitStep;                                  // epoll.cpp
extern const Step kGetsocknameStep, kGetpeernameStep;                             // addresses.cpp
extern const Step kSetsockoptStep, kGetsockoptStep;                               // option.cpp
extern const Step kFcntlStep, kIoctlStep;                                         // control.cpp
extern const Step kSysctlStep;                                                    // sysctl.cpp
extern const Step kPauseStep, kWaitStep, kAwaitStep, kDestroyStep;                // by_stage.cpp

} // namespace finwait
