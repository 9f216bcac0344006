// The kernel's own word on one end of a TCP connection, as seen from outside the process.
#pragma once

#include <array>
#include <cstdint>

namespace finwait {

/// An IP address and a port in host order, as the evidence sees them.
struct Endpoint {
    std::uint16_t family = 0; ///< AF_INET or AF_INET6
    std::uint16_t port = 0;
    std::array<std::uint8_t, 16> ip{};
    bool operator==(const Endpoint&) const = default;
};

/// Which timer runs on a socket (idiag_timer of sock_diag(7), the column `tr` of /proc/net/tcp).
enum class Timer : std::uint8_t { none, retransmit, keepalive, time_wait, probe };

struct EndState {
    int state = 7; ///< TcpState; CLOSED: the kernel knows no such connection
    Timer timer = Timer::none;
    std::uint32_t timer_left_ms = 0; ///< until the timer fires
    std::uint32_t receive_queue = 0; ///< bytes that the process has not read
    std::uint32_t send_queue = 0;    ///< bytes that the peer has not acknowledged; a FIN counts one
    std::uint32_t inode = 0;         ///< 0: no process holds a descriptor
    bool operator==(const EndState&) const = default;
};

} // namespace finwait
