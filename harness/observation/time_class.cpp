#include "observation/time_class.hpp"

#include "base/clock.hpp"
#include "base/time_words.hpp"

namespace finwait {

std::string duration_class(std::int64_t elapsed_ns) {
    constexpr std::int64_t kShort = 450 * kNanosecondsPerMillisecond;
    constexpr std::int64_t kEarly = 50 * kNanosecondsPerMillisecond; // a timer's rounding
    if (elapsed_ns < kShort) return kAtOnce;
    const bool almost = elapsed_ns % kNanosecondsPerSecond >= kNanosecondsPerSecond - kEarly;
    const std::int64_t seconds = elapsed_ns / kNanosecondsPerSecond + (almost ? 1 : 0);
    return seconds == 0 ? kUnderASecond : about_seconds(seconds);
}

std::string time_left_class(std::int64_t left_ms) {
    constexpr std::int64_t kMsPerSecond = 1000;
    return about_seconds(left_ms / kMsPerSecond + (left_ms % kMsPerSecond > 0 ? 1 : 0));
}

} // namespace finwait
