// From the bytes of a file to a JSON document, or to the one place where they stop being one.
#pragma once

#include "scenario/scenario.hpp"

#include <string_view>

namespace finwait {

struct Parsed {
    std::shared_ptr<const Json> document; ///< null when there is a problem
    Problem problem;
};

/// Reads JSON (RFC 8259) of at most kMaxScenarioBytes, nested at most kMaxDepth deep. A key that an
/// object has twice is accepted here; SourceMap finds it.
[[nodiscard]] Parsed parse_document(const std::string& file, std::string_view text);

} // namespace finwait
