// How much of what one side sent the other side read.
#include "observation/outcome.hpp"
#include "rich.hpp"

#include <boost/test/unit_test.hpp>

namespace finwait {
namespace {

using namespace test;

Json flow(const Observation& seen) { return outcome_of(seen)["flow"]; }

/// What is told when the client sends `sent` bytes and the server reads `read` of them.
Json client_to_server(std::int64_t sent, std::int64_t read) {
    Observation seen = blank();
    tell(seen, moved("client", "send", sent));
    tell(seen, moved("server", "recv", read));
    return flow(seen);
}

BOOST_AUTO_TEST_SUITE(flows)

BOOST_AUTO_TEST_CASE(all_part_none_more) {
    BOOST_TEST(client_to_server(5, 5) == Json({{"client to server", "all"}}));
    BOOST_TEST(client_to_server(5, 4) == Json({{"client to server", "part"}}));
    BOOST_TEST(client_to_server(5, 0) == Json({{"client to server", "none"}}));
    BOOST_TEST(client_to_server(5, 6) == Json({{"client to server", "more"}}));
}

BOOST_AUTO_TEST_CASE(nothing_sent_is_no_flow) {
    BOOST_TEST(client_to_server(0, 0).empty());
    BOOST_TEST(flow(blank()).empty());
}

BOOST_AUTO_TEST_CASE(several_calls_add_up) {
    Observation seen = blank();
    tell(seen, moved("client", "send", 5));
    tell(seen, moved("client", "fill", 95));
    tell(seen, moved("server", "recv", 1));
    tell(seen, moved("server", "drain", 99));
    BOOST_TEST(flow(seen)["client to server"] == "all");
}

BOOST_AUTO_TEST_CASE(the_directions_are_apart) {
    Observation seen = blank();
    tell(seen, moved("client", "send", 5));
    tell(seen, moved("server", "recv", 5));
    tell(seen, moved("server", "send", 9));
    const Json wanted = {{"client to server", "all"}, {"server to client", "none"}};
    BOOST_TEST(flow(seen) == wanted);
}

BOOST_AUTO_TEST_CASE(what_was_only_peeked_at_was_not_read) {
    for (const bool peek : {true, false}) {
        Observation seen = blank();
        tell(seen, moved("client", "send", 5));
        tell(seen, moved("server", "recv", 5));
        Json flags = Json::array({"MSG_DONTWAIT"});
        if (peek) flags.push_back("MSG_PEEK");
        call(seen, "recvfrom", {{"fd", 4}, {"length", 64}, {"flags", flags}});
        BOOST_TEST(flow(seen)["client to server"] == (peek ? "none" : "all"));
    }
}

BOOST_AUTO_TEST_CASE(a_peek_and_a_read_are_one_read) {
    Observation seen = blank();
    tell(seen, moved("client", "send", 5));
    tell(seen, moved("server", "recv", 5));
    call(seen, "recvfrom", {{"flags", {"MSG_PEEK"}}});
    tell(seen, labelled(moved("server", "recv", 5), "again"));
    call(seen, "recvfrom", {{"flags", Json::array()}});
    BOOST_TEST(flow(seen)["client to server"] == "all");
}

BOOST_AUTO_TEST_CASE(an_heir_reads_and_sends_for_the_role_that_it_descends_from) {
    Observation seen = blank();
    seen.roles.push_back(role("worker", "server"));
    seen.roles.push_back(role("second", "worker"));
    tell(seen, moved("client", "send", 6));
    tell(seen, moved("server", "recv", 1));
    tell(seen, moved("worker", "recv", 2));
    tell(seen, moved("second", "recv", 3));
    tell(seen, moved("second", "send", 4));
    tell(seen, moved("client", "recv", 2));
    const Json wanted = {{"client to server", "all"}, {"server to client", "part"}};
    BOOST_TEST(flow(seen) == wanted);
}

BOOST_AUTO_TEST_CASE(a_failed_call_moves_nothing) {
    Observation seen = blank();
    tell(seen, moved("client", "send", 5));
    tell(seen, step("server", "recv", -1, "ECONNRESET"));
    BOOST_TEST(flow(seen)["client to server"] == "none");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
