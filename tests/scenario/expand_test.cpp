// From `vary` to cases: order, ids, `when`, and what replaces a $name.
#include "scenario/reading.hpp"

namespace finwait {
namespace {

using namespace test;
using Ids = std::vector<std::string>;

Ids ids(const std::vector<Case>& cases) {
    Ids list;
    for (const auto& one : cases) list.push_back(one.id);
    return list;
}

const std::string kFamilies = R"("vary": { "family": ["ipv4", "ipv6"] })";

BOOST_AUTO_TEST_SUITE(expansion)

BOOST_AUTO_TEST_CASE(the_last_axis_turns_fastest) {
    const auto cases = cases_of(scenario(
        kOpen, R"("vary": { "family": ["ipv6", "ipv4"], "on": [true, false], "size": [3] })"));
    BOOST_TEST(
        ids(cases) ==
        (Ids{"theme/name[family=ipv6,on=true,size=3]", "theme/name[family=ipv6,on=false,size=3]",
             "theme/name[family=ipv4,on=true,size=3]", "theme/name[family=ipv4,on=false,size=3]"}));
}

BOOST_AUTO_TEST_CASE(axes_and_choices_keep_the_order_of_the_file) {
    const auto cases = cases_of(scenario(kOpen, R"("vary": { "z": [2, 1], "a": ["x"] })"));
    const auto& axes = cases[0].scenario->axes;
    BOOST_TEST_REQUIRE(axes.size() == 2U);
    BOOST_TEST(axes[0].name == "z");
    BOOST_TEST(axes[0].values == (Ids{"2", "1"}));
    BOOST_TEST(axes[1].name == "a");
    BOOST_TEST_REQUIRE(cases[1].choices.size() == 2U);
    BOOST_TEST(cases[1].choices[0].first == "z");
    BOOST_TEST(cases[1].choices[0].second == "1");
    BOOST_TEST(cases[1].choices[1].second == "x");
}

BOOST_AUTO_TEST_CASE(no_axes_are_one_case_without_brackets) {
    BOOST_TEST(ids(cases_of(scenario(kOpen))) == Ids{"theme/name"});
    BOOST_TEST(ids(cases_of(scenario(kOpen, R"("vary": {})"))) == Ids{"theme/name"});
}

BOOST_AUTO_TEST_CASE(the_most_cases_are_256) {
    const auto axis = [](const std::string& name, int values) {
        std::string list;
        for (int i = 0; i < values; ++i) list += (i ? ", " : "") + std::to_string(i);
        return "\"" + name + "\": [" + list + "]";
    };
    const auto vary = [&](int first) {
        return "\"vary\": { " + axis("a", first) + ", " + axis("b", 16) + " }";
    };
    BOOST_TEST(cases_of(scenario(kOpen, vary(16))).size() == kMaxCases);
    BOOST_TEST(all_messages(read(scenario(kOpen, vary(17)))) ==
               "/vary: expands to more than 256 cases\n");
}

BOOST_AUTO_TEST_CASE(a_name_is_replaced_by_a_value_of_its_type) {
    const auto cases = cases_of(
        scenario(kOpen + R"(, { "client": "send", "bytes": "$size", "flags": ["$flag"] },
                            { "client": "fcntl", "O_NONBLOCK": "$on" })",
                 R"("vary": { "size": [5], "on": [true], "flag": ["MSG_OOB"], "part": [0.5] },
                    "given": { "/client/send/returned": { "const": "$size" },
                               "/client/send/elapsed_ns": { "minimum": "$part" } })"));
    const Json& document = *cases[0].document;
    BOOST_TEST(document["steps"][3]["bytes"] == Json(5));
    BOOST_TEST(document["steps"][3]["flags"] == Json::array({"MSG_OOB"}));
    BOOST_TEST(document["steps"][4]["O_NONBLOCK"] == Json(true));
    BOOST_TEST(document["given"]["/client/send/returned"]["const"].is_number_integer());
    BOOST_TEST(document["given"]["/client/send/elapsed_ns"]["minimum"].is_number_float());
}

BOOST_AUTO_TEST_CASE(a_name_may_be_a_role_s_step_a_label_or_a_socket) {
    const auto cases = cases_of(scenario(R"({ "client": "socket", "socket": "$name" },
                    { "client": "$op", "socket": "$name", "as": "$name" })",
                                         R"("vary": { "op": ["close", "fill"], "name": ["one"] },
                    "given": { "/client/one/errno": { "const": null } })"));
    const Plan plan = plan_case(cases.at(1), step_specs());
    BOOST_TEST(step_specs()[plan.steps.at(1).op]->name == std::string("fill"));
    BOOST_TEST(plan.labels.at(1) == "one");
    BOOST_TEST(plan.sockets.at(plan.steps[1].socket) == "one");
}

BOOST_AUTO_TEST_CASE(prose_is_left_alone) {
    const std::string extra = kFamilies + R"(, "nondeterministic": "$family", "tags": ["plain"],
        "claims": [{ "id": "one", "source": "RFC 9293", "says": "$family", "note": "$family",
                     "holds_if": { "/client/connect/returned": { "const": 0 } } }])";
    std::string text =
        scenario(R"({ "server": "listen", "note": "$family" }, { "client": "connect" })", extra);
    text.replace(text.find("A story."), 8, "$family");
    const auto cases = cases_of(text);
    const Json& document = *cases[0].document;
    BOOST_TEST(document["story"] == "$family");
    BOOST_TEST(document["nondeterministic"] == "$family");
    BOOST_TEST(document["steps"][0]["note"] == "$family");
    BOOST_TEST(document["claims"][0]["says"] == "$family");
    BOOST_TEST(document["claims"][0]["note"] == "$family");
    BOOST_TEST(document["vary"]["family"] == Json::array({"ipv4", "ipv6"}));
}

BOOST_AUTO_TEST_CASE(only_a_whole_string_is_a_name) {
    const auto cases = cases_of(scenario(
        kOpen +
            R"(, { "client": "send", "text": "costs $size" }, { "client": "send", "text": "$" })",
        R"("vary": { "size": [5] })"));
    BOOST_TEST((*cases[0].document)["steps"][3]["text"] == "costs $size");
    BOOST_TEST((*cases[0].document)["steps"][4]["text"] == "$");
}

BOOST_AUTO_TEST_CASE(when_leaves_out_steps_and_claims_and_remembers_which) {
    const auto claim = [](const std::string& id, const std::string& when) {
        return R"({ "id": ")" + id + R"(", "source": "s", "says": "x", )" + when +
               R"("holds_if": { "/client/connect/returned": { "const": 0 } } })";
    };
    const auto cases = cases_of(scenario(
        R"({ "server": "listen" }, { "server": "pause", "seconds": 0, "when": { "family": "ipv6" } },
           { "client": "connect" }, { "client": "close", "when": { "family": ["ipv4"] } })",
        kFamilies + R"(, "claims": [)" + claim("one", R"("when": { "family": "ipv6" }, )") + ", " +
            claim("two", "") + "]"));
    BOOST_TEST(cases[0].step_sources == (std::vector<std::size_t>{0, 2, 3}));
    BOOST_TEST(cases[1].step_sources == (std::vector<std::size_t>{0, 1, 2}));
    BOOST_TEST(cases[0].claim_sources == (std::vector<std::size_t>{1}));
    BOOST_TEST(cases[1].claim_sources == (std::vector<std::size_t>{0, 1}));
    BOOST_TEST((*cases[0].document)["claims"].size() == 1U);
    BOOST_TEST((*cases[0].document)["claims"][0]["id"] == "two");
    const Plan plan = plan_case(cases[0], step_specs());
    BOOST_TEST_REQUIRE(plan.steps.size() == 3U);
    BOOST_TEST(plan.steps[1].source_step == 2U);
}

BOOST_AUTO_TEST_CASE(when_wants_all_of_its_axes) {
    const auto cases =
        cases_of(scenario(kOpen + R"(, { "client": "close", "when": { "a": 1, "b": [1, 2] } })",
                          R"("vary": { "a": [1, 2], "b": [1, 2, 3] })"));
    std::vector<std::size_t> counts;
    for (const auto& one : cases) counts.push_back(one.step_sources.size());
    BOOST_TEST(counts == (std::vector<std::size_t>{4, 4, 3, 3, 3, 3}));
}

BOOST_AUTO_TEST_CASE(a_wrong_when_does_not_take_its_step_away) {
    const Reading reading = read(scenario(R"({ "server": "listen", "when": { "famly": "ipv4" } },
                                             { "client": "connect" })",
                                          kFamilies));
    BOOST_TEST(all_messages(reading) ==
               "/steps/0/when/famly: unknown axis \"famly\"; did you mean \"family\"?\n");
}

BOOST_AUTO_TEST_CASE(the_scenario_s_own_document_stays_as_written) {
    const auto cases = cases_of(scenario(kOpen + R"(, { "client": "send", "bytes": "$size" })",
                                         R"("vary": { "size": [5, 6] })"));
    BOOST_TEST((*cases[0].scenario->document)["steps"][3]["bytes"] == "$size");
    BOOST_TEST((*cases[1].document)["steps"][3]["bytes"] == 6);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
