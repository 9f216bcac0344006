// An IP address and a port, small enough for shared memory.
#pragma once

#include <array>
#include <cstdint>
#include <netinet/in.h>
#include <string>

namespace finwait {

struct Address {
    std::uint16_t family = 0; ///< AF_INET, AF_INET6, or 0: none
    std::uint16_t port = 0;   ///< host order
    std::array<std::uint8_t, 16> ip{};
    bool operator==(const Address&) const = default;
};

union SocketAddress {
    sockaddr any;
    sockaddr_in v4;
    sockaddr_in6 v6;
};

/// 127.0.0.1 or ::1.
[[nodiscard]] Address loopback(int family, std::uint16_t port);
/// 0.0.0.0 or ::.
[[nodiscard]] Address any_address(int family, std::uint16_t port);
/// An address of 16 bytes in two words, as a plan holds it: IPv4 is ::ffff:a.b.c.d. Stays mapped where the
/// family is AF_INET6.
[[nodiscard]] Address literal_address(int family, std::int64_t high, std::int64_t low,
                                      std::uint16_t port);
[[nodiscard]] bool is_any(const Address& address);

/// Fills `out` and gives its length.
[[nodiscard]] socklen_t to_socket_address(const Address& address, SocketAddress& out);
[[nodiscard]] Address from_socket_address(const SocketAddress& in);

} // namespace finwait
