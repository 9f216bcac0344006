// What the parts of the planner share while they read one case.
#pragma once

#include "scenario/plan.hpp"
#include "scenario/problems.hpp"
#include "scenario/step_spec.hpp"

namespace finwait {

struct PlanContext {
    Problems& problems;
    StepTable table;
    Plan& plan;
    /// A step could not be read. What it may have made is not reported as missing from here on.
    bool lost = false;
};

} // namespace finwait
