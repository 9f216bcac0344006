// Socket states by sock_diag and by /proc/net/tcp, of a real connection over loopback in this process.
#include "base/clock.hpp"
#include "base/names.hpp"
#include "evidence/proc_net_tcp.hpp"
#include "evidence/read_text.hpp"
#include "evidence/states.hpp"

#include <arpa/inet.h>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace finwait {
namespace {

namespace data = boost::unit_test::data;

union Name {
    sockaddr any;
    sockaddr_in v4;
    sockaddr_in6 v6;
};

Endpoint endpoint_of(const Name& name) {
    Endpoint endpoint{name.any.sa_family, 0, {}};
    if (endpoint.family == AF_INET6) {
        endpoint.port = ntohs(name.v6.sin6_port);
        std::memcpy(endpoint.ip.data(), &name.v6.sin6_addr, 16);
    } else {
        endpoint.port = ntohs(name.v4.sin_port);
        std::memcpy(endpoint.ip.data(), &name.v4.sin_addr, 4);
    }
    return endpoint;
}

Endpoint local_end(const UniqueFd& socket) {
    Name name{};
    socklen_t length = sizeof name;
    BOOST_REQUIRE(::getsockname(socket.get(), &name.any, &length) == 0);
    return endpoint_of(name);
}

socklen_t loopback_name(int family, Name& name) {
    name.any.sa_family = static_cast<sa_family_t>(family);
    if (family == AF_INET6) {
        name.v6.sin6_addr = in6addr_loopback;
        return sizeof name.v6;
    }
    name.v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return sizeof name.v4;
}

UniqueFd tcp_socket(int family) {
    return UniqueFd(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0));
}

bool has_family(int family) {
    Name name{};
    const socklen_t length = loopback_name(family, name);
    const UniqueFd socket = tcp_socket(family);
    return socket.valid() && ::bind(socket.get(), &name.any, length) == 0;
}

struct Connection {
    explicit Connection(int family) : listener(tcp_socket(family)), client(tcp_socket(family)) {
        Name name{};
        socklen_t length = loopback_name(family, name);
        BOOST_REQUIRE(::bind(listener.get(), &name.any, length) == 0);
        BOOST_REQUIRE(::listen(listener.get(), 1) == 0);
        BOOST_REQUIRE(::getsockname(listener.get(), &name.any, &length) == 0);
        BOOST_REQUIRE(::connect(client.get(), &name.any, length) == 0);
        server = UniqueFd(::accept(listener.get(), nullptr, nullptr));
        BOOST_REQUIRE(server.valid());
        client_end = local_end(client);
        server_end = local_end(server);
    }
    UniqueFd listener, client, server;
    Endpoint client_end, server_end;
};

/// Whether two answers agree on all that does not move by itself.
bool agree(const EndState& seen, const EndState& listed) {
    // Of a listener sock_diag tells the backlog there, and /proc/net/tcp nothing.
    const bool same_queue = seen.state == kListen || seen.send_queue == listed.send_queue;
    return seen.state == listed.state && seen.timer == listed.timer && same_queue &&
           seen.receive_queue == listed.receive_queue && seen.inode == listed.inode;
}

std::string words(const EndState& seen) {
    return fmt::format("{}, timer {}, queues {} and {}, inode {}", state_name(seen.state),
                       static_cast<int>(seen.timer), seen.receive_queue, seen.send_queue,
                       seen.inode);
}

/// Asks both sources, which come to agree when nothing is on its way any more.
class Both {
  public:
    Both() : diag_(SockDiag::open()) { BOOST_TEST_REQUIRE(diag_.has_value(), why()); }

    EndState ask(const Endpoint& local, const Endpoint& remote) {
        const std::int64_t deadline = monotonic_ns() + 5 * kNanosecondsPerSecond;
        for (;;) {
            const auto seen = diag_->ask(local, remote);
            const auto listed = ask_proc_net_tcp(local, remote);
            BOOST_TEST_REQUIRE(seen.has_value());
            BOOST_TEST_REQUIRE(listed.has_value());
            if (agree(*seen, *listed)) return *seen;
            BOOST_TEST_REQUIRE((monotonic_ns() < deadline), words(*seen) << "; " << words(*listed));
        }
    }

    /// Waits until an end is in this state, for at most five seconds.
    EndState wait(const Endpoint& local, const Endpoint& remote, int state) {
        const std::int64_t deadline = monotonic_ns() + 5 * kNanosecondsPerSecond;
        while (diag_->ask(local, remote)->state != state && monotonic_ns() < deadline) {
            const timespec brief{0, 100'000};
            ::nanosleep(&brief, nullptr);
        }
        const EndState seen = ask(local, remote);
        BOOST_TEST(state_name(seen.state) == state_name(state));
        return seen;
    }

  private:
    std::string why() const { return diag_ ? "" : diag_.error().what; }
    Result<SockDiag> diag_;
};

BOOST_AUTO_TEST_SUITE(states)

const auto kFamilies = data::make({AF_INET, AF_INET6});

BOOST_DATA_TEST_CASE(a_connection_from_its_birth_to_time_wait, kFamilies, family) {
    if (!has_family(family)) {
        BOOST_TEST_MESSAGE("no loopback address of this family here");
        return;
    }
    Both source;
    Connection pair(family);
    const Endpoint &client = pair.client_end, &server = pair.server_end;

    BOOST_TEST(source.ask(server, {}).state == kListen);
    BOOST_TEST(source.wait(client, server, kEstablished).inode != 0U);
    BOOST_TEST(source.wait(server, client, kEstablished).inode != 0U);

    BOOST_REQUIRE(::send(pair.client.get(), "abcde", 5, MSG_NOSIGNAL) == 5);
    BOOST_REQUIRE(::shutdown(pair.client.get(), SHUT_WR) == 0);
    BOOST_TEST(source.wait(client, server, kFinWait2).inode != 0U);
    // Its FIN counts one in the receive queue that a process sees here.
    BOOST_TEST(source.wait(server, client, kCloseWait).receive_queue >= 5U);

    char bytes[8];
    BOOST_REQUIRE(::recv(pair.server.get(), bytes, sizeof bytes, MSG_WAITALL) == 5);
    pair.client.reset();
    BOOST_TEST(source.wait(client, server, kFinWait2).inode == 0U);
    pair.server.reset();
    const EndState last = source.wait(client, server, kTimeWait);
    BOOST_CHECK(last.timer == Timer::time_wait);
    BOOST_TEST(last.timer_left_ms > 59'000U);
    BOOST_TEST(last.timer_left_ms <= 60'000U);
    BOOST_TEST(last.inode == 0U);
    source.wait(server, client, kClosed);
    BOOST_TEST(source.ask(server, {}).state == kListen);
    pair.listener.reset();
    BOOST_TEST(source.ask(server, {}).state == kClosed);
}

BOOST_AUTO_TEST_CASE(an_unknown_connection_is_closed_and_not_the_listener_on_its_port) {
    Both source;
    const Connection pair(AF_INET);
    Endpoint nobody = pair.client_end;
    nobody.port = 1;
    BOOST_CHECK(source.ask(pair.server_end, nobody) == EndState{});
    BOOST_CHECK(source.ask(nobody, pair.server_end) == EndState{});
    BOOST_CHECK(source.ask(nobody, {}) == EndState{});
}

BOOST_AUTO_TEST_CASE(an_aborted_connection_is_closed_at_both_ends) {
    Both source;
    Connection pair(AF_INET);
    const linger abort{1, 0};
    ::setsockopt(pair.client.get(), SOL_SOCKET, SO_LINGER, &abort, sizeof abort);
    pair.client.reset();
    source.wait(pair.client_end, pair.server_end, kClosed);
    source.wait(pair.server_end, pair.client_end, kClosed);
}

BOOST_AUTO_TEST_CASE(a_connection_that_waits_for_accept_has_no_owner) {
    Both source;
    const UniqueFd listener = tcp_socket(AF_INET), client = tcp_socket(AF_INET);
    Name name{};
    socklen_t length = loopback_name(AF_INET, name);
    BOOST_REQUIRE(::bind(listener.get(), &name.any, length) == 0);
    BOOST_REQUIRE(::listen(listener.get(), 1) == 0);
    BOOST_REQUIRE(::getsockname(listener.get(), &name.any, &length) == 0);
    BOOST_REQUIRE(::connect(client.get(), &name.any, length) == 0);
    BOOST_TEST(source.wait(local_end(listener), local_end(client), kEstablished).inode == 0U);
}

BOOST_AUTO_TEST_CASE(one_source_answers_many_questions_in_order) {
    auto diag = SockDiag::open();
    BOOST_TEST_REQUIRE(diag.has_value());
    const Connection pair(AF_INET);
    for (int i = 0; i < 200; ++i) {
        BOOST_TEST(diag->ask(pair.server_end, {})->state == kListen);
        BOOST_TEST(diag->ask(pair.client_end, pair.server_end)->state == kEstablished);
    }
}

BOOST_AUTO_TEST_CASE(the_best_source_is_taken_and_what_lacks_is_told) {
    using Kind = StateSource::Kind;
    const StateSource best = StateSource::open(false, false);
    BOOST_CHECK(best.kind() == Kind::sock_diag);
    BOOST_TEST(best.why().empty());
    const StateSource lesser = StateSource::open(true, false);
    BOOST_CHECK(lesser.kind() == Kind::proc_net_tcp);
    BOOST_TEST(lesser.why().find("sock_diag") != std::string::npos);
    const StateSource nothing = StateSource::open(true, true);
    BOOST_CHECK(nothing.kind() == Kind::none);
    BOOST_TEST(nothing.why().find("sock_diag") != std::string::npos);
    BOOST_TEST(nothing.why().find("/proc/net/tcp") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(every_source_says_the_same_and_none_says_nothing) {
    const Connection pair(AF_INET);
    StateSource best = StateSource::open(false, true), lesser = StateSource::open(true, false),
                nothing = StateSource::open(true, true);
    const std::vector<EndAsked> both = {{pair.client_end, pair.server_end},
                                        {pair.server_end, pair.client_end}};
    const auto seen = best.ask(both);
    BOOST_TEST_REQUIRE(seen.size() == 2);
    BOOST_TEST(seen[0].state == kEstablished);
    BOOST_TEST(seen[1].state == kEstablished);
    BOOST_TEST(seen[0].inode != seen[1].inode);
    BOOST_CHECK(lesser.ask(both) == seen);
    BOOST_CHECK(nothing.ask(both) == std::vector<EndState>(2));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
