// Errors as values, and the one owner of a descriptor.
#include "base/clock.hpp"
#include "base/names.hpp"
#include "base/result.hpp"
#include "base/unique_fd.hpp"

#include <boost/test/unit_test.hpp>
#include <cerrno>
#include <fcntl.h>

namespace finwait {
namespace {

bool is_open(int fd) { return ::fcntl(fd, F_GETFD) != -1; }

int some_fd() {
    const int fd = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    BOOST_TEST_REQUIRE(fd >= 0);
    return fd;
}

BOOST_AUTO_TEST_SUITE(results)

BOOST_AUTO_TEST_CASE(a_system_error_names_what_was_attempted_and_the_errno) {
    const Error error = system_error("open /proc/net/tcp", ENOENT);
    BOOST_TEST(error.what == "open /proc/net/tcp: ENOENT (No such file or directory)");
    BOOST_TEST(error.number == ENOENT);
}

BOOST_AUTO_TEST_CASE(a_failure_has_no_errno) {
    BOOST_TEST(failure("no").what == "no");
    BOOST_TEST(failure("no").number == 0);
}

BOOST_AUTO_TEST_CASE(a_string_is_a_value_not_an_error) {
    const Result<std::string> result = std::string("fine");
    BOOST_TEST_REQUIRE(result.has_value());
    BOOST_TEST(*result == "fine");
}

BOOST_AUTO_TEST_CASE(taking_the_value_of_a_failure_throws_its_message) {
    const Result<int> result = failure("it broke");
    BOOST_TEST(result.has_error());
    BOOST_CHECK_EXCEPTION(result.value(), ResultError, [](const ResultError& error) {
        return error.what() == std::string("it broke");
    });
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(unique_fd)

BOOST_AUTO_TEST_CASE(closes_once) {
    const int fd = some_fd();
    {
        const UniqueFd owner(fd);
        BOOST_TEST(owner.valid());
        BOOST_TEST(owner.get() == fd);
        BOOST_TEST(is_open(fd));
    }
    BOOST_TEST(!is_open(fd));
}

BOOST_AUTO_TEST_CASE(moving_hands_the_descriptor_over) {
    UniqueFd first(some_fd());
    const int fd = first.get();
    UniqueFd second(std::move(first));
    BOOST_TEST(!first.valid()); // NOLINT(bugprone-use-after-move): that is the question
    BOOST_TEST(second.get() == fd);
    UniqueFd third(some_fd());
    const int closed = third.get();
    third = std::move(second);
    BOOST_TEST(third.get() == fd);
    BOOST_TEST(!is_open(closed));
    BOOST_TEST(is_open(fd));
}

BOOST_AUTO_TEST_CASE(a_released_descriptor_stays_open) {
    int fd = -1;
    {
        UniqueFd owner(some_fd());
        fd = owner.release();
        BOOST_TEST(!owner.valid());
    }
    BOOST_TEST(is_open(fd));
    ::close(fd);
}

BOOST_AUTO_TEST_CASE(reset_to_itself_keeps_it_open) {
    UniqueFd owner(some_fd());
    owner.reset(owner.get());
    BOOST_TEST(is_open(owner.get()));
    const int fd = owner.get();
    owner.reset();
    BOOST_TEST(!owner.valid());
    BOOST_TEST(!is_open(fd));
}

BOOST_AUTO_TEST_CASE(none_is_minus_one) {
    BOOST_TEST(!UniqueFd().valid());
    BOOST_TEST(UniqueFd().get() == -1);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(clock)

BOOST_AUTO_TEST_CASE(never_goes_back) {
    std::int64_t last = monotonic_ns();
    BOOST_TEST(last > 0);
    for (int i = 0; i < 1000; ++i) {
        const std::int64_t now = monotonic_ns();
        BOOST_TEST_REQUIRE(now >= last);
        last = now;
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
