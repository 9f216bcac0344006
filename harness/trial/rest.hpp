// When a connection has come to rest: nothing that would change a state is on its way any more.
#pragma once

#include "evidence/endpoint.hpp"
#include "trial/ends.hpp"

#include <map>
#include <set>
#include <tuple>
#include <vector>

namespace finwait {

/// How long an end may stay unsettled in one state before the story goes on without it. The longest
/// delayed acknowledgement is 200 ms (TCP_DELACK_MAX, include/net/tcp.h).
inline constexpr std::int64_t kRestBudgetNs = 300'000'000;
/// And how often it is looked at before that. A clock alone would give up on a machine so busy that the kernel's
/// own timers run late, or when a long call used up the time in which nobody looked.
inline constexpr int kRestLooks = 100;

/// Decides whether the story should wait a little before its next step, so that equal stories show equal
/// states. A SYN or FIN that waits for its acknowledgement keeps its end unsettled, and so does an
/// end whose peer is gone but which has not heard of it yet. Data in flight does not: it changes no
/// state. Each end has a budget for each state, so that a peer that never answers costs it once.
class Rest {
  public:
    /// @param now_ns  the time of the sample
    /// @returns true if the story should wait and sample again
    [[nodiscard]] bool wait_more(const std::vector<KnownEnd>& ends,
                                 const std::vector<EndState>& states, std::int64_t now_ns);
    /// Whether the last sample was at rest, rather than given up on.
    [[nodiscard]] bool at_rest() const { return at_rest_; }

  private:
    struct Patience {
        int state = 0;
        std::int64_t since_ns = 0;
        int looks = 0;
    };
    /// By role, socket and, for an end that nobody has accepted yet, the role of its peer.
    std::map<std::tuple<std::uint8_t, std::uint8_t, std::uint8_t>, Patience> unsettled_;
    /// Ends that the last sample did not find. An end that is not found is looked for once more: while a full socket
    /// becomes an entry of the TIME_WAIT table there is a moment in which a lookup finds neither
    /// (inet_twsk_hashdance_schedule(), net/ipv4/inet_timewait_sock.c; "inet: Avoid ehash lookup race" mended it in Linux
    /// 6.19 and in stable kernels of that time).
    std::set<std::tuple<std::uint8_t, std::uint8_t, std::uint8_t>> gone_;
    bool at_rest_ = true;
};

/// Whether one end is still about to change its state.
/// @param peer  the other end, or null if it is not known
[[nodiscard]] bool is_unsettled(const EndState& end, const EndState* peer);

} // namespace finwait
