// From `vary` to cases: one for every combination of axis values.
#pragma once

#include "scenario/problems.hpp"

namespace finwait {

/// Fills in the scenario's axes and gives its cases, in the order in which the axes are written, the
/// last axis turning fastest. Reports a wrong `vary`, a wrong `when`, and `$names` that are no axis.
[[nodiscard]] std::vector<Case> expand_cases(Problems& problems,
                                             const std::shared_ptr<Scenario>& scenario);

} // namespace finwait
