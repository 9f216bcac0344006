// Socket options by name: level, number, and the C type of the value.
#pragma once

#include "base/names.hpp"

#include <optional>
#include <string_view>

namespace finwait {

enum class OptionType : std::uint8_t { integer, boolean, linger, timeval, bytes };

struct SocketOption {
    const char* name;
    int level;
    int number;
    OptionType type;
};

/// The options of SOL_SOCKET, IPPROTO_TCP, IPPROTO_IP and IPPROTO_IPV6 that these headers name
/// (socket(7), tcp(7), ip(7), ipv6(7)).
[[nodiscard]] std::span<const SocketOption> socket_options();
[[nodiscard]] const SocketOption* find_option(std::string_view name);
[[nodiscard]] const SocketOption* find_option(int level, int number);
[[nodiscard]] NameTable option_levels(); ///< SOL_SOCKET, IPPROTO_TCP, ...

} // namespace finwait
