// Stored observations, read back: NDJSON or a JSON array.
#pragma once

#include "base/result.hpp"
#include "observation/observation.hpp"

#include <vector>

namespace finwait {

/// Reads a file of results. An error names the line (NDJSON) or the entry (array) and what is wrong.
[[nodiscard]] Result<std::vector<Json>> read_stored(const std::string& file);

} // namespace finwait
