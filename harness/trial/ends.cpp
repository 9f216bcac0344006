#include "trial/ends.hpp"

#include <algorithm>

namespace finwait {
namespace {

bool same_addresses(const KnownEnd& known, const Address& local, const Address& remote) {
    return known.local == local && known.remote == remote;
}

bool connected(const KnownEnd& known, const End& end) {
    return !known.listens && !known.accepted && same_addresses(known, end.local, end.remote);
}

/// A later end takes the place of an earlier one that it makes impossible: of the same socket, of the same
/// addresses, or, where a new connection has the addresses of an old one, of what had been accepted of
/// the old. An accepted end alone may be of this very connection: accept can return before connect.
/// @param again  an earlier connection had these addresses
bool replaces(const End& end, const KnownEnd& known, bool again) {
    if (known.role == end.role && known.socket == end.socket) return true;
    if (known.listens != end.listens) return false;
    if (same_addresses(known, end.local, end.remote)) return true;
    return again && known.accepted && same_addresses(known, end.remote, end.local);
}

void add(std::vector<KnownEnd>& ends, const End& end) {
    if (end.local.port == 0 || (!end.listens && end.remote.family == 0)) return;
    const bool again = !end.accepted && !end.listens &&
                       std::any_of(ends.begin(), ends.end(),
                                   [&](const KnownEnd& known) { return connected(known, end); });
    std::erase_if(ends, [&](const KnownEnd& known) { return replaces(end, known, again); });
    ends.push_back(
        {end.role, end.socket, kNoRole, end.listens, end.accepted, end.local, end.remote, -1});
}

int find(const std::vector<KnownEnd>& ends, const Address& local, const Address& remote) {
    for (std::size_t i = 0; i < ends.size(); ++i) {
        if (!ends[i].listens && same_addresses(ends[i], local, remote)) return static_cast<int>(i);
    }
    return -1;
}

/// The role that listens where a connection went.
std::uint8_t listening_role(const std::vector<KnownEnd>& ends, const Address& at) {
    for (const auto& end : ends) {
        const bool here = end.local.port == at.port && (is_any(end.local) || end.local.ip == at.ip);
        if (end.listens && here) return end.role;
    }
    return kNoRole;
}

} // namespace

std::vector<KnownEnd> known_ends(const Board& board) {
    std::vector<KnownEnd> ends;
    const auto count = std::min<std::uint32_t>(board.end_count.load(), kMaxEnds);
    for (std::uint32_t i = 0; i < count; ++i) add(ends, board.ends[i]);
    for (std::size_t i = 0; i < ends.size(); ++i) {
        if (ends[i].listens || ends[i].peer >= 0) continue;
        const Address local = ends[i].local, remote = ends[i].remote;
        int peer = find(ends, remote, local);
        const std::uint8_t owner = peer < 0 ? listening_role(ends, remote) : kNoRole;
        if (owner != kNoRole) {
            peer = static_cast<int>(ends.size());
            ends.push_back({owner, ends[i].socket, ends[i].role, false, true, remote, local,
                            static_cast<int>(i)});
        }
        ends[i].peer = peer;
    }
    return ends;
}

} // namespace finwait
