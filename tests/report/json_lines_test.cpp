#include "report/json_lines.hpp"

#include "stories.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

using namespace finwait;
using namespace finwait::stage;

namespace {

std::string text_of(JsonText::Form form, const std::vector<Json>& observations) {
    JsonText text(form);
    std::string all;
    for (const auto& seen : observations) all += text.next(seen);
    return all + text.end();
}

const Json kOne = to_json(*zero_resets("ipv4").done());
const Json kOther = to_json(*killed_by_sigpipe().done());

} // namespace

BOOST_AUTO_TEST_SUITE(report_json_lines)

BOOST_AUTO_TEST_CASE(a_line_for_each_observation) {
    const std::string text = text_of(JsonText::Form::lines, {kOne, kOther});
    BOOST_TEST(std::count(text.begin(), text.end(), '\n') == 2);
    const auto end = text.find('\n');
    BOOST_TEST(Json::parse(text.substr(0, end)) == kOne);
    BOOST_TEST(Json::parse(text.substr(end + 1)) == kOther);
    BOOST_TEST(text_of(JsonText::Form::lines, {}) == "");
}

BOOST_AUTO_TEST_CASE(an_array_with_two_spaces) {
    const std::string text = text_of(JsonText::Form::array, {kOne, kOther});
    BOOST_TEST(text.starts_with("[\n{\n  \"schema\": \"finwait/observation/1\""));
    BOOST_TEST(text.ends_with("]\n"));
    const Json array = Json::parse(text);
    BOOST_TEST(array.size() == 2);
    BOOST_TEST(array[0] == kOne);
    BOOST_TEST(array[1] == kOther);
    BOOST_TEST(text_of(JsonText::Form::array, {}) == "[]\n");
}

BOOST_AUTO_TEST_CASE(bytes_that_json_cannot_hold_are_replaced) {
    Story story("a/b");
    story.seen.kernel["release"] = "\xff";
    const std::string line = text_of(JsonText::Form::lines, {to_json(story.seen)});
    BOOST_TEST(Json::parse(line)["kernel"]["release"] == "\xef\xbf\xbd");
}

BOOST_AUTO_TEST_SUITE_END()
