#include "agent/address.hpp"

#include <cstring>

namespace finwait {

Address loopback(int family, std::uint16_t port) {
    Address address = any_address(family, port);
    if (family == AF_INET) address.ip = {127, 0, 0, 1};
    else address.ip[15] = 1;
    return address;
}

Address any_address(int family, std::uint16_t port) {
    Address address;
    address.family = static_cast<std::uint16_t>(family);
    address.port = port;
    return address;
}

Address literal_address(int family, std::int64_t high, std::int64_t low, std::uint16_t port) {
    Address address = any_address(family, port);
    std::memcpy(address.ip.data(), &high, sizeof high);
    std::memcpy(address.ip.data() + sizeof high, &low, sizeof low);
    if (family == AF_INET) {
        std::memmove(address.ip.data(), address.ip.data() + 12, 4);
        std::memset(address.ip.data() + 4, 0, 12);
    }
    return address;
}

bool is_any(const Address& address) { return address.ip == std::array<std::uint8_t, 16>{}; }

socklen_t to_socket_address(const Address& address, SocketAddress& out) {
    std::memset(&out, 0, sizeof out);
    out.any.sa_family = address.family;
    if (address.family == AF_INET6) {
        out.v6.sin6_port = htons(address.port);
        std::memcpy(&out.v6.sin6_addr, address.ip.data(), 16);
        return sizeof out.v6;
    }
    out.v4.sin_port = htons(address.port);
    std::memcpy(&out.v4.sin_addr, address.ip.data(), 4);
    return sizeof out.v4;
}

Address from_socket_address(const SocketAddress& in) {
    Address address;
    address.family = in.any.sa_family;
    if (in.any.sa_family == AF_INET6) {
        address.port = ntohs(in.v6.sin6_port);
        std::memcpy(address.ip.data(), &in.v6.sin6_addr, 16);
    } else if (in.any.sa_family == AF_INET) {
        address.port = ntohs(in.v4.sin_port);
        std::memcpy(address.ip.data(), &in.v4.sin_addr, 4);
    }
    return address;
}

} // namespace finwait
