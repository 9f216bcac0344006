// A short name for some bytes: equal bytes have equal ones, on every machine.
#pragma once

#include <string>
#include <string_view>

namespace finwait {

inline constexpr std::size_t kDigestSpaceBytes = 16;

/// A name-based UUID with SHA-1 (RFC 4122 section 4.3) in its usual form of 36 characters.
/// @param space  kDigestSpaceBytes bytes that say what is named, so that the same bytes in another
///               use have another name
[[nodiscard]] std::string digest_of(const char (&space)[kDigestSpaceBytes + 1],
                                    std::string_view bytes);

} // namespace finwait
