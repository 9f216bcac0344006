// Which ends a trial has, from what the agents wrote down.
#include "board.hpp"
#include "trial/ends.hpp"

#include <boost/test/unit_test.hpp>

namespace finwait {
namespace {

using namespace test;

constexpr std::uint8_t kHeir = 2;
// Sockets of the plans in this file.
constexpr std::uint8_t kListener = 0, kSocket = 1, kConnection = 2, kCopy = 3;
const Address kPort = at(80);

BOOST_AUTO_TEST_SUITE(ends)

BOOST_AUTO_TEST_CASE(an_empty_board_has_none) { BOOST_TEST(known_ends(*empty_board()).empty()); }

BOOST_AUTO_TEST_CASE(a_connection_that_was_accepted) {
    const auto board = empty_board();
    listens(*board, kServer, kListener, kPort);
    connected(*board, kClient, kSocket, at(1000), kPort);
    accepted(*board, kServer, kConnection, kPort, at(1000));
    const auto ends = known_ends(*board);
    BOOST_TEST_REQUIRE(ends.size() == 3U);
    BOOST_TEST(ends[0].listens);
    BOOST_TEST(ends[0].peer == -1);
    BOOST_TEST(ends[1].role == kClient);
    BOOST_TEST(ends[1].peer == 2);
    BOOST_TEST(ends[2].role == kServer);
    BOOST_TEST(ends[2].socket == kConnection);
    BOOST_TEST(ends[2].peer == 1);
    BOOST_TEST(ends[2].peer_role == kNoRole);
}

BOOST_AUTO_TEST_CASE(a_connection_that_nobody_accepted_yet) {
    const auto board = empty_board();
    listens(*board, kServer, kListener, kPort);
    connected(*board, kClient, kSocket, at(1000), kPort);
    const auto ends = known_ends(*board);
    BOOST_TEST_REQUIRE(ends.size() == 3U);
    BOOST_TEST(ends[2].role == kServer);
    BOOST_TEST(ends[2].peer_role == kClient);
    BOOST_TEST(ends[2].socket == kSocket); // the peer's
    BOOST_CHECK(ends[2].local == kPort);
    BOOST_CHECK(ends[2].remote == at(1000));
    BOOST_TEST(ends[1].peer == 2);
    BOOST_TEST(ends[2].peer == 1);
}

BOOST_AUTO_TEST_CASE(a_listener_at_any_address_takes_what_comes_to_its_port) {
    const auto board = empty_board();
    listens(*board, kServer, kListener, any_address(AF_INET, 80));
    connected(*board, kClient, kSocket, at(1000), kPort);
    BOOST_TEST(known_ends(*board).size() == 3U);
}

BOOST_AUTO_TEST_CASE(where_nobody_listens_there_is_no_far_end) {
    const auto board = empty_board();
    listens(*board, kServer, kListener, at(81));
    connected(*board, kClient, kSocket, at(1000), kPort);
    const auto ends = known_ends(*board);
    BOOST_TEST_REQUIRE(ends.size() == 2U);
    BOOST_TEST(ends[1].peer == -1);
}

BOOST_AUTO_TEST_CASE(one_of_two_was_accepted) {
    const auto board = empty_board();
    listens(*board, kServer, kListener, kPort);
    connected(*board, kClient, kSocket, at(1000), kPort);
    connected(*board, kClient, kCopy, at(1001), kPort);
    accepted(*board, kServer, kConnection, kPort, at(1001));
    const auto ends = known_ends(*board);
    BOOST_TEST_REQUIRE(ends.size() == 5U);
    BOOST_TEST(ends[2].peer == 3);
    BOOST_TEST(ends[1].peer == 4);
    BOOST_TEST(ends[4].peer_role == kClient);
    BOOST_CHECK(ends[4].remote == at(1000));
}

BOOST_AUTO_TEST_CASE(a_socket_that_is_bound_only_is_no_end) {
    const auto board = empty_board();
    bound(*board, kClient, kSocket, at(1000));
    connected(*board, kClient, kCopy, at(0), kPort);
    BOOST_TEST(known_ends(*board).empty());
}

BOOST_AUTO_TEST_CASE(bind_then_listen_is_one_listener) {
    const auto board = empty_board();
    bound(*board, kServer, kListener, kPort);
    listens(*board, kServer, kListener, kPort);
    const auto ends = known_ends(*board);
    BOOST_TEST_REQUIRE(ends.size() == 1U);
    BOOST_TEST(ends[0].listens);
}

BOOST_AUTO_TEST_CASE(a_socket_that_was_connected_anew_counts_with_its_last_addresses) {
    const auto board = empty_board();
    listens(*board, kServer, kListener, kPort);
    connected(*board, kClient, kSocket, at(1000), kPort);
    accepted(*board, kServer, kConnection, kPort, at(1000));
    connected(*board, kClient, kSocket, at(1005), kPort);
    const auto ends = known_ends(*board);
    BOOST_TEST_REQUIRE(ends.size() == 4U);
    BOOST_TEST(ends[1].socket == kConnection);
    BOOST_TEST(ends[1].peer == -1); // its peer is gone
    BOOST_CHECK(ends[2].local == at(1005));
    BOOST_TEST(ends[2].peer == 3); // new, and not accepted yet
    BOOST_TEST(ends[3].peer_role == kClient);
}

BOOST_AUTO_TEST_CASE(the_same_addresses_again_are_a_new_connection_that_nobody_accepted_yet) {
    const auto board = empty_board();
    listens(*board, kServer, kListener, kPort);
    connected(*board, kClient, kSocket, at(1000), kPort);
    accepted(*board, kServer, kConnection, kPort, at(1000));
    connected(*board, kClient, kCopy, at(1000), kPort);
    const auto ends = known_ends(*board);
    BOOST_TEST_REQUIRE(ends.size() == 3U);
    BOOST_TEST(ends[1].socket == kCopy);
    BOOST_TEST(ends[2].peer_role == kClient);
    BOOST_TEST(ends[2].socket == kCopy);
}

/// An accept that waits in the background may note its end before the connect that woke it.
BOOST_AUTO_TEST_CASE(accept_may_come_before_connect) {
    const auto board = empty_board();
    listens(*board, kServer, kListener, kPort);
    accepted(*board, kServer, kConnection, kPort, at(1000));
    connected(*board, kClient, kSocket, at(1000), kPort);
    const auto ends = known_ends(*board);
    BOOST_TEST_REQUIRE(ends.size() == 3U);
    BOOST_TEST(ends[1].role == kServer);
    BOOST_TEST(ends[1].socket == kConnection);
    BOOST_TEST(ends[1].peer_role == kNoRole);
    BOOST_TEST(ends[1].peer == 2);
    BOOST_TEST(ends[2].peer == 1);
}

BOOST_AUTO_TEST_CASE(a_connection_to_itself_is_one_end_and_its_own_peer) {
    const auto board = empty_board();
    connected(*board, kClient, kSocket, at(1000), at(1000));
    const auto ends = known_ends(*board);
    BOOST_TEST_REQUIRE(ends.size() == 1U);
    BOOST_TEST(ends[0].peer == 0);
}

BOOST_AUTO_TEST_CASE(a_second_descriptor_is_no_second_end) {
    const auto board = empty_board();
    listens(*board, kServer, kListener, kPort);
    connected(*board, kClient, kSocket, at(1000), kPort);
    accepted(*board, kServer, kConnection, kPort, at(1000));
    board->roles[kClient].descriptors[kSocket] = board->roles[kClient].descriptors[kCopy] = 4;
    BOOST_TEST(known_ends(*board).size() == 3U);
}

BOOST_AUTO_TEST_CASE(what_an_heir_accepts_is_its_own) {
    const auto board = empty_board();
    listens(*board, kServer, kListener, kPort);
    connected(*board, kClient, kSocket, at(1000), kPort);
    accepted(*board, kHeir, kConnection, kPort, at(1000));
    const auto ends = known_ends(*board);
    BOOST_TEST_REQUIRE(ends.size() == 3U);
    BOOST_TEST(ends[2].role == kHeir);
    BOOST_TEST(ends[2].peer == 1);
}

BOOST_AUTO_TEST_CASE(addresses_of_both_families_are_told_apart) {
    const auto board = empty_board();
    listens(*board, kServer, kListener, loopback(AF_INET6, 80));
    connected(*board, kClient, kSocket, at(1000), kPort);
    BOOST_TEST(known_ends(*board).size() == 2U);
}

BOOST_AUTO_TEST_CASE(notes_beyond_the_last_place_are_not_read) {
    const auto board = empty_board();
    for (std::size_t i = 0; i < kMaxEnds; ++i)
        connected(*board, static_cast<std::uint8_t>(i % 4), static_cast<std::uint8_t>(i / 4),
                  at(static_cast<std::uint16_t>(1000 + i)), kPort);
    board->end_count.store(1000);
    BOOST_TEST(known_ends(*board).size() == kMaxEnds);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
