#include "scenario/problems.hpp"

#include "base/nearest.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <tuple>

namespace finwait {
namespace {

constexpr std::size_t kMaxNameShown = 64;
constexpr std::size_t kMaxPointerShown = 256;
constexpr std::size_t kMaxMessageShown = 512;

/// A file can hold names of any length. The start of one is enough to find it again. The cut falls
/// between two characters of UTF-8, never inside one.
std::string shortened(const std::string& text, std::size_t limit) {
    if (text.size() <= limit) return text;
    std::size_t end = limit;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;
    return text.substr(0, end) + "...";
}

/// A problem is one line, whatever a string in the file holds.
std::string one_line(const std::string& text) {
    std::string line;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7f) line += fmt::format("\\u{:04x}", byte);
        else line += c;
    }
    return line;
}

} // namespace

std::string to_string(const Problem& problem) {
    std::string text = problem.file + ":";
    if (problem.line > 0) text += fmt::format("{}:{}:", problem.line, problem.column);
    if (!problem.pointer.empty())
        text += fmt::format(" {}:", one_line(shortened(problem.pointer, kMaxPointerShown)));
    text += " " + one_line(shortened(problem.message, kMaxMessageShown));
    if (!problem.suggestion.empty())
        text += fmt::format("; did you mean \"{}\"?", one_line(problem.suggestion));
    return text;
}

void Problems::at_value(const std::string& pointer, const std::string& message,
                        const std::string& suggestion) {
    found_.insert({{pointer, message, suggestion, false}, {}});
}

void Problems::at_key(const std::string& pointer, const std::string& message,
                      const std::string& suggestion) {
    found_.insert({{pointer, message, suggestion, true}, {}});
}

void Problems::unknown(const std::string& pointer, const std::string& kind, const std::string& name,
                       const std::vector<std::string>& known, bool is_key) {
    const std::string shown = shortened(name, kMaxNameShown);
    const std::string message = fmt::format("unknown {} \"{}\"", kind, shown);
    const std::string suggestion = nearest(shown, known).value_or("");
    if (is_key) at_key(pointer, message, suggestion);
    else at_value(pointer, message, suggestion);
}

void Problems::take_case(const Problems& of_case, const Case& chosen) {
    ++cases_;
    std::string choices;
    for (const auto& [axis, value] : chosen.choices)
        choices += fmt::format("{}{}={}", choices.empty() ? "" : ",", axis, value);
    for (const auto& [problem, ignored] : of_case.found_) {
        if (is_wrong_in_every_case(problem.pointer)) continue;
        Seen& seen = found_[problem];
        if (++seen.cases == 1) seen.first = choices;
    }
}

bool Problems::is_wrong_in_every_case(const std::string& pointer) const {
    for (auto at = found_.lower_bound({pointer, "", "", false});
         at != found_.end() && at->first.pointer == pointer; ++at) {
        if (at->second.cases == 0) return true;
    }
    return false;
}

std::string Problems::in_which_cases(const Seen& seen) const {
    if (seen.cases == 0 || seen.cases == cases_) return "";
    if (seen.cases == 1) return fmt::format(" (in the case [{}])", seen.first);
    return fmt::format(" (in {} of {} cases, such as [{}])", seen.cases, cases_, seen.first);
}

std::vector<Problem> Problems::placed(const std::string& file, const SourceMap& map) const {
    std::vector<Problem> problems;
    for (const auto& [pointer, place] : map.repeated())
        problems.push_back({file, place.line, place.column, pointer, "is given twice", ""});
    for (const auto& [found, seen] : found_) {
        const Place place = found.is_key ? map.key(found.pointer) : map.value(found.pointer);
        problems.push_back({file, place.line, place.column, found.pointer,
                            found.message + in_which_cases(seen), found.suggestion});
    }
    std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
        return std::tie(a.line, a.column) < std::tie(b.line, b.column);
    });
    return problems;
}

} // namespace finwait
