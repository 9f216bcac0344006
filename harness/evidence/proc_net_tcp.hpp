// Socket states by /proc/net/tcp and /proc/net/tcp6, for kernels without sock_diag. Slower: the kernel
// walks its whole table of connections for each reading.
#pragma once

#include "base/result.hpp"
#include "evidence/endpoint.hpp"

#include <string_view>

namespace finwait {

/// Finds one end in the text of /proc/net/tcp or tcp6 (Documentation/networking/proc_net_tcp.rst).
/// `remote` of family 0 finds the listener. An end that is not there is CLOSED.
[[nodiscard]] EndState find_in_proc_net_tcp(std::string_view text, const Endpoint& local,
                                            const Endpoint& remote);

/// Reads the file of the endpoint's family in this process's namespace, and finds the end.
[[nodiscard]] Result<EndState> ask_proc_net_tcp(const Endpoint& local, const Endpoint& remote);

} // namespace finwait
