// What reports need of a case, gathered trial by trial: from a run, or from stored observations.
#pragma once

#include "report/table.hpp"
#include "scenario/scenario.hpp"

namespace finwait {

[[nodiscard]] CaseReport empty_report(const Case& one);

/// Judges a trial and counts its outcome.
/// @param json  the public form of `seen`
void add_trial(CaseReport& report, const Case& one, Observation&& seen, const Json& json);

/// Whether a case's trials gave outcomes that differ although its scenario does not say why they should.
[[nodiscard]] bool varies_unasked(const CaseReport& report);

} // namespace finwait
