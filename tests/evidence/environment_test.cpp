// What is read of this machine, and how reading a file fails.
#include "evidence/environment.hpp"
#include "evidence/read_text.hpp"

#include <boost/test/unit_test.hpp>
#include <cerrno>
#include <sys/utsname.h>

namespace finwait {
namespace {

BOOST_AUTO_TEST_SUITE(environment)

BOOST_AUTO_TEST_CASE(it_is_this_kernel) {
    utsname names{};
    ::uname(&names);
    const Environment seen = read_environment();
    BOOST_TEST(seen.release == names.release);
    BOOST_TEST(seen.version == names.version);
    BOOST_TEST(seen.machine == names.machine);
}

BOOST_AUTO_TEST_CASE(sysctls_are_one_line_each) {
    const Environment seen = read_environment();
    BOOST_TEST(seen.sysctls.contains("net.ipv4.tcp_fin_timeout"));
    for (const auto& [name, value] : seen.sysctls) {
        BOOST_TEST(name.starts_with("net."), name);
        BOOST_TEST(!value.empty(), name);
        BOOST_TEST(value.find_first_of("\t\n") == std::string::npos, name);
    }
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_there_is_named_with_its_errno) {
    const auto text = read_text("/proc/no-such-file");
    BOOST_TEST_REQUIRE(!text.has_value());
    BOOST_TEST(text.error().number == ENOENT);
    BOOST_TEST(text.error().what.find("/proc/no-such-file") != std::string::npos);
    BOOST_TEST(text.error().what.find("ENOENT") != std::string::npos);
    BOOST_TEST(read_line("/proc/no-such-file").empty());
}

BOOST_AUTO_TEST_CASE(a_directory_is_no_text) {
    const auto text = read_text("/proc/self");
    BOOST_TEST_REQUIRE(!text.has_value());
    BOOST_TEST(text.error().number == EISDIR);
}

BOOST_AUTO_TEST_CASE(a_line_ends_before_its_newline) {
    const std::string line = read_line("/proc/sys/kernel/ostype");
    BOOST_TEST(!line.empty());
    BOOST_TEST(line.find('\n') == std::string::npos);
    BOOST_TEST(read_line("/dev/null").empty());
}

BOOST_AUTO_TEST_CASE(no_more_than_a_mebibyte_is_read) {
    const auto text = read_text("/dev/zero");
    BOOST_TEST_REQUIRE(text.has_value());
    BOOST_TEST(text->size() <= (1U << 20) + 16384U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
