// The kernel's counters, from text as net/ipv4/proc.c prints it and from text that it never would.
#include "evidence/counters.hpp"
#include "evidence/read_text.hpp"

#include <boost/test/unit_test.hpp>
#include <random>

namespace finwait {
namespace {

/// Two tables of /proc/net/snmp and one of /proc/net/netstat, shortened.
const std::string kBefore =
    "Ip: Forwarding DefaultTTL InReceives OutRequests\n"
    "Ip: 2 64 100 100\n"
    "Tcp: RtoAlgorithm RtoMin RtoMax MaxConn ActiveOpens PassiveOpens CurrEstab EstabResets\n"
    "Tcp: 1 200 120000 -1 3 2 2 0\n"
    "TcpExt: SyncookiesSent TCPAbortOnData TCPAbortOnClose\n"
    "TcpExt: 0 7 0\n";
const std::string kAfter =
    "Ip: Forwarding DefaultTTL InReceives OutRequests\n"
    "Ip: 1 65 112 112\n"
    "Tcp: RtoAlgorithm RtoMin RtoMax MaxConn ActiveOpens PassiveOpens CurrEstab EstabResets\n"
    "Tcp: 2 201 120001 5 4 3 0 1\n"
    "TcpExt: SyncookiesSent TCPAbortOnData TCPAbortOnClose\n"
    "TcpExt: 0 8 0\n";

std::int64_t one(const Counters& counters, const std::string& table, const std::string& name) {
    return counters.at(table).at(name);
}

BOOST_AUTO_TEST_SUITE(counters)

BOOST_AUTO_TEST_CASE(every_table_and_counter_is_read) {
    const Counters seen = parse_counters(kBefore);
    BOOST_TEST(seen.size() == 3U);
    BOOST_TEST(seen.at("Tcp").size() == 8U);
    BOOST_TEST(one(seen, "Ip", "InReceives") == 100);
    BOOST_TEST(one(seen, "Tcp", "ActiveOpens") == 3);
    BOOST_TEST(one(seen, "TcpExt", "TCPAbortOnData") == 7);
}

BOOST_AUTO_TEST_CASE(a_number_may_be_negative) {
    BOOST_TEST(one(parse_counters(kBefore), "Tcp", "MaxConn") == -1);
}

BOOST_AUTO_TEST_CASE(the_last_line_needs_no_end) {
    BOOST_TEST(one(parse_counters("Tcp: A B\nTcp: 1 2"), "Tcp", "B") == 2);
}

BOOST_AUTO_TEST_CASE(numbers_up_to_63_bits_are_kept) {
    const Counters seen = parse_counters("IpExt: InOctets\nIpExt: 9223372036854775807\n");
    BOOST_TEST(one(seen, "IpExt", "InOctets") == INT64_MAX);
}

BOOST_AUTO_TEST_CASE(lines_that_do_not_pair_up_are_passed_over) {
    BOOST_TEST(parse_counters("").empty());
    BOOST_TEST(parse_counters("\n\n\n").empty());
    BOOST_TEST(parse_counters("Tcp: A B\n").empty());
    BOOST_TEST(parse_counters("Tcp: A B\nTcp: 1\n").empty());
    BOOST_TEST(parse_counters("Tcp: A B\nTcp: 1 2 3\n").empty());
    BOOST_TEST(parse_counters("Tcp: A\nUdp: 1\n").empty());
    BOOST_TEST(parse_counters("Tcp A\nTcp 1\n").empty());
}

BOOST_AUTO_TEST_CASE(a_stray_line_does_not_cost_the_tables_behind_it) {
    for (const std::string stray : {"noise\n", "Tcp: A B C\n", "\n", "Udp: 1\n"}) {
        BOOST_TEST_CONTEXT("stray line: " << stray) {
            const Counters seen = parse_counters(stray + kBefore);
            BOOST_TEST(seen.size() == 3U);
            BOOST_TEST(one(seen, "Tcp", "ActiveOpens") == 3);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_number_counts_as_none) {
    BOOST_TEST(one(parse_counters("Tcp: A\nTcp: many\n"), "Tcp", "A") == 0);
}

BOOST_AUTO_TEST_CASE(changes_are_differences) {
    const Counters change = changed(parse_counters(kBefore), parse_counters(kAfter));
    BOOST_TEST(one(change, "Ip", "InReceives") == 12);
    BOOST_TEST(one(change, "Tcp", "ActiveOpens") == 1);
    BOOST_TEST(one(change, "Tcp", "EstabResets") == 1);
    BOOST_TEST(one(change, "TcpExt", "TCPAbortOnData") == 1);
    BOOST_TEST(change.at("TcpExt").size() == 1U);
}

BOOST_AUTO_TEST_CASE(settings_and_gauges_never_count_as_changes) {
    const Counters change = changed(parse_counters(kBefore), parse_counters(kAfter));
    for (const char* name : {"RtoAlgorithm", "RtoMin", "RtoMax", "MaxConn", "CurrEstab"})
        BOOST_TEST(!change.at("Tcp").contains(name), name);
    for (const char* name : {"Forwarding", "DefaultTTL"})
        BOOST_TEST(!change.at("Ip").contains(name), name);
}

BOOST_AUTO_TEST_CASE(equal_readings_have_no_changes) {
    BOOST_TEST(changed(parse_counters(kAfter), parse_counters(kAfter)).empty());
    BOOST_TEST(changed_between(kAfter, kAfter).empty());
    BOOST_TEST(changed_between("", "").empty());
}

BOOST_AUTO_TEST_CASE(what_was_not_there_before_counts_from_zero) {
    const Counters change = changed({}, parse_counters(kBefore));
    BOOST_TEST(one(change, "TcpExt", "TCPAbortOnData") == 7);
    BOOST_TEST(!change.at("TcpExt").contains("SyncookiesSent"));
}

BOOST_AUTO_TEST_CASE(a_counter_that_went_back_is_a_negative_difference) {
    BOOST_TEST(one(changed_between("Tcp: A\nTcp: 5\n", "Tcp: A\nTcp: 3\n"), "Tcp", "A") == -2);
}

BOOST_AUTO_TEST_CASE(the_short_way_gives_what_the_long_way_gives) {
    const auto long_way = [](const std::string& before, const std::string& after) {
        return changed(parse_counters(before), parse_counters(after));
    };
    const std::string fewer = kBefore.substr(0, kBefore.find("TcpExt"));
    for (const auto& [before, after] : {std::pair(kBefore, kAfter),
                                        {kAfter, kBefore},
                                        {fewer, kAfter},
                                        {kBefore, fewer},
                                        {"", kAfter},
                                        {kBefore, ""}})
        BOOST_CHECK(changed_between(before, after) == long_way(before, after));
}

/// This process's own counters, and what a kernel prints for real.
BOOST_AUTO_TEST_CASE(the_kernel_of_this_machine_is_understood) {
    for (const auto& [file, table, name] :
         {std::tuple("/proc/self/net/snmp", "Tcp", "ActiveOpens"),
          std::tuple("/proc/self/net/netstat", "TcpExt", "TCPAbortOnData")}) {
        const auto text = read_text(file);
        BOOST_TEST_REQUIRE(text.has_value(), file << " can be read");
        const Counters seen = parse_counters(*text);
        BOOST_TEST_REQUIRE(seen.contains(table));
        BOOST_TEST(seen.at(table).contains(name));
        BOOST_TEST(changed_between(*text, *text).empty());
    }
}

BOOST_AUTO_TEST_CASE(damaged_text_never_crashes) {
    std::mt19937 random(1); // the same damage in every run
    for (int round = 0; round < 2000; ++round) {
        std::string text = kAfter;
        for (int i = 0; i < 4; ++i) {
            const std::size_t at = random() % text.size();
            switch (random() % 3) {
            case 0: text[at] = " \n:-09A\xff"[random() % 8]; break;
            case 1: text.erase(at, random() % 20); break;
            default: text.insert(at, text.substr(random() % text.size(), random() % 30)); break;
            }
            if (text.empty()) text = "\n";
        }
        const Counters seen = parse_counters(text);
        (void)changed(seen, parse_counters(kBefore));
        (void)changed_between(kBefore, text);
        (void)changed_between(text, kBefore);
    }
    BOOST_TEST(true);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
