// The kernel's counters of a network namespace: /proc/net/snmp and /proc/net/netstat.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace finwait {

/// Table (Tcp, TcpExt, Ip, ...) and counter, with its value.
using Counters = std::map<std::string, std::map<std::string, std::int64_t>>;

/// Parses the two lines a table that both files have: `Tcp: names...` and `Tcp: numbers...`
/// (net/ipv4/proc.c). Lines that do not pair up are passed over.
[[nodiscard]] Counters parse_counters(std::string_view text);

/// What changed from `before` to `after`, as differences. Counters that are settings or gauges, not
/// counts (Tcp RtoAlgorithm, RtoMin, RtoMax, MaxConn, CurrEstab; Ip Forwarding, DefaultTTL), are left out.
[[nodiscard]] Counters changed(const Counters& before, const Counters& after);

/// The same from two readings of the files, without making names of what stayed as it was. A trial has
/// some 400 counters, of which a dozen change.
[[nodiscard]] Counters changed_between(std::string_view before, std::string_view after);

} // namespace finwait
