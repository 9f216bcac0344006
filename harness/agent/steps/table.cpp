#include "agent/steps/table.hpp"

#include <array>

namespace finwait {

std::span<const Step* const> step_table() {
    static constexpr std::array kSteps = std::to_array<const Step*>({
        &kSocketStep,     &kBindStep,    &kListenStep,   &kConnectStep,     &kAcceptStep,
        &kSendStep,       &kWriteStep,   &kWritevStep,   &kSendfileStep,    &kSpliceStep,
        &kRecvStep,       &kReadStep,    &kFillStep,     &kDrainStep,       &kShutdownStep,
        &kCloseStep,      &kDupStep,     &kForkStep,     &kThreadStep,      &kExecStep,
        &kExitStep,       &kRawExitStep, &kKillStep,     &kSignalStep,      &kAlarmStep,
        &kPollStep,       &kSelectStep,  &kEpollCtlStep, &kEpollWaitStep,   &kSetsockoptStep,
        &kGetsockoptStep, &kFcntlStep,   &kIoctlStep,    &kGetsocknameStep, &kGetpeernameStep,
        &kSocketpairStep, &kSendFdStep,  &kRecvFdStep,   &kPidfdGetfdStep,  &kSysctlStep,
        &kPauseStep,      &kWaitStep,    &kAwaitStep,    &kDestroyStep,
    });
    return kSteps;
}

StepTable step_specs() {
    static const auto kSpecs = [] {
        std::array<const StepSpec*, 64> specs{};
        std::size_t count = 0;
        for (const Step* step : step_table()) specs[count++] = &step->spec;
        return specs;
    }();
    return StepTable(kSpecs).first(step_table().size());
}

} // namespace finwait
