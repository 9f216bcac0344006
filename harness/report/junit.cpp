#include "report/junit.hpp"

#include "report/blocks.hpp"
#include "report/grade.hpp"

#include <fmt/format.h>
#include <set>

namespace finwait {
namespace {

constexpr Style kPlain{false, true, kMaxColumns};

struct Counts {
    int tests = 0;
    int failures = 0;
    int errors = 0;
    int skipped = 0;
    std::int64_t elapsed_ns = 0;

    Counts& operator+=(const Counts& more) {
        tests += more.tests;
        failures += more.failures;
        errors += more.errors;
        skipped += more.skipped;
        elapsed_ns += more.elapsed_ns;
        return *this;
    }
};

Counts count(const CaseReport& report, Grade grade) {
    return {1, grade == Grade::failed, grade == Grade::fault || grade == Grade::cut,
            grade == Grade::skipped, report.elapsed_ns};
}

std::string seconds(std::int64_t ns) {
    return fmt::format("{:.6f}", static_cast<double>(ns) / 1e9);
}

std::string attributes(const std::string& name, const Counts& counts, std::int64_t elapsed_ns) {
    return fmt::format(R"(name="{}" tests="{}" failures="{}" errors="{}" skipped="{}" time="{}")",
                       xml_text(name), counts.tests, counts.failures, counts.errors, counts.skipped,
                       seconds(elapsed_ns));
}

/// The element that says how a case came out; "" if it passed.
std::string result_element(const Graded& graded) {
    const auto element = [&](const char* name, const std::string& type) {
        return fmt::format("      <{} message=\"{}\"{}/>\n", name, xml_text(graded.why), type);
    };
    switch (graded.grade) {
    case Grade::passed: return "";
    case Grade::skipped: return element("skipped", "");
    case Grade::cut: return element("error", " type=\"cut\"");
    case Grade::failed: return element("failure", " type=\"differs\"");
    case Grade::fault: return element("error", " type=\"fault\"");
    }
    return "";
}

std::string case_element(const CaseReport& report, const Graded& graded) {
    const Row row = fold({&report}, kPlain).front();
    std::string out;
    for (const auto& line : seen_lines(row, kMaxColumns, kPlain)) out += xml_text(line) + "\n";
    for (const auto& one : row.claims) {
        if (one.verdict != Verdict::holds) out += xml_text(claim_line(one, kPlain)) + "\n";
    }
    return fmt::format("    <testcase name=\"{}\" classname=\"{}\" time=\"{}\">\n{}"
                       "      <system-out>{}</system-out>\n    </testcase>\n",
                       xml_text(report.case_id), xml_text(report.scenario),
                       seconds(report.elapsed_ns), result_element(graded), out);
}

/// The kernels on which the cases of a theme ran.
std::string properties(const Theme& theme) {
    std::set<std::string> kernels;
    for (const auto& block : theme.blocks) {
        for (const CaseReport* report : block.cases) {
            for (const auto& outcome : report->outcomes) {
                if (outcome.first) kernels.insert(kernel_words(outcome.first->kernel, kPlain));
            }
        }
    }
    kernels.erase("");
    if (kernels.empty()) return "";
    return fmt::format("    <properties>\n      <property name=\"kernel\" value=\"{}\"/>\n"
                       "    </properties>\n",
                       xml_text(join({kernels.begin(), kernels.end()}, "; ")));
}

} // namespace

std::string xml_text(std::string_view text) {
    std::string xml;
    for (const char c : printable(text, kPlain)) {
        switch (c) {
        case '&': xml += "&amp;"; break;
        case '<': xml += "&lt;"; break;
        case '>': xml += "&gt;"; break;
        case '"': xml += "&quot;"; break;
        default: xml += c;
        }
    }
    // U+FFFE and U+FFFF are valid UTF-8 but no characters of XML 1.0 (section 2.2).
    for (const auto& [bytes, shown] : {std::pair("\xef\xbf\xbe", "\\xef\\xbf\\xbe"),
                                       std::pair("\xef\xbf\xbf", "\\xef\\xbf\\xbf")}) {
        for (std::size_t at; (at = xml.find(bytes)) != std::string::npos;)
            xml.replace(at, 3, shown);
    }
    return xml;
}

std::string junit(const std::vector<CaseReport>& cases, std::int64_t elapsed_ns, bool strict) {
    Counts all;
    std::string suites;
    for (const auto& theme : themes_of(cases, kPlain)) {
        Counts of_theme;
        std::string inside;
        for (const auto& block : theme.blocks) {
            for (const CaseReport* report : block.cases) {
                const Graded graded = grade_of(*report, strict, kPlain);
                of_theme += count(*report, graded.grade);
                inside += case_element(*report, graded);
            }
        }
        suites += fmt::format("  <testsuite {}>\n{}{}  </testsuite>\n",
                              attributes(theme.name, of_theme, of_theme.elapsed_ns),
                              properties(theme), inside);
        all += of_theme;
    }
    return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {}>\n{}"
                       "</testsuites>\n",
                       attributes("finwait", all, elapsed_ns), suites);
}

} // namespace finwait
