// The critical path of a run, and its words.
#include "report/timings.hpp"

#include "golden.hpp"
#include "stories.hpp"

using namespace finwait;
using namespace finwait::stage;

namespace {

TrialTiming trial(const std::string& id, std::int64_t began_ms, std::int64_t ended_ms) {
    return {id, 1, began_ms * kMs, ended_ms * kMs, {}};
}

RunTiming run_of(int slots, std::vector<TrialTiming> trials) {
    RunTiming run;
    run.read_ns = 40 * kMs;
    run.running_ns = 60 * kMs;
    run.slots = slots;
    run.ended_ns = 60 * kMs;
    for (const auto& one : trials) run.ended_ns = std::max(run.ended_ns, one.ended_ns + 5 * kMs);
    run.done_ns = run.ended_ns + 3 * kMs;
    run.trials = std::move(trials);
    return run;
}

std::string path_of(const RunTiming& run) {
    std::vector<std::string> ids;
    for (const TrialTiming* one : critical_path(run)) ids.push_back(one->case_id);
    return join(ids, " ");
}

} // namespace

BOOST_AUTO_TEST_SUITE(report_timings)

BOOST_AUTO_TEST_CASE(the_last_to_end_is_the_path_if_it_waited_for_nobody) {
    BOOST_TEST(path_of(run_of(4, {trial("a", 70, 100), trial("b", 71, 900)})) == "b");
    BOOST_TEST(path_of(run_of(4, {})) == "");
}

BOOST_AUTO_TEST_CASE(who_waited_for_a_slot_has_the_trial_before_it) {
    const auto trials = {trial("a", 70, 300), trial("b", 71, 500), trial("c", 302, 400),
                         trial("d", 402, 700)};
    BOOST_TEST(path_of(run_of(2, trials)) == "a c d");
    BOOST_TEST(path_of(run_of(9, trials)) == "d");
}

BOOST_AUTO_TEST_CASE(trials_at_one_moment_do_not_go_round) {
    const auto trials = {trial("a", 70, 70), trial("b", 70, 70), trial("c", 70, 70)};
    BOOST_TEST(!path_of(run_of(1, trials)).empty());
}

BOOST_AUTO_TEST_CASE(the_slowest_steps_are_those_that_nothing_longer_covers) {
    const auto timing = timing_of(*lingering_close("ipv4", "true", 2003 * kMs).done());
    BOOST_REQUIRE_EQUAL(timing.slowest.size(), 1);
    BOOST_TEST(timing.slowest[0].name == "client slow-close");
    BOOST_TEST(timing.slowest[0].elapsed_ns == 2003 * kMs);
}

BOOST_AUTO_TEST_CASE(a_run_in_words) {
    std::vector<TrialTiming> trials;
    for (int i = 0; i < 14; ++i)
        trials.push_back(trial(fmt::format("linger/short[n={}]", i), 70 + 10 * i, 79 + 10 * i));
    TrialTiming last = trial("time-wait/owned-fin-wait2[family=ipv6,ends-by=close]", 212, 2560);
    last.slowest = {{"server pause", 2 * kSecond}, {"client close", 210 * kMs}};
    trials.push_back(last);
    for (const bool unicode : {true, false}) {
        const std::string text = timings(run_of(1, trials), {false, unicode, 80});
        check_lines(text, 80);
        check_golden("timings", text);
    }
    BOOST_TEST(timings(run_of(1, {}), {}) == "Timings: no trial ran.\n");
}

BOOST_AUTO_TEST_CASE(hostile_names_stay_within_the_lines) {
    TrialTiming evil = trial("\x1b[2J" + std::string(200, 'w'), 70, 90);
    evil.slowest = {{"\xff" + std::string(90, 'x'), kMs}};
    const std::string text = timings(run_of(1, {evil}), {false, true, 80});
    check_lines(text, 80);
    BOOST_TEST(text.find('\x1b') == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
