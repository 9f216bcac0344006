// Whose step is it, and what is it called? The roles of a case and the labels of their steps.
#pragma once

#include "scenario/fields.hpp"
#include "scenario/planner_context.hpp"

#include <map>
#include <optional>
#include <set>

namespace finwait {

/// What is known of the roles while the steps are read in order.
class RolePlanner {
  public:
    explicit RolePlanner(PlanContext& context) : context_(context) {}

    /// @param steps  all steps of the case, to tell an heir that is not born yet from a wrong name
    void begin(const Json& steps);
    /// The role that the step's one key names. Reports none and two.
    [[nodiscard]] std::optional<std::uint8_t> role_of(const std::string& at, const Json& step);
    /// The step's label: `as`, else the step's name, with -2, -3 ... for its repetitions.
    [[nodiscard]] std::string label_of(const std::string& at, const Json& step, std::uint8_t role,
                                       const std::string& op);

    /// A role that has been told before.
    [[nodiscard]] Value read_role(const FieldPlace& place);
    /// A new role. Absent if steps could not name it.
    [[nodiscard]] Value read_heir(const FieldPlace& place);
    /// An earlier background step of the same role.
    [[nodiscard]] Value read_background_step(const FieldPlace& place, std::uint8_t role);

    [[nodiscard]] const std::string& name(std::uint8_t role) const { return roles_[role].name; }
    [[nodiscard]] bool ended(std::uint8_t role) const { return roles_[role].ended; }
    void end(std::uint8_t role) { roles_[role].ended = true; }

  private:
    struct Role {
        std::string name;
        std::map<std::string, int> labels; ///< how often each default label was asked for
        std::set<std::string> taken;
        bool ended = false;
    };

    std::uint8_t add(const std::string& name);
    void no_role(const std::string& at, const Json& step);
    [[nodiscard]] bool is_forked_somewhere(const std::string& name) const;
    [[nodiscard]] bool is_a_field(const std::string& key) const;
    [[nodiscard]] std::string own_label(const std::string& at, const Json& json, Role& role,
                                        const std::string& op);

    PlanContext& context_;
    std::vector<Role> roles_;
    const Json* steps_ = nullptr;
};

} // namespace finwait
