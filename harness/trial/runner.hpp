// Runs many trials at once. One thread, Asio, coroutines: each slot has a stage of its own, gives it one
// trial after the other, and watches its deadline.
#pragma once

#include "observation/observation.hpp"
#include "scenario/plan.hpp"
#include "scenario/scenario.hpp"
#include "trial/record.hpp"

#include <functional>

namespace finwait {

struct TrialJob {
    const Case* chosen = nullptr;
    const Plan* plan = nullptr;
    int trial = 1;
    std::size_t index = 0; ///< place in the order that the user sees
};

struct RunOptions {
    int jobs = 1; ///< trials at once
    Network network = Network::trial;
    bool without_sock_diag = false;
    bool without_proc_net = false;
    bool without_tcp_info = false;
};

struct TrialReport {
    TrialJob job;
    std::string fault; ///< of finwait itself; the observation is then not to be used
    Observation seen;
};

enum class RunEnd { done, stopped, interrupted };

/// Runs the jobs, in their order as slots become free. `on_report` is called for each in the order in
/// which they finish, on this thread; it returns false to stop the run.
/// On SIGINT or SIGTERM the run ends early, and every process that it started is gone when it returns.
[[nodiscard]] RunEnd run_trials(const std::vector<TrialJob>& jobs, const RunOptions& options,
                                const std::function<bool(TrialReport&&)>& on_report);

/// What a stage may do on this machine.
struct NetworkProbe {
    bool own_network = false; ///< network namespaces can be made
    std::string why;          ///< why not
    std::string no_states;    ///< why states come from a lesser source; empty: sock_diag answers
    std::map<std::string, std::string> sysctls; ///< as they are where trials run
};

/// Tries it out with a stage that is thrown away.
/// @param network  Network::host looks at the host, anything else tries a namespace
[[nodiscard]] NetworkProbe probe_network(Network network);

} // namespace finwait
