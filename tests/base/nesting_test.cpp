// How deep a text is nested, whatever its bytes are.
#include "base/nesting.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

namespace finwait {
namespace {

BOOST_AUTO_TEST_SUITE(nesting)

BOOST_AUTO_TEST_CASE(the_limit_itself_is_allowed) {
    const std::string open(kMaxDepth, '[');
    BOOST_TEST(!too_deep(open).has_value());
    BOOST_TEST(too_deep(open + "[").value() == kMaxDepth);
    BOOST_TEST(too_deep("{\"a\":[{}]}", 2).value() == 6U);
    BOOST_TEST(!too_deep("{\"a\":[{}]}", 3).has_value());
}

BOOST_AUTO_TEST_CASE(only_what_is_open_at_once_counts) {
    std::string text;
    for (std::size_t i = 0; i < kMaxDepth; ++i) text += "[],{}";
    BOOST_TEST(!too_deep(text, 1).has_value());
    BOOST_TEST(!too_deep("]]]}[", 1).has_value());
}

BOOST_AUTO_TEST_CASE(brackets_in_strings_do_not_count) {
    BOOST_TEST(!too_deep(R"(["[[[", "\"[[", "\\"])", 1).has_value());
    BOOST_TEST(too_deep(R"(["\\"[)", 1).value() == 5U);
    BOOST_TEST(!too_deep("\"\\", 0).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
