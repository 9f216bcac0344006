// KTAP version 1, the kernel's own format of test results (Documentation/dev-tools/ktap.rst).
#pragma once

#include "report/table.hpp"

namespace finwait {

/// A test for each scenario, with a subtest for each case. What was seen, and the claims that do not
/// hold, stand in diagnostic lines before the result of a case.
///
/// `not ok` is what makes the exit code 1; with the directive ERROR a fault of finwait, with TIMEOUT a
/// trial that was cut. `ok ... # SKIP` is a case that was not run, has an undecided claim, or has
/// claims that are all unsupported.
/// @param strict  whether a contradicted claim is a failure; otherwise it is a finding
[[nodiscard]] std::string ktap(const std::vector<CaseReport>& cases, bool strict);

} // namespace finwait
