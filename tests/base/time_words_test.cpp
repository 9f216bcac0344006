// Which words tell a duration, and what may have been meant by others.
#include "base/nearest.hpp"
#include "base/time_words.hpp"

#include <boost/test/unit_test.hpp>

namespace finwait {
namespace {

BOOST_AUTO_TEST_SUITE(time_words)

BOOST_AUTO_TEST_CASE(known_words) {
    for (const char* text : {"at once", "under a second", "about 1 s", "about 10 s", "about 600 s"})
        BOOST_TEST(is_time_words(text), text);
    BOOST_TEST(about_seconds(12) == "about 12 s");
}

BOOST_AUTO_TEST_CASE(other_words) {
    for (const char* text :
         {"", "soon", "At once", "at once ", "about 0 s", "about 01 s", "about 1s", "about  1 s",
          "about -1 s", "about s", "about 1.5 s", "2 s"})
        BOOST_TEST(!is_time_words(text), text);
}

BOOST_AUTO_TEST_CASE(what_may_have_been_meant) {
    const auto meant = [](std::string_view text) {
        return nearest(text, time_words_like(text)).value_or("");
    };
    BOOST_TEST(meant("atonce") == "at once");
    BOOST_TEST(meant("under 1 second") == "under a second");
    BOOST_TEST(meant("about 12s") == "about 12 s");
    BOOST_TEST(meant("abuot 3 s") == "about 3 s");
    BOOST_TEST(meant("about 0 s") == "about 1 s");
    BOOST_TEST(meant("ECONNRESET") == "");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
