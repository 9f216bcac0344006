// How deep a JSON text is nested, told before it is parsed.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace finwait {

/// Of arrays and objects, in every file that finwait reads. Copying and writing a JSON value go one
/// call deeper with each level; a file must not decide how deep.
inline constexpr std::size_t kMaxDepth = 32;

/// The offset of the first bracket that opens one level too many. Brackets in strings do not count.
/// Any bytes will do; whether they are JSON is for the parser to say.
[[nodiscard]] std::optional<std::size_t> too_deep(std::string_view text,
                                                  std::size_t limit = kMaxDepth);

} // namespace finwait
