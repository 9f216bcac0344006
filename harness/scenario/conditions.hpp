// Checks `given`, `needs` and `claims`: pointers that lead somewhere, schemas that can fail.
#pragma once

#include "scenario/plan.hpp"
#include "scenario/problems.hpp"
#include "scenario/step_spec.hpp"

namespace finwait {

/// Reports conditions on roles, steps or facts that a trial of this case never records, schemas that
/// say nothing, unknown errnos, signals and states, and claims without an id of their own.
void check_conditions(Problems& problems, const Case& chosen, const Plan& plan, StepTable steps);

} // namespace finwait
