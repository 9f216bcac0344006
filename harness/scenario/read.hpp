// From a file to cases and plans, or to everything that is wrong with it.
#pragma once

#include "scenario/plan.hpp"
#include "scenario/scenario.hpp"
#include "scenario/step_spec.hpp"

#include <string_view>

namespace finwait {

struct Reading {
    std::shared_ptr<const Scenario> scenario; ///< null when there are problems
    std::vector<Case> cases;
    std::vector<Problem> problems;
};

/// Reads one scenario. Checks all of it: the form, every case's steps, every condition.
/// @param file  name for messages
/// @param id    <theme>/<name>
/// @param text  the bytes of the file; at most kMaxScenarioBytes, JSON, UTF-8
[[nodiscard]] Reading read_scenario(const std::string& file, const std::string& id,
                                    std::string_view text, StepTable steps);

/// The plan of a case that read_scenario() accepted.
[[nodiscard]] Plan plan_case(const Case& chosen, StepTable steps);

} // namespace finwait
