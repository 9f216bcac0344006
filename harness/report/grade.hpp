// What a case comes to in formats that know only passed, failed, skipped and error.
#pragma once

#include "report/claims.hpp"
#include "report/table.hpp"

namespace finwait {

/// By rising weight, the same as that of the exit codes.
enum class Grade {
    passed,
    skipped, ///< not run, or a claim is undecided, or the kernel lacks what all claims need
    cut,     ///< a trial was ended at a deadline
    failed,  ///< something differs from what was asked to hold: exit code 1
    fault,   ///< of finwait itself
};

struct Graded {
    Grade grade = Grade::passed;
    std::string why; ///< one printable line; "" if passed
};

/// @param strict  whether a contradicted claim fails; otherwise it is a finding
[[nodiscard]] Graded grade_of(const CaseReport& report, bool strict, const Style& style);

/// A claim that does not hold, in one line: `contradicted: <id>, from <source>: <says> (<reason>)`.
[[nodiscard]] std::string claim_line(const Merged& one, const Style& style);

} // namespace finwait
