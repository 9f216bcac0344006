// What the language knows about a step: its name, its fields, and what it does to the role's sockets.
// The steps themselves live in agent/steps; they hand a table of these to the reader.
#pragma once

#include "base/names.hpp"

#include <cstdint>
#include <span>

namespace finwait {

enum class FieldType : std::uint8_t {
    integer,      ///< a whole number from `minimum` to `maximum`
    boolean,      ///< true or false
    seconds,      ///< a number of seconds, 0 or more; planned in nanoseconds
    text,         ///< a string; planned as its bytes (UTF-8)
    flags,        ///< an array of names, planned as their bits
    name,         ///< one name of a table
    states,       ///< a TCP state or an array of them, planned as bits 1 << state
    socket,       ///< the name of one of the role's sockets (read by the planner)
    role,         ///< the name of a role that has been told before
    new_role,     ///< a name for the heir that this step makes
    ip,           ///< `loopback`, `any`, or a literal address of the loopback range
    address_of,   ///< "role/socket" whose local address is meant
    label,        ///< the label of an earlier background step of the same role
    sysctl,       ///< the name of a sysctl below net.
    option,       ///< a socket option, by name
    option_value, ///< its value, typed by the option
};

struct FieldSpec {
    const char* name;
    FieldType type;
    bool required;
    const char* doc; ///< one sentence, with units
    NameTable (*names)() = nullptr;
    std::int64_t minimum = 0;
    std::int64_t maximum = 0;
};

/// What a step does with the role's sockets. It decides which socket is meant when none is named.
enum class SocketUse : std::uint8_t {
    none,     ///< touches no socket
    uses,     ///< works on one that exists
    makes,    ///< makes one; the default name is `socket`
    listens,  ///< turns one into a listener, or makes one called `listener`
    connects, ///< connects one, or makes one called `socket`
    accepts,  ///< takes a connection from a listener; its default name is `connection`
    copies,   ///< a second descriptor for the same open socket, called by its field `to`
    pairs,    ///< makes two UNIX sockets: `socket`, else `left`, and `other`, else `right`
    passes,   ///< works on one, and on a UNIX socket called by its field `over`
    receives, ///< makes one, called `received` by default, out of the UNIX socket `over`
    fetches,  ///< makes one out of another process; its default name is `copy`
};

/// Who carries the step out. The stage is the process between the runner and the roles.
enum class Performer : std::uint8_t { role, stage };

struct StepSpec {
    const char* name;
    const char* doc;     ///< what it calls, in one or two sentences
    const char* records; ///< what it records beside return value, errno and time
    const char* source;  ///< manual page, RFC or kernel function
    SocketUse sockets;
    Performer performer;
    bool ends_role; ///< the role never comes back from it
    std::span<const FieldSpec> fields;
};

/// Fields that every step may carry.
[[nodiscard]] std::span<const FieldSpec> common_fields();

using StepTable = std::span<const StepSpec* const>;

} // namespace finwait
