// Names of numbers: there and back.
#include "base/names.hpp"

#include <boost/test/unit_test.hpp>
#include <cerrno>
#include <csignal>
#include <poll.h>
#include <set>
#include <sys/socket.h>

namespace finwait {
namespace {

using Names = std::vector<std::string>;

BOOST_AUTO_TEST_SUITE(names)

BOOST_AUTO_TEST_CASE(go_there_and_back) {
    for (const NameTable table : {signal_names(), message_flag_names(), poll_event_names(),
                                  shutdown_names(), state_names(), errno_names()}) {
        BOOST_TEST(!table.empty());
        std::set<std::string> seen;
        for (const auto& name : table) {
            BOOST_TEST(value_of(table, name.text).value() == name.value, name.text);
            BOOST_TEST(seen.insert(name.text).second, name.text << " stands twice");
            const bool is_alias = std::string_view(name.text) == "EWOULDBLOCK";
            if (!is_alias) BOOST_TEST(name_of(table, name.value) == name.text);
        }
    }
}

BOOST_AUTO_TEST_CASE(are_those_of_the_system) {
    BOOST_TEST(value_of(errno_names(), "ECONNRESET").value() == ECONNRESET);
    BOOST_TEST(value_of(errno_names(), "EPIPE").value() == EPIPE);
    BOOST_TEST(value_of(signal_names(), "SIGPIPE").value() == SIGPIPE);
    BOOST_TEST(value_of(message_flag_names(), "MSG_OOB").value() == MSG_OOB);
    BOOST_TEST(value_of(poll_event_names(), "POLLRDHUP").value() == POLLRDHUP);
    BOOST_TEST(value_of(shutdown_names(), "SHUT_WR").value() == SHUT_WR);
}

BOOST_AUTO_TEST_CASE(are_exact) {
    BOOST_TEST(!value_of(errno_names(), "econnreset").has_value());
    BOOST_TEST(!value_of(errno_names(), "").has_value());
    BOOST_TEST(!value_of(signal_names(), "PIPE").has_value());
}

BOOST_AUTO_TEST_CASE(two_errnos_of_one_number_have_one_recorded_name) {
    BOOST_TEST(value_of(errno_names(), "EWOULDBLOCK").value() == EAGAIN);
    BOOST_TEST(errno_name(EWOULDBLOCK) == "EAGAIN");
}

BOOST_AUTO_TEST_CASE(an_unknown_number_names_itself) {
    BOOST_TEST(errno_name(99999) == "99999");
    BOOST_TEST(signal_name(60) == "60");
    BOOST_TEST(name_of(shutdown_names(), -1) == "-1");
}

BOOST_AUTO_TEST_CASE(no_error_has_no_name) { BOOST_TEST(errno_name(0) == ""); }

BOOST_AUTO_TEST_CASE(every_errno_of_linux_has_one) {
    for (int number = 1; number <= 133; ++number) {
        if (number == 41 || number == 58) continue; // Linux never gave these out
        BOOST_TEST(errno_name(number).starts_with("E"), number);
    }
}

BOOST_AUTO_TEST_CASE(bits_are_named_in_the_table_s_order) {
    BOOST_TEST(names_of_bits(poll_event_names(), POLLHUP | POLLIN) == (Names{"POLLIN", "POLLHUP"}));
    BOOST_TEST(names_of_bits(poll_event_names(), 0).empty());
}

BOOST_AUTO_TEST_CASE(bits_without_a_name_are_left_in_hex) {
    BOOST_TEST(names_of_bits(poll_event_names(), POLLIN | 0x4000) == (Names{"POLLIN", "0x4000"}));
}

BOOST_AUTO_TEST_CASE(shutdown_is_no_set_of_bits_but_has_three_names) {
    BOOST_TEST(all_names(shutdown_names()) == (Names{"SHUT_RD", "SHUT_WR", "SHUT_RDWR"}));
}

BOOST_AUTO_TEST_CASE(the_eleven_states_of_rfc_9293_are_named) {
    BOOST_TEST(state_names().size() == 11U);
    for (int state = kEstablished; state <= kClosing; ++state)
        BOOST_TEST(state_name(state) != std::to_string(state));
    BOOST_TEST(state_name(kNewSynRecv) == "SYN_RECV");
    BOOST_TEST(state_name(kClosed) == "CLOSED");
    BOOST_TEST(state_name(99) == "99");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
