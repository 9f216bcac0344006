// The forms that results can take.
#pragma once

#include "report/table.hpp"

#include <string>
#include <vector>

namespace finwait {

/// What --format takes where results are written: table, json, ndjson, junit, ktap, markdown.
[[nodiscard]] const std::vector<std::string>& result_formats();

/// Whether results are written in this form while they come, an observation at a time.
[[nodiscard]] bool is_streamed(const std::string& format);

struct ReportOptions {
    std::int64_t elapsed_ns = 0;
    bool strict = false; ///< a contradicted claim is a failure
    Style style;         ///< of the table
};

/// The text of one of the forms that are written at the end.
[[nodiscard]] std::string report_text(const std::string& format,
                                      const std::vector<CaseReport>& cases,
                                      const ReportOptions& options);

} // namespace finwait
