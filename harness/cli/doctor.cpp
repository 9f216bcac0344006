// finwait doctor: what this machine lets finwait see, and what to do about what it does not.
#include "cli/commands.hpp"
#include "cli/run_options.hpp"
#include "evidence/read_text.hpp"

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <unistd.h>

namespace finwait {
namespace {

struct Finding {
    bool fine;
    std::string what;
    std::string detail;
    std::string remedy; ///< empty where there is nothing to do
};

/// Why an ordinary user may be refused a namespace, by what the kernel's switches say.
std::string namespace_remedy() {
    if (read_line("/proc/sys/user/max_user_namespaces") == "0")
        return "sysctl user.max_user_namespaces=10000 lets ordinary users make namespaces; or run "
               "finwait as root";
    if (read_line("/proc/sys/kernel/unprivileged_userns_clone") == "0")
        return "sysctl kernel.unprivileged_userns_clone=1 lets ordinary users make namespaces; or "
               "run finwait as root";
    if (read_line("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == "1")
        return "sysctl kernel.apparmor_restrict_unprivileged_userns=0 lets ordinary users make "
               "namespaces; or run finwait as root";
    return "run finwait as root, or outside a container that forbids unshare(2)";
}

Finding about_network(const NetworkProbe& probe) {
    if (probe.own_network)
        return {true, "network namespace",
                ::geteuid() == 0 ? "every trial has one of its own"
                                 : "every trial has one of its own, through a user namespace",
                ""};
    return {false, "network namespace",
            fmt::format("{}. Trials share the host's loopback: no counters, no sysctls, and ports "
                        "that others use",
                        probe.why),
            namespace_remedy()};
}

Finding about_states(const NetworkProbe& probe) {
    if (probe.no_states.empty())
        return {true, "states of sockets", "sock_diag, with timers to the millisecond", ""};
    const bool proc = !read_line("/proc/self/net/tcp").empty();
    return {false, "states of sockets",
            fmt::format("{} ({})", proc ? "from /proc/net/tcp, with timers to 10 ms" : "none",
                        probe.no_states),
            "load the module tcp_diag: modprobe tcp_diag"};
}

Finding about_counters(const NetworkProbe& probe) {
    if (!probe.own_network)
        return {false, "counters", "the host's counters count other connections too",
                "they need a network namespace"};
    const bool readable = !read_line("/proc/self/net/snmp").empty();
    return {readable, "counters",
            readable ? "/proc/net/snmp and /proc/net/netstat of the trial's namespace"
                     : "/proc/net/snmp cannot be read",
            readable ? "" : "mount /proc"};
}

Finding about_sysctls(const NetworkProbe& probe) {
    if (!probe.own_network)
        return {false, "sysctls", "scenarios that change them are not run",
                "they need a network "
                "namespace"};
    return {true, "sysctls", "changed in the trial's namespace only", ""};
}

void doctor(Exit& exit) {
    const auto kernel = native_kernel();
    const NetworkProbe probe = kernel->probe(Network::trial);
    const Json about = kernel->describe();
    fmt::print("kernel: Linux {} on {}, clock {}\n", about["release"].get<std::string>(),
               about["machine"].get<std::string>(), about["clock_source"].get<std::string>());
    fmt::print("user:   {}\n\n", ::geteuid() == 0 ? "root" : "an ordinary user");
    bool all_fine = true;
    for (const auto& finding :
         {about_network(probe), about_states(probe), about_counters(probe), about_sysctls(probe)}) {
        fmt::print("{:<8} {:<18} {}\n", finding.fine ? "yes" : "missing", finding.what,
                   finding.detail);
        if (!finding.remedy.empty()) fmt::print("{:<27} to mend: {}\n", "", finding.remedy);
        all_fine = all_fine && finding.fine;
    }
    fmt::print("\n{}\n", all_fine ? "finwait sees all that it can see."
                                  : "What is missing is named in every observation it touches.");
    exit = Exit::done;
}

} // namespace

void add_doctor(CLI::App& program, Exit& exit) {
    auto* command =
        program.add_subcommand("doctor", "Say what this machine lets finwait see, and what not");
    command->callback([&exit] { doctor(exit); });
}

} // namespace finwait
