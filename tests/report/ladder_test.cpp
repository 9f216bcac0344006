#include "report/ladder.hpp"

#include "golden.hpp"
#include "report/moments.hpp"
#include "stories.hpp"

#include <boost/test/unit_test.hpp>

using namespace finwait;
using namespace finwait::stage;

namespace {

const Json kDocument = Json::parse(R"({
  "title": "close() with linger {on, 0} resets; what had arrived can still be read",
  "question": "Five bytes lie in the server's receive queue when the client aborts. What is read?",
  "story": "Servers that set linger {1, 0} to avoid TIME_WAIT throw away\nwhat was not sent.",
  "steps": [
    { "server": "listen" },
    { "client": "connect" },
    { "server": "accept" },
    { "client": "send", "bytes": 5 },
    { "client": "setsockopt", "option": "SO_LINGER", "value": { "l_onoff": 1, "l_linger": 0 } },
    { "client": "close" },
    { "server": "recv", "max": 64, "flags": ["MSG_PEEK", "MSG_DONTWAIT"], "as": "first-read" },
    { "server": "recv", "max": 64, "as": "second-read",
      "note": "The queue is empty now; only the error is left." },
    { "server": "recv", "max": 64, "as": "third-read" }
  ]
})");

LadderText zero_text() {
    LadderText text = ladder_text(kDocument, {0, 1, 2, 3, 4, 5, 6, 7, 8});
    CaseReport report;
    judge(report, "every-read-fails", "Every later read fails with ECONNRESET.",
          {Verdict::contradicted}, "/server/third-read/errno is null");
    text.claims = report.claims;
    text.judgements = report.judgements[0];
    return text;
}

std::vector<Moment::Kind> kinds(const std::vector<Moment>& moments) {
    std::vector<Moment::Kind> kinds;
    for (const auto& one : moments) kinds.push_back(one.kind);
    return kinds;
}

bool has_line(const std::string& text, const std::string& line) {
    const auto lines = lines_of(text);
    return std::find(lines.begin(), lines.end(), line) != lines.end();
}

void check_at(const Observation& seen, const LadderText& text, const std::string& name) {
    for (const int columns : {80, 100}) {
        const std::string drawn = ladder(seen, text, {false, true, columns});
        check_lines(drawn, columns);
        check_golden(name + "-" + std::to_string(columns), drawn);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(report_ladder)

BOOST_AUTO_TEST_CASE(an_abortive_close) {
    Story story = zero_resets("ipv4");
    story.seen.missing.push_back({"packets", "open an AF_PACKET socket: EPERM"});
    check_at(*story.done(), zero_text(), "ladder-zero");
}

BOOST_AUTO_TEST_CASE(a_close_that_waits) {
    check_at(*lingering_close("ipv4", "true", 2003 * kMs).done(), {}, "ladder-lingering");
}

BOOST_AUTO_TEST_CASE(a_death_and_an_heir) {
    check_at(*killed_by_sigpipe().done(), {}, "ladder-sigpipe");
}

BOOST_AUTO_TEST_CASE(a_cut) { check_at(*cut_story().done(), {}, "ladder-cut"); }

BOOST_AUTO_TEST_CASE(in_ascii) {
    const std::string drawn = ladder(*killed_by_sigpipe().done(), {}, {false, false, 80});
    check_lines(drawn, 80);
    check_golden("ladder-ascii", drawn);
    for (const char c : drawn) BOOST_TEST(static_cast<unsigned char>(c) < 0x80);
}

BOOST_AUTO_TEST_CASE(colours_change_no_width) {
    const auto seen = killed_by_sigpipe().done();
    const auto plain = lines_of(ladder(*seen, zero_text(), {false, true, 80}));
    const auto coloured = lines_of(ladder(*seen, zero_text(), {true, true, 80}));
    BOOST_REQUIRE(plain.size() == coloured.size());
    for (std::size_t i = 0; i < plain.size(); ++i)
        BOOST_TEST(width_of(plain[i]) == width_of(pad(coloured[i], width_of(plain[i]))));
}

BOOST_AUTO_TEST_CASE(hostile_text_neither_overflows_nor_escapes) {
    const std::string evil = "\x1b[2J\xff" + std::string(130, 'w');
    Story story(evil);
    story.heir(evil, "server");
    story.tell(named(step("client", evil), evil))
        .tell(in_background(inside(step(evil, "recv"), evil)));
    story.ends({{"client/" + evil, end(evil, false, 1'000)}});
    story.counter(evil, evil, 1).killed(evil, evil, 2 * kSecond);
    story.seen.missing.push_back({evil, evil});
    story.seen.kernel["release"] = evil;
    LadderText text{evil, evil, evil, {{0, evil}}, {{0, evil}}, {}, {{evil, Verdict::holds, evil}}};
    for (const int columns : {20, 80, 100, 400}) {
        const Style style{false, true, columns};
        const std::string drawn = ladder(story.seen, text, style);
        check_lines(drawn, usable_columns(style));
        BOOST_TEST(drawn.find('\x1b') == std::string::npos);
        BOOST_TEST(drawn.find('\xff') == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_long_call_has_two_moments) {
    using enum Moment::Kind;
    const auto seen = lingering_close("ipv4", "true", 2003 * kMs).done();
    const auto moments = moments_of(*seen);
    const std::vector<Moment::Kind> wanted = {whole, whole, whole, whole, begins,
                                              ends,  whole, whole, whole};
    BOOST_TEST((kinds(moments) == wanted));
    BOOST_TEST(moments[5].at_ns - moments[4].at_ns == 2003 * kMs);
    BOOST_TEST(moments[4].samples.size() == 1U); // taken while it lasted
    BOOST_TEST(moments[5].samples.size() == 0U);
}

BOOST_AUTO_TEST_CASE(death_inside_a_call_is_one_moment) {
    using enum Moment::Kind;
    const auto seen = killed_by_sigpipe().done();
    int deaths = 0;
    for (const auto& one : moments_of(*seen)) {
        deaths += one.dies;
        BOOST_TEST((one.kind != death));
    }
    BOOST_TEST(deaths == 1);
}

BOOST_AUTO_TEST_CASE(death_outside_a_call_has_its_own_row) {
    Story story("a/b");
    story.tell(step("client", "kill")).killed("server", "SIGKILL", 30'000);
    story.exited("client", 3, 40'000);
    const auto seen = story.done();
    const auto moments = moments_of(*seen);
    BOOST_REQUIRE(moments.size() == 3U);
    BOOST_TEST((moments[1].kind == Moment::Kind::death && moments[1].side == Side::server));
    const std::string drawn = ladder(*seen, {}, {false, false, 80});
    BOOST_TEST(drawn.find("X killed by SIGKILL") != std::string::npos);
    BOOST_TEST(drawn.find("exit 3 ") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(heirs_stand_on_the_side_of_their_root) {
    Story story("a/b");
    story.heir("child", "server").heir("grandchild", "child").heir("lost", "nobody");
    BOOST_TEST((side_of(story.seen, "grandchild") == Side::server));
    BOOST_TEST((side_of(story.seen, "client") == Side::client));
    story.seen.roles[2].parent = "grandchild"; // a circle: no file of ours, but it must end
    BOOST_TEST((side_of(story.seen, "grandchild") == Side::client));
}

BOOST_AUTO_TEST_CASE(late_states_get_a_row_of_their_own) {
    Story story("a/b");
    story.tell(step("client", "close"));
    StateSample late;
    late.at_ns = kSecond;
    late.ends = {{"client", end("TIME_WAIT", false, 59'000)}};
    story.seen.states.push_back(late);
    const std::string drawn = ladder(*story.done(), {}, {false, false, 80});
    BOOST_TEST(has_line(drawn, "                      | TIME_WAIT    1.000 s             |"));
    BOOST_TEST(has_line(drawn, "                      | 59.0 s left                      |"));
}

BOOST_AUTO_TEST_CASE(arguments_and_notes_come_from_the_document) {
    const LadderText text = ladder_text(kDocument, {0, 1, 2, 3, 4, 5, 7, 8, 9});
    BOOST_TEST(text.arguments.at(4) == "SO_LINGER, {1, 0}");
    BOOST_TEST(text.arguments.at(7) ==
               "64, MSG_PEEK|MSG_DONTWAIT"); // the seventh step was left out
    BOOST_TEST(text.notes.at(8) == "The queue is empty now; only the error is left.");
    BOOST_TEST(text.notes.size() == 1U);
}

BOOST_AUTO_TEST_CASE(without_a_document_the_calls_tell_arguments) {
    Story story("a/b");
    story.tell(step("client", "shutdown"));
    CallSeen call;
    call.role = "client";
    call.label = call.call = "shutdown";
    call.arguments = {{"fd", 4}, {"how", "SHUT_WR"}};
    story.seen.calls.push_back(call);
    const std::string drawn = ladder(*story.done(), {}, {false, false, 100});
    BOOST_TEST(drawn.find("shutdown(SHUT_WR) -> 0") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_trial_that_was_not_run) {
    Story story("a/b");
    story.seen.not_run = "the kernel has no IPv6";
    const std::string drawn = ladder(*story.done(), {}, {});
    BOOST_TEST(drawn == "a/b, trial 1, native 6.18.0 x86_64\n\nnot run: the kernel has no IPv6\n");
}

BOOST_AUTO_TEST_SUITE_END()
