#include "base/digest.hpp"

#include <algorithm>
#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/uuid_io.hpp>

namespace finwait {

std::string digest_of(const char (&space)[kDigestSpaceBytes + 1], std::string_view bytes) {
    boost::uuids::uuid space_id{};
    std::copy_n(space, kDigestSpaceBytes, space_id.begin());
    boost::uuids::name_generator_sha1 generate(space_id);
    return boost::uuids::to_string(generate(bytes.data(), bytes.size()));
}

} // namespace finwait
