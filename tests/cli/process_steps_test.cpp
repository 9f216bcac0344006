// The steps that end, replace, divide and rob processes, and what becomes of the sockets that they hold.
#include "program.hpp"

#include <boost/test/unit_test.hpp>

using namespace finwait;
using namespace finwait::test;

BOOST_AUTO_TEST_SUITE(process_steps)

BOOST_AUTO_TEST_CASE(exec_closes_what_is_marked_and_keeps_the_rest) {
    const Json kept =
        observe_connected(R"({"client": "exec"}, {"client": "send", "text": "still here"},
        {"server": "recv"})");
    BOOST_TEST(kept["server"]["recv"]["data"] == "still here");
    BOOST_TEST(kept["client"]["end"]["state"] != "CLOSED");
    const Json closed =
        observe_connected(R"({"client": "fcntl", "FD_CLOEXEC": true}, {"client": "exec"},
        {"server": "recv"}, {"client": "send", "bytes": 1})");
    BOOST_TEST(closed["server"]["recv"]["returned"] == 0);
    BOOST_TEST(closed["client"]["send"]["errno"] == "EBADF");
    BOOST_TEST(closed["client"]["ended"].is_null());
}

BOOST_AUTO_TEST_CASE(exec_forgets_handlers_and_keeps_what_is_ignored) {
    const Json seen =
        observe_connected(R"({"client": "signal", "signal": "SIGPIPE", "action": "ignore"},
        {"client": "signal", "signal": "SIGUSR1", "action": "count"}, {"client": "exec"},
        {"client": "shutdown", "how": "SHUT_WR"}, {"client": "send", "bytes": 1},
        {"server": "kill", "target": "client", "signal": "SIGUSR1"})");
    BOOST_TEST(seen["client"]["send"]["errno"] == "EPIPE");
    BOOST_TEST(seen["client"]["ended"]["signal"] ==
               "SIGUSR1"); // the handler went with the old program
}

BOOST_AUTO_TEST_CASE(a_descriptor_in_a_message_keeps_the_connection) {
    const Json seen =
        observe_connected(R"({"server": "socketpair"}, {"server": "fork", "heir": "worker"},
        {"worker": "close", "socket": "connection"}, {"worker": "close", "socket": "listener"},
        {"server": "send_fd", "socket": "connection", "over": "left"},
        {"server": "close", "socket": "connection"},
        {"client": "recv", "flags": ["MSG_DONTWAIT"], "as": "while-it-travels"},
        {"worker": "recv_fd", "over": "right"},
        {"worker": "send", "socket": "received", "text": "hello"}, {"client": "recv"})");
    BOOST_TEST(seen["client"]["while-it-travels"]["errno"] == "EAGAIN");
    BOOST_TEST(seen["client"]["recv"]["data"] == "hello");
}

BOOST_AUTO_TEST_CASE(pidfd_getfd_copies_from_a_process_that_is_not_asked) {
    const Json seen = observe_connected(R"({"server": "pidfd_getfd", "of": "client/socket",
          "socket": "theirs"},
        {"client": "_exit"}, {"server": "send", "socket": "theirs", "text": "as the client"},
        {"server": "recv", "socket": "connection"})");
    BOOST_TEST(seen["server"]["pidfd_getfd"]["errno"].is_null());
    BOOST_TEST(seen["client"]["ended"]["how"] == "exit");
    BOOST_TEST(seen["server"]["recv"]["data"] == "as the client");
}

BOOST_AUTO_TEST_CASE(a_thread_shares_descriptors_and_ends_with_its_process) {
    const Json seen = observe_connected(R"({"server": "thread", "heir": "helper"},
        {"helper": "recv", "socket": "connection", "background": true, "stays": true},
        {"server": "close", "socket": "connection"}, {"server": "_exit", "status": 3})");
    BOOST_TEST(seen["helper"]["recv"]["inside"] == "recvfrom");
    BOOST_TEST(seen["roles"][2]["thread"] == true);
    BOOST_TEST(seen["roles"][2]["parent"] == "server");
    BOOST_TEST(seen["server"]["ended"]["status"] == 3);
    // No FIN while a thread sleeps in recv(): the call holds the file (fdget(), include/linux/file.h).
    BOOST_TEST(seen["server"]["close"]["states"]["server"] == "ESTABLISHED");
    BOOST_TEST(seen["client"]["end"]["state"] == "CLOSE_WAIT");
}

BOOST_AUTO_TEST_CASE(a_signal_can_be_sent_to_one_thread) {
    const Json seen =
        observe_connected(R"({"server": "signal", "signal": "SIGUSR1", "action": "count"},
        {"server": "thread", "heir": "helper"},
        {"helper": "recv", "socket": "connection", "background": true},
        {"server": "kill", "target": "helper", "signal": "SIGUSR1"},
        {"helper": "await", "step": "recv"})");
    BOOST_TEST(seen["helper"]["recv"]["errno"] == "EINTR");
    BOOST_TEST(seen["helper"]["signals"]["SIGUSR1"] == 1);
    BOOST_TEST(!seen["server"]["signals"].contains("SIGUSR1"));
}

/// fork returns in the parent before the heir has run. Until it has, its handler would count for the parent.
BOOST_AUTO_TEST_CASE(a_signal_to_a_newborn_is_the_newborn_s) {
    const TemporaryFolder folder;
    const auto file = folder.write(
        "a.json", scenario_with(R"({"server": "signal", "signal": "SIGUSR1", "action": "count"},
          {"server": "fork", "heir": "child"},
          {"client": "kill", "target": "child", "signal": "SIGUSR1"})"));
    for (const Json& seen : observe({file, "-n", "200"})) {
        BOOST_REQUIRE(seen["child"]["signals"] == Json({{"SIGUSR1", 1}}));
        BOOST_REQUIRE(seen["server"]["signals"].empty());
    }
}

/// The kernel sends SIGURG when the byte arrives, and the server has no step left in which to take it.
BOOST_AUTO_TEST_CASE(a_signal_counts_also_if_its_role_has_nothing_left_to_do) {
    const TemporaryFolder folder;
    const auto file = folder.write(
        "a.json",
        scenario_with(R"({"server": "listen"}, {"client": "connect"}, {"server": "accept"},
          {"server": "signal", "signal": "SIGURG", "action": "count"},
          {"server": "fcntl", "socket": "connection", "F_SETOWN": "server"},
          {"client": "send", "text": "X", "flags": ["MSG_OOB"]})"));
    for (const Json& seen : observe({file, "-n", "200"}))
        BOOST_REQUIRE(seen["server"]["signals"] == Json({{"SIGURG", 1}}));
}

BOOST_AUTO_TEST_CASE(an_alarm_interrupts_a_call_or_ends_the_process) {
    const Json counted =
        observe_connected(R"({"client": "signal", "signal": "SIGALRM", "action": "count"},
        {"client": "alarm", "seconds": 0.05}, {"client": "recv"})");
    BOOST_TEST(counted["client"]["recv"]["errno"] == "EINTR");
    BOOST_TEST(counted["client"]["recv"]["signals"]["SIGALRM"] == 1);
    const Json fatal =
        observe_connected(R"({"client": "alarm", "seconds": 0.05}, {"client": "recv"})");
    BOOST_TEST(fatal["client"]["ended"]["signal"] == "SIGALRM");
    const Json taken_back = observe_connected(R"({"client": "alarm", "seconds": 0.2},
        {"client": "alarm", "seconds": 0}, {"client": "poll", "events": [], "timeout": 0.4})");
    BOOST_TEST(taken_back["client"]["poll"]["returned"] == 0);
    BOOST_TEST(taken_back["client"]["ended"].is_null());
}

BOOST_AUTO_TEST_CASE(a_destroyed_socket_tells_its_owner_and_resets_its_peer) {
    const Json seen = observe_connected(R"({"server": "destroy", "socket": "connection"},
        {"server": "recv", "socket": "connection"}, {"client": "recv"})");
    if (!seen["server"]["destroy"]["errno"].is_null()) {
        BOOST_TEST_MESSAGE("this kernel has no SOCK_DESTROY for TCP");
        return;
    }
    BOOST_TEST(seen["server"]["recv"]["errno"] == "ECONNABORTED");
    BOOST_TEST(seen["client"]["recv"]["errno"] == "ECONNRESET");
}

BOOST_AUTO_TEST_SUITE_END()
