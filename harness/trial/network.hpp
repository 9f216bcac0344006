// A network namespace of one's own, as root or as an ordinary user.
#pragma once

#include "base/result.hpp"

namespace finwait {

/// Moves this process into a new network namespace with only `lo`, up. Where the right to it is lacking,
/// into a user namespace first, in which this user is root (network_namespaces(7), user_namespaces(7)).
/// Fails with the call that was refused; the process may then be in a namespace without `lo`, and must
/// not be used for a trial.
[[nodiscard]] Result<void> enter_new_network();

} // namespace finwait
