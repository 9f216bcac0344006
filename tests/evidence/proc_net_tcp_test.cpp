// Reading /proc/net/tcp and tcp6 from text as the kernel prints it (tcp4_seq_show(), tcp6_seq_show()).
#include "base/names.hpp"
#include "evidence/proc_net_tcp.hpp"

#include <boost/test/unit_test.hpp>
#include <netinet/in.h>
#include <random>

namespace finwait {
namespace {

// A listener on 127.0.0.1:8080, a connection to it with both ends, one that waits for an acknowledgement,
// one in TIME_WAIT, and a request that is not accepted yet.
const std::string kTcp =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode"
    "                                                     \n"
    "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000002 00:00000000 00000000     0        0 31101 "
    "1 0000000000000000 100 0 0 10 0                    \n"
    "   1: 0100007F:1F90 0100007F:C350 01 00000000:00000005 00:00000000 00000000     0        0 31103 "
    "1 0000000000000000 20 4 30 10 -1                   \n"
    "   2: 0100007F:C350 0100007F:1F90 01 00000000:00000000 02:000AFC80 00000000     0        0 31102 "
    "2 0000000000000000 20 4 0 10 -1                    \n"
    "   3: 0100007F:C351 0100007F:1F90 04 00001001:00000000 01:00000014 00000000     0        0 0 "
    "1 0000000000000000 20 4 0 10 -1                       \n"
    "   4: 0100007F:C352 0100007F:1F90 06 00000000:00000000 03:00001767 00000000     0        0 0 "
    "3 0000000000000000                                   \n"
    "   5: 0100007F:1F90 0100007F:C353 03 00000000:00000000 01:00000063 00000000     0        0 0 "
    "1 0000000000000000                                   \n"
    "   6: 0100007F:C354 0100007F:1F90 0B 00000001:00000000 04:00000010 00000000     0        0 0 "
    "1 0000000000000000                                   \n";

const std::string kTcp6 =
    "  sl  local_address                         remote_address                        st tx_queue "
    "rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
    "   0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A "
    "00000000:00000000 00:00000000 00000000  1000        0 41001 1 0000000000000000 100 0 0 10 0\n"
    "   1: 00000000000000000000000001000000:1F90 00000000000000000000000001000000:C350 08 "
    "00000000:00000001 00:00000000 00000000  1000        0 41003 1 0000000000000000 20 4 30 10 -1\n"
    "   2: 00000000000000000000000001000000:C350 00000000000000000000000001000000:1F90 05 "
    "00000000:00000000 03:0000176B 00000000     0        0 0 3 0000000000000000\n"
    "   3: 0000000000000000FFFF00000100007F:1F90 0000000000000000FFFF00000100007F:C360 01 "
    "00000000:00000000 00:00000000 00000000  1000        0 41004 1 0000000000000000 20 4 30 10 -1\n";

constexpr std::uint16_t kPort = 0x1f90;

Endpoint v4(std::uint16_t port) { return {AF_INET, port, {127, 0, 0, 1}}; }

Endpoint v6(std::uint16_t port) {
    Endpoint endpoint{AF_INET6, port, {}};
    endpoint.ip[15] = 1;
    return endpoint;
}

EndState find(std::uint16_t local, std::uint16_t remote) {
    return find_in_proc_net_tcp(kTcp, v4(local), v4(remote));
}

BOOST_AUTO_TEST_SUITE(proc_net_tcp)

BOOST_AUTO_TEST_CASE(both_ends_of_a_connection) {
    const EndState server = find(kPort, 0xc350);
    BOOST_TEST(server.state == kEstablished);
    BOOST_TEST(server.receive_queue == 5U);
    BOOST_TEST(server.send_queue == 0U);
    BOOST_TEST(server.inode == 31103U);
    BOOST_CHECK(server.timer == Timer::none);
    const EndState client = find(0xc350, kPort);
    BOOST_TEST(client.state == kEstablished);
    BOOST_TEST(client.inode == 31102U);
    BOOST_CHECK(client.timer == Timer::keepalive);
    BOOST_TEST(client.timer_left_ms == 7'200'000U); // 0xAFC80 hundredths of a second
}

BOOST_AUTO_TEST_CASE(a_listener_is_found_without_a_remote_end_only) {
    BOOST_TEST(find_in_proc_net_tcp(kTcp, v4(kPort), {}).state == kListen);
    BOOST_TEST(find(kPort, 0xbeef).state == kClosed);
    BOOST_TEST(find(kPort, 0).state == kClosed);
}

BOOST_AUTO_TEST_CASE(an_orphan_that_waits_for_its_acknowledgement) {
    const EndState end = find(0xc351, kPort);
    BOOST_TEST(end.state == kFinWait1);
    BOOST_TEST(end.send_queue == 0x1001U);
    BOOST_CHECK(end.timer == Timer::retransmit);
    BOOST_TEST(end.timer_left_ms == 200U);
    BOOST_TEST(end.inode == 0U);
}

BOOST_AUTO_TEST_CASE(time_wait_and_what_is_left_of_it) {
    const EndState end = find(0xc352, kPort);
    BOOST_TEST(end.state == kTimeWait);
    BOOST_CHECK(end.timer == Timer::time_wait);
    BOOST_TEST(end.timer_left_ms == 59'910U);
    BOOST_TEST(end.inode == 0U);
}

BOOST_AUTO_TEST_CASE(a_request_that_nobody_has_accepted) {
    BOOST_TEST(find(kPort, 0xc353).state == kSynRecv);
}

BOOST_AUTO_TEST_CASE(a_closing_end_with_a_probe_timer) {
    const EndState end = find(0xc354, kPort);
    BOOST_TEST(end.state == kClosing);
    BOOST_CHECK(end.timer == Timer::probe);
    BOOST_TEST(end.timer_left_ms == 160U);
}

BOOST_AUTO_TEST_CASE(ipv6) {
    const auto find6 = [](std::uint16_t local, std::uint16_t remote) {
        return find_in_proc_net_tcp(kTcp6, v6(local), v6(remote));
    };
    BOOST_TEST(find6(kPort, 0xc350).state == kCloseWait);
    BOOST_TEST(find6(kPort, 0xc350).inode == 41003U);
    BOOST_TEST(find6(0xc350, kPort).state == kFinWait2);
    BOOST_TEST(find6(0xc350, kPort).timer_left_ms == 59'950U);
    BOOST_TEST(find6(0xc351, kPort).state == kClosed);
    // The listener is at `::`, not at `::1`.
    BOOST_TEST(find_in_proc_net_tcp(kTcp6, {AF_INET6, kPort, {}}, {}).state == kListen);
    BOOST_TEST(find_in_proc_net_tcp(kTcp6, v6(kPort), {}).state == kClosed);
}

BOOST_AUTO_TEST_CASE(the_families_are_not_mixed_up) {
    BOOST_TEST(find_in_proc_net_tcp(kTcp6, v4(kPort), v4(0xc350)).state == kClosed);
    BOOST_TEST(find_in_proc_net_tcp(kTcp, v6(kPort), v6(0xc350)).state == kClosed);
}

BOOST_AUTO_TEST_CASE(another_address_or_another_port_is_another_end) {
    Endpoint elsewhere = v4(kPort);
    elsewhere.ip[3] = 2;
    BOOST_TEST(find_in_proc_net_tcp(kTcp, elsewhere, v4(0xc350)).state == kClosed);
    BOOST_TEST(find_in_proc_net_tcp(kTcp, v4(kPort), elsewhere).state == kClosed);
    BOOST_TEST(find(0x1f9, 0xc350).state == kClosed);
}

BOOST_AUTO_TEST_CASE(text_without_ends_has_none) {
    BOOST_TEST(find_in_proc_net_tcp("", v4(1), v4(2)).state == kClosed);
    BOOST_TEST(find_in_proc_net_tcp("\n", v4(1), v4(2)).state == kClosed);
    const std::string head = kTcp.substr(0, kTcp.find('\n') + 1);
    BOOST_TEST(find_in_proc_net_tcp(head, v4(kPort), {}).state == kClosed);
}

BOOST_AUTO_TEST_CASE(wrong_lines_are_passed_over) {
    const std::string head = kTcp.substr(0, kTcp.find('\n') + 1);
    const std::string row =
        "   1: 0100007F:1F90 0100007F:C350 08 00000000:00000001 00:00000000 00000000 0 0 77\n";
    const auto state = [&](const std::string& lines) {
        return find_in_proc_net_tcp(head + lines, v4(kPort), v4(0xc350)).state;
    };
    BOOST_TEST(state(row) == kCloseWait);
    for (const char* wrong :
         {"\n", "   1:\n", "   1: 0100007F:1F90 0100007F:C350 01\n",
          "   1: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000 0 0\n",
          "   1: 0100007F1F90 0100007F:C350 01 0:0 0:0 0 0 0 1\n",
          "   1: 0100007F:1F90 0100007F:ZZZZ 01 0:0 0:0 0 0 0 1\n",
          "   1: 0100007F:1F90: 0100007F:C350 01 0:0 0:0 0 0 0 1\n",
          "   1: 100007F:1F90 0100007F:C350 01 0:0 0:0 0 0 0 1\n",
          "   1: : : 01 0:0 0:0 0 0 0 1\n"}) {
        BOOST_TEST(state(wrong) == kClosed, wrong);
        BOOST_TEST(state(wrong + row) == kCloseWait, wrong);
    }
}

BOOST_AUTO_TEST_CASE(a_timer_of_a_later_kernel_counts_as_none) {
    const std::string head = kTcp.substr(0, kTcp.find('\n') + 1);
    const EndState end = find_in_proc_net_tcp(
        head + "   1: 0100007F:1F90 0100007F:C350 08 0:0 09:00000063 0 0 0 77\n", v4(kPort),
        v4(0xc350));
    BOOST_TEST(end.state == kCloseWait);
    BOOST_CHECK(end.timer == Timer::none);
    BOOST_TEST(end.timer_left_ms == 0U);
}

BOOST_AUTO_TEST_CASE(damaged_text_never_crashes) {
    std::mt19937 random(2); // the same damage in every run
    for (int round = 0; round < 2000; ++round) {
        std::string text = round % 2 == 0 ? kTcp : kTcp6;
        for (int i = 0; i < 6; ++i) {
            const std::size_t at = random() % text.size();
            if (random() % 2 == 0) text[at] = " \n:0F\xff"[random() % 6];
            else text.resize(std::max<std::size_t>(1, text.size() - random() % 40));
        }
        (void)find_in_proc_net_tcp(text, v4(kPort), v4(0xc350));
        (void)find_in_proc_net_tcp(text, v6(0xc350), v6(kPort));
        (void)find_in_proc_net_tcp(text, v4(kPort), {});
    }
    BOOST_TEST(true);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
