#include "base/time_words.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace finwait {
namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kAbout = "about ";
constexpr std::string_view kSeconds = " s";

/// The first number in a text, without leading zeros; "" if there is none.
std::string_view first_number(std::string_view text) {
    const auto from = std::min(text.find_first_of("123456789"), text.size());
    const auto to = std::min(text.find_first_not_of(kDigits, from), text.size());
    return text.substr(from, to - from);
}

std::string about(std::string_view number) {
    return fmt::format("{}{}{}", kAbout, number, kSeconds);
}

} // namespace

std::string about_seconds(std::int64_t seconds) { return about(std::to_string(seconds)); }

bool is_time_words(std::string_view text) {
    if (text == kAtOnce || text == kUnderASecond) return true;
    const auto number = first_number(text);
    return !number.empty() && text == about(number);
}

std::vector<std::string> time_words_like(std::string_view text) {
    const auto number = first_number(text);
    return {kAtOnce, kUnderASecond, about(number.empty() ? "1" : number)};
}

} // namespace finwait
