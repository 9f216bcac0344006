#include "agent/calls.hpp"

#include <sys/syscall.h>

namespace finwait {
namespace {

using enum ArgumentKind;

constexpr Argument kFd = {"fd", descriptor};

constexpr std::array kCalls = std::to_array<CallSpec>({
    {"socket", SYS_socket, {{{"domain", integer}, {"type", integer}, {"protocol", integer}}}},
    {"bind", SYS_bind, {{kFd, {"port", integer}, {"addrlen", integer}}}},
    {"listen", SYS_listen, {{kFd, {"backlog", integer}}}},
    {"connect", SYS_connect, {{kFd, {"port", integer}, {"addrlen", integer}}}},
    {"accept", SYS_accept, {{kFd}}},
    {"sendto", SYS_sendto, {{kFd, {}, {"length", integer}, {"flags", message_flags}}}},
    {"recvfrom", SYS_recvfrom, {{kFd, {}, {"length", integer}, {"flags", message_flags}}}},
    {"shutdown", SYS_shutdown, {{kFd, {"how", how}}}},
    {"close", SYS_close, {{kFd}}},
    {"dup", SYS_dup, {{kFd}}},
    {"clone", SYS_clone, {{{"flags", integer}}}},
    {"exit_group", SYS_exit_group, {{{"status", integer}}}},
    {"kill", SYS_kill, {{{"target", process}, {"signal", signal}}}},
    {"rt_sigaction", SYS_rt_sigaction, {{{"signal", signal}}}},
    {"ppoll", SYS_ppoll, {{{}, {"nfds", integer}}}},
    {"setsockopt",
     SYS_setsockopt,
     {{kFd, {"level", level}, {"option", option}, {}, {"optlen", integer}}}},
    {"getsockopt", SYS_getsockopt, {{kFd, {"level", level}, {"option", option}}}},
    {"fcntl", SYS_fcntl, {{kFd, {"command", command}, {"argument", integer}}}},
    {"ioctl", SYS_ioctl, {{kFd, {"request", request}}}},
    {"openat", SYS_openat, {{}}},
    {"write", SYS_write, {{kFd, {}, {"length", integer}}}},
    {"read", SYS_read, {{kFd, {}, {"length", integer}}}},
    {"writev", SYS_writev, {{kFd, {}, {"pieces", integer}}}},
    {"sendfile", SYS_sendfile, {{{"to", descriptor}, {}, {}, {"length", integer}}}},
    {"splice",
     SYS_splice,
     {{{"from", descriptor}, {}, {"to", descriptor}, {}, {"length", integer}}}},
    {"pselect6", SYS_pselect6, {{{"nfds", integer}}}},
    {"epoll_create1", SYS_epoll_create1, {{{"flags", integer}}}},
    {"epoll_ctl", SYS_epoll_ctl, {{{}, {"operation", epoll_operation}, {"fd", descriptor}, {}}}},
    {"epoll_pwait", SYS_epoll_pwait, {{{}, {}, {"maxevents", integer}, {"timeout", integer}}}},
    {"setitimer", SYS_setitimer, {{{}}}},
    {"tgkill", SYS_tgkill, {{{}, {"target", thread}, {"signal", signal}}}},
    {"execve", SYS_execve, {{}}},
    {"getsockname", SYS_getsockname, {{kFd}}},
    {"getpeername", SYS_getpeername, {{kFd}}},
    {"socketpair",
     SYS_socketpair,
     {{{"domain", integer}, {"type", integer}, {"protocol", integer}}}},
    {"sendmsg", SYS_sendmsg, {{kFd, {}, {"flags", message_flags}}}},
    {"recvmsg", SYS_recvmsg, {{kFd, {}, {"flags", message_flags}}}},
    {"pidfd_open", SYS_pidfd_open, {{{"pid", process}, {"flags", integer}}}},
    {"pidfd_getfd", SYS_pidfd_getfd, {{{"pidfd", descriptor}, {"targetfd", descriptor}}}},
});
static_assert(kCalls.size() == static_cast<std::size_t>(Call::last));

} // namespace

const CallSpec& call_spec(Call call) { return kCalls[static_cast<std::size_t>(call)]; }

} // namespace finwait
