// Runs a selection of cases and keeps what a report needs of it.
#pragma once

#include "kernel/kernel.hpp"
#include "report/table.hpp"

#include <map>

namespace finwait {

/// Plans of all cases, trial after trial, and what came of them.
class Suite {
  public:
    /// @param repeat  trials of each case, 1 or more
    Suite(const std::vector<Case>& cases, int repeat);

    struct Hooks {
        /// Each observation in the order of the jobs, whatever the order in which they finish. False
        /// stops the run.
        std::function<bool(const Json&)> on_observation;
        /// Each trial that was seen, in the order in which they finish.
        std::function<void(const Observation&)> on_seen;
        /// After each trial: how many are done, and the case.
        std::function<void(std::size_t, const std::string&)> on_progress;
        bool stop_at_first_failure = false;
        bool contradiction_is_failure = false;
    };

    [[nodiscard]] RunEnd run(Kernel& kernel, const RunOptions& options, const Hooks& hooks);

    [[nodiscard]] const std::vector<CaseReport>& reports() const { return reports_; }
    [[nodiscard]] std::size_t trials() const { return jobs_.size(); }

  private:
    bool take(TrialReport&& report, const Hooks& hooks);
    bool flush(const Hooks& hooks);
    bool failed(const CaseReport& report, const Hooks& hooks) const;

    const std::vector<Case>& cases_;
    std::vector<Plan> plans_;
    std::vector<TrialJob> jobs_;
    std::vector<CaseReport> reports_;
    std::map<std::size_t, Json> waiting_; ///< finished before an earlier job
    std::size_t next_out_ = 0;
    std::size_t done_ = 0;
};

} // namespace finwait
