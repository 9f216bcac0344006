#include "cli/suggest.hpp"

#include "base/nearest.hpp"
#include "report/rows.hpp"
#include "scenario/library.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace finwait {
namespace {

constexpr Style kPlain{};
constexpr std::size_t kMostGuesses = 3;

using Names = std::vector<std::string>;

std::string in_words(const Names& names, const char* last) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i == 0 ? "" : i + 1 == names.size() ? last : ", ") + printable(names[i], kPlain);
    return text;
}

std::string name_of(const std::string& id) { return id.substr(id.rfind('/') + 1); }

Names scenario_ids(const std::vector<Case>& cases) {
    Names ids;
    for (const auto& one : cases) {
        if (ids.empty() || ids.back() != one.scenario->id) ids.push_back(one.scenario->id);
    }
    return ids;
}

Names themes_of(const Names& ids) {
    std::set<std::string> themes;
    for (const auto& id : ids) themes.insert(id.substr(0, id.find('/') + 1));
    return {themes.begin(), themes.end()};
}

bool is_any(const std::string& selector, const std::vector<Case>& cases) {
    return std::any_of(cases.begin(), cases.end(),
                       [&](const Case& one) { return selects(selector, one); });
}

const Scenario* scenario_called(const std::string& id, const std::vector<Case>& cases) {
    const auto found = std::find_if(cases.begin(), cases.end(),
                                    [&](const Case& one) { return one.scenario->id == id; });
    return found == cases.end() ? nullptr : found->scenario.get();
}

// ---- a known scenario, and axes that it does not have ----------------------------------------

Names axis_names(const Scenario& scenario) {
    Names names;
    for (const auto& axis : scenario.axes) names.push_back(axis.name);
    return names;
}

/// `; did you mean X?`, or what there is.
std::string meant_or(const std::string& given, const Names& known, const std::string& there_is) {
    const auto near = nearest(given, known);
    return near ? fmt::format("; did you mean {}?", *near) : "; " + there_is;
}

/// The id, or the glob, with the values that were given, each axis in its place.
std::string put_in_order(const Scenario& scenario, const AxisValues& given) {
    Names parts;
    for (const auto& axis : scenario.axes) {
        const auto value = std::find_if(given.begin(), given.end(),
                                        [&](const auto& pair) { return pair.first == axis.name; });
        parts.push_back(axis.name + "=" + (value == given.end() ? "*" : value->second));
    }
    return fmt::format("{}[{}]", scenario.id, join(parts, ","));
}

std::string wrong_axes(const Scenario& scenario, const std::string& selector) {
    if (scenario.axes.empty())
        return fmt::format("{} does not vary; did you mean {}?", scenario.id, scenario.id);
    const AxisValues given = axis_values(selector.ends_with(']') ? selector : selector + "]");
    for (const auto& [name, value] : given) {
        const auto axis = std::find_if(scenario.axes.begin(), scenario.axes.end(),
                                       [&](const Axis& one) { return one.name == name; });
        if (axis == scenario.axes.end())
            return fmt::format("{} has no axis {}{}", scenario.id, printable(name, kPlain),
                               meant_or(name, axis_names(scenario),
                                        "it varies " + in_words(axis_names(scenario), " and ")));
        const auto& values = axis->values;
        if (std::find(values.begin(), values.end(), value) == values.end())
            return fmt::format("{} of {} is never {}{}", name, scenario.id,
                               printable(value, kPlain),
                               meant_or(value, values, "it is " + in_words(values, " or ")));
    }
    return fmt::format("nothing is called {}; did you mean '{}'?", printable(selector, kPlain),
                       put_in_order(scenario, given));
}

// ---- a name that nothing has ---------------------------------------------------------------

/// Scenarios whose name is this one, or nearest to it, whatever their theme.
Names same_name(const std::string& name, const Names& ids) {
    Names names, found;
    for (const auto& id : ids) names.push_back(name_of(id));
    const auto near = nearest(name, names);
    for (const auto& id : ids) {
        if (near && name_of(id) == *near) found.push_back(id);
    }
    return found;
}

/// Scenarios whose id holds what was typed.
Names holding(const std::string& part, const Names& ids) {
    constexpr std::size_t kLeast = 3; // shorter ones are in too many
    Names found;
    for (const auto& id : ids) {
        if (part.size() >= kLeast && id.find(part) != std::string::npos) found.push_back(id);
    }
    return found;
}

/// What may have been meant by something without a `[`, the likeliest first.
Names guesses(const std::string& base, const std::vector<Case>& cases) {
    const Names ids = scenario_ids(cases), themes = themes_of(ids), tags = tags_of(cases);
    if (std::find(themes.begin(), themes.end(), base + "/") != themes.end()) return {base + "/"};
    const bool is_glob = base.find_first_of("*?") != std::string::npos;
    if (is_glob) return is_any("*" + base, cases) ? Names{"'*" + base + "'"} : Names{};
    if (const auto near = nearest(base, ids)) return {*near};
    if (const auto near = nearest(base, themes); near && base.ends_with('/')) return {*near};
    Names found = same_name(name_of(base), ids);
    if (std::find(tags.begin(), tags.end(), base) != tags.end()) found.push_back("--tag " + base);
    if (!found.empty()) return found;
    found = holding(base, ids);
    if (found.size() > kMostGuesses) return {"'*" + base + "*'"};
    if (!found.empty()) return found;
    if (const auto near = nearest(base + "/", themes)) return {*near};
    return {};
}

} // namespace

std::vector<std::string> tags_of(const std::vector<Case>& cases) {
    std::set<std::string> tags;
    for (const auto& one : cases) tags.insert(one.scenario->tags.begin(), one.scenario->tags.end());
    return {tags.begin(), tags.end()};
}

std::string nothing_called(const std::string& selector, const std::vector<Case>& cases) {
    const auto open = selector.find('[');
    const std::string base = selector.substr(0, open);
    if (open != std::string::npos) {
        if (const Scenario* scenario = scenario_called(base, cases))
            return wrong_axes(*scenario, selector);
    }
    Names found = guesses(base, cases);
    // The axes that were typed are kept where they fit.
    for (auto& guess : found) {
        const std::string whole = open == std::string::npos ? guess : guess + selector.substr(open);
        if (is_any(whole, cases)) guess = whole;
    }
    const std::string start = "nothing is called " + printable(selector, kPlain);
    if (found.empty()) return start + "; finwait list shows what there is";
    return fmt::format("{}; did you mean {}?", start, in_words(found, " or "));
}

std::string no_such_tag(const std::string& tag, const std::vector<Case>& cases) {
    return fmt::format("no scenario has the tag {}{}", printable(tag, kPlain),
                       meant_or(tag, tags_of(cases), "finwait list --tags shows what there is"));
}

} // namespace finwait
