#include "trial/rest.hpp"

#include "base/names.hpp"

namespace finwait {

bool is_unsettled(const EndState& end, const EndState* peer) {
    switch (end.state) {
    case kClosed:
    case kListen:
    case kTimeWait: return false;
    default: break;
    }
    const bool sent_syn_or_fin = end.state == kSynSent || end.state == kSynRecv ||
                                 end.state == kNewSynRecv || end.state == kFinWait1 ||
                                 end.state == kClosing || end.state == kLastAck;
    // A probe timer means that a FIN waits behind a closed window. No timer at all is a glance at the moment
    // between the acknowledgement and the new state: the kernel answers without the socket's lock.
    if (sent_syn_or_fin && end.timer != Timer::probe) return true;
    return peer && peer->state == kClosed;
}

bool Rest::wait_more(const std::vector<KnownEnd>& ends, const std::vector<EndState>& states,
                     std::int64_t now_ns) {
    bool wait = false;
    at_rest_ = true;
    for (std::size_t i = 0; i < ends.size(); ++i) {
        const int peer = ends[i].peer;
        const EndState* peer_state = peer >= 0 ? &states[static_cast<std::size_t>(peer)] : nullptr;
        const std::tuple key(ends[i].role, ends[i].socket, ends[i].peer_role);
        if (states[i].state != kClosed) gone_.erase(key);
        else if (!ends[i].listens && gone_.insert(key).second) wait = true;
        if (ends[i].listens || !is_unsettled(states[i], peer_state)) {
            unsettled_.erase(key);
            continue;
        }
        at_rest_ = false;
        auto& patience = unsettled_[key];
        if (patience.state != states[i].state) patience = {states[i].state, now_ns, 0};
        const bool looked_enough = ++patience.looks > kRestLooks;
        if (now_ns - patience.since_ns < kRestBudgetNs || !looked_enough) wait = true;
    }
    return wait;
}

} // namespace finwait
