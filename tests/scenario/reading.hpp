// What the tests of the scenario language share: short scenarios, read from text.
#pragma once

#include "agent/steps/table.hpp"
#include "scenario/library.hpp"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace finwait::test {

inline Reading read(std::string_view text, const std::string& id = "theme/name") {
    return read_scenario("name.json", id, text, step_specs());
}

/// A scenario of these steps, one string of JSON objects; `extra` holds more members.
inline std::string scenario(const std::string& steps, const std::string& extra = "") {
    return R"({ "schema": "finwait/scenario/1", "title": "A title", "question": "A question?", )"
           R"("story": "A story.", )" +
           (extra.empty() ? "" : extra + ", ") + "\"steps\": [" + steps + "] }";
}

inline const std::string kOpen =
    R"({ "server": "listen" }, { "client": "connect" }, { "server": "accept" })";

/// The problems as a user sees them, without the file and the place.
inline std::vector<std::string> messages(const Reading& reading) {
    std::vector<std::string> list;
    for (auto problem : reading.problems) {
        problem.file.clear();
        problem.line = 0;
        list.push_back(to_string(problem).substr(2));
    }
    return list;
}

inline std::string all_messages(const Reading& reading) {
    std::string text;
    for (const auto& message : messages(reading)) text += message + "\n";
    return text;
}

/// The cases of a scenario that must be sound.
inline std::vector<Case> cases_of(const std::string& text) {
    Reading reading = read(text);
    BOOST_TEST_REQUIRE(all_messages(reading) == "");
    return reading.cases;
}

/// The plan of the first case of these steps, which must be sound.
inline Plan plan_of(const std::string& steps, const std::string& extra = "") {
    return plan_case(cases_of(scenario(steps, extra)).at(0), step_specs());
}

inline std::string file_text(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    BOOST_TEST_REQUIRE(stream.good(), file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

inline std::string every_step() { return file_text(FINWAIT_TEST_DATA "/scenario/every-step.json"); }

} // namespace finwait::test
