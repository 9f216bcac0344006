// Which ends of which connections a trial has, drawn from what the agents wrote down.
#pragma once

#include "agent/board.hpp"

#include <cstdint>
#include <vector>

namespace finwait {

struct KnownEnd {
    std::uint8_t role = kNoRole;
    std::uint8_t socket = kNoSocket;
    std::uint8_t peer_role = kNoRole; ///< set: nobody accepted it yet; `socket` is the peer's
    bool listens = false;
    bool accepted = false; ///< came, or will come, from a listener
    Address local;
    Address remote;
    int peer = -1; ///< index of the other end in the list, or -1
};

/// Every listener and every connection end, each once. The far end of a connection that nobody has
/// accepted yet belongs to the role whose listener it came to. A socket that was connected anew counts
/// with its last addresses. An end whose addresses a later one has taken over is gone from the list.
[[nodiscard]] std::vector<KnownEnd> known_ends(const Board& board);

} // namespace finwait
