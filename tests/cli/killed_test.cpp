// Killing finwait at any moment leaves no process and no half-written file.
#include "program.hpp"

#include <boost/test/unit_test.hpp>
#include <csignal>
#include <fstream>

using namespace finwait;
using namespace finwait::test;

namespace {

/// A story whose roles and heirs all block, so that there is something to leave behind.
const char* const kBlocked = R"({"server": "listen"}, {"client": "connect"}, {"server": "accept"},
  {"client": "fork", "heir": "child"}, {"client": "recv", "background": true},
  {"server": "recv", "deadline": 9})";

/// Runner, stages (one each slot), and three roles in each trial.
constexpr std::size_t kSlots = 4;
constexpr std::size_t kAll = kSlots * 4;

void killed_by(int signal, int expected, std::size_t when) {
    const TemporaryFolder folder;
    const auto file = folder.write("blocked.json", scenario_with(kBlocked));
    const auto out = folder.write("out.json", "an older result");
    Running running({"run", file, "-n", "8", "-j", std::to_string(kSlots), "-q", "--format", "json",
                     "-o", out});
    std::vector<pid_t> left;
    BOOST_REQUIRE_MESSAGE(eventually([&] {
                              left = running.descendants();
                              return left.size() >= when;
                          }),
                          "the trials did not start");
    running.kill(signal);
    BOOST_TEST(running.wait() == expected);
    for (const pid_t pid : left)
        BOOST_TEST(eventually([&] { return !alive(pid); }), "process " << pid << " is left");
    std::ifstream stream(out);
    std::string text;
    std::getline(stream, text);
    BOOST_TEST(text == "an older result");
    BOOST_TEST(folder.files().size() == 2);
}

} // namespace

BOOST_AUTO_TEST_SUITE(killed)

BOOST_AUTO_TEST_CASE(by_sigint) { killed_by(SIGINT, 130, kAll); }
BOOST_AUTO_TEST_CASE(by_sigterm) { killed_by(SIGTERM, 130, kAll); }
BOOST_AUTO_TEST_CASE(by_sigkill) { killed_by(SIGKILL, -SIGKILL, kAll); }

BOOST_AUTO_TEST_CASE(by_sigkill_at_many_moments) {
    for (std::size_t processes = 1; processes <= kAll; processes += 3)
        killed_by(SIGKILL, -SIGKILL, processes);
}

BOOST_AUTO_TEST_CASE(a_lost_stage_is_a_fault_and_costs_one_trial) {
    const TemporaryFolder folder;
    const auto file = folder.write("blocked.json", scenario_with(kBlocked));
    Running running({"run", file, "-n", "1", "-j", "1", "-q", "--format", "json"});
    std::vector<pid_t> left;
    BOOST_REQUIRE(eventually([&] {
        left = running.descendants();
        return left.size() == 4;
    }));
    ::kill(left.front(), SIGKILL); // the stage: the runner's only child
    BOOST_TEST(running.wait() == 70);
    for (const pid_t pid : left) BOOST_TEST(eventually([&] { return !alive(pid); }));
}

BOOST_AUTO_TEST_SUITE_END()
