// Names of bytes, against those that another implementation of RFC 4122 gives.
#include "base/digest.hpp"

#include <boost/test/unit_test.hpp>

namespace finwait {
namespace {

BOOST_AUTO_TEST_SUITE(digest)

BOOST_AUTO_TEST_CASE(is_the_name_based_uuid_of_the_bytes) {
    // Python: uuid.uuid5(uuid.UUID(bytes=b"finwait/scenario"), "abc")
    BOOST_TEST(digest_of("finwait/scenario", "abc") == "a0e2ffb6-8cd7-57b8-a2e2-0b49166b895e");
    BOOST_TEST(digest_of("finwait/scenario", "") == "4632c09c-39b2-53fd-b534-67c045a0d2dc");
}

BOOST_AUTO_TEST_CASE(another_use_gives_another_name) {
    BOOST_TEST(digest_of("finwait/outcomes", "abc") != digest_of("finwait/scenario", "abc"));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
