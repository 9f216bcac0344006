// Where a batch of cases runs: one small interface, one class a way of running. Today only this machine's
// own kernel; guests and gVisor come behind the same three questions.
#pragma once

#include "trial/runner.hpp"

#include <memory>

namespace finwait {

class Kernel {
  public:
    virtual ~Kernel() = default;

    /// `native`, and later `gvisor`, `debian:6.12`, ...
    [[nodiscard]] virtual std::string name() const = 0;

    /// What trials may do there. Called once before describe() and run(); must not take long.
    [[nodiscard]] virtual NetworkProbe probe(Network wanted) = 0;

    /// The member `kernel` of observations: release, version, machine, how it ran, sysctls.
    [[nodiscard]] virtual Json describe() const = 0;

    /// Runs a batch; see run_trials(). Fills in `kernel` of each observation.
    [[nodiscard]] virtual RunEnd run(const std::vector<TrialJob>& jobs, const RunOptions& options,
                                     const std::function<bool(TrialReport&&)>& on_report) = 0;
};

/// The kernel that finwait itself runs on.
[[nodiscard]] std::unique_ptr<Kernel> native_kernel();

} // namespace finwait
