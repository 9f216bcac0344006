// Times that repeat. Two equal trials never take the same nanoseconds; their classes agree.
#pragma once

#include <cstdint>
#include <string>

namespace finwait {

/// How long a call took, in words.
///
/// The rule: a busy or emulated machine can only add to a time. So a time is rounded down.
///   below 0.45 s         "at once"
///   below 0.95 s         "under a second"
///   from N - 0.05 s on   "about N s", for whole N >= 1
[[nodiscard]] std::string duration_class(std::int64_t elapsed_ns);

/// How much was left on a kernel timer. Looking late can only make it less, so it is rounded up:
/// 59.02 s to 60.00 s are "about 60 s".
[[nodiscard]] std::string time_left_class(std::int64_t left_ms);

} // namespace finwait
