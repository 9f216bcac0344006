// Rows of the table: the cases of one scenario, those that read the same folded into one.
#pragma once

#include "report/claims.hpp"
#include "report/seen.hpp"
#include "report/table.hpp"

namespace finwait {

/// The words for one outcome of a row.
struct SeenOutcome {
    std::vector<Item> items;
    int trials = 0;
    std::string differs; ///< where it differs from the first one, if the words do not tell
};

/// Cases of one scenario whose words and verdicts are the same.
struct Row {
    std::vector<const CaseReport*> cases;
    std::vector<std::string> label; ///< one line each: the axis values that set it apart
    std::vector<SeenOutcome> outcomes;
    std::vector<Merged> claims;
};

/// Folds the cases of one scenario. Cases whose figures differ, but not as their outcome reads them
/// (2.00 s and 2.01 s), are one row with figures as in an outcome: `about 2 s`.
[[nodiscard]] std::vector<Row> fold(const std::vector<const CaseReport*>& cases,
                                    const Style& style);

/// What was seen in a row, as lines of at most `columns`. Where trials differ, each outcome says how
/// many of them it was, and the last line whether the scenario says why.
[[nodiscard]] std::vector<std::string> seen_lines(const Row& row, int columns, const Style& style);

/// The axis values in a case's id, in order: `a/b[family=ipv4,mode=x]`.
using AxisValues = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] AxisValues axis_values(const std::string& case_id);

/// Lines that name some of a scenario's cases by the values that set them apart from the others:
/// `ipv4, ipv6`, or `mode blocking`. Where they are no full combination of values, a line for each.
[[nodiscard]] std::vector<std::string> label_lines(const std::vector<AxisValues>& some,
                                                   const std::vector<AxisValues>& all);

} // namespace finwait
