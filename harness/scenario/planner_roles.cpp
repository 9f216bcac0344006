#include "scenario/planner_roles.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace finwait {
namespace {

/// Members that a role has beside its steps' labels.
const std::vector<std::string> kReservedLabels = {"ended", "signals", "end"};

/// Members that an observation has beside its roles (results/schema/observation.schema.json).
const std::vector<std::string> kReservedRoles = {
    "schema",  "scenario", "case",    "trial",      "kernel",  "finwait",
    "network", "clock",    "roles",   "events",     "packets", "counters",
    "missing", "states",   "outcome", "elapsed_ns", "not_run", "cut"};

bool is_among(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

} // namespace

void RolePlanner::begin(const Json& steps) {
    steps_ = &steps;
    add("client");
    add("server");
}

std::uint8_t RolePlanner::add(const std::string& name) {
    roles_.push_back({name, {}, {}});
    context_.plan.roles.push_back(name);
    return static_cast<std::uint8_t>(roles_.size() - 1);
}

std::optional<std::uint8_t> RolePlanner::role_of(const std::string& at, const Json& step) {
    std::optional<std::uint8_t> found;
    for (std::size_t i = 0; i < roles_.size(); ++i) {
        if (!step.contains(roles_[i].name)) continue;
        if (found) {
            context_.problems.at_key(
                child(at, roles_[i].name),
                fmt::format("names a second role beside {}", roles_[*found].name));
            return std::nullopt;
        }
        found = static_cast<std::uint8_t>(i);
    }
    if (!found) no_role(at, step);
    return found;
}

/// A key that is no field of any step was meant to be the role.
void RolePlanner::no_role(const std::string& at, const Json& step) {
    for (const auto& [key, value] : step.items()) {
        if (is_a_field(key)) continue;
        if (!is_forked_somewhere(key))
            context_.problems.unknown(child(at, key), "role", key, context_.plan.roles, true);
        else if (!context_.lost)
            context_.problems.at_key(child(at, key),
                                     fmt::format("\"{}\" is not forked before this step", key));
        return;
    }
    context_.problems.at_value(at, "names no role: wants \"client\", \"server\" or an heir");
}

bool RolePlanner::is_forked_somewhere(const std::string& name) const {
    return std::any_of(steps_->begin(), steps_->end(), [&](const Json& step) {
        return step.is_object() && step.contains("heir") &&
               (step["heir"] == name || !step["heir"].is_string());
    });
}

bool RolePlanner::is_a_field(const std::string& key) const {
    const auto has = [&](std::span<const FieldSpec> fields) {
        return std::any_of(fields.begin(), fields.end(),
                           [&](const FieldSpec& field) { return key == field.name; });
    };
    return has(common_fields()) ||
           std::any_of(context_.table.begin(), context_.table.end(),
                       [&](const StepSpec* spec) { return has(spec->fields); });
}

std::string RolePlanner::label_of(const std::string& at, const Json& step, std::uint8_t index,
                                  const std::string& op) {
    Role& role = roles_[index];
    if (step.contains("as")) return own_label(child(at, "as"), step["as"], role, op);
    const int times = ++role.labels[op];
    std::string label = times == 1 ? op : fmt::format("{}-{}", op, times);
    if (!role.taken.insert(label).second)
        context_.problems.at_value(at, fmt::format("an earlier step of {} is labelled \"{}\"; give "
                                                   "this one a label with \"as\"",
                                                   role.name, label));
    return label;
}

std::string RolePlanner::own_label(const std::string& at, const Json& json, Role& role,
                                   const std::string& op) {
    Problems& problems = context_.problems;
    if (!expect_text(problems, at, json)) return op;
    auto label = json.get<std::string>();
    if (!is_slug(label))
        problems.at_value(at, "a label wants lower case letters, digits and dashes");
    else if (is_among(kReservedLabels, label))
        problems.at_value(at, fmt::format("the label \"{}\" is reserved", label));
    else if (!role.taken.insert(label).second)
        problems.at_value(at,
                          fmt::format("{} has a step labelled \"{}\" already", role.name, label));
    return label;
}

Value RolePlanner::read_role(const FieldPlace& place) {
    if (!expect_text(context_.problems, place.pointer, place.json)) return {};
    const auto name = place.json.get<std::string>();
    for (std::size_t i = 0; i < roles_.size(); ++i) {
        if (roles_[i].name == name) return {ValueKind::integer, static_cast<std::int64_t>(i)};
    }
    if (!context_.lost || !is_forked_somewhere(name))
        context_.problems.unknown(place.pointer, "role", name, context_.plan.roles);
    return {};
}

Value RolePlanner::read_heir(const FieldPlace& place) {
    Problems& problems = context_.problems;
    if (!expect_text(problems, place.pointer, place.json)) {
        context_.lost = true;
        return {};
    }
    const auto name = place.json.get<std::string>();
    const bool taken = is_among(context_.plan.roles, name);
    const bool too_many = roles_.size() == kMaxRoles;
    const bool usable = !is_a_field(name) && !taken && !too_many;
    if (is_among(kReservedRoles, name))
        problems.at_value(place.pointer,
                          fmt::format("an heir cannot be called \"{}\": observations "
                                      "have a member of that name",
                                      name));
    else if (is_a_field(name))
        problems.at_value(place.pointer,
                          fmt::format("an heir cannot be called \"{}\": steps have a "
                                      "field of that name",
                                      name));
    else if (!is_slug(name))
        problems.at_value(place.pointer,
                          "an heir's name wants lower case letters, digits and dashes");
    else if (taken)
        problems.at_value(place.pointer, fmt::format("there is a role \"{}\" already", name));
    else if (too_many)
        problems.at_value(place.pointer, fmt::format("is one role more than the {} that a scenario "
                                                     "can have",
                                                     kMaxRoles));
    // Even a role with a wrong name is one that later steps may use.
    if (usable) return {ValueKind::integer, add(name)};
    context_.lost = true;
    return {};
}

Value RolePlanner::read_background_step(const FieldPlace& place, std::uint8_t role) {
    if (!expect_text(context_.problems, place.pointer, place.json)) return {};
    const auto label = place.json.get<std::string>();
    const Plan& plan = context_.plan;
    std::vector<std::string> known;
    bool in_foreground = false;
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        if (plan.steps[i].role != role) continue;
        const bool meant = plan.labels[i] == label;
        if (meant && plan.steps[i].background)
            return {ValueKind::integer, static_cast<std::int64_t>(i)};
        if (plan.steps[i].background) known.push_back(plan.labels[i]);
        in_foreground = in_foreground || meant;
    }
    if (in_foreground)
        context_.problems.at_value(place.pointer,
                                   fmt::format("the step \"{}\" is not in the background", label));
    else if (!context_.lost)
        context_.problems.unknown(place.pointer, fmt::format("background step of {}", name(role)),
                                  label, known);
    return {};
}

} // namespace finwait
