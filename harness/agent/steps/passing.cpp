// socketpair, send_fd, recv_fd, pidfd_getfd: how a descriptor gets into another process.
#include "agent/agent.hpp"
#include "agent/steps/table.hpp"

#include <algorithm>
#include <cstring>
#include <sys/socket.h>

namespace finwait {
namespace {

/// UNIX sockets, so no packet of theirs is ever seen on loopback.
void perform_socketpair(Agent& agent, const PlanStep& step) {
    int ends[2] = {-1, -1};
    if (agent.call(Call::socketpair, AF_UNIX, SOCK_STREAM, 0, ends) != 0) return;
    agent.set_descriptor(step.socket, ends[0]);
    agent.set_descriptor(step.other_socket, ends[1]);
}

/// One byte of data with one control message.
struct Message {
    char byte = 'f';
    iovec piece{&byte, 1};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    msghdr header{};

    Message() {
        header.msg_iov = &piece;
        header.msg_iovlen = 1;
        header.msg_control = control;
        header.msg_controllen = sizeof control;
    }
};

void perform_send_fd(Agent& agent, const PlanStep& step) {
    Message message;
    const int fd = agent.descriptor(step.socket);
    cmsghdr* const control = CMSG_FIRSTHDR(&message.header);
    control->cmsg_level = SOL_SOCKET;
    control->cmsg_type = SCM_RIGHTS;
    control->cmsg_len = CMSG_LEN(sizeof fd);
    std::memcpy(CMSG_DATA(control), &fd, sizeof fd);
    agent.call(Call::sendmsg, agent.descriptor(step.other_socket), &message.header, 0);
}

void perform_recv_fd(Agent& agent, const PlanStep& step) {
    Message message;
    const std::int64_t got =
        agent.call(Call::recvmsg, agent.descriptor(step.other_socket), &message.header, 0);
    const cmsghdr* const control = got > 0 ? CMSG_FIRSTHDR(&message.header) : nullptr;
    if (!control || control->cmsg_type != SCM_RIGHTS) return;
    int fd = -1;
    std::memcpy(&fd, CMSG_DATA(control), sizeof fd);
    agent.set_descriptor(step.socket, fd);
}

// fields: of
void perform_pidfd_getfd(Agent& agent, const PlanStep& step) {
    const RoleSlot& owner = agent.board().roles[step.fields[0].a];
    const std::int64_t pidfd = agent.call(Call::pidfd_open, owner.pid.load(), 0);
    if (pidfd < 0) return;
    const int theirs = owner.descriptors[step.fields[0].b] - 1;
    const std::int64_t fd = agent.call(Call::pidfd_getfd, pidfd, theirs, 0);
    ::syscall(SYS_close, static_cast<int>(pidfd));
    if (fd >= 0) agent.set_descriptor(step.socket, fd);
}

const FieldSpec kPairFields[] = {
    {"other", FieldType::socket, false, "the name of the second end; else `right`"},
};
const FieldSpec kSendFields[] = {
    {"over", FieldType::socket, false, "the UNIX socket to send over; else the only one"},
};
const FieldSpec kReceiveFields[] = {
    {"over", FieldType::socket, false, "the UNIX socket to receive from; else the only one"},
};
const FieldSpec kGetFields[] = {
    {"of", FieldType::address_of, true, "`role/socket`: the descriptor to copy"},
};

} // namespace

const Step kSocketpairStep = {
    {"socketpair",
     "socketpair(2): two UNIX sockets joined to each other, for passing descriptors to an heir. "
     "`socket` names the first; else `left`.",
     "", "socketpair(2), unix(7)", SocketUse::pairs, Performer::role, false, kPairFields},
    perform_socketpair};
const Step kSendFdStep = {{"send_fd",
                           "sendmsg(2) with SCM_RIGHTS: a copy of the socket's descriptor travels "
                           "in a message.",
                           "", "unix(7), sendmsg(2)", SocketUse::passes, Performer::role, false,
                           kSendFields},
                          perform_send_fd};
const Step kRecvFdStep = {{"recv_fd",
                           "recvmsg(2): takes a descriptor out of a message. `socket` names it; "
                           "else `received`.",
                           "", "unix(7), recvmsg(2)", SocketUse::receives, Performer::role, false,
                           kReceiveFields},
                          perform_recv_fd};
const Step kPidfdGetfdStep = {{"pidfd_getfd",
                               "pidfd_open(2) and pidfd_getfd(2): copies a descriptor out of "
                               "another process, which is not asked. `socket` names it; else "
                               "`copy`.",
                               "", "pidfd_getfd(2), ptrace(2) on who may", SocketUse::fetches,
                               Performer::role, false, kGetFields},
                              perform_pidfd_getfd};

} // namespace finwait
