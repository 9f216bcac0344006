// The public form and back again, and what the reader says of files that are damaged.
#include "observation/outcome.hpp"
#include "rich.hpp"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <random>

namespace finwait {
namespace {

using namespace test;

/// The reader's complaint; empty if it had none.
std::string complaint(const Json& json) {
    const auto seen = observation_from_json(json);
    return seen ? "" : seen.error().what;
}

std::string complaint_about(const std::string& pointer, const Json& value) {
    Json json = to_json(rich());
    json[Json::json_pointer(pointer)] = value;
    return complaint(json);
}

std::string complaint_without(const std::string& parent, const std::string& name) {
    Json json = to_json(rich());
    json[Json::json_pointer(parent)].erase(name);
    return complaint(json);
}

BOOST_AUTO_TEST_SUITE(observation_json)

BOOST_AUTO_TEST_CASE(there_and_back_again) {
    for (const Observation& seen : {rich(), blank()}) {
        const Json json = to_json(seen);
        const auto again = observation_from_json(json);
        BOOST_TEST_REQUIRE(again.has_value());
        BOOST_TEST(to_json(*again).dump(1) == json.dump(1));
        const auto third = observation_from_json(Json::parse(json.dump()));
        BOOST_TEST(to_json(*third).dump(1) == json.dump(1));
    }
}

BOOST_AUTO_TEST_CASE(a_trial_that_was_not_run) {
    Observation seen = blank();
    seen.not_run = "no network namespace";
    seen.roles.clear();
    const Json json = to_json(seen);
    const auto again = observation_from_json(json);
    BOOST_TEST_REQUIRE(again.has_value());
    BOOST_TEST(again->not_run == "no network namespace");
    BOOST_TEST(to_json(*again) == json);
}

BOOST_AUTO_TEST_CASE(conditions_find_steps_by_role_and_label) {
    const Json json = to_json(rich());
    const auto at = [&](const char* pointer) { return json.at(Json::json_pointer(pointer)); };
    BOOST_TEST(at("/schema") == kObservationSchema);
    BOOST_TEST(at("/client/connect/errno") == "EINPROGRESS");
    BOOST_TEST(at("/client/send/returned") == 5);
    BOOST_TEST(at("/client/send/errno").is_null());
    BOOST_TEST(at("/client/send/time") == "at once");
    BOOST_TEST(at("/client/send/signals/SIGURG") == 2);
    BOOST_TEST(at("/worker/close/time") == "about 2 s");
    BOOST_TEST(at("/client/ended/status") == 3);
    BOOST_TEST(at("/server/ended/signal") == "SIGPIPE");
    BOOST_TEST(at("/worker/ended").is_null());
    BOOST_TEST(at("/client/end/state") == "TIME_WAIT");
    BOOST_TEST(at("/counters/TcpExt/TCPAbortOnData") == 1);
    BOOST_TEST(at("/roles/3/parent") == "worker");
    BOOST_TEST(at("/states/0/at_rest") == false);
    BOOST_TEST(at("/cut/inside") == "close");
}

BOOST_AUTO_TEST_CASE(a_call_that_never_returned_has_no_value) {
    const Json json = to_json(rich());
    BOOST_TEST(json["worker"]["close"]["inside"] == "close");
    BOOST_TEST(!json["worker"]["close"].contains("returned"));
    BOOST_TEST(!json["worker"]["close"].contains("errno"));
    BOOST_TEST(json["events"].back()["returned"].is_null());
}

BOOST_AUTO_TEST_CASE(a_skipped_step_has_only_its_reason) {
    const Json wanted = {{"op", "recv"}, {"step", 14}, {"skipped", "server has ended"}};
    BOOST_TEST(to_json(rich())["server"]["never"] == wanted);
}

BOOST_AUTO_TEST_CASE(an_end_is_shown_at_its_role_if_it_has_only_one) {
    const Json json = to_json(rich());
    BOOST_TEST(json["client"].contains("end"));
    BOOST_TEST(!json["server"].contains("end")); // its end is called server/~1 here
}

BOOST_AUTO_TEST_CASE(what_is_no_observation_is_refused) {
    for (const char* text : {"null", "1", "\"x\"", "[]", "{}", R"({"schema": 1})",
                             R"({"schema": "finwait/observation/2"})"})
        BOOST_TEST(complaint(Json::parse(text)).starts_with("/schema: wants"), text);
}

BOOST_AUTO_TEST_CASE(every_complaint_names_the_place) {
    BOOST_TEST(complaint_about("/trial", "x") == "/trial: wants a whole number, has string");
    BOOST_TEST(complaint_about("/trial", 1.5) == "/trial: wants a whole number, has number");
    BOOST_TEST(complaint_about("/trial", 1LL << 40) == "/trial: 1099511627776 is out of range");
    BOOST_TEST(complaint_about("/finwait", 1) == "/finwait: wants an object, has number");
    BOOST_TEST(complaint_about("/roles", 1) == "/roles: wants an array, has number");
    BOOST_TEST(complaint_about("/roles/2/parent", 1) ==
               "/roles/2/parent: wants a string, has number");
    BOOST_TEST(complaint_about("/client/send/elapsed_ns", nullptr) ==
               "/client/send/elapsed_ns: wants a whole number, has null");
    BOOST_TEST(complaint_about("/client/send", 5) == "/client/send: wants an object, has number");
    BOOST_TEST(complaint_about("/client/send/signals/SIGURG", "2") ==
               "/client/send/signals/SIGURG: wants a whole number, has string");
    BOOST_TEST(complaint_about("/events/3/arguments", 1) ==
               "/events/3/arguments: wants an object, has number");
    BOOST_TEST(complaint_about("/events/2/signals/1", 1) ==
               "/events/2/signals/1: wants a string, has number");
    BOOST_TEST(complaint_about("/states/0/ends/client/owned", 1) ==
               "/states/0/ends/client/owned: wants true or false, has number");
    BOOST_TEST(complaint_about("/counters/Tcp", 1) ==
               "/counters/Tcp: wants an object with counters, has number");
    BOOST_TEST(complaint_about("/missing/0/why", 1) ==
               "/missing/0/why: wants a string, has number");
    BOOST_TEST(complaint_about("/cut", 1) == "/cut: wants an object, has number");
}

/// A kernel that is not Linux may answer with a number that Linux has no name for.
BOOST_AUTO_TEST_CASE(an_errno_without_a_name_is_a_number) {
    BOOST_TEST(complaint_about("/client/connect/errno", "512") == "");
    BOOST_TEST(complaint_about("/client/connect/errno", "broken") ==
               "/client/connect/errno: wants the name of an errno, has \"broken\"");
}

BOOST_AUTO_TEST_CASE(what_is_missing_is_named) {
    BOOST_TEST(complaint_without("", "trial") == "/trial: is missing");
    BOOST_TEST(complaint_without("", "client") == "/client: is missing");
    BOOST_TEST(complaint_without("/clock", "origin_ns") == "/clock/origin_ns: is missing");
    BOOST_TEST(complaint_without("/client/send", "states") == "/client/send/states: is missing");
    BOOST_TEST(complaint_without("/states/1/ends/server", "state") ==
               "/states/1/ends/server/state: is missing");
    BOOST_TEST(complaint_without("/states/2/ends/server~1~01", "state") ==
               "/states/2/ends/server~1~01/state: is missing");
}

BOOST_AUTO_TEST_CASE(every_member_at_the_top_is_needed) {
    const Json whole = to_json(rich());
    for (const auto& [name, value] : whole.items()) {
        BOOST_TEST(complaint_without("", name).starts_with("/" + name + ":"), name);
    }
}

/// Else the outcome would follow it round in a circle.
BOOST_AUTO_TEST_CASE(a_line_of_descent_must_end) {
    BOOST_TEST(complaint_about("/roles/2/parent", "worker") ==
               "/roles/2/parent: names no role before this one");
    BOOST_TEST(complaint_about("/roles/0/parent", "second") ==
               "/roles/0/parent: names no role before this one");
    BOOST_TEST(complaint_about("/roles/1/name", "client") ==
               "/roles/1/name: names a role for the second time");
}

BOOST_AUTO_TEST_CASE(values_that_the_outcome_computes_with_are_checked) {
    BOOST_TEST(complaint_about("/client/send/bytes", "5") ==
               "/client/send/bytes: wants a whole number, has string");
    BOOST_TEST(complaint_about("/client/send/bytes", INT64_MAX) ==
               "/client/send/bytes: 9223372036854775807 is out of range");
    BOOST_TEST(complaint_about("/client/send/bytes", -1) ==
               "/client/send/bytes: -1 is out of range");
    BOOST_TEST(complaint_about("/server/ended/how", "boredom") ==
               "/server/ended/how: wants \"exit\" or \"signal\"");
}

Json real_sample() {
    std::ifstream stream(FINWAIT_TEST_DATA "/observation/samples/samples.ndjson");
    std::string line;
    BOOST_REQUIRE(std::getline(stream, line));
    return Json::parse(line);
}

std::vector<Json::json_pointer> leaves(const Json& json) {
    std::vector<Json::json_pointer> places;
    const Json flat = json.flatten();
    for (const auto& [pointer, value] : flat.items()) places.emplace_back(pointer);
    return places;
}

/// Puts something strange in some places of a document.
void damage(Json& json, const std::vector<Json::json_pointer>& places, std::mt19937& random) {
    static const std::vector<Json> kStrange = {nullptr,
                                               true,
                                               0,
                                               -1,
                                               1.5,
                                               1e300,
                                               INT64_MAX,
                                               INT64_MIN,
                                               UINT64_MAX,
                                               "",
                                               "client",
                                               "\xc3\xa9",
                                               Json::array(),
                                               Json::array({1}),
                                               Json::object(),
                                               {{"flags", {{"x", 1}}}}};
    for (int i = 0; i < 3; ++i) {
        Json::json_pointer place = places[random() % places.size()];
        for (auto up = random() % 3; up > 0 && !place.parent_pointer().empty(); --up)
            place = place.parent_pointer();
        if (!json.contains(place)) continue;
        Json& parent = json[place.parent_pointer()];
        if (random() % 4 == 0 && parent.is_object()) parent.erase(place.back());
        else json[place] = kStrange[random() % kStrange.size()];
    }
}

BOOST_AUTO_TEST_CASE(damaged_observations_never_crash_the_reader) {
    std::mt19937 random(3); // the same damage in every run
    int accepted = 0;
    for (const Json& whole : {to_json(rich()), real_sample()}) {
        BOOST_TEST(complaint(whole).empty());
        const auto places = leaves(whole);
        for (int round = 0; round < 1000; ++round) {
            Json json = whole;
            damage(json, places, random);
            const auto seen = observation_from_json(json);
            if (!seen) {
                BOOST_TEST(seen.error().what.starts_with("/"), seen.error().what);
                continue;
            }
            ++accepted;
            const Json once = to_json(*seen);
            BOOST_TEST(outcome_digest(once["outcome"]).size() == 8U);
            const auto again = observation_from_json(once);
            BOOST_TEST_REQUIRE(again.has_value());
            BOOST_TEST((to_json(*again) == once));
        }
    }
    BOOST_TEST(accepted > 0);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
