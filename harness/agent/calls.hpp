// The system calls that agents make: their names, numbers, and what their arguments mean.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace finwait {

enum class Call : std::uint8_t {
    socket,
    bind,
    listen,
    connect,
    accept,
    sendto,
    recvfrom,
    shutdown,
    close,
    dup,
    clone,
    exit_group,
    kill,
    rt_sigaction,
    ppoll,
    setsockopt,
    getsockopt,
    fcntl,
    ioctl,
    openat,
    write,
    read,
    writev,
    sendfile,
    splice,
    pselect6,
    epoll_create1,
    epoll_ctl,
    epoll_pwait,
    setitimer,
    tgkill,
    execve,
    getsockname,
    getpeername,
    socketpair,
    sendmsg,
    recvmsg,
    pidfd_open,
    pidfd_getfd,
    last,
};

/// How an argument is shown. `hidden` ones are addresses of memory, which differ from run to run.
enum class ArgumentKind : std::uint8_t {
    hidden,
    integer,
    descriptor,
    message_flags,
    how,
    signal,
    process,
    thread,
    level,
    option,
    request,
    command,
    epoll_operation,
};

struct Argument {
    const char* name = nullptr;
    ArgumentKind kind = ArgumentKind::hidden;
};

inline constexpr std::size_t kMaxArguments = 6;

struct CallSpec {
    const char* name;
    long number; ///< of the system call on this architecture
    std::array<Argument, kMaxArguments> arguments;
};

[[nodiscard]] const CallSpec& call_spec(Call call);

} // namespace finwait
