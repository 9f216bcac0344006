// The outcome: what must be in it, and what must never be.
#include "observation/outcome.hpp"
#include "rich.hpp"

#include <boost/test/unit_test.hpp>
#include <functional>
#include <set>

namespace finwait {
namespace {

using namespace test;

/// A short story with one of each class of facts that an outcome tells.
Observation story() {
    Observation seen = blank();
    tell(seen, step("server", "listen"));
    call(seen, "socket", {{"domain", 2}});
    tell(seen, step("client", "connect"));
    tell(seen, step("server", "accept", 4));
    sample(seen, {{"client", end("ESTABLISHED")}, {"server", end("ESTABLISHED")}});
    tell(seen, moved("client", "send", 5));
    call(seen, "sendto", {{"fd", 3}, {"length", 5}, {"flags", Json::array()}});
    StepSeen& read = tell(seen, moved("server", "recv", 5));
    read.facts["data"] = "abcde";
    tell(seen, step("client", "poll", 1)).facts["revents"] = {"POLLIN"};
    tell(seen, step("client", "getsockopt")).facts["value"] = "ECONNRESET";
    tell(seen, step("client", "close"));
    EndSeen left = end("TIME_WAIT", false);
    left.timer = "time_wait";
    left.timer_left_ms = 59'990;
    sample(seen, {{"client", left}, {"server", end("CLOSED", false)}});
    last_sample(seen, {{"client", left}, {"server", end("CLOSED", false)}});
    seen.counters["TcpExt"]["TCPAbortOnData"] = 1;
    return seen;
}

std::string digest(const Observation& seen) { return outcome_digest(outcome_of(seen)); }

using Change = std::function<void(Observation&)>;

StepSeen& find(Observation& seen, const std::string& label) {
    for (auto& one : seen.steps) {
        if (one.label == label) return one;
    }
    throw std::logic_error("no step " + label);
}

Json told(const Observation& seen, const std::string& of) { return outcome_of(seen)["steps"][of]; }

BOOST_AUTO_TEST_SUITE(outcome)

BOOST_AUTO_TEST_CASE(it_tells_the_story_in_order) {
    const Json out = outcome_of(story());
    BOOST_TEST(out["schema"] == kOutcomeSchema);
    std::vector<std::string> steps;
    for (const auto& [name, value] : out["steps"].items()) steps.push_back(name);
    const std::vector<std::string> wanted = {"server/listen",     "client/connect", "server/accept",
                                             "client/send",       "server/recv",    "client/poll",
                                             "client/getsockopt", "client/close"};
    BOOST_TEST(steps == wanted, boost::test_tools::per_element());
    BOOST_TEST(out["steps"]["server/accept"]["returned"] == "ok");
    BOOST_TEST(out["steps"]["server/recv"]["data"] == "abcde");
    BOOST_TEST(out["left"]["client"] == "TIME_WAIT, about 60 s left");
    BOOST_TEST(out["counters"]["TcpExt/TCPAbortOnData"] == 1);
    BOOST_TEST(!out.contains("cut"));
}

/// All of these differ between two equal runs.
BOOST_AUTO_TEST_CASE(what_changes_from_run_to_run_is_not_in_it) {
    const std::vector<std::pair<const char*, Change>> changes = {
        {"trial", [](auto& seen) { seen.trial = 99; }},
        {"kernel", [](auto& seen) { seen.kernel["release"] = "9.9.9"; }},
        {"scenario digest", [](auto& seen) { seen.scenario_digest = "other"; }},
        {"version", [](auto& seen) { seen.finwait_version = "9.9"; }},
        {"network", [](auto& seen) { seen.network = "kept"; }},
        {"origin", [](auto& seen) { seen.origin_ns = 123; }},
        {"length of the trial", [](auto& seen) { seen.elapsed_ns = 1'000'000; }},
        {"descriptor", [](auto& seen) { find(seen, "accept").returned = 77; }},
        {"arguments", [](auto& seen) { seen.calls[1].arguments["fd"] = 88; }},
        {"calls", [](auto& seen) { seen.calls.clear(); }},
        {"start of a step", [](auto& seen) { find(seen, "send").started_ns = 5; }},
        {"length of a step", [](auto& seen) { find(seen, "send").elapsed_ns = 300 * kMs; }},
        {"time of a sample", [](auto& seen) { seen.states.back().at_ns = 1; }},
        {"rest", [](auto& seen) { seen.states.front().at_rest = false; }},
        {"timer", [](auto& seen) { seen.states.back().ends[0].second.timer_left_ms = 59'020; }},
        {"queue", [](auto& seen) { seen.states.back().ends[0].second.receive_queue = 17; }},
        {"traffic counter", [](auto& seen) { seen.counters["Tcp"]["InSegs"] = 40; }},
        {"time of death", [](auto& seen) { seen.roles[0].ended_ns = 40; }},
        {"missing",
         [](auto& seen) {
             seen.missing.push_back({"packets", "no"});
         }},
        {"background", [](auto& seen) { find(seen, "send").background = true; }},
    };
    const std::string same = digest(story());
    for (const auto& [what, change] : changes) {
        Observation seen = story();
        change(seen);
        BOOST_TEST(digest(seen) == same, what);
    }
}

/// Each of these is a difference between two kernels.
BOOST_AUTO_TEST_CASE(what_tells_kernels_apart_is_in_it) {
    const std::vector<std::pair<const char*, Change>> changes = {
        {"returned value", [](auto& seen) { find(seen, "poll").returned = 0; }},
        {"errno", [](auto& seen) { find(seen, "recv").error = "ECONNRESET"; }},
        {"another errno", [](auto& seen) { find(seen, "connect").error = "ETIMEDOUT"; }},
        {"bytes read", [](auto& seen) { find(seen, "recv").returned = 4; }},
        {"data", [](auto& seen) { find(seen, "recv").facts["data"] = "abcdf"; }},
        {"events", [](auto& seen) { find(seen, "poll").facts["revents"].push_back("POLLHUP"); }},
        {"option", [](auto& seen) { find(seen, "getsockopt").facts["value"] = nullptr; }},
        {"class of time", [](auto& seen) { find(seen, "send").elapsed_ns = 460 * kMs; }},
        {"another class", [](auto& seen) { find(seen, "send").elapsed_ns = 2'000 * kMs; }},
        {"signal", [](auto& seen) { find(seen, "send").signals["SIGPIPE"] = 1; }},
        {"state after a step", [](auto& seen) { find(seen, "close").states[0].second = "CLOSED"; }},
        {"state at the end",
         [](auto& seen) { seen.states.back().ends[1].second = end("LAST_ACK"); }},
        {"orphan", [](auto& seen) { seen.states.back().ends[1].second = end("LAST_ACK", false); }},
        {"time left", [](auto& seen) { seen.states.back().ends[0].second.timer_left_ms = 30'000; }},
        {"decisive counter", [](auto& seen) { seen.counters["TcpExt"]["TCPAbortOnData"] = 2; }},
        {"no counter", [](auto& seen) { seen.counters.clear(); }},
        {"exit", [](auto& seen) { seen.roles[0].ended = "exit"; }},
        {"exit status",
         [](auto& seen) {
             seen.roles[0].ended = "exit";
             seen.roles[0].status = 1;
         }},
        {"death",
         [](auto& seen) {
             seen.roles[0].ended = "signal";
             seen.roles[0].signal = "SIGPIPE";
         }},
        {"counted signals", [](auto& seen) { seen.roles[1].signals["SIGURG"] = 1; }},
        {"skipped", [](auto& seen) { find(seen, "close").skipped = "client has ended"; }},
        {"inside",
         [](auto& seen) {
             find(seen, "close").inside = "close";
             find(seen, "close").returned.reset();
         }},
        {"cut",
         [](auto& seen) {
             seen.cut = Cut{"client", "close", "close", 1};
         }},
        {"not run", [](auto& seen) { seen.not_run = "no namespace"; }},
    };
    std::set<std::string> digests = {digest(story())};
    for (const auto& [what, change] : changes) {
        Observation seen = story();
        change(seen);
        BOOST_TEST(digests.insert(digest(seen)).second, what);
    }
}

BOOST_AUTO_TEST_CASE(a_digest_is_short_and_the_same_for_the_same) {
    BOOST_TEST(digest(story()).size() == 8U);
    BOOST_TEST(digest(story()) == digest(story()));
    BOOST_TEST(outcome_digest(Json::object()) != digest(story()));
}

BOOST_AUTO_TEST_CASE(names_that_the_kernel_gives_out_are_only_ok) {
    for (const char* op : {"socket", "accept", "dup", "fork", "fcntl"}) {
        Observation seen = blank();
        tell(seen, step("client", op, 4711));
        BOOST_TEST(told(seen, std::string("client/") + op)["returned"] == "ok", op);
        seen.steps[0].error = "EBADF";
        BOOST_TEST(told(seen, std::string("client/") + op)["returned"] == "EBADF", op);
    }
}

BOOST_AUTO_TEST_CASE(large_counts_of_a_story_that_fills_buffers_are_many) {
    for (const auto& [bytes, shown] :
         {std::pair<std::int64_t, Json>(4096, 4096), {4097, "many"}, {2'541'056, "many"}, {0, 0}}) {
        Observation seen = blank();
        tell(seen, moved("client", "fill", bytes));
        tell(seen, moved("server", "drain", bytes));
        StepSeen& queue = tell(seen, step("server", "ioctl"));
        queue.facts["value"] = bytes;
        BOOST_TEST(told(seen, "client/fill")["returned"] == shown);
        BOOST_TEST(told(seen, "server/drain")["returned"] == shown);
        BOOST_TEST(told(seen, "server/ioctl")["value"] == shown);
    }
}

BOOST_AUTO_TEST_CASE(without_fill_every_count_is_exact) {
    Observation seen = blank();
    tell(seen, moved("client", "send", 100'000));
    tell(seen, step("server", "ioctl")).facts["value"] = 100'000;
    BOOST_TEST(told(seen, "client/send")["returned"] == 100'000);
    BOOST_TEST(told(seen, "server/ioctl")["value"] == 100'000);
}

BOOST_AUTO_TEST_CASE(how_many_calls_it_took_and_raw_structures_are_left_out) {
    const Json out = outcome_of(rich());
    BOOST_TEST(!out["steps"]["server/drain"].contains("calls"));
    BOOST_TEST(!out["steps"]["server/drain"].contains("bytes"));
    BOOST_TEST(out["steps"]["server/drain"]["ended_by"] == "EOF");
    BOOST_TEST(!out["steps"]["client/info"].contains("value"));
    BOOST_TEST(out["steps"]["client/info"]["length"] == 2);
    BOOST_TEST(out["steps"]["client/getsockopt"]["value"]["l_onoff"] == 1);
    BOOST_TEST(out["steps"]["client/no-error"]["value"].is_null());
}

BOOST_AUTO_TEST_CASE(a_pause_takes_as_long_as_it_was_told) {
    Observation seen = blank();
    tell(seen, step("client", "pause")).elapsed_ns = 3'000 * kMs;
    BOOST_TEST(!told(seen, "client/pause").contains("time"));
}

BOOST_AUTO_TEST_CASE(states_are_told_when_they_change) {
    const Json out = outcome_of(story());
    BOOST_TEST(!out["steps"]["server/listen"].contains("states"));
    BOOST_TEST(out["steps"]["server/accept"]["states"]["client"] == "ESTABLISHED");
    Observation seen = story();
    find(seen, "send").states = find(seen, "accept").states;
    BOOST_TEST(!told(seen, "client/send").contains("states"));
}

BOOST_AUTO_TEST_CASE(a_call_without_return_and_a_skipped_step) {
    const Json out = outcome_of(rich());
    BOOST_TEST(out["steps"]["worker/close"] == Json({{"inside", "close"}}));
    BOOST_TEST(out["steps"]["server/never"] == Json({{"skipped", "server has ended"}}));
    BOOST_TEST(out["cut"] == Json({{"role", "worker"}, {"step", "close"}, {"inside", "close"}}));
    BOOST_TEST(out["roles"]["client"]["ended"] == "exit 3");
    BOOST_TEST(out["roles"]["server"]["ended"] == "SIGPIPE");
    BOOST_TEST(out["roles"]["client"]["signals"]["SIGURG"] == 2);
    BOOST_TEST(!out["roles"].contains("worker"));
}

BOOST_AUTO_TEST_CASE(a_trial_that_was_not_run_has_nothing_else) {
    Observation seen = story();
    seen.not_run = "no network namespace";
    const Json wanted = {{"schema", kOutcomeSchema}, {"not_run", "no network namespace"}};
    BOOST_TEST(outcome_of(seen) == wanted);
}

BOOST_AUTO_TEST_CASE(counters_that_tell_of_decisions_repeat_and_others_do_not) {
    for (const char* name : {"TCPAbortOnData", "TCPAbortOnClose", "TCPAbortOnLinger",
                             "TCPAbortOnTimeout", "ListenOverflows", "TWRecycled"})
        BOOST_TEST(counter_repeats("TcpExt", name), name);
    for (const char* name :
         {"ActiveOpens", "PassiveOpens", "AttemptFails", "EstabResets", "OutRsts"})
        BOOST_TEST(counter_repeats("Tcp", name), name);
    for (const char* name : {"InSegs", "OutSegs", "RetransSegs", "CurrEstab", ""})
        BOOST_TEST(!counter_repeats("Tcp", name), name);
    for (const char* name : {"TCPHPHits", "DelayedACKs", "TW", "TCPOrigDataSent", "TCPLossProbes"})
        BOOST_TEST(!counter_repeats("TcpExt", name), name);
    BOOST_TEST(!counter_repeats("Udp", "ActiveOpens"));
    BOOST_TEST(!counter_repeats("", ""));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
