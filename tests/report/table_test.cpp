#include "report/table.hpp"

#include "golden.hpp"
#include "suites.hpp"

#include <boost/test/unit_test.hpp>

using namespace finwait;
using namespace finwait::stage;

BOOST_AUTO_TEST_SUITE(report_table)

BOOST_AUTO_TEST_CASE(at_80_columns) {
    const std::string text = table(suite(), kElapsed, {false, true, 80});
    check_lines(text, 80);
    check_golden("table-80", text);
}

BOOST_AUTO_TEST_CASE(at_100_columns) {
    const std::string text = table(suite(), kElapsed, {false, true, 100});
    check_lines(text, 100);
    check_golden("table-100", text);
}

BOOST_AUTO_TEST_CASE(in_ascii) {
    const std::string text = table(suite(), kElapsed, {false, false, 80});
    check_lines(text, 80);
    check_golden("table-ascii", text);
    for (const char c : text) BOOST_TEST(static_cast<unsigned char>(c) < 0x80);
}

BOOST_AUTO_TEST_CASE(colours_change_no_width) {
    const std::string plain = table(suite(), kElapsed, {false, true, 80});
    const std::string coloured = table(suite(), kElapsed, {true, true, 80});
    const auto plain_lines = lines_of(plain), coloured_lines = lines_of(coloured);
    BOOST_REQUIRE(plain_lines.size() == coloured_lines.size());
    for (std::size_t i = 0; i < plain_lines.size(); ++i)
        BOOST_TEST(width_of(plain_lines[i]) == width_of(coloured_lines[i]));
    BOOST_TEST(coloured.find("\x1b[31m") != std::string::npos);
    BOOST_TEST(plain.find('\x1b') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(hostile_text_neither_overflows_nor_escapes) {
    for (const int columns : {20, 60, 80, 100, 400}) {
        const Style style{false, true, columns};
        const std::string text = table({hostile()}, kElapsed, style);
        check_lines(text, usable_columns(style));
        BOOST_TEST(text.find('\x1b') == std::string::npos);
        BOOST_TEST(text.find('\xff') == std::string::npos);
        BOOST_TEST(text.find("\\x1b") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_scenario_keeps_its_cases_together) {
    std::vector<CaseReport> cases;
    add_zero(cases, "ipv4");
    cases.push_back(report_of(killed_by_sigpipe().done(), "t"));
    add_zero(cases, "ipv6");
    const std::string text = table(cases, kElapsed, {});
    const std::size_t first = text.find("linger/zero-resets\n");
    BOOST_TEST(first != std::string::npos);
    BOOST_TEST(text.find("linger/zero-resets\n", first + 1) == std::string::npos);
    BOOST_TEST(text.find("ipv4, ipv6") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_summary_counts_every_case) {
    const std::string text = summary(suite(), kElapsed, {false, true, 100});
    BOOST_TEST(text.starts_with("7 scenarios, 11 cases, 29 trials in 6.20 s: "));
    BOOST_TEST(text.find("2 claims hold, 6 contradicted, 2 undecided") != std::string::npos);
    BOOST_TEST(text.find("unsupported") == std::string::npos);
    BOOST_TEST(text.find("packets: open an AF_PACKET socket: EPERM (in 1 of 11 cases)") !=
               std::string::npos);
    BOOST_TEST(text.find("%") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_summary_of_nothing) {
    BOOST_TEST(summary({}, 0, {}) == "0 scenarios, 0 cases, 0 trials in 0 ns: 0 claims hold, 0 "
                                     "contradicted, 0\nundecided\n");
    BOOST_TEST(table({}, 0, {}) == summary({}, 0, {}));
}

BOOST_AUTO_TEST_SUITE_END()
