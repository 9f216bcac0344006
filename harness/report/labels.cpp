// How the table names cases.
#include "report/rows.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace finwait {
namespace {

/// The distinct values that these cases have on an axis, in order of appearance.
std::vector<std::string> values_on(const std::vector<AxisValues>& cases, std::size_t axis) {
    std::vector<std::string> values;
    for (const auto& one : cases) {
        if (axis < one.size() &&
            std::find(values.begin(), values.end(), one[axis].second) == values.end())
            values.push_back(one[axis].second);
    }
    return values;
}

/// The family of addresses needs no name before its value.
std::string named(const std::string& axis, const std::string& values) {
    return axis == "family" ? values : axis + " " + values;
}

std::string one_case(const AxisValues& values) {
    std::vector<std::string> parts;
    for (const auto& [axis, value] : values) parts.push_back(named(axis, value));
    return join(parts, ", ");
}

} // namespace

AxisValues axis_values(const std::string& case_id) {
    AxisValues values;
    const std::size_t open = case_id.find('[');
    if (open == std::string::npos || !case_id.ends_with(']')) return values;
    std::string_view rest(case_id);
    rest = rest.substr(open + 1, case_id.size() - open - 2);
    while (
        !rest.empty()) { // no value holds a comma or an equals sign: scenario/expand.cpp sees to it
        const std::size_t end = std::min(rest.find(','), rest.size());
        const std::string_view pair = rest.substr(0, end);
        const std::size_t equals = std::min(pair.find('='), pair.size());
        values.emplace_back(pair.substr(0, equals), pair.substr(std::min(equals + 1, pair.size())));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return values;
}

std::vector<std::string> label_lines(const std::vector<AxisValues>& some,
                                     const std::vector<AxisValues>& all) {
    std::vector<std::string> lines;
    if (some.empty()) return lines;
    std::size_t combinations = 1;
    for (std::size_t axis = 0; axis < some.front().size(); ++axis) {
        const auto here = values_on(some, axis);
        combinations *= here.size();
        const bool sets_apart = here.size() < values_on(all, axis).size();
        if (sets_apart || some.size() == all.size())
            lines.push_back(named(some.front()[axis].first, join(here, ", ")));
    }
    if (combinations == some.size()) return lines;
    lines.clear();
    for (const auto& one : some) lines.push_back(one_case(one));
    return lines;
}

} // namespace finwait
