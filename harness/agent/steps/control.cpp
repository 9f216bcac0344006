// fcntl, ioctl.
#include "agent/agent.hpp"
#include "agent/steps/table.hpp"

#include <cstring>
#include <fcntl.h>
#include <sys/ioctl.h>

namespace finwait {
namespace {

/// Reads flags, changes one of them, and writes them back if asked to. Gives whether it is set now.
void change_flag(Agent& agent, int fd, int get, int set, std::int64_t flag, const char* name,
                 const Value& wanted) {
    const std::int64_t flags = agent.call(Call::fcntl, fd, get, 0);
    if (flags < 0) return;
    std::int64_t now = flags;
    if (wanted.kind != ValueKind::absent) {
        now = wanted.a != 0 ? flags | flag : flags & ~flag;
        if (agent.call(Call::fcntl, fd, set, now) != 0) return;
    }
    add_fact(agent.result(), Fact::value, FactKind::boolean, (now & flag) != 0);
    add_text(agent.result(), Fact::flag, FactKind::word, name, std::strlen(name));
}

// fields: O_NONBLOCK, FD_CLOEXEC, O_ASYNC, F_SETOWN
void perform_fcntl(Agent& agent, const PlanStep& step) {
    const int fd = agent.descriptor(step.socket);
    const auto given = [&](std::size_t i) { return step.fields[i].kind != ValueKind::absent; };
    if (given(1))
        return change_flag(agent, fd, F_GETFD, F_SETFD, FD_CLOEXEC, "FD_CLOEXEC", step.fields[1]);
    if (given(2))
        return change_flag(agent, fd, F_GETFL, F_SETFL, O_ASYNC, "O_ASYNC", step.fields[2]);
    if (given(3)) {
        const auto owner = static_cast<std::size_t>(step.fields[3].a);
        agent.call(Call::fcntl, fd, F_SETOWN, agent.board().roles[owner].pid.load());
        return;
    }
    change_flag(agent, fd, F_GETFL, F_SETFL, O_NONBLOCK, "O_NONBLOCK", step.fields[0]);
}

// fields: request, value
void perform_ioctl(Agent& agent, const PlanStep& step) {
    int number = static_cast<int>(integer_or(step.fields[1], 0));
    const std::int64_t returned =
        agent.call(Call::ioctl, agent.descriptor(step.socket), step.fields[0].a, &number);
    if (returned == 0) add_fact(agent.result(), Fact::value, FactKind::integer, number);
}

const FieldSpec kFcntlFields[] = {
    {"O_NONBLOCK", FieldType::boolean, false,
     "set it to this; where no field is given it is only read"},
    {"FD_CLOEXEC", FieldType::boolean, false, "whether execve(2) closes the descriptor"},
    {"O_ASYNC", FieldType::boolean, false, "whether SIGIO tells of readiness"},
    {"F_SETOWN", FieldType::role, false, "the role that gets SIGURG and SIGIO for the socket"},
};
const FieldSpec kIoctlFields[] = {
    {"request", FieldType::name, true,
     "`SIOCATMARK`, `SIOCINQ`, `SIOCOUTQ`, `SIOCOUTQNSD`, `FIONREAD` or `FIONBIO`", request_names},
    {"value", FieldType::boolean, false, "of FIONBIO: non-blocking or not"},
};

} // namespace

const Step kFcntlStep = {{"fcntl",
                          "fcntl(2): F_GETFL and F_SETFL, F_GETFD and F_SETFD, or F_SETOWN. One "
                          "field at most.",
                          "`value`: whether the flag is set now, and which `flag`", "fcntl(2)",
                          SocketUse::uses, Performer::role, false, kFcntlFields},
                         perform_fcntl};
const Step kIoctlStep = {{"ioctl", "ioctl(2) with a request that gives or takes an int.",
                          "`value`: bytes, 1 at the urgent mark, or what was set",
                          "ioctl(2), tcp(7)", SocketUse::uses, Performer::role, false,
                          kIoctlFields},
                         perform_ioctl};

} // namespace finwait
