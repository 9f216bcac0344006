#include "trial/look.hpp"

#include "base/clock.hpp"
#include "base/names.hpp"
#include "evidence/sock_diag.hpp"

#include <algorithm>
#include <cerrno>
#include <ctime>

namespace finwait {
namespace {

Endpoint endpoint(const Address& address) { return {address.family, address.port, address.ip}; }

EndAsked asked_for(const KnownEnd& end) {
    if (end.listens) return {endpoint(end.local), {}};
    return {endpoint(end.local), endpoint(end.remote)};
}

} // namespace

std::vector<std::optional<EndState>> Look::ask(const std::vector<KnownEnd>& ends,
                                               bool with_listeners) {
    std::vector<std::optional<EndState>> states(ends.size());
    if (source_.kind() == StateSource::Kind::none) {
        for (std::size_t i = 0; i < ends.size(); ++i) states[i] = by_tcp_info(ends[i]);
        return states;
    }
    std::vector<EndAsked> asked;
    asked.reserve(ends.size());
    for (const auto& end : ends) {
        if (!end.listens || with_listeners) asked.push_back(asked_for(end));
    }
    const std::vector<EndState> answers = source_.ask(asked);
    for (std::size_t i = 0, next = 0; i < ends.size(); ++i) {
        if (!ends[i].listens || with_listeners) states[i] = answers[next++];
    }
    return states;
}

/// What the role itself knew after its last step. There is no timer in it.
std::optional<EndState> Look::by_tcp_info(const KnownEnd& end) const {
    if (!record_.board.wants_tcp_info || end.peer_role != kNoRole) return std::nullopt;
    const std::uint8_t told = record_.board.roles[end.role].tcp_states[end.socket].load();
    if (told == 0) return std::nullopt;
    EndState seen;
    seen.state = told;
    seen.inode = 1; // it has a descriptor
    return seen;
}

void Look::after(std::uint16_t step, bool with_listeners,
                 const std::function<bool()>& roles_are_still) {
    const bool from_outside = source_.kind() != StateSource::Kind::none;
    if (!from_outside && !record_.board.wants_tcp_info) return;
    std::vector<KnownEnd> ends;
    std::vector<std::optional<EndState>> states;
    std::int64_t now = 0;
    const std::int64_t began = monotonic_ns();
    bool still = true;
    constexpr int kEager = 3; // loopback usually settles within one of these
    for (int round = 0;; ++round) {
        still = !waits_for_roles_ || roles_are_still(); // before the states are asked for
        ends = known_ends(record_.board);
        states = ask(ends, with_listeners);
        now = monotonic_ns();
        // Roles say nothing new of themselves before their next step: there is nothing to wait for.
        if (!from_outside) break;
        if (now - began > kRestBudgetNs && round > kRestLooks && !still) waits_for_roles_ = false;
        if (!wait_more(ends, states, now) && (still || !waits_for_roles_)) break;
        const timespec pause{0, round < kEager ? 20'000 : 500'000};
        ::nanosleep(&pause, nullptr);
    }
    if (record_.sample_count >= kMaxSteps + 1) return;
    Sample& sample = record_.samples[record_.sample_count++];
    sample.step = step;
    sample.at_ns = now;
    sample.at_rest = from_outside && still && rest_.at_rest();
    for (std::size_t i = 0; i < ends.size() && sample.end_count < kMaxSampleEnds; ++i) {
        if (!states[i]) continue;
        sample.ends[sample.end_count++] = {ends[i].role, ends[i].socket, ends[i].peer_role,
                                           ends[i].listens, *states[i]};
    }
}

bool Look::wait_more(const std::vector<KnownEnd>& ends,
                     const std::vector<std::optional<EndState>>& states, std::int64_t now_ns) {
    std::vector<EndState> known;
    known.reserve(states.size());
    for (const auto& state : states) known.push_back(state.value_or(EndState{}));
    return rest_.wait_more(ends, known, now_ns);
}

std::optional<KnownEnd> Look::find(std::uint8_t role, std::uint8_t socket) const {
    const auto ends = known_ends(record_.board);
    for (std::uint8_t owner = role; owner != kNoRole; owner = record_.board.roles[owner].parent) {
        for (const KnownEnd& end : ends) {
            if (end.role == owner && end.socket == socket && end.peer_role == kNoRole) return end;
        }
    }
    return std::nullopt;
}

Result<void> Look::destroy(std::uint8_t role, std::uint8_t socket) const {
    const auto end = find(role, socket);
    if (!end) return system_error("destroy a socket", ENOENT);
    // A source of its own: a trial without sock_diag's evidence can still have an administrator.
    auto diag = SockDiag::open();
    if (!diag) return diag.error();
    return diag->destroy(asked_for(*end));
}

int Look::state_of(std::uint8_t role, std::uint8_t socket) {
    const auto end = find(role, socket);
    if (!end)
        return source_.kind() == StateSource::Kind::none ? kUnknownState
                                                         : static_cast<int>(kClosed);
    const auto state = ask({*end}, true)[0];
    if (!state) return kUnknownState;
    return state->state == kNewSynRecv ? static_cast<int>(kSynRecv) : state->state;
}

} // namespace finwait
