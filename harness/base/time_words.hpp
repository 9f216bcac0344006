// The words for how long something took. observation/time_class.hpp has the rule that chooses them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace finwait {

inline constexpr const char* kAtOnce = "at once";
inline constexpr const char* kUnderASecond = "under a second";

/// `about 2 s`
[[nodiscard]] std::string about_seconds(std::int64_t seconds);

/// Whether a duration can be told in these words: one of the above, with 1 s or more.
[[nodiscard]] bool is_time_words(std::string_view text);

/// What may have been meant by words that are none: the fixed ones, and `about N s` with the number
/// that the text holds, or 1.
[[nodiscard]] std::vector<std::string> time_words_like(std::string_view text);

} // namespace finwait
