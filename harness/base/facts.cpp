#include "base/facts.hpp"

#include <array>

namespace finwait {
namespace {

constexpr std::array kFacts = std::to_array<FactName>({
    {Fact::bytes, "bytes", "bytes moved by all calls of the step"},
    {Fact::calls, "calls", "how many calls the step made"},
    {Fact::data, "data", "what was received, as text; bytes that do not print as \\xNN"},
    {Fact::value, "value", "the value that the kernel gave"},
    {Fact::length, "length", "the length of the value, in bytes"},
    {Fact::revents, "revents", "the events that poll returned"},
    {Fact::ended_by, "ended_by", "what ended it: EOF, count, or the name of an errno"},
    {Fact::reached, "reached", "whether it came true before its deadline"},
    {Fact::heir, "heir", "the role that was born"},
    {Fact::longest_ns, "longest_ns", "how long the longest of its calls took, in nanoseconds"},
    {Fact::ready, "ready", "what was ready: of select the sets, of epoll_wait sockets and events"},
    {Fact::address, "address", "an IP address"},
    {Fact::port, "port", "a TCP port"},
    {Fact::belongs_to, "belongs_to", "the role/socket whose local address it is"},
    {Fact::direction, "direction", "send or receive"},
    {Fact::flag, "flag", "the flag that fcntl read or changed"},
});
static_assert(kFacts.size() == static_cast<std::size_t>(Fact::last));

} // namespace

std::span<const FactName> fact_names() { return kFacts; }

const char* fact_name(Fact fact) { return kFacts[static_cast<std::size_t>(fact)].name; }

} // namespace finwait
