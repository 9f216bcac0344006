// Socket options by name.
#include "scenario/options.hpp"

#include <boost/test/unit_test.hpp>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <set>
#include <string>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace finwait {
namespace {

BOOST_AUTO_TEST_SUITE(options)

BOOST_AUTO_TEST_CASE(are_found_by_name_and_by_number) {
    const SocketOption* linger = find_option("SO_LINGER");
    BOOST_TEST_REQUIRE(linger != nullptr);
    BOOST_TEST(linger->level == SOL_SOCKET);
    BOOST_TEST(linger->number == SO_LINGER);
    BOOST_TEST((linger->type == OptionType::linger));
    BOOST_TEST(find_option(SOL_SOCKET, SO_LINGER) == linger);
}

BOOST_AUTO_TEST_CASE(all_go_there_and_back) {
    std::set<std::string> names;
    std::set<std::pair<int, int>> numbers;
    for (const auto& option : socket_options()) {
        BOOST_TEST(find_option(option.name) == &option, option.name);
        BOOST_TEST(find_option(option.level, option.number) == &option, option.name);
        BOOST_TEST(names.insert(option.name).second, option.name);
        BOOST_TEST((numbers.insert({option.level, option.number}).second), option.name);
    }
    BOOST_TEST(names.size() > 200U);
}

BOOST_AUTO_TEST_CASE(have_the_level_of_their_name) {
    for (const auto& option : socket_options()) {
        const std::string name = option.name;
        const int level = name.starts_with("SO_")     ? SOL_SOCKET
                          : name.starts_with("TCP_")  ? IPPROTO_TCP
                          : name.starts_with("IPV6_") ? IPPROTO_IPV6
                                                      : IPPROTO_IP; // also MCAST_
        BOOST_TEST(option.level == level, name);
    }
}

BOOST_AUTO_TEST_CASE(of_other_names_are_none) {
    BOOST_TEST(find_option("so_linger") == nullptr);
    BOOST_TEST(find_option("") == nullptr);
    BOOST_TEST(find_option(SOL_SOCKET, 9999) == nullptr);
    BOOST_TEST(find_option(9999, SO_LINGER) == nullptr);
}

BOOST_AUTO_TEST_CASE(levels_have_names) {
    BOOST_TEST(value_of(option_levels(), "IPPROTO_TCP").value() == IPPROTO_TCP);
    for (const auto& option : socket_options())
        BOOST_TEST(name_of(option_levels(), option.level) != std::to_string(option.level));
}

/// What the kernel takes in four bytes, it must not be handed as a struct, and the other way round.
BOOST_AUTO_TEST_CASE(types_agree_with_this_kernel) {
    const int fd = ::socket(AF_INET6, SOCK_STREAM, 0);
    BOOST_TEST_REQUIRE(fd >= 0);
    for (const auto& option : socket_options()) {
        char bytes[512] = {};
        socklen_t length = sizeof bytes;
        if (::getsockopt(fd, option.level, option.number, bytes, &length) != 0) continue;
        if (option.type == OptionType::linger) BOOST_TEST(length == sizeof(linger), option.name);
        if (option.type == OptionType::timeval) BOOST_TEST(length == sizeof(timeval), option.name);
        // Two ints since Linux 5.14 (struct so_timestamping); one is enough to set them and to read the flags.
        if (std::string_view(option.name).starts_with("SO_TIMESTAMPING")) continue;
        if (option.type == OptionType::integer || option.type == OptionType::boolean)
            BOOST_TEST(length <= sizeof(int), option.name);
    }
    ::close(fd);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
