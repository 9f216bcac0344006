// exec, thread: more than one program, or more than one thread of control, in a role's process.
#include "agent/agent.hpp"
#include "agent/role_process.hpp"
#include "agent/steps/table.hpp"

#include <pthread.h>
#include <sched.h>

namespace finwait {
namespace {

/// The new program is this file again, and takes up the same role where the old one left it. What execve(2)
/// changes is the kernel's doing: descriptors marked FD_CLOEXEC are closed, handlers are gone, threads end.
void perform_exec(Agent& agent, const PlanStep& /*step*/) {
    const RoleArguments arguments(agent.board().place, agent.role(), agent.parent_pid());
    agent.call(Call::execve, "/proc/self/exe", arguments.argv(), environ);
}

struct Birth {
    Board* board;
    std::uint8_t role;
    int parent_pid;
};

void* live(void* birth) {
    const Birth born = *static_cast<Birth*>(birth);
    delete static_cast<Birth*>(birth);
    Agent(*born.board, born.role).run(born.parent_pid);
}

// fields: heir
void perform_thread(Agent& agent, const PlanStep& step) {
    const auto heir = static_cast<std::uint8_t>(step.fields[0].a);
    RoleSlot& slot = agent.board().roles[heir];
    slot.parent = agent.role();
    slot.is_thread = true;
    slot.epoll = agent.slot().epoll;
    std::copy(std::begin(agent.slot().descriptors), std::end(agent.slot().descriptors),
              slot.descriptors);
    constexpr std::int64_t kFlags =
        CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD;
    const std::int64_t returned = agent.record(Call::clone, {kFlags}, [&]() -> std::int64_t {
        pthread_t thread{};
        auto* const birth = new Birth{&agent.board(), heir, agent.parent_pid()};
        errno = ::pthread_create(&thread, nullptr, live, birth);
        if (errno == 0) return 0;
        delete birth;
        return -1;
    });
    if (returned != 0) return;
    slot.pid.store(static_cast<std::int32_t>(::syscall(SYS_getpid)));
    add_fact(agent.result(), Fact::heir, FactKind::role, heir);
}

const FieldSpec kThreadFields[] = {
    {"heir", FieldType::new_role, true, "the name of the new role"},
};

} // namespace

const Step kExecStep = {
    {"exec",
     "execve(2) of finwait itself: a new program in the same process, which goes on in the same "
     "role.",
     "",
     "execve(2)",
     SocketUse::none,
     Performer::role,
     false,
     {}},
    perform_exec};
const Step kThreadStep = {
    {"thread",
     "A second thread of the role's process, as a role of its own. It shares all descriptors, and "
     "knows by name those that its parent has had so far. It ends with the process.",
     "`heir`", "clone(2) CLONE_THREAD, pthreads(7)", SocketUse::none, Performer::role, false,
     kThreadFields},
    perform_thread};

} // namespace finwait
