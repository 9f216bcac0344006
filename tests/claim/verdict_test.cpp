// From observations to verdicts: every way to each of the four, and what the reasons say.
#include "claim/verdict.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

namespace finwait {
namespace {

/// What a trial saw, as far as the conditions here ask for it.
Json observation() {
    return Json::parse(R"json({
        "client": {
            "close": { "returned": 0, "errno": null, "time": "at once", "states": { "client": "CLOSED" } },
            "send": { "returned": 5, "data": "abcde" },
            "a/b~c": { "returned": 7 }
        },
        "server": { "recv": { "returned": -1, "errno": "ECONNRESET" }, "ended": null },
        "events": [{ "call": "socket" }, { "call": "close" }],
        "counters": { "TcpExt": { "TCPAbortOnData": 1 } },
        "missing": []
    })json");
}

Condition condition(std::string pointer, const char* schema) {
    return {std::move(pointer), Json::parse(schema)};
}

const Condition kTrue = condition("/client/close/returned", R"({"const": 0})");
const Condition kFalse = condition("/client/send/returned", R"({"const": 4})");
const Condition kUnknown = condition("/client/recv/returned", R"({"const": 0})");

Judgement judged(std::vector<Condition> given, std::vector<Condition> holds_if,
                 const std::vector<Condition>& needs = {}, const Json& seen = observation()) {
    const Claim claim{"an-id", "article", "A sentence.", std::move(given), std::move(holds_if)};
    const auto judgements = judge({claim}, needs, seen);
    BOOST_TEST_REQUIRE(judgements.size() == 1U);
    BOOST_TEST(judgements[0].claim == "an-id");
    return judgements[0];
}

std::string verdict(const Judgement& judgement) { return to_string(judgement.verdict); }

/// The verdict on a claim of one condition.
std::string ask(const std::string& pointer, const char* schema, const Json& seen = observation()) {
    return verdict(judged({}, {condition(pointer, schema)}, {}, seen));
}

BOOST_AUTO_TEST_SUITE(verdicts)

BOOST_AUTO_TEST_CASE(every_combination_of_answers) {
    const std::vector<std::pair<const char*, Condition>> answers = {
        {"yes", kTrue}, {"no", kFalse}, {"unknown", kUnknown}};
    const std::vector<std::string> by_claim = {"holds", "contradicted", "undecided"};
    for (std::size_t needs = 0; needs < 3; ++needs) {
        for (std::size_t given = 0; given < 3; ++given) {
            for (std::size_t claim = 0; claim < 3; ++claim) {
                const std::string wanted = needs != 0   ? "unsupported"
                                           : given != 0 ? "undecided"
                                                        : by_claim[claim];
                const auto judgement = judged({answers[given].second}, {answers[claim].second},
                                              {answers[needs].second});
                BOOST_TEST(verdict(judgement) == wanted,
                           "needs " << answers[needs].first << ", given " << answers[given].first
                                    << ", claim " << answers[claim].first << ": "
                                    << verdict(judgement));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_claim_holds_if_all_its_conditions_do) {
    BOOST_TEST(verdict(judged({}, {kTrue, kTrue})) == "holds");
    BOOST_TEST(verdict(judged({}, {kTrue, kFalse})) == "contradicted");
    BOOST_TEST(verdict(judged({}, {kTrue, kUnknown})) == "undecided");
    BOOST_TEST(verdict(judged({}, {kUnknown, kFalse})) == "contradicted");
}

BOOST_AUTO_TEST_CASE(the_order_of_conditions_does_not_matter) {
    std::vector<Condition> conditions = {kFalse, kTrue, kUnknown};
    const auto by_pointer = [](const Condition& a, const Condition& b) {
        return a.pointer < b.pointer;
    };
    std::sort(conditions.begin(), conditions.end(), by_pointer);
    do {
        BOOST_TEST(verdict(judged({}, conditions)) == "contradicted");
        BOOST_TEST(verdict(judged(conditions, {kTrue})) == "undecided");
        BOOST_TEST(verdict(judged({}, {kTrue}, conditions)) == "unsupported");
        // One `no` among others: the reason is always that one.
        BOOST_TEST(judged({}, conditions).reason ==
                   "/client/send/returned is 5, wanted {\"const\":4}");
    } while (std::next_permutation(conditions.begin(), conditions.end(), by_pointer));
}

BOOST_AUTO_TEST_CASE(what_was_not_run_is_unsupported_and_says_why) {
    Json seen = observation();
    seen["not_run"] = "no network namespace here";
    const auto judgement = judged({kFalse}, {kFalse}, {kFalse}, seen);
    BOOST_TEST(verdict(judgement) == "unsupported");
    BOOST_TEST(judgement.reason == "no network namespace here");
}

BOOST_AUTO_TEST_CASE(the_reason_names_what_decided) {
    BOOST_TEST(judged({}, {kTrue}).reason == "/client/close/returned is 0");
    BOOST_TEST(
        judged({}, {kTrue, condition("/server/recv/errno", R"({"type": "string"})")}).reason ==
        "/client/close/returned is 0; /server/recv/errno is \"ECONNRESET\"");
    BOOST_TEST(judged({}, {kTrue, kFalse}).reason ==
               "/client/send/returned is 5, wanted {\"const\":4}");
    BOOST_TEST(judged({}, {kTrue, kUnknown}).reason == "/client/recv/returned was not recorded");
    BOOST_TEST(judged({kFalse}, {kTrue}).reason ==
               "/client/send/returned is 5, wanted {\"const\":4}");
    BOOST_TEST(judged({kTrue}, {kTrue}, {kUnknown}).reason ==
               "/client/recv/returned was not recorded");
}

BOOST_AUTO_TEST_CASE(a_long_value_is_shortened_between_characters) {
    for (std::size_t lead = 40; lead < 60; ++lead) {
        Json seen = observation();
        std::string text(lead, 'x');
        for (int i = 0; i < 30; ++i) text += "\xc3\xa9\xe2\x82\xac"; // two and three bytes
        seen["client"]["send"]["data"] = text;
        const auto judgement =
            judged({}, {condition("/client/send/data", R"({"const": "abc"})")}, {}, seen);
        BOOST_TEST(judgement.reason.size() < 120U);
        BOOST_TEST(judgement.reason.find("...") != std::string::npos);
        BOOST_CHECK_NO_THROW((void)Json(judgement.reason).dump()); // throws on half a character
    }
}

BOOST_AUTO_TEST_CASE(flipping_a_value_flips_the_verdict) {
    const Condition reset = condition("/server/recv/errno", R"({"const": "ECONNRESET"})");
    Json seen = observation();
    BOOST_TEST(verdict(judged({kTrue}, {reset}, {}, seen)) == "holds");
    seen["server"]["recv"]["errno"] = nullptr;
    BOOST_TEST(verdict(judged({kTrue}, {reset}, {}, seen)) == "contradicted");
    seen["server"]["recv"].erase("errno");
    BOOST_TEST(verdict(judged({kTrue}, {reset}, {}, seen)) == "undecided");
    seen = observation();
    seen["client"]["close"]["returned"] = -1;
    BOOST_TEST(verdict(judged({kTrue}, {reset}, {}, seen)) == "undecided");
    BOOST_TEST(verdict(judged({}, {reset}, {kTrue}, seen)) == "unsupported");
}

BOOST_AUTO_TEST_CASE(null_is_a_value_that_was_recorded) {
    BOOST_TEST(ask("/client/close/errno", R"({"const": null})") == "holds");
    BOOST_TEST(ask("/client/close/errno", R"({"type": "string"})") == "contradicted");
    BOOST_TEST(ask("/server/ended", R"({"type": "null"})") == "holds");
}

BOOST_AUTO_TEST_CASE(a_string_is_no_number) {
    BOOST_TEST(ask("/client/close/returned", R"({"const": "0"})") == "contradicted");
    BOOST_TEST(ask("/client/close/time", R"({"type": "integer"})") == "contradicted");
    BOOST_TEST(ask("/client/close/returned", R"({"type": "string"})") == "contradicted");
}

BOOST_AUTO_TEST_CASE(any_schema_of_draft_7_will_do) {
    BOOST_TEST(ask("/client/close/states/client", R"({"enum": ["CLOSED", "TIME_WAIT"]})") ==
               "holds");
    BOOST_TEST(ask("/client/send/returned", R"({"minimum": 5, "maximum": 6})") == "holds");
    BOOST_TEST(ask("/client/send/returned", R"({"exclusiveMinimum": 5})") == "contradicted");
    BOOST_TEST(ask("/server/recv/errno", R"({"not": {"const": "EPIPE"}})") == "holds");
    BOOST_TEST(ask("/client/close/time", R"({"pattern": "^about"})") == "contradicted");
    BOOST_TEST(ask("/events", R"({"minItems": 2})") == "holds");
    BOOST_TEST(ask("/events", R"({"contains": {"properties": {"call": {"const": "close"}}}})") ==
               "holds");
    BOOST_TEST(ask("/client/close", R"({"required": ["inside"]})") == "contradicted");
    BOOST_TEST(ask("", R"({"required": ["client"]})") == "holds");
}

BOOST_AUTO_TEST_CASE(pointers_that_lead_nowhere_are_unknown) {
    for (const char* pointer :
         {"/nobody", "/client/close/returned/deeper", "/client/close/errno/deeper",
          "/client/close/time/0", "/events/9", "/events/-", "/events/x", "/events/01",
          "/events/1e0", "/client/", "/client/close/states/server", "/events/99999999999999999999",
          "no-slash", "/client/close~2", "/client/close~"})
        BOOST_TEST(ask(pointer, "{}") == "undecided", pointer);
}

BOOST_AUTO_TEST_CASE(pointers_with_escapes_and_indices) {
    BOOST_TEST(ask("/client/a~1b~0c/returned", R"({"const": 7})") == "holds");
    BOOST_TEST(ask("/client/a~1b~0c/returned", R"({"const": 8})") == "contradicted");
    BOOST_TEST(ask("/client/a~0b~1c/returned", R"({"const": 7})") == "undecided");
    BOOST_TEST(ask("/events/1/call", R"({"const": "close"})") == "holds");
}

BOOST_AUTO_TEST_CASE(a_counter_that_did_not_change_is_zero) {
    BOOST_TEST(ask("/counters/TcpExt/TCPAbortOnData", R"({"const": 1})") == "holds");
    BOOST_TEST(ask("/counters/TcpExt/TCPAbortOnClose", R"({"const": 0})") == "holds");
    BOOST_TEST(ask("/counters/TcpExt/TCPAbortOnClose", R"({"minimum": 1})") == "contradicted");
    BOOST_TEST(ask("/counters/Tcp/EstabResets", R"({"const": 0})") == "holds");
    BOOST_TEST(ask("/client/counters/x", R"({"const": 0})") == "undecided");
}

BOOST_AUTO_TEST_CASE(counters_that_could_not_be_read_are_unknown) {
    Json seen = observation();
    seen["counters"] = Json::object();
    seen["missing"] = Json::parse(R"([{"evidence": "states by sock_diag", "why": "x"},
                                      {"evidence": "counters", "why": "the host's"}])");
    BOOST_TEST(ask("/counters/TcpExt/TCPAbortOnData", R"({"const": 0})", seen) == "undecided");
    const auto judgement =
        judged({}, {kTrue}, {condition("/counters/Tcp/EstabResets", R"({"const": 0})")}, seen);
    BOOST_TEST(verdict(judgement) == "unsupported");
    seen["missing"].erase(1);
    BOOST_TEST(ask("/counters/TcpExt/TCPAbortOnData", R"({"const": 0})", seen) == "holds");
}

BOOST_AUTO_TEST_CASE(claims_of_a_case_take_its_given_and_their_own) {
    const Json document = Json::parse(R"json({
        "needs": { "/kernel/name": { "const": "native" } },
        "given": { "/client/close/returned": { "const": 0 } },
        "claims": [
            { "id": "one", "source": "article", "says": "First.",
              "holds_if": { "/a": { "const": 1 }, "/b": { "const": 2 } } },
            { "id": "two", "source": "POSIX", "says": "Second.",
              "given": { "/client/send/returned": { "const": 5 } }, "holds_if": { "/c": {} } }
        ]
    })json");
    const auto claims = claims_of(document);
    BOOST_TEST_REQUIRE(claims.size() == 2U);
    BOOST_TEST(claims[0].id == "one");
    BOOST_TEST(claims[0].source == "article");
    BOOST_TEST(claims[0].says == "First.");
    BOOST_TEST(claims[0].given.size() == 1U);
    BOOST_TEST(claims[0].holds_if.size() == 2U);
    BOOST_TEST(claims[1].given.size() == 2U);
    BOOST_TEST(claims[1].given[1].pointer == "/client/send/returned");
    const auto needs = needs_of(document);
    BOOST_TEST_REQUIRE(needs.size() == 1U);
    BOOST_TEST(needs[0].pointer == "/kernel/name");
}

BOOST_AUTO_TEST_CASE(a_case_without_claims_has_no_judgements) {
    BOOST_TEST(claims_of(Json::object()).empty());
    BOOST_TEST(needs_of(Json::object()).empty());
    BOOST_TEST(judge({}, {kFalse}, observation()).empty());
}

BOOST_AUTO_TEST_CASE(a_claim_without_conditions_holds) {
    BOOST_TEST(verdict(judged({}, {})) == "holds");
}

BOOST_AUTO_TEST_CASE(judgements_come_in_the_order_of_the_claims) {
    const std::vector<Claim> claims = {{"a", "", "", {}, {kTrue}},
                                       {"b", "", "", {}, {kFalse}},
                                       {"c", "", "", {kFalse}, {kTrue}},
                                       {"d", "", "", {}, {kUnknown}}};
    const std::vector<std::string> wanted = {"a holds", "b contradicted", "c undecided",
                                             "d undecided"};
    std::vector<std::string> found;
    for (const auto& judgement : judge(claims, {}, observation()))
        found.push_back(judgement.claim + " " + verdict(judgement));
    BOOST_TEST(found == wanted, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
