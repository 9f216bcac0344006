// From a case to a plan: names become numbers, defaults become explicit.
#pragma once

#include "scenario/plan.hpp"
#include "scenario/problems.hpp"
#include "scenario/step_spec.hpp"

namespace finwait {

inline constexpr double kMaxTrialSeconds = 600;
inline constexpr double kTrialSeconds = 20; ///< the deadline of a trial that names none
inline constexpr double kStepSeconds = 10;  ///< the deadline of a call that names none

/// Reports every step that cannot be planned; the plan is usable only if there was no problem.
[[nodiscard]] Plan make_plan(Problems& problems, const Case& chosen, StepTable steps);

} // namespace finwait
