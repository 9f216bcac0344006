// Options that say how trials are run, shared by run and show.
#pragma once

#include "cli/exit_codes.hpp"
#include "kernel/kernel.hpp"

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace finwait {

struct TrialOptions {
    std::string network = "auto";     ///< auto, trial, keep or host
    std::vector<std::string> without; ///< evidence to leave out: sock_diag, proc_net_tcp
    int jobs = 0;                     ///< trials at once; 0: as the machine allows
};

void add_trial_options(CLI::App& command, TrialOptions& options);

/// Probes the kernel and settles on a network. Prints what is lost where trials have to share the host's.
/// nullopt (and `exit` set) if the network that was asked for cannot be had.
[[nodiscard]] std::optional<RunOptions> settle(Kernel& kernel, const TrialOptions& options,
                                               Exit& exit);

} // namespace finwait
