#include "cli/run_options.hpp"

#include "cli/usage.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/core.h>
#include <thread>

namespace finwait {

void add_trial_options(CLI::App& command, TrialOptions& options) {
    command
        .add_option("--network", options.network,
                    "whose network namespace: that of each trial, one to keep for all trials in a "
                    "row, or the host's; auto takes the first where it is allowed")
        ->type_name("WHOSE")
        ->check(one_of({"auto", "trial", "keep", "host"}));
    command
        .add_option("--without", options.without, "leave evidence out, as if the kernel lacked it")
        ->type_name("EVIDENCE")
        ->allow_extra_args(false)
        ->check(one_of({"sock_diag", "proc_net_tcp", "tcp_info"}));
    command
        .add_option("--jobs,-j", options.jobs,
                    "trials at once, at most 1024; else 64 for each processor, for most of them "
                    "wait")
        ->type_name("N")
        ->check(CLI::Range(1, 1024));
}

namespace {

bool has(const std::vector<std::string>& list, const char* what) {
    return std::find(list.begin(), list.end(), what) != list.end();
}

int default_jobs() {
    constexpr int kForEachProcessor = 64;
    return kForEachProcessor * static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

} // namespace

std::optional<RunOptions> settle(Kernel& kernel, const TrialOptions& options, Exit& exit) {
    RunOptions run;
    run.jobs = options.jobs > 0 ? options.jobs : default_jobs();
    run.without_sock_diag = has(options.without, "sock_diag");
    run.without_proc_net = has(options.without, "proc_net_tcp");
    run.without_tcp_info = has(options.without, "tcp_info");
    run.network = options.network == "host"   ? Network::host
                  : options.network == "keep" ? Network::keep
                                              : Network::trial;
    const NetworkProbe probe = kernel.probe(run.network);
    if (run.network == Network::host || probe.own_network) return run;
    if (options.network != "auto") {
        fmt::print(stderr, "finwait: no network namespace can be had here: {}\n", probe.why);
        exit = Exit::not_here;
        return std::nullopt;
    }
    fmt::print(
        stderr,
        "finwait: no network namespace can be had here ({}). Trials share the host's "
        "loopback: no counters, no sysctls, and ports that others use. See finwait doctor.\n",
        probe.why);
    run.network = Network::host;
    static_cast<void>(kernel.probe(Network::host)); // the settings that hold there
    return run;
}

} // namespace finwait
