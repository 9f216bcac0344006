// A stage as the runner sees it: a child process, the memory that it writes, and a socket to it.
#pragma once

#include "base/result.hpp"
#include "base/unique_fd.hpp"
#include "trial/record.hpp"

#include <sys/types.h>

namespace finwait {

/// Owns the child process: killed and reaped in the destructor.
class StageProcess {
  public:
    /// Starts finwait itself (/proc/self/exe) as a stage.
    [[nodiscard]] static Result<StageProcess> start();

    StageProcess(StageProcess&& other) noexcept;
    StageProcess& operator=(StageProcess&&) = delete;
    ~StageProcess();

    /// One of its two records: while the stage fills one, the runner reads the other.
    [[nodiscard]] TrialRecord& record(std::size_t which) { return records_[which]; }
    [[nodiscard]] int control() const { return control_.get(); }

  private:
    StageProcess(pid_t pid, UniqueFd control, TrialRecord* records)
        : pid_(pid), control_(std::move(control)), records_(records) {}
    pid_t pid_;
    UniqueFd control_;
    TrialRecord* records_;
};

} // namespace finwait
