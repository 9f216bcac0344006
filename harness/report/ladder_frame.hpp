// What stands above and below a ladder.
#pragma once

#include "report/ladder.hpp"

namespace finwait {

/// Title, case and kernel, question, story.
[[nodiscard]] std::string ladder_head(const Observation& seen, const LadderText& text,
                                      const Style& style);

/// A cut or why nothing was run; claims with their decisive facts; how the ends were left; counters
/// that tell of a decision; evidence that was missing. Parts without content are left out.
[[nodiscard]] std::string ladder_foot(const Observation& seen, const LadderText& text,
                                      const Style& style);

} // namespace finwait
