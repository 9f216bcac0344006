#include "scenario/expand.hpp"

#include "scenario/form.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace finwait {
namespace {

using Choices = std::vector<std::pair<std::string, Json>>;

/// How an axis value is written in a case's id.
std::string written(const Json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

std::vector<std::string> axis_names(const Choices& choices) {
    std::vector<std::string> names;
    for (const auto& [name, value] : choices) names.push_back(name);
    return names;
}

const Json* choice(const Choices& choices, const std::string& name) {
    for (const auto& [axis, value] : choices) {
        if (axis == name) return &value;
    }
    return nullptr;
}

/// Selectors split an id at these, and terminals break at the control characters below the space.
bool can_stand_in_an_id(const std::string& text) {
    return !text.empty() && text.find_first_of("[],=*?\x7f") == std::string::npos &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) > ' '; });
}

bool check_axis(Problems& problems, const std::string& name, const Json& values) {
    const std::string pointer = child("/vary", name);
    if (!is_slug(name)) {
        problems.at_key(pointer, "the name of an axis wants lower case letters, digits and dashes");
        return false;
    }
    if (!expect_array(problems, pointer, values)) return false;
    if (values.empty()) problems.at_value(pointer, "wants at least one value");
    std::vector<std::string> seen;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const Json& value = values[i];
        const std::string at = child(pointer, i);
        if (value.is_structured() || value.is_null()) {
            problems.at_value(at, fmt::format("wants a string, a number or true or false, has {}",
                                              kind_of(value)));
            continue;
        }
        const std::string text = written(value);
        if (!can_stand_in_an_id(text))
            problems.at_value(at, "a value must not be empty or hold [ ] , = * ? or a space");
        if (std::find(seen.begin(), seen.end(), text) != seen.end())
            problems.at_value(at, fmt::format("the value {} is given twice", text));
        if (name == "family" && text != "ipv4" && text != "ipv6")
            problems.unknown(at, "family", text, {"ipv4", "ipv6"});
        seen.push_back(text);
    }
    return true;
}

std::vector<Choices> combinations(Problems& problems, const Json& vary) {
    std::vector<Choices> all = {{}};
    for (const auto& [name, values] : vary.items()) {
        if (all.size() * values.size() > kMaxCases) {
            problems.at_value("/vary", fmt::format("expands to more than {} cases", kMaxCases));
            return {};
        }
        std::vector<Choices> longer;
        for (const auto& shorter : all) {
            for (const auto& value : values) {
                longer.push_back(shorter);
                longer.back().emplace_back(name, value);
            }
        }
        all = std::move(longer);
    }
    return all;
}

/// A value that the axis lacks would never match. False if it is one.
bool check_when_value(Problems& problems, const std::string& at, const Json& value,
                      const Axis& axis, const Json& values) {
    if (std::find(values.begin(), values.end(), value) != values.end()) return true;
    const std::string text = written(value);
    const auto alike = std::find_if(values.begin(), values.end(),
                                    [&](const Json& one) { return written(one) == text; });
    if (alike != values.end())
        problems.at_value(
            at, fmt::format("has {}, where the axis has {}", kind_of(value), kind_of(*alike)));
    else problems.unknown(at, fmt::format("value of the axis {}", axis.name), text, axis.values);
    return false;
}

/// Whether a `when` is well formed. Its values must be among those of the axes.
bool check_when(Problems& problems, const std::string& pointer, const Json& when,
                const Scenario& scenario) {
    if (!expect_object(problems, pointer, when)) return false;
    if (when.empty()) problems.at_value(pointer, "wants at least one axis");
    bool sound = !when.empty();
    for (const auto& [name, wanted] : when.items()) {
        const std::string at = child(pointer, name);
        const auto axis =
            std::find_if(scenario.axes.begin(), scenario.axes.end(),
                         [&name = name](const Axis& one) { return one.name == name; });
        if (axis == scenario.axes.end()) {
            std::vector<std::string> known;
            for (const auto& one : scenario.axes) known.push_back(one.name);
            problems.unknown(at, "axis", name, known, true);
            sound = false;
            continue;
        }
        const Json& values = (*scenario.document)["vary"][name];
        if (!wanted.is_array()) {
            sound = check_when_value(problems, at, wanted, *axis, values) && sound;
            continue;
        }
        if (wanted.empty()) problems.at_value(at, "wants at least one value");
        for (std::size_t i = 0; i < wanted.size(); ++i)
            sound = check_when_value(problems, child(at, i), wanted[i], *axis, values) && sound;
        sound = sound && !wanted.empty();
    }
    return sound;
}

/// Whether a sound `when` names these choices.
bool matches(const Json& when, const Choices& choices) {
    for (const auto& [axis, wanted] : when.items()) {
        const Json* value = choice(choices, axis);
        const bool any = wanted.is_array()
                             ? std::find(wanted.begin(), wanted.end(), *value) != wanted.end()
                             : wanted == *value;
        if (!any) return false;
    }
    return true;
}

void substitute(Problems& problems, const std::string& pointer, Json& value,
                const Choices& choices) {
    if (value.is_structured()) {
        for (const auto& [key, inner] : value.items()) {
            if (key != "note" && key != "says" && key != "when")
                substitute(problems, child(pointer, key), inner, choices);
        }
        return;
    }
    if (!value.is_string()) return;
    const auto& text = value.get_ref<const std::string&>();
    if (text.size() < 2 || text[0] != '$') return;
    const Json* chosen = choice(choices, text.substr(1));
    if (chosen) value = Json(*chosen);
    else problems.unknown(pointer, "axis", text.substr(1), axis_names(choices));
}

/// Entries of `steps` or `claims` whose `when` does not match are left out. One with a wrong `when`
/// stays, so that nothing else seems to be missing.
void apply_when(Problems& problems, const Scenario& scenario, const std::string& list,
                Json& document, const Choices& choices, std::vector<std::size_t>& kept) {
    if (!document.contains(list) || !document[list].is_array()) return;
    Json left = Json::array();
    for (std::size_t i = 0; i < document[list].size(); ++i) {
        Json& entry = document[list][i];
        if (entry.is_object() && entry.contains("when")) {
            const std::string at = child(child(child("", list), i), "when");
            const bool sound = check_when(problems, at, entry["when"], scenario);
            if (sound && !matches(entry["when"], choices)) continue;
        }
        Json copy = entry;
        substitute(problems, child(child("", list), i), copy, choices);
        left.push_back(std::move(copy));
        kept.push_back(i);
    }
    document[list] = std::move(left);
}

std::string case_id(const std::string& scenario, const Choices& choices) {
    if (choices.empty()) return scenario;
    std::string inside;
    for (const auto& [axis, value] : choices)
        inside += fmt::format("{}{}={}", inside.empty() ? "" : ",", axis, written(value));
    return fmt::format("{}[{}]", scenario, inside);
}

Case make_case(Problems& problems, const std::shared_ptr<Scenario>& scenario,
               const Choices& choices) {
    Case made;
    made.scenario = scenario;
    made.id = case_id(scenario->id, choices);
    for (const auto& [axis, value] : choices) made.choices.emplace_back(axis, written(value));
    Json document = *scenario->document;
    apply_when(problems, *scenario, "steps", document, choices, made.step_sources);
    apply_when(problems, *scenario, "claims", document, choices, made.claim_sources);
    for (const char* key : {"given", "needs"}) {
        if (document.contains(key)) substitute(problems, child("", key), document[key], choices);
    }
    made.document = std::make_shared<const Json>(std::move(document));
    return made;
}

} // namespace

std::vector<Case> expand_cases(Problems& problems, const std::shared_ptr<Scenario>& scenario) {
    const Json vary = scenario->document->value("vary", Json::object());
    if (!expect_object(problems, "/vary", vary)) return {};
    bool sound = true;
    for (const auto& [name, values] : vary.items()) {
        if (!check_axis(problems, name, values)) sound = false;
        if (!sound) continue;
        Axis axis{name, {}};
        for (const auto& value : values) axis.values.push_back(written(value));
        scenario->axes.push_back(std::move(axis));
    }
    if (!sound) return {};
    std::vector<Case> cases;
    for (const auto& choices : combinations(problems, vary))
        cases.push_back(make_case(problems, scenario, choices));
    return cases;
}

} // namespace finwait
