// When a connection is at rest, and how long the story waits for it.
#include "board.hpp"
#include "trial/rest.hpp"

#include <boost/test/unit_test.hpp>

namespace finwait {
namespace {

using namespace test;

KnownEnd end(std::uint8_t role, std::uint8_t socket, std::uint8_t peer_role = kNoRole) {
    KnownEnd known;
    known.role = role;
    known.socket = socket;
    known.peer_role = peer_role;
    return known;
}

/// Ends of a connection, client first, each the other's peer.
std::vector<KnownEnd> pair() {
    std::vector<KnownEnd> ends = {end(kClient, 0), end(kServer, 1)};
    ends[0].peer = 1;
    ends[1].peer = 0;
    return ends;
}

const EndState kOpen = end_state(kEstablished);
const EndState kGone{};
const EndState kFinSent = end_state(kFinWait1, Timer::retransmit, 200);

/// How long the story waits in all, when every sample shows the same.
std::int64_t patience(Rest& rest, const std::vector<KnownEnd>& ends,
                      const std::vector<EndState>& states, std::int64_t& now_ns) {
    constexpr std::int64_t kStep = 500'000;
    const std::int64_t started = now_ns;
    while (rest.wait_more(ends, states, now_ns)) {
        now_ns += kStep;
        if (now_ns - started > 10 * kRestBudgetNs) break; // it would never end
    }
    return now_ns - started;
}

BOOST_AUTO_TEST_SUITE(rest)

BOOST_AUTO_TEST_CASE(a_syn_or_fin_that_waits_for_its_acknowledgement_is_unsettled) {
    for (const int state : {kSynSent, kSynRecv, kNewSynRecv, kFinWait1, kClosing, kLastAck}) {
        BOOST_TEST(is_unsettled(end_state(state, Timer::retransmit, 200), &kOpen),
                   state_name(state));
        BOOST_TEST(is_unsettled(end_state(state, Timer::retransmit, 200), nullptr),
                   state_name(state));
    }
}

/// The kernel answers without the socket's lock: between an acknowledgement and the new state there is
/// a moment without a timer.
BOOST_AUTO_TEST_CASE(without_a_timer_it_is_about_to_change) {
    for (const int state : {kSynSent, kFinWait1, kClosing, kLastAck})
        BOOST_TEST(is_unsettled(end_state(state, Timer::none), &kOpen), state_name(state));
}

/// A FIN behind data that the peer's full window holds up may stay there for ever.
BOOST_AUTO_TEST_CASE(a_fin_behind_a_closed_window_is_settled) {
    BOOST_TEST(!is_unsettled(end_state(kFinWait1, Timer::probe, 200), &kOpen));
    BOOST_TEST(!is_unsettled(end_state(kLastAck, Timer::probe, 200), &kOpen));
}

BOOST_AUTO_TEST_CASE(data_in_flight_changes_no_state) {
    for (const int state : {kEstablished, kCloseWait, kFinWait2})
        BOOST_TEST(!is_unsettled(end_state(state, Timer::retransmit, 200), &kOpen),
                   state_name(state));
}

BOOST_AUTO_TEST_CASE(an_end_whose_peer_is_gone_will_hear_of_it) {
    for (const int state : {kEstablished, kCloseWait, kFinWait1, kFinWait2, kLastAck, kSynSent})
        BOOST_TEST(is_unsettled(end_state(state), &kGone), state_name(state));
    BOOST_TEST(!is_unsettled(kOpen, nullptr));
}

BOOST_AUTO_TEST_CASE(what_waits_for_nobody_is_settled) {
    for (const int state : {kClosed, kListen, kTimeWait}) {
        BOOST_TEST(!is_unsettled(end_state(state, Timer::retransmit, 200), &kGone),
                   state_name(state));
        BOOST_TEST(!is_unsettled(end_state(state), nullptr), state_name(state));
    }
}

BOOST_AUTO_TEST_CASE(without_ends_there_is_rest) {
    Rest rest;
    BOOST_TEST(!rest.wait_more({}, {}, 5));
    BOOST_TEST(rest.at_rest());
}

BOOST_AUTO_TEST_CASE(settled_ends_are_not_waited_for) {
    Rest rest;
    BOOST_TEST(!rest.wait_more(pair(), {kOpen, kOpen}, 0));
    BOOST_TEST(rest.at_rest());
}

/// A lookup may find nothing while a socket becomes an entry of the TIME_WAIT table.
BOOST_AUTO_TEST_CASE(an_end_that_is_gone_is_looked_for_once_more) {
    Rest rest;
    BOOST_TEST(rest.wait_more(pair(), {kGone, kGone}, 0));
    BOOST_TEST(rest.at_rest());
    BOOST_TEST(!rest.wait_more(pair(), {kGone, kGone}, 1));
    BOOST_TEST(!rest.wait_more(pair(), {kGone, kGone}, 2)); // of a later step
    BOOST_TEST(!rest.wait_more(pair(), {end_state(kTimeWait), end_state(kTimeWait)}, 3));
    BOOST_TEST(rest.wait_more(pair(), {kGone, end_state(kTimeWait)}, 4));
    BOOST_TEST(!rest.wait_more(pair(), {kGone, end_state(kTimeWait)}, 5));
}

BOOST_AUTO_TEST_CASE(the_budget_is_spent_to_its_last_nanosecond_and_no_further) {
    Rest rest;
    for (int look = 0; look < kRestLooks; ++look)
        BOOST_TEST(rest.wait_more(pair(), {kFinSent, kOpen}, 1000 + look));
    BOOST_TEST(!rest.at_rest());
    BOOST_TEST(rest.wait_more(pair(), {kFinSent, kOpen}, 1000 + kRestBudgetNs - 1));
    BOOST_TEST(!rest.wait_more(pair(), {kFinSent, kOpen}, 1000 + kRestBudgetNs));
    BOOST_TEST(!rest.at_rest());
}

/// On a machine so busy that the stage hardly gets to look, time alone says nothing about the connection.
BOOST_AUTO_TEST_CASE(time_without_looking_is_no_patience) {
    Rest rest;
    std::int64_t now = 1000;
    for (int look = 0; look < kRestLooks; ++look, now += kRestBudgetNs)
        BOOST_TEST(rest.wait_more(pair(), {kFinSent, kOpen}, now));
    BOOST_TEST(!rest.wait_more(pair(), {kFinSent, kOpen}, now));
}

BOOST_AUTO_TEST_CASE(a_peer_that_never_answers_costs_the_budget_once) {
    Rest rest;
    std::int64_t now = 0;
    BOOST_TEST(patience(rest, pair(), {kFinSent, kOpen}, now) == kRestBudgetNs);
    for (int step = 0; step < 5; ++step) { // later steps of the same story
        now += 10'000'000;
        BOOST_TEST(patience(rest, pair(), {kFinSent, kOpen}, now) == 0);
        BOOST_TEST(!rest.at_rest());
    }
}

BOOST_AUTO_TEST_CASE(another_state_has_a_budget_of_its_own) {
    Rest rest;
    std::int64_t now = 0;
    BOOST_TEST(patience(rest, pair(), {kFinSent, kOpen}, now) == kRestBudgetNs);
    const EndState closing = end_state(kClosing, Timer::retransmit, 200);
    BOOST_TEST(patience(rest, pair(), {closing, kOpen}, now) == kRestBudgetNs);
}

BOOST_AUTO_TEST_CASE(each_end_has_a_budget_of_its_own) {
    Rest rest;
    std::int64_t now = 0;
    BOOST_TEST(patience(rest, pair(), {kFinSent, kOpen}, now) == kRestBudgetNs);
    const EndState last_ack = end_state(kLastAck, Timer::retransmit, 200);
    BOOST_TEST(patience(rest, pair(), {kFinSent, last_ack}, now) == kRestBudgetNs);
    BOOST_TEST(patience(rest, pair(), {kFinSent, last_ack}, now) == 0);
}

BOOST_AUTO_TEST_CASE(two_ends_at_once_cost_no_more_than_one) {
    Rest rest;
    std::int64_t now = 0;
    BOOST_TEST(patience(rest, pair(), {kFinSent, kFinSent}, now) == kRestBudgetNs);
}

BOOST_AUTO_TEST_CASE(an_end_that_came_to_rest_is_trusted_again) {
    Rest rest;
    std::int64_t now = 0;
    BOOST_TEST(patience(rest, pair(), {kFinSent, kOpen}, now) == kRestBudgetNs);
    BOOST_TEST(!rest.wait_more(pair(), {end_state(kFinWait2), end_state(kCloseWait)}, now));
    BOOST_TEST(rest.at_rest());
    BOOST_TEST(patience(rest, pair(), {kFinSent, kOpen}, now) == kRestBudgetNs);
}

BOOST_AUTO_TEST_CASE(listeners_are_never_waited_for) {
    Rest rest;
    std::vector<KnownEnd> ends = {end(kServer, 0)};
    ends[0].listens = true;
    BOOST_TEST(!rest.wait_more(ends, {end_state(kSynRecv, Timer::retransmit, 1)}, 0));
    BOOST_TEST(rest.at_rest());
}

/// Socket 0 of the server and the end that waits for it to accept the client's socket 0 are two ends.
BOOST_AUTO_TEST_CASE(an_end_that_nobody_accepted_has_a_budget_of_its_own) {
    Rest rest;
    const std::vector<KnownEnd> ends = {end(kServer, 0), end(kServer, 0, kClient)};
    std::int64_t now = 0;
    BOOST_TEST(patience(rest, ends, {kOpen, kFinSent}, now) == kRestBudgetNs);
    BOOST_TEST(patience(rest, ends, {kFinSent, kFinSent}, now) == kRestBudgetNs);
}

/// Two peers that call their socket the same: the ends that wait for them must not share a budget, or
/// the one that rests would renew the other's for ever.
BOOST_AUTO_TEST_CASE(ends_that_wait_for_different_peers_have_budgets_of_their_own) {
    Rest rest;
    constexpr std::uint8_t kHeir = 2;
    const std::vector<KnownEnd> ends = {end(kServer, 3, kClient), end(kServer, 3, kHeir)};
    std::int64_t now = 0;
    BOOST_TEST(patience(rest, ends, {kOpen, kFinSent}, now) == kRestBudgetNs);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
