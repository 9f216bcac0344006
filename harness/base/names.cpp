#include "base/names.hpp"

#include "base/result.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <linux/sockios.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

namespace finwait {
namespace {

constexpr std::array kSignals = std::to_array<Name>({
    {"SIGHUP", SIGHUP},   {"SIGINT", SIGINT},       {"SIGQUIT", SIGQUIT}, {"SIGILL", SIGILL},
    {"SIGTRAP", SIGTRAP}, {"SIGABRT", SIGABRT},     {"SIGBUS", SIGBUS},   {"SIGFPE", SIGFPE},
    {"SIGKILL", SIGKILL}, {"SIGUSR1", SIGUSR1},     {"SIGSEGV", SIGSEGV}, {"SIGUSR2", SIGUSR2},
    {"SIGPIPE", SIGPIPE}, {"SIGALRM", SIGALRM},     {"SIGTERM", SIGTERM}, {"SIGCHLD", SIGCHLD},
    {"SIGCONT", SIGCONT}, {"SIGSTOP", SIGSTOP},     {"SIGTSTP", SIGTSTP}, {"SIGTTIN", SIGTTIN},
    {"SIGTTOU", SIGTTOU}, {"SIGURG", SIGURG},       {"SIGXCPU", SIGXCPU}, {"SIGXFSZ", SIGXFSZ},
    {"SIGPROF", SIGPROF}, {"SIGVTALRM", SIGVTALRM}, {"SIGIO", SIGIO},     {"SIGWINCH", SIGWINCH},
    {"SIGSYS", SIGSYS},
});

constexpr std::array kMessageFlags = std::to_array<Name>({
    {"MSG_OOB", MSG_OOB},
    {"MSG_PEEK", MSG_PEEK},
    {"MSG_WAITALL", MSG_WAITALL},
    {"MSG_DONTWAIT", MSG_DONTWAIT},
    {"MSG_NOSIGNAL", MSG_NOSIGNAL},
    {"MSG_MORE", MSG_MORE},
    {"MSG_TRUNC", MSG_TRUNC},
    {"MSG_DONTROUTE", MSG_DONTROUTE},
    {"MSG_EOR", MSG_EOR},
    {"MSG_ERRQUEUE", MSG_ERRQUEUE},
    {"MSG_ZEROCOPY", MSG_ZEROCOPY},
    {"MSG_FASTOPEN", MSG_FASTOPEN},
    {"MSG_CONFIRM", MSG_CONFIRM},
    {"MSG_CTRUNC", MSG_CTRUNC},
    {"MSG_CMSG_CLOEXEC", MSG_CMSG_CLOEXEC},
    {"MSG_WAITFORONE", MSG_WAITFORONE},
});

constexpr std::array kPollEvents = std::to_array<Name>({
    {"POLLIN", POLLIN},
    {"POLLPRI", POLLPRI},
    {"POLLOUT", POLLOUT},
    {"POLLERR", POLLERR},
    {"POLLHUP", POLLHUP},
    {"POLLRDHUP", POLLRDHUP},
    {"POLLNVAL", POLLNVAL},
});

constexpr std::array kEpollEvents = std::to_array<Name>({
    {"EPOLLIN", EPOLLIN},
    {"EPOLLPRI", EPOLLPRI},
    {"EPOLLOUT", EPOLLOUT},
    {"EPOLLERR", EPOLLERR},
    {"EPOLLHUP", EPOLLHUP},
    {"EPOLLRDHUP", EPOLLRDHUP},
    {"EPOLLET", EPOLLET},
    {"EPOLLONESHOT", EPOLLONESHOT},
    {"EPOLLEXCLUSIVE", EPOLLEXCLUSIVE},
});

constexpr std::array kSelectSets = std::to_array<Name>(
    {{"readfds", kReadable}, {"writefds", kWritable}, {"exceptfds", kExceptional}});

constexpr std::array kEpollOperations = std::to_array<Name>({
    {"EPOLL_CTL_ADD", EPOLL_CTL_ADD},
    {"EPOLL_CTL_MOD", EPOLL_CTL_MOD},
    {"EPOLL_CTL_DEL", EPOLL_CTL_DEL},
});

// SIOCINQ and FIONREAD are one number (include/uapi/linux/sockios.h); a recorded call shows the first.
constexpr std::array kRequests = std::to_array<Name>({
    {"SIOCATMARK", SIOCATMARK},
    {"SIOCINQ", SIOCINQ},
    {"SIOCOUTQ", SIOCOUTQ},
    {"SIOCOUTQNSD", SIOCOUTQNSD},
    {"FIONREAD", FIONREAD},
    {"FIONBIO", FIONBIO},
});

constexpr std::array kCommands = std::to_array<Name>({
    {"F_GETFD", F_GETFD},
    {"F_SETFD", F_SETFD},
    {"F_GETFL", F_GETFL},
    {"F_SETFL", F_SETFL},
    {"F_SETOWN", F_SETOWN},
});

constexpr std::array kShutdown = std::to_array<Name>({
    {"SHUT_RD", SHUT_RD},
    {"SHUT_WR", SHUT_WR},
    {"SHUT_RDWR", SHUT_RDWR},
});

// The order of a connection's life, for readers; SYN_RECV stands for the kernel's NEW_SYN_RECV too.
constexpr std::array kStates = std::to_array<Name>({
    {"LISTEN", kListen},
    {"SYN_SENT", kSynSent},
    {"SYN_RECV", kSynRecv},
    {"ESTABLISHED", kEstablished},
    {"FIN_WAIT1", kFinWait1},
    {"FIN_WAIT2", kFinWait2},
    {"CLOSE_WAIT", kCloseWait},
    {"CLOSING", kClosing},
    {"LAST_ACK", kLastAck},
    {"TIME_WAIT", kTimeWait},
    {"CLOSED", kClosed},
});

const std::vector<Name>& errno_table() {
    static const std::vector<Name> table = [] {
        constexpr int kLastErrno = 133; // EHWPOISON, the highest that Linux gives to programs
        std::vector<Name> names;
        for (int number = 1; number <= kLastErrno; ++number) {
            if (const char* name = ::strerrorname_np(number)) names.push_back({name, number});
        }
        names.push_back({"EWOULDBLOCK", EWOULDBLOCK}); // found by name; recorded as EAGAIN
        return names;
    }();
    return table;
}

} // namespace

NameTable errno_names() { return errno_table(); }
NameTable signal_names() { return kSignals; }
NameTable message_flag_names() { return kMessageFlags; }
NameTable poll_event_names() { return kPollEvents; }
NameTable epoll_event_names() { return kEpollEvents; }
NameTable epoll_operations() { return kEpollOperations; }
NameTable select_set_names() { return kSelectSets; }
NameTable request_names() { return kRequests; }
NameTable command_names() { return kCommands; }
NameTable shutdown_names() { return kShutdown; }
NameTable state_names() { return kStates; }

std::optional<std::int64_t> value_of(NameTable table, std::string_view name) {
    for (const auto& entry : table) {
        if (name == entry.text) return entry.value;
    }
    return std::nullopt;
}

std::string name_of(NameTable table, std::int64_t value) {
    for (const auto& entry : table) {
        if (entry.value == value) return entry.text;
    }
    return std::to_string(value);
}

std::vector<std::string> names_of_bits(NameTable table, std::int64_t bits) {
    std::vector<std::string> names;
    for (const auto& entry : table) {
        if (entry.value == 0 || (bits & entry.value) != entry.value) continue;
        names.emplace_back(entry.text);
        bits &= ~entry.value;
    }
    if (bits != 0) names.push_back(fmt::format("{:#x}", bits));
    return names;
}

std::vector<std::string> all_names(NameTable table) {
    std::vector<std::string> names;
    names.reserve(table.size());
    for (const auto& entry : table) names.emplace_back(entry.text);
    return names;
}

std::string errno_name(int number) { return number == 0 ? "" : name_of(errno_names(), number); }
std::string signal_name(int number) { return name_of(signal_names(), number); }
std::string state_name(int number) {
    return name_of(state_names(), number == kNewSynRecv ? static_cast<int>(kSynRecv) : number);
}

Error system_error(const std::string& attempted, int error_number) {
    return {fmt::format("{}: {} ({})", attempted, errno_name(error_number),
                        ::strerrordesc_np(error_number)),
            error_number};
}

} // namespace finwait
