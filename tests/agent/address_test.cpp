// Addresses, to the kernel's form and back.
#include "agent/address.hpp"

#include <arpa/inet.h>
#include <boost/test/unit_test.hpp>
#include <cstring>

namespace finwait {
namespace {

BOOST_AUTO_TEST_SUITE(addresses)

BOOST_AUTO_TEST_CASE(loopback_and_any) {
    BOOST_TEST(loopback(AF_INET, 80).ip[0] == 127);
    BOOST_TEST(loopback(AF_INET, 80).ip[3] == 1);
    BOOST_TEST(loopback(AF_INET, 80).port == 80);
    BOOST_TEST(loopback(AF_INET, 80).family == AF_INET);
    BOOST_TEST(loopback(AF_INET6, 80).ip[15] == 1);
    BOOST_TEST(loopback(AF_INET6, 80).ip[0] == 0);
    BOOST_TEST(is_any(any_address(AF_INET, 80)));
    BOOST_TEST(is_any(any_address(AF_INET6, 80)));
    BOOST_TEST(is_any(Address{}));
    BOOST_TEST(!is_any(loopback(AF_INET, 80)));
    BOOST_TEST(!is_any(loopback(AF_INET6, 80)));
}

BOOST_AUTO_TEST_CASE(there_and_back_again) {
    for (const int family : {AF_INET, AF_INET6}) {
        for (const int port : {0, 1, 80, 0x1234, 65535}) {
            const auto number = static_cast<std::uint16_t>(port);
            for (const Address& address : {loopback(family, number), any_address(family, number)}) {
                SocketAddress name{};
                (void)to_socket_address(address, name);
                BOOST_CHECK(from_socket_address(name) == address);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(the_kernel_s_form_is_in_network_order) {
    SocketAddress name{};
    BOOST_TEST(to_socket_address(loopback(AF_INET, 0x1f90), name) == sizeof(sockaddr_in));
    BOOST_TEST(name.v4.sin_family == AF_INET);
    BOOST_TEST(name.v4.sin_port == htons(0x1f90));
    BOOST_TEST(name.v4.sin_addr.s_addr == htonl(INADDR_LOOPBACK));
    BOOST_TEST(to_socket_address(loopback(AF_INET6, 0x1f90), name) == sizeof(sockaddr_in6));
    BOOST_TEST(name.v6.sin6_family == AF_INET6);
    BOOST_TEST(name.v6.sin6_port == htons(0x1f90));
    BOOST_TEST(std::memcmp(&name.v6.sin6_addr, &in6addr_loopback, 16) == 0);
}

BOOST_AUTO_TEST_CASE(nothing_of_an_earlier_address_stays) {
    SocketAddress name{};
    std::memset(&name, 0xff, sizeof name);
    (void)to_socket_address(loopback(AF_INET6, 80), name);
    BOOST_TEST(name.v6.sin6_flowinfo == 0U);
    BOOST_TEST(name.v6.sin6_scope_id == 0U);
}

BOOST_AUTO_TEST_CASE(another_family_has_neither_address_nor_port) {
    SocketAddress name{};
    std::memset(&name, 0xff, sizeof name);
    name.any.sa_family = AF_UNSPEC;
    const Address address = from_socket_address(name);
    BOOST_TEST(address.family == AF_UNSPEC);
    BOOST_TEST(address.port == 0);
    BOOST_TEST(is_any(address));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
