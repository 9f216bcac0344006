// epoll_ctl, epoll_wait. A role has one epoll instance; the first epoll_ctl makes it.
#include "agent/agent.hpp"
#include "agent/steps/table.hpp"
#include "base/clock.hpp"

#include <sys/epoll.h>

namespace finwait {
namespace {

constexpr int kMaxReady = 16;

int epoll_of(Agent& agent) {
    RoleSlot& slot = agent.slot();
    if (slot.epoll == 0) {
        const std::int64_t fd = agent.call(Call::epoll_create1, 0);
        if (fd < 0) return -1;
        slot.epoll = static_cast<std::int32_t>(fd) + 1;
    }
    return slot.epoll - 1;
}

// fields: operation, events
void perform_epoll_ctl(Agent& agent, const PlanStep& step) {
    const int epoll = epoll_of(agent);
    if (epoll < 0) return;
    epoll_event wanted{};
    wanted.events = static_cast<std::uint32_t>(
        integer_or(step.fields[1], EPOLLIN | EPOLLPRI | EPOLLOUT | EPOLLRDHUP));
    wanted.data.u32 = step.socket;
    agent.call(Call::epoll_ctl, epoll, step.fields[0].a, agent.descriptor(step.socket), &wanted);
}

// fields: timeout
void perform_epoll_wait(Agent& agent, const PlanStep& step) {
    const int epoll = epoll_of(agent);
    if (epoll < 0) return;
    epoll_event found[kMaxReady];
    const std::int64_t timeout_ms = integer_or(step.fields[0], 0) / kNanosecondsPerMillisecond;
    const std::int64_t count =
        agent.call(Call::epoll_pwait, epoll, found, kMaxReady, timeout_ms, nullptr, 8);
    if (count < 0) return;
    ReadyEnd ready[kMaxReady];
    for (std::int64_t i = 0; i < count; ++i) ready[i] = {found[i].events, found[i].data.u32};
    add_text(agent.result(), Fact::ready, FactKind::epoll_ready,
             reinterpret_cast<const char*>(ready), static_cast<std::size_t>(count) * sizeof *ready);
}

const FieldSpec kControlFields[] = {
    {"operation", FieldType::name, true, "`EPOLL_CTL_ADD`, `EPOLL_CTL_MOD` or `EPOLL_CTL_DEL`",
     epoll_operations},
    {"events", FieldType::flags, false,
     "`EPOLL...` names; else EPOLLIN, EPOLLPRI, EPOLLOUT and EPOLLRDHUP", epoll_event_names},
};
const FieldSpec kWaitFields[] = {
    {"timeout", FieldType::seconds, false, "seconds to wait for an event; else 0"},
};

} // namespace

const Step kEpollCtlStep = {
    {"epoll_ctl",
     "epoll_ctl(2) on the role's epoll instance. epoll_create1(2) first, if it has none yet; heirs "
     "share it, as they share descriptors.",
     "", "epoll_ctl(2), epoll(7)", SocketUse::uses, Performer::role, false, kControlFields},
    perform_epoll_ctl};
const Step kEpollWaitStep = {
    {"epoll_wait", "epoll_wait(2), as epoll_pwait(2), for up to 16 events.",
     "`ready`: for each event, the `socket` that was added and its `events`; EPOLLERR and EPOLLHUP "
     "come unasked",
     "epoll_wait(2), epoll(7)", SocketUse::none, Performer::role, false, kWaitFields},
    perform_epoll_wait};

} // namespace finwait
