#include "cli/formats.hpp"

#include "report/junit.hpp"
#include "report/ktap.hpp"
#include "report/markdown.hpp"

namespace finwait {

const std::vector<std::string>& result_formats() {
    static const std::vector<std::string> kFormats = {"table", "json", "ndjson",
                                                      "junit", "ktap", "markdown"};
    return kFormats;
}

bool is_streamed(const std::string& format) { return format == "json" || format == "ndjson"; }

std::string report_text(const std::string& format, const std::vector<CaseReport>& cases,
                        const ReportOptions& options) {
    if (format == "junit") return junit(cases, options.elapsed_ns, options.strict);
    if (format == "ktap") return ktap(cases, options.strict);
    if (format == "markdown") return markdown(cases, options.elapsed_ns);
    return table(cases, options.elapsed_ns, options.style);
}

} // namespace finwait
