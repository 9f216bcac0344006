// From a record to an observation: trials that were cut and killed, heirs, loops, names of ends.
#include "board.hpp"
#include "trial/assemble.hpp"

#include <boost/test/unit_test.hpp>
#include <csignal>
#include <poll.h>

namespace finwait {
namespace {

using namespace test;

constexpr std::uint8_t kWorker = 2;
constexpr std::uint8_t kListener = 0, kSocket = 1, kConnection = 2, kOther = 3;
constexpr std::int64_t kOrigin = 5'000'000'000;

/// A plan and its record, filled in step by step.
struct Hand {
    Hand() : record(std::make_unique<TrialRecord>()) {
        plan.roles = {"client", "server", "worker"};
        plan.sockets = {"listener", "socket", "connection", "other"};
        auto scenario = std::make_shared<Scenario>();
        scenario->id = "theme/name";
        scenario->digest = "digest";
        chosen.scenario = scenario;
        chosen.id = "theme/name[family=ipv4]";
        record->origin_ns = kOrigin;
        record->finished_ns = kOrigin + 9'000'000;
        write_script(plan, record->board);
    }

    Board& board() { return record->board; }

    /// Adds a step that returned 0, and gives its result.
    StepResult& step(std::uint8_t role, const std::string& name, std::string label = "") {
        const std::size_t index = plan.steps.size();
        PlanStep planned;
        planned.op = op(name);
        planned.role = role;
        planned.source_step =
            static_cast<std::uint16_t>(index + 10); // steps were left out by `when`
        plan.steps.push_back(planned);
        plan.labels.push_back(label.empty() ? name : label);
        board().steps[index] = planned;
        board().step_count = static_cast<std::uint16_t>(index + 1);
        StepResult& result = board().results[index];
        result.phase.store(Phase::done);
        result.started_ns = kOrigin + static_cast<std::int64_t>(index) * 1000;
        result.elapsed_ns = 100;
        return result;
    }
    [[nodiscard]] std::uint16_t last() const {
        return static_cast<std::uint16_t>(plan.steps.size() - 1);
    }
    /// Adds a call of the last step.
    Event& event(Call call, bool returned = true) {
        Event& added = board().events[board().event_count.fetch_add(1)];
        added.step = last();
        added.role = plan.steps.back().role;
        added.call = call;
        added.returned_at_all.store(returned);
        added.repeats = 1;
        added.started_ns = board().results[last()].started_ns;
        added.elapsed_ns = 90;
        return added;
    }
    Sample& sample(std::uint16_t after, std::vector<SampleEnd> ends) {
        Sample& added = record->samples[record->sample_count++];
        added.step = after;
        added.at_rest = true;
        added.at_ns = kOrigin + 500;
        added.end_count = static_cast<std::uint8_t>(ends.size());
        std::copy(ends.begin(), ends.end(), added.ends);
        return added;
    }
    [[nodiscard]] Observation made(int trial = 1) const {
        return assemble(*record, plan, chosen, trial);
    }

    Plan plan;
    Case chosen;
    std::unique_ptr<TrialRecord> record;
};

SampleEnd end(std::uint8_t role, std::uint8_t socket, int state) {
    return {role, socket, kNoRole, false, end_state(state)};
}
SampleEnd waiting(std::uint8_t role, std::uint8_t peer_role, std::uint8_t peer_socket) {
    return {role, peer_socket, peer_role, false, end_state(kEstablished, Timer::none, 0, 0)};
}
SampleEnd listener(std::uint8_t role) {
    return {role, kListener, kNoRole, true, end_state(kListen)};
}

std::vector<std::string> names(const StateSample& sample) {
    std::vector<std::string> found;
    for (const auto& [name, seen] : sample.ends) found.push_back(name);
    return found;
}

/// What the reader of stored files says to it, once the runner has put in what it knows.
std::string complaint_of_reader(Observation seen) {
    seen.scenario_digest = "dc552dc3-9229-5f15-86d3-61b8ce86ae86";
    seen.kernel = {{"name", "native"},    {"release", "6.1.0"}, {"version", "#1 SMP"},
                   {"machine", "x86_64"}, {"clock_source", ""}, {"sysctls", Json::object()}};
    const auto again = observation_from_json(to_json(seen));
    return again ? "" : again.error().what;
}

BOOST_AUTO_TEST_SUITE(assembling)

BOOST_AUTO_TEST_CASE(an_empty_record) {
    const Observation seen = Hand().made(3);
    BOOST_TEST(seen.scenario == "theme/name");
    BOOST_TEST(seen.case_id == "theme/name[family=ipv4]");
    BOOST_TEST(seen.trial == 3);
    BOOST_TEST(seen.scenario_digest == "digest");
    BOOST_TEST(seen.network == "trial");
    BOOST_TEST(seen.origin_ns == kOrigin);
    BOOST_TEST(seen.elapsed_ns == 9'000'000);
    BOOST_TEST(seen.roles.size() == 3U);
    BOOST_TEST(seen.steps.empty());
    BOOST_CHECK(!seen.cut);
    BOOST_TEST(complaint_of_reader(seen) == "");
}

BOOST_AUTO_TEST_CASE(a_step_and_its_call) {
    Hand hand;
    StepResult& result = hand.step(kClient, "send", "greet");
    result.returned = 5;
    result.signals[SIGURG] = 2;
    add_fact(result, Fact::bytes, FactKind::integer, 5);
    Event& event = hand.event(Call::sendto);
    event.arguments[0] = 3;
    event.arguments[2] = 5;
    event.arguments[3] = MSG_NOSIGNAL | MSG_OOB;
    event.returned = 5;
    event.signals = 1U << SIGURG;
    const Observation seen = hand.made();
    const StepSeen& step = seen.steps.at(0);
    BOOST_TEST(step.role == "client");
    BOOST_TEST(step.label == "greet");
    BOOST_TEST(step.op == "send");
    BOOST_TEST(step.step == 10); // its place in the file
    BOOST_TEST(step.returned.value() == 5);
    BOOST_TEST(step.error.empty());
    BOOST_TEST(step.signals.at("SIGURG") == 2);
    BOOST_TEST(step.facts["bytes"] == 5);
    const CallSeen& call = seen.calls.at(0);
    BOOST_TEST(call.call == "sendto");
    BOOST_TEST(call.label == "greet");
    BOOST_TEST(call.arguments ==
               Json::parse(R"({"fd": 3, "length": 5, "flags": ["MSG_OOB", "MSG_NOSIGNAL"]})"));
    BOOST_TEST(call.signals.at(0) == "SIGURG");
}

BOOST_AUTO_TEST_CASE(arguments_have_names) {
    Hand hand;
    hand.step(kClient, "kill");
    hand.board().roles[kServer].pid.store(4711);
    Event& kill = hand.event(Call::kill);
    kill.arguments[0] = 4711;
    kill.arguments[1] = SIGKILL;
    Event& option = hand.event(Call::setsockopt);
    option.arguments[1] = SOL_SOCKET;
    option.arguments[2] = SO_LINGER;
    Event& unknown = hand.event(Call::getsockopt);
    unknown.arguments[1] = 9999;
    unknown.arguments[2] = 8888;
    hand.event(Call::shutdown).arguments[1] = SHUT_WR;
    const auto calls = hand.made().calls;
    BOOST_TEST(calls[0].arguments["target"] == "server");
    BOOST_TEST(calls[0].arguments["signal"] == "SIGKILL");
    BOOST_TEST(calls[1].arguments["level"] == "SOL_SOCKET");
    BOOST_TEST(calls[1].arguments["option"] == "SO_LINGER");
    BOOST_TEST(calls[2].arguments["level"] == "9999");
    BOOST_TEST(calls[2].arguments["option"] == 8888);
    BOOST_TEST(calls[3].arguments["how"] == "SHUT_WR");
}

BOOST_AUTO_TEST_CASE(every_kind_of_fact) {
    Hand hand;
    const auto value = [&](FactKind kind, std::int64_t a, std::int64_t b = 0) {
        Hand fresh;
        add_fact(fresh.step(kClient, "getsockopt"), Fact::value, kind, a, b);
        return fresh.made().steps[0].facts["value"];
    };
    const auto text = [&](FactKind kind, std::string_view bytes) {
        Hand fresh;
        add_text(fresh.step(kClient, "recv"), Fact::data, kind, bytes.data(), bytes.size());
        return fresh.made().steps[0].facts["data"];
    };
    BOOST_TEST(value(FactKind::integer, -7) == -7);
    BOOST_TEST(value(FactKind::boolean, 1) == true);
    BOOST_TEST(value(FactKind::error, ECONNRESET) == "ECONNRESET");
    BOOST_TEST(value(FactKind::error, 0).is_null());
    BOOST_TEST(value(FactKind::poll_events, POLLIN | POLLHUP) == Json({"POLLIN", "POLLHUP"}));
    BOOST_TEST(value(FactKind::state, kTimeWait) == "TIME_WAIT");
    BOOST_TEST(value(FactKind::linger, 1, 2) == Json({{"l_onoff", 1}, {"l_linger", 2}}));
    BOOST_TEST(value(FactKind::timeval, 3, 4) == Json({{"tv_sec", 3}, {"tv_usec", 4}}));
    BOOST_TEST(value(FactKind::role, kServer) == "server");
    BOOST_TEST(text(FactKind::text, std::string_view("a\0\xff\\", 4)) == "a\\x00\\xff\\x5c");
    BOOST_TEST(text(FactKind::hex, std::string_view("\0\xff", 2)) == Json({{"hex", "00ff"}}));
    BOOST_TEST(text(FactKind::word, "EOF") == "EOF");
}

BOOST_AUTO_TEST_CASE(a_role_that_was_killed_inside_a_call) {
    Hand hand;
    hand.step(kServer, "send").phase.store(Phase::cued);
    hand.event(Call::sendto, false).started_ns = kOrigin + 1000;
    hand.record->exits[kServer] = {true, true, SIGPIPE, kOrigin + 51'000};
    const Observation seen = hand.made();
    BOOST_TEST(seen.roles[1].ended == "signal");
    BOOST_TEST(seen.roles[1].signal == "SIGPIPE");
    BOOST_TEST(seen.roles[1].ended_ns == 51'000);
    BOOST_TEST(seen.steps[0].inside == "sendto");
    BOOST_CHECK(!seen.steps[0].returned);
    BOOST_TEST(seen.steps[0].elapsed_ns == 50'000); // until its death
    BOOST_CHECK(!seen.calls[0].returned);
    BOOST_TEST(seen.calls[0].elapsed_ns == 50'000);
}

BOOST_AUTO_TEST_CASE(a_call_that_blocks_when_the_story_ends) {
    Hand hand;
    hand.step(kServer, "recv").phase.store(Phase::cued);
    hand.event(Call::recvfrom, false).started_ns = kOrigin + 1000;
    BOOST_TEST(hand.made().steps[0].elapsed_ns == 8'999'000); // until the story's end
}

BOOST_AUTO_TEST_CASE(a_role_that_ended_between_two_calls_has_no_value) {
    Hand hand;
    hand.step(kServer, "listen").phase.store(Phase::cued);
    hand.event(Call::socket).returned = 3;
    hand.record->exits[kServer] = {true, false, 2, kOrigin + 51'000};
    const Observation seen = hand.made();
    BOOST_CHECK(!seen.steps[0].returned);
    BOOST_TEST(seen.steps[0].inside.empty());
    BOOST_TEST(seen.roles[1].ended == "exit");
    BOOST_TEST(seen.roles[1].status == 2);
    BOOST_TEST(complaint_of_reader(seen) == "");
}

BOOST_AUTO_TEST_CASE(skipped_steps_say_why) {
    Hand hand;
    for (const Skip why : {Skip::role_ended, Skip::role_never_born, Skip::no}) {
        StepResult& result = hand.step(kWorker, "recv");
        result.phase.store(Phase::not_reached);
        result.skip = why;
    }
    const auto steps = hand.made().steps;
    BOOST_TEST(steps[0].skipped == "worker has ended");
    BOOST_TEST(steps[1].skipped == "worker was never born");
    BOOST_TEST(steps[2].skipped == "the story was cut before it");
}

BOOST_AUTO_TEST_CASE(a_cut_names_role_step_and_call) {
    Hand hand;
    hand.step(kClient, "recv", "for-ever").phase.store(Phase::cued);
    hand.record->cut = {true, kClient, 0, static_cast<std::uint32_t>(Call::recvfrom) + 1,
                        kOrigin + 700};
    BOOST_TEST_REQUIRE(hand.made().cut.has_value());
    const Cut cut = *hand.made().cut;
    BOOST_TEST(cut.role == "client");
    BOOST_TEST(cut.label == "for-ever");
    BOOST_TEST(cut.call == "recvfrom");
    BOOST_TEST(cut.after_ns == 700);
    hand.record->cut.inside = 0;
    BOOST_TEST(hand.made().cut->call.empty());
}

BOOST_AUTO_TEST_CASE(an_heir_has_a_parent) {
    Hand hand;
    hand.board().roles[kWorker].parent = kServer;
    hand.board().roles[kWorker].signal_counts[SIGURG].store(4);
    add_fact(hand.step(kServer, "fork"), Fact::heir, FactKind::role, kWorker);
    const Observation seen = hand.made();
    BOOST_TEST(seen.roles[0].parent.empty());
    BOOST_TEST(seen.roles[2].parent == "server");
    BOOST_TEST(seen.roles[2].signals.at("SIGURG") == 4);
    BOOST_TEST(seen.steps[0].facts["heir"] == "worker");
}

BOOST_AUTO_TEST_CASE(calls_in_a_loop_are_one_entry) {
    Hand hand;
    hand.step(kClient, "fill");
    Event& event = hand.event(Call::sendto);
    event.repeats = 41;
    event.returned = -1;
    event.error = EAGAIN;
    const Observation seen = hand.made();
    BOOST_TEST(seen.calls[0].repeats == 41U);
    BOOST_TEST(seen.calls[0].error == "EAGAIN");
    BOOST_TEST(to_json(seen)["events"][0]["repeats"] == 41);
}

BOOST_AUTO_TEST_CASE(calls_stand_in_the_order_in_which_they_began) {
    Hand hand;
    hand.step(kServer, "recv");
    hand.event(Call::recvfrom).started_ns = kOrigin + 9000;
    hand.step(kClient, "send");
    hand.event(Call::sendto).started_ns = kOrigin + 100;
    const auto calls = hand.made().calls;
    BOOST_TEST(calls[0].call == "sendto");
    BOOST_TEST(calls[1].call == "recvfrom");
}

BOOST_AUTO_TEST_CASE(calls_that_did_not_fit_are_missing_evidence) {
    Hand hand;
    hand.step(kClient, "send");
    hand.board().event_count.store(kMaxEvents + 3);
    const Observation seen = hand.made();
    BOOST_TEST(seen.calls.size() == kMaxEvents);
    BOOST_TEST(seen.missing.at(0).evidence == "events");
    BOOST_TEST(seen.missing.at(0).why.starts_with("3 calls"));
}

BOOST_AUTO_TEST_CASE(what_was_missing_is_told) {
    Hand hand;
    hand.record->wanted.network = Network::host;
    write_note(hand.record->no_counters, "the host's");
    write_note(hand.record->no_states, "sock_diag: ENOENT");
    const Observation nothing = hand.made();
    BOOST_TEST(nothing.network == "host");
    BOOST_TEST(nothing.missing.size() == 3U);
    BOOST_TEST(nothing.missing[0].evidence == "states");
    BOOST_TEST(nothing.missing[1].evidence == "counters");
    BOOST_TEST(nothing.missing[2].evidence == "network namespace");
    hand.step(kClient, "connect");
    hand.sample(0, {end(kClient, kSocket, kEstablished)});
    BOOST_TEST(hand.made().missing[0].evidence == "states by sock_diag");
}

BOOST_AUTO_TEST_CASE(counters_are_differences) {
    Hand hand;
    write_note(hand.record->counters_before, "Tcp: ActiveOpens CurrEstab\nTcp: 3 0\n");
    write_note(hand.record->counters_after, "Tcp: ActiveOpens CurrEstab\nTcp: 4 2\n");
    const auto counters = hand.made().counters;
    BOOST_TEST(counters.at("Tcp").at("ActiveOpens") == 1);
    BOOST_TEST(counters.at("Tcp").size() == 1U);
}

// ---- names of ends ----

BOOST_AUTO_TEST_CASE(the_only_end_of_a_role_has_the_role_s_name) {
    Hand hand;
    hand.step(kClient, "connect");
    hand.sample(0, {listener(kServer), end(kClient, kSocket, kEstablished),
                    waiting(kServer, kClient, kSocket)});
    hand.step(kServer, "accept");
    hand.sample(1, {listener(kServer), end(kClient, kSocket, kEstablished),
                    end(kServer, kConnection, kEstablished)});
    hand.sample(kStoryEnd, {end(kClient, kSocket, kTimeWait)});
    const Observation seen = hand.made();
    const std::vector<std::string> wanted = {"server/listener", "client", "server"};
    BOOST_TEST(names(seen.states[0]) == wanted, boost::test_tools::per_element());
    BOOST_TEST(names(seen.states[1]) == wanted, boost::test_tools::per_element());
    BOOST_TEST(!seen.states[0].ends[2].second.owned);
    BOOST_TEST(seen.states[1].ends[2].second.owned);
    BOOST_TEST(seen.states[2].step == -1);
    BOOST_TEST(seen.states[2].label.empty());
    const std::vector<std::pair<std::string, std::string>> states = {{"client", "ESTABLISHED"},
                                                                     {"server", "ESTABLISHED"}};
    BOOST_CHECK(seen.steps[1].states == states);
}

BOOST_AUTO_TEST_CASE(ends_of_a_role_with_several_are_called_by_their_sockets) {
    Hand hand;
    hand.step(kClient, "connect");
    hand.sample(0, {end(kClient, kSocket, kEstablished), waiting(kServer, kClient, kSocket)});
    hand.step(kClient, "connect", "again");
    hand.sample(1, {end(kClient, kSocket, kEstablished), end(kClient, kOther, kEstablished),
                    waiting(kServer, kClient, kSocket), waiting(kServer, kClient, kOther)});
    const Observation seen = hand.made();
    const std::vector<std::string> wanted = {
        "client/socket", "client/other", "server/(to client/socket)", "server/(to client/other)"};
    BOOST_TEST(names(seen.states[1]) == wanted, boost::test_tools::per_element());
    BOOST_TEST(names(seen.states[0])[0] ==
               "client/socket"); // the same name through the whole story
}

/// One connection is accepted before anybody looks, another waits: two ends, so two names.
BOOST_AUTO_TEST_CASE(no_two_ends_of_a_sample_have_one_name) {
    Hand hand;
    hand.step(kClient, "connect");
    hand.sample(0, {end(kServer, kConnection, kEstablished), waiting(kServer, kClient, kOther)});
    const auto found = names(hand.made().states[0]);
    BOOST_TEST(found[0] != found[1]);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
