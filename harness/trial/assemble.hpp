// Joins what the agents and the stage wrote down into an observation.
#pragma once

#include "observation/observation.hpp"
#include "scenario/plan.hpp"
#include "scenario/scenario.hpp"
#include "trial/record.hpp"

namespace finwait {

/// Turns numbers into names. Reads the record only; it may be of a trial that was cut or killed.
[[nodiscard]] Observation assemble(const TrialRecord& record, const Plan& plan, const Case& chosen,
                                   int trial);

} // namespace finwait
