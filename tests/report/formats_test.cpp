// JUnit, KTAP and Markdown: whole reports, what fails and what does not, and hostile text.
#include "golden.hpp"
#include "report/grade.hpp"
#include "report/junit.hpp"
#include "report/ktap.hpp"
#include "report/markdown.hpp"
#include "suites.hpp"

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>

using namespace finwait;
using namespace finwait::stage;

namespace {

namespace pt = boost::property_tree;

pt::ptree parsed(const std::string& xml) {
    std::istringstream in(xml);
    pt::ptree tree;
    pt::read_xml(in, tree);
    return tree;
}

CaseReport not_run() {
    Story story("time-wait/bucket-limit");
    story.seen.not_run = "the scenario changes sysctls";
    CaseReport report = report_of(story.done(), "Buckets run out");
    judge(report, "buckets", "They do.", {Verdict::unsupported}, "not run");
    return report;
}

std::vector<CaseReport> with_not_run() {
    auto cases = suite();
    cases.push_back(not_run());
    return cases;
}

Grade grade(const CaseReport& report, bool strict = false) {
    return grade_of(report, strict, {}).grade;
}

CaseReport judged(std::initializer_list<Verdict> verdicts) {
    CaseReport report = report_of(zero_resets("ipv4").done(), "t");
    int number = 0;
    report.judgements.resize(1);
    for (const Verdict verdict : verdicts) {
        const std::string id = "c" + std::to_string(++number);
        report.claims.push_back({id, "article", "It is so.", {}, {}});
        report.judgements[0].push_back({id, verdict, "a reason"});
    }
    return report;
}

/// Bytes below a space but for line feeds, and those of a broken UTF-8.
bool clean(const std::string& text) {
    return std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\n') || byte == 0x7f || byte == 0xff;
    });
}

/// A case whose every text is this one.
CaseReport titled(const std::string& text) {
    CaseReport report = report_of(zero_resets("ipv4").done(), text);
    report.case_id = report.scenario = "theme/" + text;
    judge(report, text, text, {Verdict::contradicted}, text);
    return report;
}

} // namespace

BOOST_AUTO_TEST_SUITE(report_formats)

BOOST_AUTO_TEST_CASE(a_grade_weighs_as_the_exit_codes_do) {
    using enum Verdict;
    BOOST_TEST((grade(judged({holds, holds})) == Grade::passed));
    BOOST_TEST((grade(judged({})) == Grade::passed));
    BOOST_TEST((grade(judged({contradicted})) == Grade::passed));
    BOOST_TEST((grade(judged({contradicted}), true) == Grade::failed));
    BOOST_TEST((grade(judged({undecided, contradicted})) == Grade::skipped));
    BOOST_TEST((grade(judged({undecided, contradicted}), true) == Grade::failed));
    BOOST_TEST((grade(judged({unsupported, holds})) == Grade::passed));
    BOOST_TEST((grade(judged({unsupported, unsupported})) == Grade::skipped));
    BOOST_TEST((grade(not_run()) == Grade::skipped));
    BOOST_TEST((grade(varying("race/loud", "")) == Grade::failed));
    BOOST_TEST((grade(varying("race/declared", "it races")) == Grade::passed));
    BOOST_TEST((grade(report_of(cut_story().done(), "t")) == Grade::cut));
    CaseReport fault = judged({contradicted});
    fault.fault = "fork: EAGAIN";
    BOOST_TEST((grade(fault, true) == Grade::fault));
}

BOOST_AUTO_TEST_CASE(junit_as_a_whole) {
    check_golden("junit", junit(with_not_run(), kElapsed, false));
}

BOOST_AUTO_TEST_CASE(junit_counts_what_it_holds) {
    for (const bool strict : {false, true}) {
        const auto tree = parsed(junit(with_not_run(), kElapsed, strict));
        const auto& all = tree.get_child("testsuites");
        int cases = 0, failures = 0, errors = 0, skipped = 0;
        for (const auto& [name, suite_of] : all) {
            if (name != "testsuite") continue;
            for (const auto& [inner, one] : suite_of) {
                if (inner != "testcase") continue;
                ++cases;
                failures += static_cast<int>(one.count("failure"));
                errors += static_cast<int>(one.count("error"));
                skipped += static_cast<int>(one.count("skipped"));
            }
        }
        BOOST_TEST(all.get<int>("<xmlattr>.tests") == cases);
        BOOST_TEST(all.get<int>("<xmlattr>.failures") == failures);
        BOOST_TEST(all.get<int>("<xmlattr>.errors") == errors);
        BOOST_TEST(all.get<int>("<xmlattr>.skipped") == skipped);
        BOOST_TEST(cases == 12);
        BOOST_TEST(failures == (strict ? 6 : 1));
        BOOST_TEST(errors == 2);
        BOOST_TEST(skipped == 3);
    }
}

BOOST_AUTO_TEST_CASE(junit_escapes_what_xml_cannot_hold) {
    BOOST_TEST(xml_text("a<b>&\"c\"") == "a&lt;b&gt;&amp;&quot;c&quot;");
    BOOST_TEST(xml_text("\x1b[2J") == "\\x1b[2J");
    BOOST_TEST(xml_text(std::string_view("\0", 1)) == "\\x00");
    BOOST_TEST(xml_text("\xef\xbf\xbf") == "\\xef\\xbf\\xbf");
    BOOST_TEST(xml_text("\xff") == "\\xff");
    BOOST_TEST(xml_text("]]>") == "]]&gt;");
    const std::string evil = "\"/><failure/>]]>\x01\x1b\n'&amp;<!--";
    const std::string xml = junit({hostile(), titled(evil)}, kElapsed, true);
    BOOST_TEST(clean(xml));
    const auto tree = parsed(xml);
    BOOST_TEST(tree.get<int>("testsuites.<xmlattr>.tests") == 2);
    BOOST_TEST(xml.find("<failure/>") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(ktap_as_a_whole) { check_golden("ktap", ktap(with_not_run(), false)); }

BOOST_AUTO_TEST_CASE(ktap_numbers_its_tests_and_keeps_to_its_plans) {
    for (const bool strict : {false, true}) {
        int planned[2] = {0, 0}, seen[2] = {0, 0};
        for (const auto& line : lines_of(ktap(with_not_run(), strict))) {
            const std::size_t depth = line.starts_with("  ") ? 1 : 0;
            const std::string text = line.substr(2 * depth);
            BOOST_TEST_CONTEXT(line) {
                const bool result = text.starts_with("ok ") || text.starts_with("not ok ");
                if (text.starts_with("1..")) {
                    planned[depth] = std::stoi(text.substr(3));
                    seen[depth] = 0;
                } else if (result) {
                    const int number = std::stoi(text.substr(text.find("ok ") + 3));
                    BOOST_TEST(number == ++seen[depth]);
                    if (depth == 0) BOOST_TEST(seen[1] == planned[1]);
                } else {
                    BOOST_TEST((text.starts_with("# ") || text == "KTAP version 1"));
                }
            }
        }
        BOOST_TEST(planned[0] == 8);
        BOOST_TEST(seen[0] == planned[0]);
    }
}

BOOST_AUTO_TEST_CASE(ktap_names_hold_no_sign_that_ends_them) {
    const std::string text = ktap({titled("a # SKIP\nok 7 b\x1b"), hostile()}, false);
    BOOST_TEST(clean(text));
    BOOST_TEST(text.find("\nok 7") == std::string::npos);
    BOOST_TEST(text.find("ok 1 theme/a \\x23 SKIP\\x0aok 7 b\\x1b\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(markdown_as_a_whole) {
    const std::string text = markdown(with_not_run(), kElapsed);
    check_golden("markdown", text);
    BOOST_TEST(text.find('%') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(markdown_escapes_what_would_be_markup) {
    BOOST_TEST(markdown_text("a|b") == "a\\|b");
    BOOST_TEST(markdown_text("`x` *y* [z](u) ~w~") == "\\`x\\` \\*y\\* \\[z\\](u) \\~w\\~");
    BOOST_TEST(markdown_text("<script>&amp;") == "&lt;script&gt;&amp;amp;");
    BOOST_TEST(markdown_text("TIME_WAIT _exit") == "TIME_WAIT \\_exit");
    BOOST_TEST(markdown_text("@someone fixed #12") == "&#64;someone fixed &#35;12");
    BOOST_TEST(markdown_text("a\nb\x1b") == "a\\\\x0ab\\\\x1b");
}

BOOST_AUTO_TEST_CASE(markdown_rows_have_four_cells_whatever_they_hold) {
    auto cases = with_not_run();
    cases.push_back(hostile());
    cases.push_back(titled("a | b\n| c | <img src=x> ``` \\| d"));
    const std::string text = markdown(cases, kElapsed);
    BOOST_TEST(clean(text));
    BOOST_TEST(text.find("<img") == std::string::npos);
    for (const auto& line : lines_of(text)) {
        if (!line.starts_with('|')) continue;
        int bars = 0;
        bool escaped = false;
        for (const char c : line) {
            if (c == '|' && !escaped) ++bars;
            escaped = c == '\\' && !escaped;
        }
        BOOST_TEST_CONTEXT(line) { BOOST_TEST(bars == 5); }
    }
}

BOOST_AUTO_TEST_CASE(every_format_tells_a_distribution) {
    for (const auto& report : {varying("race/loud", ""), varying("race/declared", "it races")}) {
        for (const auto& text :
             {junit({report}, 0, false), ktap({report}, false), markdown({report}, 0)}) {
            BOOST_TEST(text.find("9 of 10 trials") != std::string::npos);
            BOOST_TEST(text.find("1 of 10 trials") != std::string::npos);
            const bool says_why = text.find("May vary: it races") != std::string::npos;
            BOOST_TEST(says_why == (report.case_id == "race/declared"));
        }
    }
}

BOOST_AUTO_TEST_CASE(nothing_is_a_report_too) {
    BOOST_TEST(parsed(junit({}, 0, false)).get<int>("testsuites.<xmlattr>.tests") == 0);
    BOOST_TEST(ktap({}, false) == "KTAP version 1\n1..0\n");
    BOOST_TEST(markdown({}, 0).starts_with("# finwait\n"));
}

BOOST_AUTO_TEST_SUITE_END()
