// The steps that move bytes, ask about readiness, and set or read what a socket has: each in a small story, and
// its record beside what the peer, or another call, tells of the same.
#include "program.hpp"

#include <boost/test/unit_test.hpp>

using namespace finwait;
using namespace finwait::test;

namespace {

std::vector<std::string> calls_of(const Json& seen, const std::string& role) {
    std::vector<std::string> calls;
    for (const auto& event : seen["events"])
        if (event["role"] == role) calls.push_back(event["call"].get<std::string>());
    return calls;
}

int count_of(const Json& seen, const std::string& role, const std::string& call) {
    const auto calls = calls_of(seen, role);
    return static_cast<int>(std::count(calls.begin(), calls.end(), call));
}

} // namespace

BOOST_AUTO_TEST_SUITE(transfer_steps)

BOOST_AUTO_TEST_CASE(write_and_read_are_their_own_system_calls) {
    const Json seen =
        observe_connected(R"({"client": "write", "text": "hello"}, {"server": "read", "max": 3},
        {"server": "read", "as": "rest"})");
    BOOST_TEST(seen["client"]["write"]["bytes"] == 5);
    BOOST_TEST(seen["server"]["read"]["data"] == "hel");
    BOOST_TEST(seen["server"]["rest"]["data"] == "lo");
    BOOST_TEST(count_of(seen, "client", "write") == 1);
    BOOST_TEST(count_of(seen, "server", "read") == 2);
}

BOOST_AUTO_TEST_CASE(writev_is_one_call_whatever_the_pieces) {
    const Json seen = observe_connected(R"({"client": "writev", "bytes": 7, "pieces": 3},
        {"server": "recv"}, {"client": "writev", "text": "ab", "pieces": 4, "as": "more-than-bytes"},
        {"server": "recv"})");
    BOOST_TEST(seen["client"]["writev"]["bytes"] == 7);
    BOOST_TEST(seen["server"]["recv"]["data"] == "abcdefg");
    BOOST_TEST(seen["server"]["recv-2"]["data"] == "ab");
    BOOST_TEST(count_of(seen, "client", "writev") == 2);
    for (const auto& event : seen["events"])
        if (event["call"] == "writev") BOOST_TEST(event["arguments"]["pieces"].is_number());
}

BOOST_AUTO_TEST_CASE(sendfile_and_splice_send_the_same_letters) {
    const Json seen = observe_connected(R"({"client": "sendfile", "bytes": 4}, {"server": "recv"},
        {"client": "splice", "direction": "send", "bytes": 5}, {"server": "recv"},
        {"client": "send", "bytes": 3}, {"server": "splice", "direction": "receive"})");
    BOOST_TEST(seen["server"]["recv"]["data"] == "abcd");
    BOOST_TEST(seen["server"]["recv-2"]["data"] == "efghi");
    BOOST_TEST(seen["server"]["splice"]["data"] == "jkl");
    BOOST_TEST(seen["server"]["splice"]["direction"] == "receive");
    BOOST_TEST(seen["outcome"]["flow"]["client to server"] == "all");
}

BOOST_AUTO_TEST_CASE(a_spliced_end_of_file_is_no_byte) {
    const Json seen =
        observe_connected(R"({"client": "close"}, {"server": "splice", "direction": "receive"})");
    BOOST_TEST(seen["server"]["splice"]["returned"] == 0);
    BOOST_TEST(seen["server"]["splice"]["errno"].is_null());
    BOOST_TEST(seen["server"]["splice"]["bytes"] == 0);
}

BOOST_AUTO_TEST_CASE(bytes_that_msg_trunc_threw_away_are_not_shown) {
    const Json seen = observe_connected(R"({"client": "send", "text": "hello"},
        {"server": "recv", "max": 3, "flags": ["MSG_TRUNC"]}, {"server": "recv", "as": "rest"})");
    BOOST_TEST(seen["server"]["recv"]["bytes"] == 3);
    BOOST_TEST(!seen["server"]["recv"].contains("data"));
    BOOST_TEST(seen["server"]["rest"]["data"] == "lo");
}

BOOST_AUTO_TEST_CASE(select_tells_which_sets_hold_the_socket) {
    const Json seen = observe_connected(R"({"client": "select"}, {"server": "send", "bytes": 1},
        {"client": "select"}, {"client": "select", "sets": ["exceptfds"]},
        {"client": "select", "sets": ["readfds"], "timeout": 0.5})");
    BOOST_TEST(seen["client"]["select"]["ready"] == Json({"writefds"}));
    BOOST_TEST(seen["client"]["select-2"]["ready"] == Json({"readfds", "writefds"}));
    BOOST_TEST(seen["client"]["select-3"]["ready"] == Json::array());
    BOOST_TEST(seen["client"]["select-3"]["returned"] == 0);
    BOOST_TEST(seen["client"]["select-4"]["ready"] == Json({"readfds"}));
}

BOOST_AUTO_TEST_CASE(epoll_gives_each_event_with_the_socket_that_was_added) {
    const Json seen = observe_connected(R"({"client": "epoll_ctl", "operation": "EPOLL_CTL_ADD",
          "events": ["EPOLLIN", "EPOLLET"]},
        {"client": "epoll_wait", "as": "quiet"}, {"server": "send", "bytes": 1},
        {"client": "epoll_wait", "as": "edge"}, {"client": "epoll_wait", "as": "no-second-edge"},
        {"client": "epoll_ctl", "operation": "EPOLL_CTL_MOD", "events": ["EPOLLIN"]},
        {"client": "epoll_wait", "as": "level"}, {"client": "epoll_wait", "as": "level-again"},
        {"client": "epoll_ctl", "operation": "EPOLL_CTL_DEL", "as": "delete"},
        {"client": "epoll_ctl", "operation": "EPOLL_CTL_DEL", "as": "delete-again"})");
    const Json readable = Json::array({{{"socket", "socket"}, {"events", {"EPOLLIN"}}}});
    BOOST_TEST(seen["client"]["quiet"]["ready"] == Json::array());
    BOOST_TEST(seen["client"]["edge"]["ready"] == readable);
    BOOST_TEST(seen["client"]["no-second-edge"]["ready"] == Json::array());
    BOOST_TEST(seen["client"]["level"]["ready"] == readable);
    BOOST_TEST(seen["client"]["level-again"]["ready"] == readable);
    BOOST_TEST(seen["client"]["delete"]["returned"] == 0);
    BOOST_TEST(seen["client"]["delete-again"]["errno"] == "ENOENT");
    BOOST_TEST(count_of(seen, "client", "epoll_create1") == 1);
}

BOOST_AUTO_TEST_CASE(an_epoll_instance_is_inherited) {
    const Json seen = observe_connected(R"({"client": "epoll_ctl", "operation": "EPOLL_CTL_ADD"},
        {"client": "fork", "heir": "child"}, {"server": "send", "bytes": 1},
        {"child": "epoll_wait"}, {"client": "epoll_wait"})");
    const Json ready = seen["client"]["epoll_wait"]["ready"];
    BOOST_TEST(ready.size() == 1U);
    BOOST_TEST(seen["child"]["epoll_wait"]["ready"] == ready);
    BOOST_TEST(count_of(seen, "child", "epoll_create1") == 0);
}

BOOST_AUTO_TEST_CASE(names_of_sockets_are_told_by_the_story_s_own) {
    const Json seen = observe_connected(R"({"client": "getsockname"}, {"client": "getpeername"},
        {"server": "getsockname", "socket": "connection"},
        {"server": "getpeername", "socket": "connection"},
        {"server": "getpeername", "socket": "listener", "as": "of-a-listener"})");
    const Json &client = seen["client"], &server = seen["server"];
    BOOST_TEST(client["getsockname"]["address"] == "127.0.0.1");
    BOOST_TEST(client["getsockname"]["port"] == server["getpeername"]["port"]);
    BOOST_TEST(client["getpeername"]["port"] == server["getsockname"]["port"]);
    BOOST_TEST(client["getsockname"]["belongs_to"] == "client/socket");
    BOOST_TEST(server["getpeername"]["belongs_to"] == "client/socket");
    BOOST_TEST(server["of-a-listener"]["errno"] == "ENOTCONN");
    BOOST_TEST(!server["of-a-listener"].contains("port"));
}

BOOST_AUTO_TEST_CASE(fionbio_and_o_nonblock_are_one_flag) {
    const Json seen = observe_connected(R"({"client": "ioctl", "request": "FIONBIO", "value": true},
        {"client": "fcntl", "as": "read-back"}, {"client": "recv", "as": "empty"},
        {"client": "ioctl", "request": "FIONBIO", "value": false},
        {"client": "fcntl", "as": "read-again"},
        {"server": "send", "bytes": 3}, {"client": "ioctl", "request": "FIONREAD", "as": "queued"})");
    BOOST_TEST(seen["client"]["read-back"]["value"] == true);
    BOOST_TEST(seen["client"]["read-back"]["flag"] == "O_NONBLOCK");
    BOOST_TEST(seen["client"]["empty"]["errno"] == "EAGAIN");
    BOOST_TEST(seen["client"]["read-again"]["value"] == false);
    BOOST_TEST(seen["client"]["queued"]["value"] == 3);
}

BOOST_AUTO_TEST_CASE(options_in_bytes_and_by_number_reach_the_kernel) {
    const Json seen = observe_connected(R"({"client": "setsockopt", "option": "SO_KEEPALIVE",
          "value": {"hex": "01000000"}},
        {"client": "getsockopt", "option": "SO_KEEPALIVE"},
        {"client": "setsockopt", "option": 4, "level": "IPPROTO_TCP", "value": 77},
        {"client": "getsockopt", "option": "TCP_KEEPIDLE"},
        {"client": "setsockopt", "option": "TCP_MAXSEG", "value": {"hex": "00"}, "as": "too-short"})");
    BOOST_TEST(seen["client"]["getsockopt"]["value"] == 1);
    BOOST_TEST(seen["client"]["getsockopt-2"]["value"] == 77);
    BOOST_TEST(seen["client"]["too-short"]["errno"] == "EINVAL");
}

BOOST_AUTO_TEST_CASE(sigurg_goes_to_the_owner_that_f_setown_names) {
    const std::string urgent = R"({"client": "signal", "signal": "SIGURG", "action": "count"},
        {"server": "send", "socket": "connection", "text": "X", "flags": ["MSG_OOB"]},
        {"client": "poll", "events": ["POLLPRI"], "timeout": 2})";
    const Json owned = observe_connected(R"({"client": "fcntl", "F_SETOWN": "client"}, )" + urgent);
    BOOST_TEST(owned["client"]["signals"]["SIGURG"] == 1);
    const Json unowned = observe_connected(urgent);
    BOOST_TEST(!unowned["client"]["signals"].contains("SIGURG"));
    BOOST_TEST(unowned["client"]["poll"]["revents"] == Json({"POLLPRI"}));
}

BOOST_AUTO_TEST_CASE(connect_takes_any_address_of_loopback) {
    const Json seen =
        observe_connected(R"({"server": "listen", "socket": "second", "address": "any"},
        {"client": "connect", "socket": "other", "to": "server/second", "address": "127.0.0.9"},
        {"client": "getpeername", "socket": "other"},
        {"client": "socket", "socket": "third"},
        {"client": "bind", "socket": "third", "address": "127.0.0.7"},
        {"client": "getsockname", "socket": "third"})");
    BOOST_TEST(seen["client"]["connect-2"]["returned"] == 0);
    BOOST_TEST(seen["client"]["getpeername"]["address"] == "127.0.0.9");
    BOOST_TEST(seen["client"]["getsockname"]["address"] == "127.0.0.7");
}

BOOST_AUTO_TEST_SUITE_END()
