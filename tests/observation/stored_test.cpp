// The text of stored observations: what is no JSON, or JSON that nobody should copy, is refused in a sentence.
#include "base/nesting.hpp"
#include "observation/stored.hpp"

#include <boost/test/unit_test.hpp>

namespace finwait {
namespace {

std::string complaint(const std::string& text) {
    const auto json = parse_stored(text);
    return json ? "" : json.error().what;
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

BOOST_AUTO_TEST_SUITE(stored)

BOOST_AUTO_TEST_CASE(json_is_read) {
    const auto json = parse_stored(R"({"trial": 1})");
    BOOST_TEST_REQUIRE(json.has_value());
    BOOST_TEST((*json)["trial"] == 1);
}

BOOST_AUTO_TEST_CASE(depth_is_bounded) {
    const std::string deep = R"({"kernel": )" + nested(100'000) + "}";
    BOOST_TEST(complaint(deep) == "byte 43: is nested deeper than 32 levels");
    BOOST_TEST(complaint(R"({"a": )" + nested(kMaxDepth - 1) + "}") == "");
    BOOST_TEST(complaint(nested(kMaxDepth + 1)) == ""); // an array of observations
    BOOST_TEST(complaint(nested(kMaxDepth + 2)) != "");
}

BOOST_AUTO_TEST_CASE(a_number_that_no_double_holds) {
    BOOST_TEST(complaint(R"({"trial": 1e999})") == "not JSON: holds a number that is too large");
}

BOOST_AUTO_TEST_CASE(the_bytes_that_were_read_are_not_told) {
    for (const char* text :
         {"{\"a\": \"\xff\"}", "{\"a\": \"\x1b[31m\"}", "{\"a\": \"; expected \xff\"}"}) {
        const std::string what = complaint(text);
        BOOST_TEST(what.starts_with("not JSON: "), what);
        BOOST_TEST(what.find_first_of("\xff\x1b\n") == std::string::npos, what);
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
