// Planning: what becomes of the value of each field, by its type.
#include "scenario/options.hpp"
#include "scenario/reading.hpp"

#include <csignal>
#include <poll.h>
#include <set>
#include <sys/socket.h>

namespace finwait {
namespace {

using namespace test;

constexpr std::int64_t kSecond = 1'000'000'000;

/// The last step of a story that opens a connection first.
struct Last {
    explicit Last(const std::string& step) : plan(plan_of(kOpen + ", " + step)) {}
    [[nodiscard]] Value field(std::size_t index) const { return plan.steps.back().fields[index]; }
    [[nodiscard]] std::string text(std::size_t index) const {
        const Value value = field(index);
        BOOST_TEST_REQUIRE((value.kind == ValueKind::text));
        return plan.text.substr(static_cast<std::size_t>(value.a),
                                static_cast<std::size_t>(value.b));
    }
    Plan plan;
};

void check(const Value& value, ValueKind kind, std::int64_t a, std::int64_t b = 0) {
    BOOST_TEST((value.kind == kind));
    BOOST_TEST(value.a == a);
    BOOST_TEST(value.b == b);
}

BOOST_AUTO_TEST_SUITE(plan_values)

BOOST_AUTO_TEST_CASE(an_integer_up_to_its_bounds) {
    check(Last(R"({ "client": "send", "bytes": 0 })").field(0), ValueKind::integer, 0);
    check(Last(R"({ "client": "send", "bytes": 262144 })").field(0), ValueKind::integer, 262144);
    check(Last(R"({ "server": "listen", "socket": "listener", "backlog": -1 })").field(0),
          ValueKind::integer, -1);
}

BOOST_AUTO_TEST_CASE(a_boolean) {
    check(Last(R"({ "client": "fcntl", "O_NONBLOCK": true })").field(0), ValueKind::integer, 1);
    check(Last(R"({ "client": "fcntl", "O_NONBLOCK": false })").field(0), ValueKind::integer, 0);
}

BOOST_AUTO_TEST_CASE(what_is_not_given_is_absent) {
    check(Last(R"({ "client": "fcntl" })").field(0), ValueKind::absent, 0);
    check(Last(R"({ "client": "recv" })").field(0), ValueKind::absent, 0);
}

BOOST_AUTO_TEST_CASE(seconds_become_nanoseconds) {
    check(Last(R"({ "client": "pause", "seconds": 0.001 })").field(0), ValueKind::integer,
          kSecond / 1000);
    check(Last(R"({ "client": "wait", "state": "CLOSED", "timeout": 600 })").field(1),
          ValueKind::integer, 600 * kSecond);
    check(Last(R"({ "client": "poll", "timeout": 0 })").field(1), ValueKind::integer, 0);
}

BOOST_AUTO_TEST_CASE(texts_stand_one_behind_the_other) {
    const Last last(
        R"({ "client": "send", "text": "hello" }, { "client": "send", "text": "Märchen" })");
    BOOST_TEST(last.text(1) == "Märchen");
    BOOST_TEST(last.plan.text == "helloMärchen");
    BOOST_TEST(last.field(1).b == 8); // bytes, not characters
}

BOOST_AUTO_TEST_CASE(flags_become_bits) {
    check(
        Last(R"({ "client": "send", "bytes": 1, "flags": ["MSG_OOB", "MSG_DONTWAIT"] })").field(2),
        ValueKind::integer, MSG_OOB | MSG_DONTWAIT);
    check(Last(R"({ "client": "recv", "flags": [] })").field(1), ValueKind::integer, 0);
    check(Last(R"({ "client": "poll", "events": ["POLLRDHUP", "POLLIN", "POLLIN"] })").field(0),
          ValueKind::integer, POLLRDHUP | POLLIN);
}

BOOST_AUTO_TEST_CASE(a_name_becomes_its_number) {
    check(Last(R"({ "client": "shutdown", "how": "SHUT_RDWR" })").field(0), ValueKind::integer,
          SHUT_RDWR);
    check(Last(R"({ "client": "kill", "signal": "SIGTERM" })").field(1), ValueKind::integer,
          SIGTERM);
}

BOOST_AUTO_TEST_CASE(states_become_a_set) {
    check(Last(R"({ "client": "wait", "state": "TIME_WAIT" })").field(0), ValueKind::integer,
          1 << kTimeWait);
    check(Last(R"({ "client": "wait", "state": ["FIN_WAIT1", "CLOSED"] })").field(0),
          ValueKind::integer, 1 << kFinWait1 | 1 << kClosed);
}

BOOST_AUTO_TEST_CASE(a_role_becomes_its_number) {
    check(Last(R"({ "client": "kill", "target": "server", "signal": "SIGKILL" })").field(0),
          ValueKind::integer, kServer);
}

BOOST_AUTO_TEST_CASE(a_sysctl_keeps_its_name) {
    const Last last(R"({ "server": "sysctl", "name": "net.ipv4.tcp_fin_timeout", "value": "5" })");
    BOOST_TEST(last.text(0) == "net.ipv4.tcp_fin_timeout");
    BOOST_TEST(last.text(1) == "5");
}

BOOST_AUTO_TEST_CASE(an_option_becomes_level_and_number) {
    check(Last(R"({ "client": "getsockopt", "option": "TCP_NODELAY" })").field(0),
          ValueKind::option, find_option("TCP_NODELAY")->level, find_option("TCP_NODELAY")->number);
    check(Last(R"({ "client": "getsockopt", "option": 9999, "level": "SOL_SOCKET" })").field(0),
          ValueKind::option, SOL_SOCKET, 9999);
}

Value option_value(const std::string& option, const std::string& value) {
    return Last(R"({ "client": "setsockopt", "option": )" + option + R"(, "value": )" + value +
                " }")
        .field(2);
}

BOOST_AUTO_TEST_CASE(an_option_s_value_is_typed_by_the_option) {
    check(option_value(R"("SO_LINGER")", R"({ "l_linger": 5, "l_onoff": 1 })"), ValueKind::linger,
          1, 5);
    check(option_value(R"("SO_LINGER")", R"({ "l_onoff": -1, "l_linger": -2147483648 })"),
          ValueKind::linger, -1, -2147483648LL);
    check(option_value(R"("SO_RCVTIMEO")", R"({ "tv_sec": 1, "tv_usec": 2 })"), ValueKind::timeval,
          1, 2);
    check(option_value(R"("SO_KEEPALIVE")", "true"), ValueKind::integer, 1);
    check(option_value(R"("SO_KEEPALIVE")", "7"), ValueKind::integer, 7);
    check(option_value(R"("SO_RCVBUF")", "4096"), ValueKind::integer, 4096);
    check(option_value(R"("TCP_CONGESTION")", R"("reno")"), ValueKind::text, 0, 4);
    check(option_value(R"("TCP_CONGESTION")", R"("")"), ValueKind::text, 0, 0);
}

BOOST_AUTO_TEST_CASE(the_value_of_a_known_number_is_typed_as_the_named_option) {
    const std::string step = R"({ "client": "setsockopt", "option": 13, "level": "SOL_SOCKET", )";
    check(Last(step + R"("value": { "l_onoff": 1, "l_linger": 2 } })").field(2), ValueKind::linger,
          1, 2);
    BOOST_TEST(all_messages(read(scenario(kOpen + ", " + step + R"("value": 1 })"))) ==
               "/steps/3/value: wants { \"l_onoff\": int, \"l_linger\": int }, has the number 1\n");
}

BOOST_AUTO_TEST_CASE(the_value_of_an_unknown_number_is_what_it_looks_like) {
    const auto any = [](const std::string& value) {
        return Last(
                   R"({ "client": "setsockopt", "option": 9999, "level": "IPPROTO_TCP", "value": )" +
                   value + " }")
            .field(2);
    };
    check(any("-5"), ValueKind::integer, -5);
    check(any("true"), ValueKind::integer, 1);
    check(any(R"("abc")"), ValueKind::text, 0, 3);
    check(any(R"({ "l_onoff": 1, "l_linger": 2 })"), ValueKind::linger, 1, 2);
    check(any(R"({ "tv_sec": 3, "tv_usec": 4 })"), ValueKind::timeval, 3, 4);
}

BOOST_AUTO_TEST_CASE(the_plan_of_every_step_has_every_step) {
    std::set<std::string> ops;
    for (const auto& one : cases_of(every_step())) {
        const Plan plan = plan_case(one, step_specs());
        BOOST_TEST(plan.steps.size() == one.step_sources.size());
        BOOST_TEST(plan.labels.size() == plan.steps.size());
        BOOST_TEST(plan.text.size() <= kMaxPlanText);
        for (const auto& step : plan.steps) ops.insert(step_specs()[step.op]->name);
    }
    for (const StepSpec* spec : step_specs()) BOOST_TEST(ops.contains(spec->name), spec->name);
}

BOOST_AUTO_TEST_CASE(every_step_names_every_field) {
    const Json document = Json::parse(every_step());
    const auto names = [&](const std::string& op, const std::string& field) {
        for (const auto& step : document["steps"]) {
            for (const auto& [key, value] : step.items()) {
                if (value == op && step.contains(field)) return true;
            }
        }
        return false;
    };
    for (const StepSpec* spec : step_specs()) {
        for (const auto& field : spec->fields)
            BOOST_TEST(names(spec->name, field.name), spec->name << " " << field.name);
    }
}

BOOST_AUTO_TEST_CASE(no_step_has_more_fields_than_a_plan_has_room_for) {
    for (const StepSpec* spec : step_specs())
        BOOST_TEST(spec->fields.size() <= kMaxFields, spec->name);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
