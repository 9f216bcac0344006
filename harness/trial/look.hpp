// Looks at all ends of a trial from outside, and waits until they have come to rest.
#pragma once

#include "evidence/states.hpp"
#include "trial/record.hpp"
#include "trial/rest.hpp"

#include <functional>
#include <optional>

namespace finwait {

/// No TCP state has this number, so no wait for one is ever true of it.
inline constexpr int kUnknownState = 0;

class Look {
  public:
    Look(TrialRecord& record, StateSource& source) : record_(record), source_(source) {}

    /// Samples until the connections are at rest or patience runs out, and keeps the last sample.
    /// @param step  index in the plan, or kStoryEnd
    /// @param with_listeners  false after a step that cannot have changed one
    /// @param roles_are_still  whether every background call sleeps, or has returned: a call that was woken just now
    ///                         may change a state yet
    void after(std::uint16_t step, bool with_listeners,
               const std::function<bool()>& roles_are_still);

    /// The end that a socket of a role is; an heir's may be its parent's. nullopt: it has never been any.
    [[nodiscard]] std::optional<KnownEnd> find(std::uint8_t role, std::uint8_t socket) const;
    /// Destroys a socket's end from outside, as `ss -K` does. Fails with the kernel's errno: ENOENT if there
    /// is no such end, EPERM without CAP_NET_ADMIN, EOPNOTSUPP without CONFIG_INET_DIAG_DESTROY.
    [[nodiscard]] Result<void> destroy(std::uint8_t role, std::uint8_t socket) const;
    /// The state of one socket's end now; CLOSED if it never had one, kUnknownState if nobody can tell.
    [[nodiscard]] int state_of(std::uint8_t role, std::uint8_t socket);

  private:
    /// nullopt: not asked, or nobody can tell.
    [[nodiscard]] std::vector<std::optional<EndState>> ask(const std::vector<KnownEnd>& ends,
                                                           bool with_listeners);
    [[nodiscard]] std::optional<EndState> by_tcp_info(const KnownEnd& end) const;
    [[nodiscard]] bool wait_more(const std::vector<KnownEnd>& ends,
                                 const std::vector<std::optional<EndState>>& states,
                                 std::int64_t now_ns);

    TrialRecord& record_;
    StateSource& source_;
    Rest rest_;
    bool waits_for_roles_ = true; ///< until they have used up the patience once
};

} // namespace finwait
