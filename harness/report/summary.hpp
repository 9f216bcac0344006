// The last lines of a report, before they are broken into lines.
#pragma once

#include "report/table.hpp"

namespace finwait {

struct SummaryPart {
    std::string text;
    bool item = false; ///< of the list that the part before it begins
};

/// Totals, faults, cases that varied, the kernel, evidence that was missing.
[[nodiscard]] std::vector<SummaryPart> summary_parts(const std::vector<CaseReport>& cases,
                                                     std::int64_t elapsed_ns, const Style& style);

} // namespace finwait
