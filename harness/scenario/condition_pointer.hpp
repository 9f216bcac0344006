// The JSON Pointer of a condition: does a trial of this case record anything there?
#pragma once

#include "scenario/condition_schema.hpp"
#include "scenario/plan.hpp"
#include "scenario/step_spec.hpp"

#include <optional>

namespace finwait {

/// What pointers may lead to.
struct Recorded {
    const Plan& plan;
    StepTable table;
    bool all_planned; ///< else steps are missing from the plan, and are not missed here again
};

/// Reports a pointer to a role, a step, a fact or a counter table that is never recorded. Gives the
/// names that the value there may have, if it is a name.
/// @param at  where the pointer stands in the file
[[nodiscard]] std::optional<NamesThere> check_pointer(Problems& problems, const std::string& at,
                                                      const std::string& pointer,
                                                      const Recorded& recorded);

} // namespace finwait
