// fork, exit, _exit, kill, signal, alarm.
#include "agent/agent.hpp"
#include "agent/steps/table.hpp"
#include "base/clock.hpp"

#include <array>
#include <csignal>
#include <cstdlib>
#include <sched.h>
#include <sys/time.h>

namespace finwait {
namespace {

enum Disposition : std::int64_t { kDefault, kIgnore, kCount };

NameTable disposition_names() {
    static constexpr std::array kNames =
        std::to_array<Name>({{"default", kDefault}, {"ignore", kIgnore}, {"count", kCount}});
    return kNames;
}

/// fork(2), but with the stage as parent (CLONE_PARENT): it reaps the heir, and the heir dies with it.
/// Sockets are shared exactly as after fork(2).
// fields: heir
void perform_fork(Agent& agent, const PlanStep& step) {
    const auto heir = static_cast<std::uint8_t>(step.fields[0].a);
    RoleSlot& slot = agent.board().roles[heir];
    slot.parent = agent.role();
    slot.epoll = agent.slot().epoll;
    std::copy(std::begin(agent.slot().descriptors), std::end(agent.slot().descriptors),
              slot.descriptors);
    const std::int64_t child = agent.record(Call::clone, {CLONE_PARENT | SIGCHLD}, [&] {
        const long pid = ::syscall(SYS_clone, CLONE_PARENT | SIGCHLD, nullptr, nullptr, nullptr, 0);
        // The heir leaves here: what comes behind would write into its parent's event.
        if (pid == 0) Agent(agent.board(), heir).run(agent.parent_pid());
        return pid;
    });
    if (child < 0) return;
    slot.pid.store(static_cast<std::int32_t>(child));
    add_fact(agent.result(), Fact::heir, FactKind::role, heir);
}

// fields: status
void perform_exit(Agent& agent, const PlanStep& step) {
    const int status = static_cast<int>(integer_or(step.fields[0], 0));
    agent.record(Call::exit_group, {status}, [&]() -> std::int64_t { std::exit(status); });
}

void perform_raw_exit(Agent& agent, const PlanStep& step) {
    agent.call(Call::exit_group, integer_or(step.fields[0], 0));
}

// fields: target, signal
void perform_kill(Agent& agent, const PlanStep& step) {
    const auto target = static_cast<std::size_t>(integer_or(step.fields[0], agent.role()));
    const std::int64_t pid = agent.board().roles[target].pid.load();
    if (pid <= 0) { // kill(0) would reach every process of the group
        agent.result().returned = -1;
        agent.result().error = ESRCH;
        return;
    }
    const RoleSlot& slot = agent.board().roles[target];
    if (slot.is_thread) agent.call(Call::tgkill, pid, slot.tid.load(), step.fields[1].a);
    else agent.call(Call::kill, pid, step.fields[1].a);
}

// fields: seconds
void perform_alarm(Agent& agent, const PlanStep& step) {
    const std::int64_t after_ns = step.fields[0].a;
    itimerval timer{};
    timer.it_value.tv_sec = after_ns / kNanosecondsPerSecond;
    timer.it_value.tv_usec = after_ns % kNanosecondsPerSecond / 1000;
    agent.call(Call::setitimer, ITIMER_REAL, &timer, nullptr);
}

// fields: signal, action, restart
void perform_signal(Agent& agent, const PlanStep& step) {
    struct sigaction action {};
    const std::int64_t disposition = step.fields[1].a;
    if (disposition == kDefault) action.sa_handler = SIG_DFL;
    else if (disposition == kIgnore) action.sa_handler = SIG_IGN;
    else action.sa_handler = count_signal;
    if (integer_or(step.fields[2], 0) != 0) action.sa_flags = SA_RESTART;
    const int number = static_cast<int>(step.fields[0].a);
    agent.record(Call::rt_sigaction, {number},
                 [&] { return ::sigaction(number, &action, nullptr); });
}

const FieldSpec kForkFields[] = {
    {"heir", FieldType::new_role, true, "the name of the new role"},
};
const FieldSpec kExitFields[] = {
    {"status", FieldType::integer, false, "the exit status; else 0", nullptr, 0, 255},
};
const FieldSpec kKillFields[] = {
    {"target", FieldType::role, false, "the role to signal; else the role itself"},
    {"signal", FieldType::name, true, "`SIGKILL`, `SIGTERM`, ...", signal_names},
};
const FieldSpec kAlarmFields[] = {
    {"seconds", FieldType::seconds, true, "when SIGALRM comes, once; 0 takes it back"},
};
const FieldSpec kSignalFields[] = {
    {"signal", FieldType::name, true, "`SIGPIPE`, `SIGURG`, ...", signal_names},
    {"action", FieldType::name, true,
     "`default`, `ignore`, or `count`: a handler that counts and returns", disposition_names},
    {"restart", FieldType::boolean, false, "with `count`: install the handler with SA_RESTART"},
};

} // namespace

const Step kForkStep = {
    {"fork", "fork(2): an heir with copies of all descriptors. The stage becomes its parent.",
     "`heir`", "fork(2), clone(2) CLONE_PARENT", SocketUse::none, Performer::role, false,
     kForkFields},
    perform_fork};
const Step kExitStep = {{"exit", "exit(3): the process ends, and the kernel closes what it held.",
                         "how the process ended, at `/<role>/ended`", "exit(3), _exit(2)",
                         SocketUse::none, Performer::role, true, kExitFields},
                        perform_exit};
const Step kRawExitStep = {{"_exit", "_exit(2): ends the process without the C library's handlers.",
                            "how the process ended, at `/<role>/ended`", "_exit(2)",
                            SocketUse::none, Performer::role, true, kExitFields},
                           perform_raw_exit};
const Step kKillStep = {
    {"kill",
     "kill(2), or tgkill(2) where the target is a thread. The story goes on when the signal has been delivered, or the target has ended.",
     "", "kill(2)", SocketUse::none, Performer::role, false, kKillFields},
    perform_kill};
const Step kAlarmStep = {{"alarm",
                          "setitimer(2) ITIMER_REAL: alarm(2) with fractions of a second. Without "
                          "a `signal` step, SIGALRM ends the process.",
                          "", "setitimer(2), alarm(2)", SocketUse::none, Performer::role, false,
                          kAlarmFields},
                         perform_alarm};
const Step kSignalStep = {{"signal", "sigaction(2): what a signal does to the role from now on.",
                           "counted signals, at `/<role>/signals`", "sigaction(2), signal(7)",
                           SocketUse::none, Performer::role, false, kSignalFields},
                          perform_signal};

} // namespace finwait
