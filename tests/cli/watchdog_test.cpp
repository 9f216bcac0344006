// Calls that never come back: each is cut at its deadline and named, the other cases go on, and the run ends.
#include "program.hpp"

#include <boost/test/unit_test.hpp>
#include <csignal>
#include <fstream>
#include <map>
#include <sstream>

using namespace finwait;
using namespace finwait::test;

namespace {

struct Blocked {
    const char* name;
    const char* steps;  ///< after a connection is there; the step that blocks is labelled `blocks`
    const char* inside; ///< the system call, or empty: the role is in none
};

/// Every way in which a step can block, whether or not a time limit of the socket's own should have ended it.
const Blocked kBlocked[] = {
    {"recv", R"({"server": "recv", "as": "blocks", "deadline": 0.3})", "recvfrom"},
    {"read", R"({"server": "read", "as": "blocks", "deadline": 0.3})", "read"},
    {"drain", R"({"server": "drain", "as": "blocks", "deadline": 0.3})", "recvfrom"},
    {"splice", R"({"server": "splice", "direction": "receive", "as": "blocks", "deadline": 0.3})",
     "splice"},
    {"accept", R"({"server": "accept", "as": "blocks", "socket": "next", "deadline": 0.3})",
     "accept"},
    {"send", R"({"client": "fill"}, {"client": "send", "bytes": 200000, "as": "blocks",
      "deadline": 0.3})",
     "sendto"},
    {"sendfile", R"({"client": "fill"}, {"client": "sendfile", "bytes": 200000, "as": "blocks",
      "deadline": 0.3})",
     "sendfile"},
    {"writev", R"({"client": "fill"}, {"client": "writev", "bytes": 200000, "as": "blocks",
      "deadline": 0.3})",
     "writev"},
    {"poll", R"({"client": "poll", "events": [], "timeout": 100, "as": "blocks", "deadline": 0.3})",
     "ppoll"},
    {"select", R"({"client": "select", "sets": ["readfds"], "timeout": 100, "as": "blocks",
      "deadline": 0.3})",
     "pselect6"},
    {"epoll", R"({"client": "epoll_ctl", "operation": "EPOLL_CTL_ADD", "events": ["EPOLLIN"]},
      {"client": "epoll_wait", "timeout": 100, "as": "blocks", "deadline": 0.3})",
     "epoll_pwait"},
    {"close", R"({"client": "setsockopt", "option": "SO_LINGER",
      "value": {"l_onoff": 1, "l_linger": 100}}, {"client": "fill"},
      {"client": "close", "as": "blocks", "deadline": 0.3})",
     "close"},
    {"connect", R"({"server": "listen", "socket": "full", "backlog": 0},
      {"client": "connect", "socket": "queued", "to": "server/full"},
      {"client": "connect", "socket": "waiting", "to": "server/full", "as": "blocks",
       "deadline": 0.3})",
     "connect"},
    {"thread", R"({"server": "thread", "heir": "helper"},
      {"helper": "recv", "socket": "connection", "as": "blocks", "deadline": 0.3})",
     "recvfrom"},
    {"stopped", R"({"server": "kill", "target": "client", "signal": "SIGSTOP"},
      {"client": "recv", "as": "blocks", "deadline": 0.3})",
     ""},
};

std::map<std::string, Json> by_scenario(const std::string& file) {
    std::map<std::string, Json> seen;
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
        Json one = Json::parse(line);
        const auto id = one["scenario"].get<std::string>();
        seen[id] = std::move(one);
    }
    return seen;
}

} // namespace

BOOST_AUTO_TEST_SUITE(watchdog)

BOOST_AUTO_TEST_CASE(whatever_blocks_is_cut_and_named_and_the_others_go_on) {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder.path("b"));
    const std::string pair =
        R"({"server": "listen"}, {"client": "connect"}, {"server": "accept"}, )";
    for (const auto& blocked : kBlocked)
        folder.write(std::string("b/") + blocked.name + ".json",
                     scenario_with(pair + blocked.steps + R"(, {"server": "getsockname",
                       "socket": "listener", "as": "afterwards"})"));
    folder.write("b/sound.json", scenario_with(pair + R"({"client": "close"})"));
    const Ran ran = run({"run", "--scenarios", folder.path(), "-q", "--format", "ndjson", "-o",
                         folder.path("seen")});
    BOOST_TEST(ran.exit == 2);
    auto seen = by_scenario(folder.path("seen"));
    BOOST_TEST(seen.size() == std::size(kBlocked) + 1);
    BOOST_TEST(seen["b/sound"]["cut"].is_null());
    for (const auto& blocked : kBlocked) {
        BOOST_TEST_CONTEXT(blocked.name) {
            const Json& one = seen[std::string("b/") + blocked.name];
            BOOST_REQUIRE(one["cut"].is_object());
            BOOST_TEST(one["cut"]["label"] == "blocks");
            const Json& inside = one["cut"]["inside"];
            BOOST_TEST((inside.is_null() ? "" : inside.get<std::string>()) == blocked.inside);
            BOOST_TEST(one["server"]["afterwards"]["skipped"] == "the story was cut before it");
        }
    }
}

/// The watchdog of the watchdog: a stage that stands still is ended by the runner.
BOOST_AUTO_TEST_CASE(a_stage_that_stands_still_costs_its_trial_only) {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder.path("s"));
    folder.write("s/a-blocks.json", scenario_with(R"({"server": "listen"}, {"server": "accept"})",
                                                  R"("deadline": 1,)"));
    folder.write("s/b-sound.json", scenario_with(R"({"server": "listen"})"));
    Running running({"run", "--scenarios", folder.path(), "-j", "1", "-q", "--format", "ndjson",
                     "-o", folder.path("seen")});
    std::vector<pid_t> left;
    BOOST_REQUIRE(eventually([&] {
        left = running.descendants();
        return left.size() == 3; // the stage and two roles
    }));
    ::kill(left.front(), SIGSTOP); // the stage: the runner's only child
    BOOST_TEST(running.wait() == 70);
    for (const pid_t pid : left) BOOST_TEST(eventually([&] { return !alive(pid); }));
    const auto seen = by_scenario(folder.path("seen"));
    BOOST_TEST(seen.contains("s/b-sound"));
}

BOOST_AUTO_TEST_SUITE_END()
