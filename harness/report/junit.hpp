// JUnit XML, as Jenkins, GitLab and GitHub's actions read it: a test suite for each theme, a test
// case for each case.
#pragma once

#include "report/table.hpp"

namespace finwait {

/// `time` is in seconds: of a case all its trials together, of the whole the wall time.
///
/// <failure> is what makes the exit code 1; <error> a fault of finwait or a trial that was cut;
/// <skipped> a case that was not run, has an undecided claim, or has claims that are all
/// unsupported. <system-out> says in words what was seen and which claims do not hold.
/// @param strict  whether a contradicted claim is a failure; otherwise it is a finding
[[nodiscard]] std::string junit(const std::vector<CaseReport>& cases, std::int64_t elapsed_ns,
                                bool strict);

/// Text for XML 1.0, for attributes and content. What XML cannot hold becomes \xNN.
[[nodiscard]] std::string xml_text(std::string_view text);

} // namespace finwait
