// The words in the ladder's lanes: calls with their results, and states.
#pragma once

#include "report/ladder.hpp"
#include "report/moments.hpp"

namespace finwait {

/// The lines for what a role does at a moment, at most `width` columns each.
[[nodiscard]] std::vector<std::string> call_lines(const Observation& seen, const LadderText& text,
                                                  const Moment& moment, int width,
                                                  const Style& style);

/// The lines for the state of one end: its name unless it is client or server, the state, and what
/// the kernel's timer has left for it.
[[nodiscard]] std::vector<std::string> state_lines(const std::string& name, const EndSeen& end,
                                                   bool at_rest, int width, const Style& style);

/// `2.003 s` since the trial's start.
[[nodiscard]] std::string time_of_row(std::int64_t at_ns, int width);

} // namespace finwait
