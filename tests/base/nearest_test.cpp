// "Did you mean": edits between names, and the nearest of several.
#include "base/nearest.hpp"

#include <boost/test/unit_test.hpp>

namespace finwait {
namespace {

std::string near(std::string_view name, const std::vector<std::string>& known) {
    return nearest(name, known).value_or("nothing");
}

BOOST_AUTO_TEST_SUITE(nearest_names)

BOOST_AUTO_TEST_CASE(each_kind_of_edit_counts_one) {
    BOOST_TEST(edit_distance("close", "close") == 0U);
    BOOST_TEST(edit_distance("close", "closed") == 1U);
    BOOST_TEST(edit_distance("close", "cose") == 1U);
    BOOST_TEST(edit_distance("close", "clone") == 1U);
    BOOST_TEST(edit_distance("close", "colse") == 1U); // neighbours swapped
    BOOST_TEST(edit_distance("", "abc") == 3U);
    BOOST_TEST(edit_distance("abc", "") == 3U);
    BOOST_TEST(edit_distance("kitten", "sitting") == 3U);
}

BOOST_AUTO_TEST_CASE(it_is_the_same_in_both_directions) {
    for (const auto& [a, b] : {std::pair("SO_LINGR", "SO_LINGER"), std::pair("sned", "send"),
                               std::pair("ab", "xyz"), std::pair("", "x")})
        BOOST_TEST(edit_distance(a, b) == edit_distance(b, a));
}

BOOST_AUTO_TEST_CASE(case_is_no_edit) {
    BOOST_TEST(edit_distance("so_linger", "SO_LINGER") == 0U);
    BOOST_TEST(near("so_linger", {"SO_ERROR", "SO_LINGER"}) == "SO_LINGER");
}

BOOST_AUTO_TEST_CASE(the_nearest_one_is_found) {
    BOOST_TEST(near("SO_LINGR", {"SO_ERROR", "SO_LINGER", "TCP_LINGER2"}) == "SO_LINGER");
    BOOST_TEST(near("sned", {"send", "seed"}) == "send");
    BOOST_TEST(near("listne", {"accept", "listen"}) == "listen");
}

BOOST_AUTO_TEST_CASE(the_first_of_equally_near_ones_is_taken) {
    BOOST_TEST(near("ipv5", {"ipv4", "ipv6"}) == "ipv4");
}

BOOST_AUTO_TEST_CASE(what_is_too_far_is_not_meant) {
    BOOST_TEST(near("teleport", {"send", "recv", "close"}) == "nothing");
    BOOST_TEST(near("abcdef", {"abcxyz"}) == "nothing"); // three edits of six letters
    BOOST_TEST(near("abcdef", {"abcdxy"}) == "abcdxy");  // two
    BOOST_TEST(near("", {"send"}) == "nothing");
    BOOST_TEST(near("send", {}) == "nothing");
}

BOOST_AUTO_TEST_CASE(a_short_name_may_have_one_edit) {
    BOOST_TEST(near("at", {"as"}) == "as");
    BOOST_TEST(near("xy", {"as"}) == "nothing");
    BOOST_TEST(near("f", {"-f", "of"}) == "-f");
}

BOOST_AUTO_TEST_CASE(what_is_meant_has_something_in_common) {
    BOOST_TEST(near("x", {"n", "q"}) == "nothing");
    BOOST_TEST(near("N", {"q", "n"}) == "n");
    BOOST_TEST(near("", {"s"}) == "nothing");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
