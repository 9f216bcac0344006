// The table of `finwait run`: what was seen in every case, in words, and its claims.
#pragma once

#include "claim/verdict.hpp"
#include "observation/observation.hpp"
#include "report/text.hpp"

#include <memory>
#include <string>
#include <vector>

namespace finwait {

/// Trials of one case that came out the same.
struct OutcomeCount {
    std::string digest; ///< outcome_digest()
    int trials = 0;
    std::shared_ptr<const Observation> first;
};

/// All that the table says about one case.
struct CaseReport {
    std::string case_id;  ///< linger/zero-resets[family=ipv6]
    std::string scenario; ///< linger/zero-resets
    std::string title;
    int trials = 0;
    std::int64_t elapsed_ns = 0;        ///< of all trials together
    std::vector<OutcomeCount> outcomes; ///< distinct ones
    std::string nondeterministic; ///< why the scenario says its outcome varies; "" if it should not
    std::vector<Claim> claims;
    std::vector<std::vector<Judgement>> judgements; ///< one list for each trial
    std::string fault; ///< a fault of finwait itself; "" if there was none
};

/// The whole table: a block for each scenario, by theme, then the summary. Scenarios stand where
/// the first of their cases stands. Lines are at most usable_columns() wide.
[[nodiscard]] std::string table(const std::vector<CaseReport>& cases, std::int64_t elapsed_ns,
                                const Style& style);

/// Its last lines alone: totals, faults, cases that varied, evidence that was missing.
[[nodiscard]] std::string summary(const std::vector<CaseReport>& cases, std::int64_t elapsed_ns,
                                  const Style& style);

} // namespace finwait
