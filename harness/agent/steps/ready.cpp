// poll, select.
#include "agent/agent.hpp"
#include "agent/steps/table.hpp"
#include "base/clock.hpp"

#include <poll.h>
#include <sys/select.h>

namespace finwait {
namespace {

// fields: events, timeout
void perform_poll(Agent& agent, const PlanStep& step) {
    constexpr std::int64_t kAll = POLLIN | POLLPRI | POLLOUT | POLLRDHUP;
    const std::int64_t timeout_ns = integer_or(step.fields[1], 0);
    const timespec timeout{timeout_ns / kNanosecondsPerSecond, timeout_ns % kNanosecondsPerSecond};
    pollfd wanted{agent.descriptor(step.socket),
                  static_cast<short>(integer_or(step.fields[0], kAll)), 0};
    const std::int64_t ready = agent.call(Call::ppoll, &wanted, 1, &timeout, nullptr, 0);
    if (ready >= 0) add_fact(agent.result(), Fact::revents, FactKind::poll_events, wanted.revents);
}

// fields: sets, timeout
void perform_select(Agent& agent, const PlanStep& step) {
    const int fd = agent.descriptor(step.socket);
    const std::int64_t wanted = integer_or(step.fields[0], kReadable | kWritable | kExceptional);
    const std::int64_t timeout_ns = integer_or(step.fields[1], 0);
    timespec timeout{timeout_ns / kNanosecondsPerSecond, timeout_ns % kNanosecondsPerSecond};
    fd_set sets[3];
    fd_set* given[3] = {};
    for (int i = 0; i < 3; ++i) {
        FD_ZERO(&sets[i]);
        if ((wanted >> i & 1) == 0) continue;
        if (fd >= 0 && fd < FD_SETSIZE) FD_SET(fd, &sets[i]);
        given[i] = &sets[i];
    }
    const std::int64_t count =
        agent.call(Call::pselect6, fd + 1, given[0], given[1], given[2], &timeout, nullptr);
    if (count < 0) return;
    std::int64_t ready = 0;
    for (int i = 0; i < 3; ++i) {
        if (given[i] && fd >= 0 && FD_ISSET(fd, &sets[i])) ready |= 1 << i;
    }
    add_fact(agent.result(), Fact::ready, FactKind::sets, ready);
}

const FieldSpec kSelectFields[] = {
    {"sets", FieldType::flags, false, "`readfds`, `writefds`, `exceptfds`; else all three",
     select_set_names},
    {"timeout", FieldType::seconds, false, "seconds to wait for one of them; else 0"},
};
const FieldSpec kPollFields[] = {
    {"events", FieldType::flags, false,
     "`POLL...` names; else POLLIN, POLLPRI, POLLOUT and POLLRDHUP", poll_event_names},
    {"timeout", FieldType::seconds, false, "seconds to wait for one of them; else 0"},
};

} // namespace

const Step kPollStep = {{"poll", "poll(2) on the socket, as ppoll(2).",
                         "`revents`; POLLERR and POLLHUP come unasked", "poll(2)", SocketUse::uses,
                         Performer::role, false, kPollFields},
                        perform_poll};

const Step kSelectStep = {{"select", "select(2) on the socket, as pselect6(2).",
                           "`ready`: the sets that hold the socket afterwards", "select(2)",
                           SocketUse::uses, Performer::role, false, kSelectFields},
                          perform_select};

} // namespace finwait
