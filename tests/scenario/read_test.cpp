// Good scenarios: what the reader makes of a file, and how a problem is worded.
#include "scenario/reading.hpp"

namespace finwait {
namespace {

using namespace test;

BOOST_AUTO_TEST_SUITE(reading)

BOOST_AUTO_TEST_CASE(a_short_scenario_is_one_case) {
    const Reading reading = read(scenario(kOpen, R"("tags": ["abort", "long"])"), "linger/short");
    BOOST_TEST_REQUIRE(all_messages(reading) == "");
    BOOST_TEST_REQUIRE(reading.cases.size() == 1U);
    BOOST_TEST(reading.cases[0].id == "linger/short");
    BOOST_TEST(reading.scenario->id == "linger/short");
    BOOST_TEST(reading.scenario->file == "name.json");
    BOOST_TEST(reading.scenario->title() == "A title");
    BOOST_TEST(reading.scenario->tags == (std::vector<std::string>{"abort", "long"}));
    BOOST_TEST(reading.scenario->axes.empty());
    BOOST_TEST(reading.cases[0].scenario == reading.scenario);
}

BOOST_AUTO_TEST_CASE(the_digest_is_of_the_bytes) {
    const std::string text = scenario(kOpen);
    const std::string digest = read(text).scenario->digest;
    BOOST_TEST(read(text, "other/id").scenario->digest == digest);
    BOOST_TEST(read(text + " ").scenario->digest != digest);
    BOOST_TEST(digest.size() == 36U);
    BOOST_TEST(digest[14] == '5'); // RFC 4122: version 5, name-based with SHA-1
}

BOOST_AUTO_TEST_CASE(the_digest_of_known_bytes_never_changes) {
    // Python: uuid.uuid5(uuid.UUID(bytes=b"finwait/scenario"), text)
    BOOST_TEST(read(scenario(R"({ "client": "socket" })")).scenario->digest ==
               "6af5479e-6719-5404-8e82-ac94d9bef614");
}

BOOST_AUTO_TEST_CASE(a_file_of_the_largest_size_is_read) {
    std::string text = scenario(kOpen);
    text += std::string(kMaxScenarioBytes - text.size(), ' ');
    BOOST_TEST(all_messages(read(text)) == "");
    BOOST_TEST(all_messages(read(text + " ")) == "is larger than 262144 bytes\n");
}

BOOST_AUTO_TEST_CASE(the_deepest_nesting_is_read) {
    const auto nested = [](int levels) {
        std::string open, close;
        for (int i = 0; i < levels; ++i) open += "{ \"not\": ", close += " }";
        return scenario(kOpen, R"("given": { "/client/connect/returned": )" + open +
                                   R"({ "const": 1 })" + close + " }");
    };
    constexpr int kLevels = 29; // with the scenario, `given` and the innermost schema: 32
    BOOST_TEST(all_messages(read(nested(kLevels))) == "");
    BOOST_TEST(all_messages(read(nested(kLevels + 1))) == "is nested deeper than 32 levels\n");
}

BOOST_AUTO_TEST_CASE(brackets_in_strings_do_not_nest) {
    const std::string note =
        R"({ "server": "listen", "note": ")" + std::string(100, '[') + R"(\"" })";
    BOOST_TEST(all_messages(read(scenario(note))) == "");
}

BOOST_AUTO_TEST_CASE(a_file_gives_its_folder_and_name_as_id) {
    const std::string file = FINWAIT_SOURCE "/scenarios/linger/zero-resets.json";
    const Reading reading = read_file(file, step_specs());
    BOOST_TEST_REQUIRE(all_messages(reading) == "");
    BOOST_TEST(reading.scenario->id == "linger/zero-resets");
    BOOST_TEST(reading.scenario->file == file);
}

BOOST_AUTO_TEST_CASE(what_is_no_file_is_a_problem_of_the_whole) {
    for (const char* name : {FINWAIT_TEST_DATA, FINWAIT_TEST_DATA "/no-such.json"}) {
        const Reading reading = read_file(name, step_specs());
        BOOST_TEST_REQUIRE(reading.problems.size() == 1U);
        BOOST_TEST(to_string(reading.problems[0]) ==
                   std::string(name) + ": cannot be read as a file");
    }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(problems)

BOOST_AUTO_TEST_CASE(has_file_place_pointer_message_and_suggestion) {
    const Problem problem{"x/y.json", 12, 5, "/steps/3/option", "unknown option \"SO_LINGR\"",
                          "SO_LINGER"};
    BOOST_TEST(to_string(problem) == "x/y.json:12:5: /steps/3/option: unknown option \"SO_LINGR\"; "
                                     "did you mean \"SO_LINGER\"?");
    BOOST_TEST(to_string(Problem{"x.json", 0, 0, "", "is larger", ""}) == "x.json: is larger");
    BOOST_TEST(to_string(Problem{"x.json", 1, 1, "", "lacks a field", ""}) ==
               "x.json:1:1: lacks a field");
}

BOOST_AUTO_TEST_CASE(is_one_line_whatever_it_quotes) {
    const Problem problem{"x.json", 1, 2, "/a\nb", "unknown field \"a\nb\x7f\"", "a\rb"};
    BOOST_TEST(to_string(problem) == "x.json:1:2: /a\\u000ab: unknown field \"a\\u000ab\\u007f\"; "
                                     "did you mean \"a\\u000db\"?");
}

BOOST_AUTO_TEST_CASE(is_cut_between_characters) {
    const std::string pointer =
        "/" + std::string(254, 'a') + "ää"; // the first ä is bytes 255 and 256
    BOOST_TEST(to_string(Problem{"x.json", 1, 2, pointer, "no", ""}) ==
               "x.json:1:2: /" + std::string(254, 'a') + "...: no");
}

BOOST_AUTO_TEST_CASE(what_one_case_lacks_says_which) {
    const Reading reading = read(scenario(kOpen + R"(, { "client": "send", "bytes": "$size" })",
                                          R"("vary": { "size": [1, -1, 2] })"));
    BOOST_TEST(all_messages(reading) ==
               "/steps/3/bytes: wants a whole number from 0 to 262144, has "
               "the number -1 (in the case [size=-1])\n");
}

BOOST_AUTO_TEST_CASE(what_every_case_lacks_does_not) {
    const Reading reading = read(scenario(kOpen + R"(, { "client": "send", "bytes": -1 })",
                                          R"("vary": { "size": [1, 2, 3] })"));
    BOOST_TEST(all_messages(reading) ==
               "/steps/3/bytes: wants a whole number from 0 to 262144, has the number -1\n");
}

BOOST_AUTO_TEST_CASE(one_unreadable_step_brings_no_others) {
    const Reading reading = read(scenario(
        R"({ "server": "lisen" }, { "client": "connect" }, { "server": "accept" },
           { "server": "recv", "socket": "connection", "background": true },
           { "server": "await", "step": "recv" })",
        R"("given": { "/server/listen/returned": { "const": 0 } })"));
    BOOST_TEST(all_messages(reading) ==
               "/steps/0/server: unknown step \"lisen\"; did you mean \"listen\"?\n");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
