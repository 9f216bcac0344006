// From the text of one stored observation to its JSON.
#pragma once

#include "observation/observation.hpp"

#include <string_view>

namespace finwait {

/// Reads one JSON value of a stored file: a line of NDJSON, or a whole file with an array of
/// observations. Fails, with a sentence that fits on a line, if it is not JSON, holds a number that
/// no double holds, or is nested more than kMaxDepth deep (one more in an array).
[[nodiscard]] Result<Json> parse_stored(std::string_view text);

} // namespace finwait
