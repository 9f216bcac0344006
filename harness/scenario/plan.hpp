// A plan: one case with every name resolved, as plain data that fits into shared memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace finwait {

inline constexpr std::size_t kMaxSteps = 96;
inline constexpr std::size_t kMaxRoles = 8;
inline constexpr std::size_t kMaxSockets = 16; ///< named sockets in a scenario
inline constexpr std::size_t kMaxFields = 8;
inline constexpr std::size_t kMaxPlanText = 32 * 1024;
inline constexpr std::uint8_t kNoSocket = 0xff;
inline constexpr std::uint8_t kNoRole = 0xff;
inline constexpr std::uint8_t kClient = 0;
inline constexpr std::uint8_t kServer = 1;

enum class ValueKind : std::uint8_t {
    absent,
    integer, ///< a; also booleans, flags, names, nanoseconds
    text,    ///< bytes a .. a+b of the plan's text
    address, ///< the local address of role a's socket b
    unspec,  ///< AF_UNSPEC
    option,  ///< level a, option b
    linger,  ///< l_onoff a, l_linger b
    timeval, ///< tv_sec a, tv_usec b
    ip,      ///< the bytes of an IPv6 address; IPv4 as ::ffff:a.b.c.d
};

/// What a field of type `ip` holds as an integer.
inline constexpr std::int64_t kLoopbackAddress = 0;
inline constexpr std::int64_t kAnyAddress = 1;

struct Value {
    ValueKind kind = ValueKind::absent;
    std::int64_t a = 0;
    std::int64_t b = 0;
};

/// One step, resolved. `fields` stands in the order of the step's FieldSpecs.
struct PlanStep {
    std::uint16_t op = 0;          ///< index into the table of steps
    std::uint16_t source_step = 0; ///< index into the scenario's steps
    std::uint8_t role = kNoRole;
    std::uint8_t socket = kNoSocket; ///< worked on, or made
    std::uint8_t other_socket =
        kNoSocket; ///< accept: the listener; dup: the original; a UNIX socket
    bool background = false;
    bool may_stay = false;        ///< a background call may still block when the story ends
    std::int64_t deadline_ns = 0; ///< how long this call may take
    Value fields[kMaxFields];
};

enum class Family : std::uint8_t { ipv4, ipv6 };

struct Plan {
    Family family = Family::ipv4;
    bool changes_sysctls = false; ///< so it needs a network namespace of its own
    std::int64_t deadline_ns = 0; ///< of the whole trial
    std::vector<PlanStep> steps;
    std::vector<std::string> labels; ///< of each step
    std::vector<std::string> roles;  ///< client, server, heirs in order of birth
    std::vector<std::string> sockets;
    std::string text;
};

} // namespace finwait
