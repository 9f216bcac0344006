// Classes of times, at and around each of their boundaries.
#include "base/clock.hpp"
#include "observation/time_class.hpp"

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

namespace finwait {
namespace {

constexpr std::int64_t kMs = kNanosecondsPerMillisecond;

BOOST_AUTO_TEST_SUITE(time_class)

BOOST_AUTO_TEST_CASE(below_450_ms_is_at_once) {
    for (const std::int64_t ns :
         {INT64_MIN, std::int64_t{-1}, std::int64_t{0}, std::int64_t{1}, 449 * kMs, 450 * kMs - 1})
        BOOST_TEST(duration_class(ns) == "at once", ns << " ns");
}

BOOST_AUTO_TEST_CASE(from_450_to_950_ms_is_under_a_second) {
    for (const std::int64_t ns : {450 * kMs, 450 * kMs + 1, 500 * kMs, 949 * kMs, 950 * kMs - 1})
        BOOST_TEST(duration_class(ns) == "under a second", ns << " ns");
}

BOOST_AUTO_TEST_CASE(seconds_begin_50_ms_early) {
    for (const std::int64_t seconds : {1, 2, 3, 59, 60, 600}) {
        const std::int64_t boundary = seconds * kNanosecondsPerSecond - 50 * kMs;
        const std::string about = fmt::format("about {} s", seconds);
        for (const std::int64_t later : {0L, 1L, 50 * kMs, 500 * kMs, 1000 * kMs - 1})
            BOOST_TEST(duration_class(boundary + later) == about, boundary << " + " << later);
        BOOST_TEST(duration_class(boundary - 1) != about);
        BOOST_TEST(duration_class(boundary + 1000 * kMs) != about);
    }
}

BOOST_AUTO_TEST_CASE(a_class_never_shrinks_as_time_grows) {
    const auto rank = [](std::int64_t ns) {
        const std::string name = duration_class(ns);
        if (name == "at once") return -1;
        return name == "under a second" ? 0 : std::stoi(name.substr(6));
    };
    int before = -1;
    for (std::int64_t ns = 0; ns < 5 * kNanosecondsPerSecond; ns += 9 * kMs + 7) {
        BOOST_TEST(rank(ns) >= before);
        before = rank(ns);
    }
    BOOST_TEST(before == 5); // 4.95 s and later
}

BOOST_AUTO_TEST_CASE(the_longest_time_has_a_class) {
    BOOST_TEST(duration_class(INT64_MAX) == "about 9223372036 s");
}

BOOST_AUTO_TEST_CASE(what_is_left_on_a_timer_is_rounded_up) {
    BOOST_TEST(time_left_class(60'000) == "about 60 s");
    BOOST_TEST(time_left_class(59'999) == "about 60 s");
    BOOST_TEST(time_left_class(59'001) == "about 60 s");
    BOOST_TEST(time_left_class(59'000) == "about 59 s");
    BOOST_TEST(time_left_class(1'001) == "about 2 s");
    BOOST_TEST(time_left_class(1'000) == "about 1 s");
    BOOST_TEST(time_left_class(999) == "about 1 s");
    BOOST_TEST(time_left_class(1) == "about 1 s");
    BOOST_TEST(time_left_class(0) == "about 0 s");
    BOOST_TEST(time_left_class(-1) == "about 0 s");
    BOOST_TEST(time_left_class(INT64_MAX) == "about 9223372036854776 s");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
