// Planning: which socket, which label, which role, how long.
#include "scenario/reading.hpp"

namespace finwait {
namespace {

using namespace test;
using Names = std::vector<std::string>;

std::string socket_of(const Plan& plan, std::size_t step) {
    return plan.sockets.at(plan.steps.at(step).socket);
}
std::string other_of(const Plan& plan, std::size_t step) {
    return plan.sockets.at(plan.steps.at(step).other_socket);
}
std::string fault_of(const std::string& steps, const std::string& extra = "") {
    return all_messages(read(scenario(steps, extra)));
}
constexpr std::int64_t kSecond = 1'000'000'000;

const std::string kTwoSockets =
    R"({ "client": "socket", "socket": "one" }, { "client": "socket", "socket": "two" })";

BOOST_AUTO_TEST_SUITE(plan_sockets)

BOOST_AUTO_TEST_CASE(the_common_story_needs_no_names) {
    const Plan plan =
        plan_of(kOpen + R"(, { "client": "send", "bytes": 5 }, { "server": "recv" })");
    BOOST_TEST(plan.sockets == (Names{"listener", "socket", "connection"}));
    BOOST_TEST(socket_of(plan, 0) == "listener");
    BOOST_TEST(socket_of(plan, 1) == "socket");
    BOOST_TEST(socket_of(plan, 2) == "connection");
    BOOST_TEST(other_of(plan, 2) == "listener");
    BOOST_TEST(socket_of(plan, 3) == "socket");
    BOOST_TEST(socket_of(plan, 4) == "connection"); // the listener is not meant
}

BOOST_AUTO_TEST_CASE(a_socket_that_is_there_is_connected_and_listens) {
    const Plan plan = plan_of(R"({ "server": "socket", "socket": "door" }, { "server": "listen" },
                                 { "client": "socket", "socket": "mine" }, { "client": "connect" },
                                 { "server": "accept" })");
    BOOST_TEST(socket_of(plan, 1) == "door");
    BOOST_TEST(socket_of(plan, 3) == "mine");
    BOOST_TEST(other_of(plan, 4) == "door");
}

BOOST_AUTO_TEST_CASE(a_lone_listener_can_be_meant) {
    BOOST_TEST(socket_of(plan_of(R"({ "server": "listen" }, { "server": "close" })"), 1) ==
               "listener");
}

BOOST_AUTO_TEST_CASE(roles_share_names_not_sockets) {
    const Plan plan = plan_of(kOpen + R"(, { "server": "socket", "socket": "socket" })");
    BOOST_TEST(plan.steps[3].socket == plan.steps[1].socket);
    BOOST_TEST(plan.sockets.size() == 3U);
}

BOOST_AUTO_TEST_CASE(steps_without_a_socket_have_none) {
    const Plan plan = plan_of(R"({ "client": "pause", "seconds": 0 }, { "client": "exit" })");
    BOOST_TEST(plan.steps[0].socket == kNoSocket);
    BOOST_TEST(plan.steps[1].other_socket == kNoSocket);
}

BOOST_AUTO_TEST_CASE(two_sockets_must_be_told_apart) {
    BOOST_TEST(socket_of(plan_of(kTwoSockets + R"(, { "client": "close", "socket": "two" })"), 2) ==
               "two");
    BOOST_TEST(fault_of(kTwoSockets + R"(, { "client": "close" })") ==
               "/steps/2: client has 2 sockets (one, two): say which with \"socket\"\n");
}

BOOST_AUTO_TEST_CASE(a_copy_is_a_socket_of_its_own) {
    const Plan plan = plan_of(kOpen + R"(, { "client": "dup", "to": "copy" },
                                           { "client": "close", "socket": "copy" })");
    BOOST_TEST(other_of(plan, 3) == "socket");
    BOOST_TEST(socket_of(plan, 3) == "copy");
    BOOST_TEST(socket_of(plan, 4) == "copy");
}

BOOST_AUTO_TEST_CASE(a_closed_name_can_be_given_again) {
    const Plan plan = plan_of(kOpen + R"(, { "server": "close" }, { "client": "close" },
        { "client": "socket" }, { "client": "connect" }, { "server": "accept" })");
    BOOST_TEST(socket_of(plan, 7) == "connection");
    BOOST_TEST(
        fault_of(kOpen + R"(, { "server": "accept" })") ==
        "/steps/3: server has a socket \"connection\" that is still open; name this one with "
        "\"socket\"\n");
}

BOOST_AUTO_TEST_CASE(a_name_that_listened_can_be_a_plain_socket_later) {
    const Plan plan = plan_of(R"({ "server": "listen", "socket": "s" }, { "server": "close" },
                                 { "server": "socket", "socket": "s" }, { "server": "recv" })");
    BOOST_TEST(socket_of(plan, 3) == "s");
    BOOST_TEST(fault_of(R"({ "server": "listen", "socket": "s" }, { "server": "close" },
                           { "server": "socket", "socket": "s" }, { "server": "accept" })") ==
               "/steps/3: server has no listener yet\n");
}

BOOST_AUTO_TEST_CASE(sixteen_names_are_enough) {
    const auto sockets = [](int count) {
        std::string steps;
        for (int i = 0; i < count; ++i)
            steps += (i ? ", " : "") + std::string(R"({ "client": "socket", "socket": "s)") +
                     std::to_string(i) + "\" }";
        return steps;
    };
    BOOST_TEST(plan_of(sockets(kMaxSockets)).sockets.size() == kMaxSockets);
    BOOST_TEST(fault_of(sockets(kMaxSockets + 1)) ==
               "/steps/16: \"s16\" is one name more than the 16 "
               "that a scenario can give to sockets\n");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(plan_addresses)

BOOST_AUTO_TEST_CASE(connect_goes_to_the_last_listener) {
    const Plan plan = plan_of(R"({ "server": "listen", "socket": "a" },
                                 { "server": "listen", "socket": "b" }, { "client": "connect" })");
    const Value to = plan.steps[2].fields[0];
    BOOST_TEST((to.kind == ValueKind::address));
    BOOST_TEST(to.a == kServer);
    BOOST_TEST(plan.sockets.at(static_cast<std::size_t>(to.b)) == "b");
}

BOOST_AUTO_TEST_CASE(connect_goes_where_it_is_told) {
    const Plan plan = plan_of(R"({ "server": "listen", "socket": "a" },
                                 { "server": "listen", "socket": "b" },
                                 { "client": "connect", "to": "server/a" },
                                 { "client": "connect", "to": "AF_UNSPEC" })");
    BOOST_TEST(plan.sockets.at(static_cast<std::size_t>(plan.steps[2].fields[0].b)) == "a");
    BOOST_TEST((plan.steps[3].fields[0].kind == ValueKind::unspec));
}

BOOST_AUTO_TEST_CASE(connect_to_a_port_has_no_address) {
    const Plan plan = plan_of(R"({ "client": "connect", "port": 9 })");
    BOOST_TEST((plan.steps[0].fields[0].kind == ValueKind::absent));
    BOOST_TEST(plan.steps[0].fields[1].a == 9);
}

BOOST_AUTO_TEST_CASE(bind_takes_the_address_of_a_closed_socket) {
    const Plan plan = plan_of(kOpen + R"(, { "client": "close" },
        { "client": "socket", "socket": "again" },
        { "client": "bind", "socket": "again", "like": "client/socket" })");
    const Value like = plan.steps[5].fields[2];
    BOOST_TEST((like.kind == ValueKind::address));
    BOOST_TEST(like.a == kClient);
    BOOST_TEST(plan.sockets.at(static_cast<std::size_t>(like.b)) == "socket");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(plan_labels)

BOOST_AUTO_TEST_CASE(repetitions_are_numbered_for_each_role) {
    const Plan plan = plan_of(kOpen + R"(, { "client": "recv" }, { "server": "recv" },
        { "client": "recv" }, { "client": "recv", "as": "last" }, { "client": "recv" })");
    BOOST_TEST(plan.labels ==
               (Names{"listen", "connect", "accept", "recv", "recv", "recv-2", "last", "recv-3"}));
}

BOOST_AUTO_TEST_CASE(a_label_is_taken_once_by_a_role) {
    BOOST_TEST(
        plan_of(kOpen + R"(, { "client": "recv", "as": "x" }, { "server": "recv", "as": "x" })")
            .labels.at(4) == "x");
    BOOST_TEST(
        fault_of(kOpen + R"(, { "client": "recv", "as": "x" }, { "client": "recv", "as": "x" })") ==
        "/steps/4/as: client has a step labelled \"x\" already\n");
}

BOOST_AUTO_TEST_CASE(members_of_a_role_are_no_labels) {
    for (const std::string name : {"ended", "signals", "end"}) {
        BOOST_TEST(fault_of(R"({ "client": "socket", "as": ")" + name + "\" }") ==
                   "/steps/0/as: the label \"" + name + "\" is reserved\n");
    }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(plan_roles)

BOOST_AUTO_TEST_CASE(heirs_follow_client_and_server) {
    const Plan plan = plan_of(kOpen + R"(, { "server": "fork", "heir": "worker" },
        { "worker": "fork", "heir": "helper" }, { "helper": "recv" })");
    BOOST_TEST(plan.roles == (Names{"client", "server", "worker", "helper"}));
    BOOST_TEST(plan.steps[3].fields[0].a == 2);
    BOOST_TEST(plan.steps[4].role == 2U);
    BOOST_TEST(plan.steps[4].fields[0].a == 3);
    BOOST_TEST(socket_of(plan, 5) == "connection");
}

BOOST_AUTO_TEST_CASE(an_heir_has_the_sockets_of_its_parent_at_that_moment) {
    const Plan plan = plan_of(R"({ "server": "listen" }, { "server": "fork", "heir": "worker" },
        { "client": "connect" }, { "worker": "accept" }, { "worker": "recv" })");
    BOOST_TEST(other_of(plan, 3) == "listener");
    BOOST_TEST(socket_of(plan, 4) == "connection");
    BOOST_TEST(fault_of(R"({ "server": "listen" }, { "server": "fork", "heir": "worker" },
        { "client": "connect" }, { "server": "accept" }, { "worker": "recv", "socket": "connection" })") ==
               "/steps/4/socket: unknown socket of worker \"connection\"\n");
}

BOOST_AUTO_TEST_CASE(an_heir_s_labels_are_its_own) {
    const Plan plan =
        plan_of(kOpen + R"(, { "server": "recv" }, { "server": "fork", "heir": "worker" },
                                           { "worker": "recv" })");
    BOOST_TEST(plan.labels.at(5) == "recv");
}

BOOST_AUTO_TEST_CASE(an_heir_is_not_called_like_a_member_of_an_observation) {
    for (const std::string name :
         {"schema", "scenario", "case", "trial", "kernel", "finwait", "network", "clock", "roles",
          "events", "packets", "states", "counters", "missing", "cut", "outcome", "elapsed_ns",
          "not_run"}) {
        BOOST_TEST(fault_of(R"({ "server": "fork", "heir": ")" + name + "\" }") ==
                   "/steps/0/heir: an heir cannot be called \"" + name +
                       "\": observations have a member of that name\n");
    }
}

BOOST_AUTO_TEST_CASE(eight_roles_are_enough) {
    const auto forks = [](std::size_t count) {
        std::string steps;
        for (std::size_t i = 0; i < count; ++i)
            steps += (i ? ", " : "") + std::string(R"({ "server": "fork", "heir": "heir-)") +
                     std::to_string(i) + "\" }";
        return steps;
    };
    BOOST_TEST(plan_of(forks(kMaxRoles - 2)).roles.size() == kMaxRoles);
    BOOST_TEST(fault_of(forks(kMaxRoles - 1)) ==
               "/steps/6/heir: is one role more than the 8 that a scenario can have\n");
}

BOOST_AUTO_TEST_CASE(a_role_that_ended_does_nothing_but_time_goes_on) {
    const Plan plan =
        plan_of(kOpen + R"(, { "client": "exit" }, { "client": "pause", "seconds": 0 },
                                           { "client": "wait", "state": "CLOSED" })");
    BOOST_TEST(plan.steps.size() == 6U);
    BOOST_TEST(fault_of(kOpen + R"(, { "client": "exit" }, { "client": "close" })") ==
               "/steps/4/client: client has ended before this step\n");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(plan_times)

BOOST_AUTO_TEST_CASE(deadlines_have_defaults) {
    const Plan plan = plan_of(kOpen);
    BOOST_TEST(plan.deadline_ns == 20 * kSecond);
    BOOST_TEST(plan.steps[0].deadline_ns == 10 * kSecond);
}

BOOST_AUTO_TEST_CASE(deadlines_are_taken_in_seconds) {
    const Plan plan = plan_of(R"({ "client": "socket", "deadline": 0.25 })", R"("deadline": 600)");
    BOOST_TEST(plan.deadline_ns == 600 * kSecond);
    BOOST_TEST(plan.steps[0].deadline_ns == kSecond / 4);
}

BOOST_AUTO_TEST_CASE(a_call_in_the_background_may_stay) {
    const Plan plan = plan_of(kOpen + R"(, { "client": "recv", "background": true, "stays": true },
                                           { "server": "recv", "background": true },
                                           { "server": "await", "step": "recv" })");
    BOOST_TEST(plan.steps[3].background);
    BOOST_TEST(plan.steps[3].may_stay);
    BOOST_TEST(!plan.steps[4].may_stay);
    BOOST_TEST(!plan.steps[5].background);
    BOOST_TEST(plan.steps[5].fields[0].a == 4); // the server's recv, not the client's
}

BOOST_AUTO_TEST_CASE(pauses_must_fit_into_the_trial) {
    const std::string pauses =
        R"({ "client": "pause", "seconds": 10 }, { "client": "pause", "seconds": 10 })";
    BOOST_TEST(plan_of(pauses, R"("deadline": 21)").steps.size() == 2U);
    BOOST_TEST(fault_of(pauses).starts_with("/steps/1: with this pause the story lasts longer"));
}

BOOST_AUTO_TEST_CASE(the_family_is_the_case_s) {
    const auto cases = cases_of(scenario(kOpen, R"("vary": { "family": ["ipv6", "ipv4"] })"));
    BOOST_TEST((plan_case(cases[0], step_specs()).family == Family::ipv6));
    BOOST_TEST((plan_case(cases[1], step_specs()).family == Family::ipv4));
    BOOST_TEST((plan_of(kOpen).family == Family::ipv4));
}

BOOST_AUTO_TEST_CASE(a_sysctl_asks_for_a_namespace) {
    BOOST_TEST(!plan_of(kOpen).changes_sysctls);
    BOOST_TEST(
        plan_of(R"({ "client": "sysctl", "name": "net.ipv4.tcp_fin_timeout", "value": "5" })")
            .changes_sysctls);
}

BOOST_AUTO_TEST_CASE(ninety_six_steps_are_enough) {
    const auto steps = [](std::size_t count) {
        std::string text = R"({ "client": "socket" })";
        for (std::size_t i = 1; i < count; ++i) text += R"(, { "client": "recv" })";
        return text;
    };
    BOOST_TEST(plan_of(steps(kMaxSteps)).steps.size() == kMaxSteps);
    BOOST_TEST(fault_of(steps(kMaxSteps + 1)) == "/steps: has 97 steps, more than 96\n");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
