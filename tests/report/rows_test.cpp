#include "report/rows.hpp"

#include "stories.hpp"

#include <boost/test/unit_test.hpp>

using namespace finwait;
using namespace finwait::stage;

namespace {

const Style kStyle;
using Lines = std::vector<std::string>;

void check_same(const Lines& is, const Lines& wanted) {
    BOOST_TEST(is == wanted, boost::test_tools::per_element());
}

std::vector<Row> fold_all(const std::vector<CaseReport>& cases) {
    std::vector<const CaseReport*> pointers;
    for (const auto& one : cases) pointers.push_back(&one);
    return fold(pointers, kStyle);
}

CaseReport lingering(const std::string& family, const std::string& mode, std::int64_t close_ns) {
    return report_of(lingering_close(family, mode, close_ns).done(), "");
}

std::string text_of(const Row& row) { return flat(row.outcomes.front().items); }

} // namespace

BOOST_AUTO_TEST_SUITE(report_rows)

BOOST_AUTO_TEST_CASE(axis_values_of_a_case) {
    BOOST_TEST(axis_values("a/b").empty());
    const AxisValues two = axis_values("a/b[family=ipv4,O_NONBLOCK=true]");
    BOOST_REQUIRE(two.size() == 2U);
    BOOST_TEST(two[0].first == "family");
    BOOST_TEST(two[1].second == "true");
    BOOST_TEST(axis_values("a/b[").empty());
    BOOST_TEST(axis_values("a/b[x]").front().second == "");
}

BOOST_AUTO_TEST_CASE(labels_name_what_sets_apart) {
    const AxisValues v4on = axis_values("x[family=ipv4,m=on]"),
                     v4off = axis_values("x[family=ipv4,m=off]");
    const AxisValues v6on = axis_values("x[family=ipv6,m=on]"),
                     v6off = axis_values("x[family=ipv6,m=off]");
    const std::vector<AxisValues> all = {v4on, v4off, v6on, v6off};
    check_same(label_lines(all, all), {"ipv4, ipv6", "m on, off"});
    check_same(label_lines({v4on, v6on}, all), {"m on"});
    check_same(label_lines({v6off}, all), {"ipv6", "m off"});
    check_same(label_lines({v4on, v6off}, all), {"ipv4, m on", "ipv6, m off"});
    check_same(label_lines({{}}, {{}}), {});
}

BOOST_AUTO_TEST_CASE(equal_cases_are_one_row) {
    const std::vector<CaseReport> cases = {report_of(zero_resets("ipv4").done(), ""),
                                           report_of(zero_resets("ipv6").done(), "")};
    const auto rows = fold_all(cases);
    BOOST_REQUIRE(rows.size() == 1U);
    BOOST_TEST(rows[0].cases.size() == 2U);
    check_same(rows[0].label, {"ipv4, ipv6"});
}

BOOST_AUTO_TEST_CASE(other_words_are_another_row) {
    Story other = zero_resets("ipv6");
    other.seen.steps[7].error = "ETIMEDOUT";
    const auto rows =
        fold_all({report_of(zero_resets("ipv4").done(), ""), report_of(other.done(), "")});
    BOOST_REQUIRE(rows.size() == 2U);
    check_same(rows[0].label, {"ipv4"});
    check_same(rows[1].label, {"ipv6"});
}

BOOST_AUTO_TEST_CASE(another_verdict_is_another_row) {
    std::vector<CaseReport> cases = {report_of(zero_resets("ipv4").done(), ""),
                                     report_of(zero_resets("ipv6").done(), "")};
    judge(cases[0], "c", "says", {Verdict::holds}, "");
    judge(cases[1], "c", "says", {Verdict::undecided}, "");
    BOOST_TEST(fold_all(cases).size() == 2U);
}

BOOST_AUTO_TEST_CASE(figures_that_differ_are_not_shown_as_if_they_agreed) {
    const auto same =
        fold_all({lingering("ipv4", "true", 2003 * kMs), lingering("ipv6", "true", 2003 * kMs)});
    BOOST_REQUIRE(same.size() == 1U);
    BOOST_TEST(text_of(same[0]).find("0 after 2.00 s") != std::string::npos);
    BOOST_TEST(text_of(same[0]).find("2541056 bytes") != std::string::npos);

    const auto close =
        fold_all({lingering("ipv4", "true", 2003 * kMs), lingering("ipv6", "true", 2031 * kMs)});
    BOOST_REQUIRE(close.size() == 1U);
    BOOST_TEST(text_of(close[0]).find("0 after about 2 s") != std::string::npos);
    BOOST_TEST(text_of(close[0]).find("many bytes, then full") != std::string::npos);

    BOOST_TEST(
        fold_all({lingering("ipv4", "true", 2003 * kMs), lingering("ipv6", "true", 3003 * kMs)})
            .size() == 2U);
}

BOOST_AUTO_TEST_CASE(several_trials_have_no_exact_figures) {
    CaseReport report = lingering("ipv4", "true", 2003 * kMs);
    report.trials = report.outcomes[0].trials = 10;
    BOOST_TEST(text_of(fold_all({report})[0]).find("0 after about 2 s") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(outcomes_with_the_same_words_say_where_they_differ) {
    CaseReport report = report_of(zero_resets("ipv4").done(), "");
    const auto other = zero_resets("ipv4").counter("TcpExt", "TCPAbortOnData", 2).done();
    report.outcomes.push_back({"other", 1, other});
    const auto rows = fold_all({report});
    BOOST_REQUIRE(rows[0].outcomes.size() == 2U);
    BOOST_TEST(rows[0].outcomes[0].differs == "");
    BOOST_TEST(rows[0].outcomes[1].differs == "counters/TcpExt/TCPAbortOnData");
}

BOOST_AUTO_TEST_CASE(what_is_told_of_a_story) {
    const Figures figures;
    const auto items = items_of(*killed_by_sigpipe().done(), kStyle, figures);
    BOOST_TEST(flat(items) == "worker\nrecv\nnever returned (inside recv)\n"
                              "server\nfirst-send\n5 bytes\n"
                              "server\nsecond-send\nkilled by SIGPIPE\n"
                              "server\nlast-read\nnot carried out: server has ended\n"
                              "left\n\nnothing\n");
    BOOST_TEST(items[0].notable);
    BOOST_TEST(!items[1].notable);
    const auto cut = items_of(*cut_story().done(), kStyle, figures);
    BOOST_TEST(flat(cut) == "client\nconnect\nnever returned (inside connect)\n"
                            "trial\n\ncut after 10.00 s: client was inside connect "
                            "(step connect)\n");
}

BOOST_AUTO_TEST_CASE(unlabelled_stories_tell_what_a_program_notices) {
    Story story("a/b");
    story.tell(step("server", "listen")).tell(step("client", "setsockopt"));
    story.tell(received("server", "ab"));
    story.tell(named(step("server", "recv", -1, "EAGAIN"), "recv-2"));
    BOOST_TEST(flat(items_of(*story.done(), kStyle, {})) ==
               "server\nrecv\n2 bytes \"ab\"\nserver\nrecv-2\nEAGAIN\n");
}

BOOST_AUTO_TEST_CASE(signals_between_steps_and_deaths_are_told) {
    Story story("a/b");
    story.tell(named(step("client", "close"), "the-close"));
    story.seen.roles[1].signals = {{"SIGURG", 2}};
    story.killed("server", "SIGKILL", 5000)
        .ends({{"client", end("FIN_WAIT2", false, 2'000)}, {"server/listener", end("LISTEN")}});
    BOOST_TEST(flat(items_of(*story.done(), kStyle, {})) ==
               "client\nthe-close\n0\nserver\n\ngot SIGURG 2 times\n"
               "server\n\nkilled by SIGKILL\nleft\nclient\norphan FIN_WAIT2 2 s\n");
}

BOOST_AUTO_TEST_CASE(a_trial_that_was_not_run) {
    Story story("a/b");
    story.seen.not_run = "no network\nnamespace";
    BOOST_TEST(flat(items_of(*story.done(), kStyle, {})) ==
               "trial\n\nnot run: no network namespace\n");
}

BOOST_AUTO_TEST_CASE(verdicts_of_trials_merge) {
    CaseReport report;
    using enum Verdict;
    judge(report, "a", "A.", {holds, holds, holds}, "");
    judge(report, "b", "B.", {holds, contradicted, undecided}, "why");
    judge(report, "c", "C.", {undecided, holds, undecided}, "");
    report.claims.push_back({"never-judged", "", "", {}, {}});
    const auto merged = merge(report.claims, report.judgements);
    BOOST_REQUIRE(merged.size() == 3U);
    BOOST_TEST((merged[0].verdict == holds && merged[0].trials == 3));
    BOOST_TEST((merged[1].verdict == contradicted && merged[1].trials == 1));
    BOOST_TEST(merged[1].reason == "why");
    BOOST_TEST((merged[2].verdict == undecided && merged[2].trials == 2));
    BOOST_TEST(merged[2].judged == 3);
    check_same(tally_lines(tally(merged), kStyle), {"1 holds", "1 contradicted", "1 undecided"});
}

BOOST_AUTO_TEST_SUITE_END()
