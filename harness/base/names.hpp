// Names of numbers: errnos, signals, flags, states. One table serves reading, recording and hints.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace finwait {

struct Name {
    const char* text;
    std::int64_t value;
};
using NameTable = std::span<const Name>;

/// What select(2) finds, as bits.
enum SelectSets : std::int64_t { kReadable = 1, kWritable = 2, kExceptional = 4 };

/// TCP states by the kernel's numbers (include/net/tcp_states.h). CLOSED stands for "the kernel knows
/// no such connection".
enum TcpState : int {
    kEstablished = 1,
    kSynSent,
    kSynRecv,
    kFinWait1,
    kFinWait2,
    kTimeWait,
    kClosed,
    kCloseWait,
    kLastAck,
    kListen,
    kClosing,
    kNewSynRecv,
};

[[nodiscard]] NameTable errno_names();        ///< ECONNRESET ... of errno(3)
[[nodiscard]] NameTable signal_names();       ///< SIGPIPE ... of signal(7), standard signals
[[nodiscard]] NameTable message_flag_names(); ///< MSG_OOB ... of send(2) and recv(2)
[[nodiscard]] NameTable poll_event_names();   ///< POLLIN ... of poll(2)
[[nodiscard]] NameTable epoll_event_names();  ///< EPOLLIN ... of epoll_ctl(2)
[[nodiscard]] NameTable epoll_operations();   ///< EPOLL_CTL_ADD ... of epoll_ctl(2)
[[nodiscard]] NameTable select_set_names();   ///< readfds ... of select(2), in its arguments' order
[[nodiscard]] NameTable request_names();      ///< SIOCATMARK ... of ioctl(2) and tcp(7)
[[nodiscard]] NameTable command_names();      ///< F_GETFL ... of fcntl(2)
[[nodiscard]] NameTable shutdown_names();     ///< SHUT_RD, SHUT_WR, SHUT_RDWR
[[nodiscard]] NameTable state_names();        ///< ESTABLISHED ... of RFC 9293 section 3.3.2

/// The number behind a name, if the table has it.
[[nodiscard]] std::optional<std::int64_t> value_of(NameTable table, std::string_view name);
/// The name of a number; the number itself in decimal if the table lacks it.
[[nodiscard]] std::string name_of(NameTable table, std::int64_t value);
/// The names of the bits that are set, in the table's order; what is left over in hex.
[[nodiscard]] std::vector<std::string> names_of_bits(NameTable table, std::int64_t bits);
[[nodiscard]] std::vector<std::string> all_names(NameTable table);

/// ECONNRESET for 104; "" for 0.
[[nodiscard]] std::string errno_name(int number);
[[nodiscard]] std::string signal_name(int number);
[[nodiscard]] std::string state_name(int number);

} // namespace finwait
