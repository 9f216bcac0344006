// What a step can record beside return value, errno, time and signals. Conditions in scenarios name
// these, the agent writes them, and the observation shows them.
#pragma once

#include <cstdint>
#include <span>

namespace finwait {

enum class Fact : std::uint8_t {
    bytes,      ///< bytes moved, over all calls of the step
    calls,      ///< how many calls the step made (fill, drain)
    data,       ///< what was received, as text
    value,      ///< of a socket option, an ioctl, a flag or a sysctl
    length,     ///< of an option's value as the kernel gave it back, in bytes
    revents,    ///< what poll(2) said
    ended_by,   ///< what ended a drain: "EOF", "count", or an errno
    reached,    ///< whether a wait came true before its deadline
    heir,       ///< the name of the process that fork made
    longest_ns, ///< the longest of its calls (fill, drain)
    ready,      ///< what select or epoll_wait found ready
    address,    ///< of getsockname and getpeername, in words
    port,       ///< the same call's port
    belongs_to, ///< the socket of the story that has, or last had, this address
    direction,  ///< of a splice: "send" or "receive"
    flag,       ///< which flag fcntl read or changed
    last,       ///< number of facts
};

struct FactName {
    Fact fact;
    const char* name;
    const char* doc;
};

[[nodiscard]] std::span<const FactName> fact_names();
[[nodiscard]] const char* fact_name(Fact fact);

} // namespace finwait
