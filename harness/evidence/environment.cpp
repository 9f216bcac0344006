#include "evidence/environment.hpp"

#include "evidence/read_text.hpp"

#include <algorithm>
#include <sys/utsname.h>

namespace finwait {
namespace {

/// What decides how connections end, by tcp(7) and Documentation/networking/ip-sysctl.rst.
constexpr const char* kSysctls[] = {
    "net.core.somaxconn",
    "net.core.rmem_default",
    "net.core.rmem_max",
    "net.core.wmem_default",
    "net.core.wmem_max",
    "net.ipv4.tcp_abort_on_overflow",
    "net.ipv4.tcp_congestion_control",
    "net.ipv4.tcp_fastopen",
    "net.ipv4.tcp_fin_timeout",
    "net.ipv4.tcp_keepalive_intvl",
    "net.ipv4.tcp_keepalive_probes",
    "net.ipv4.tcp_keepalive_time",
    "net.ipv4.tcp_max_orphans",
    "net.ipv4.tcp_max_syn_backlog",
    "net.ipv4.tcp_max_tw_buckets",
    "net.ipv4.tcp_migrate_req",
    "net.ipv4.tcp_orphan_retries",
    "net.ipv4.tcp_retries1",
    "net.ipv4.tcp_retries2",
    "net.ipv4.tcp_rfc1337",
    "net.ipv4.tcp_rmem",
    "net.ipv4.tcp_sack",
    "net.ipv4.tcp_stdurg",
    "net.ipv4.tcp_syn_retries",
    "net.ipv4.tcp_synack_retries",
    "net.ipv4.tcp_syncookies",
    "net.ipv4.tcp_timestamps",
    "net.ipv4.tcp_tw_reuse",
    "net.ipv4.tcp_tw_reuse_delay",
    "net.ipv4.tcp_window_scaling",
    "net.ipv4.tcp_wmem",
    "net.ipv4.ip_local_port_range",
};

} // namespace

Environment read_environment() {
    Environment environment;
    utsname names{};
    ::uname(&names);
    environment.release = names.release;
    environment.version = names.version;
    environment.machine = names.machine;
    environment.clock_source =
        read_line("/sys/devices/system/clocksource/clocksource0/current_clocksource");
    for (const std::string name : kSysctls) {
        std::string path = "/proc/sys/" + name;
        std::replace(path.begin() + 10, path.end(), '.', '/');
        std::string value = read_line(path);
        std::replace(value.begin(), value.end(), '\t', ' ');
        if (!value.empty()) environment.sysctls[name] = value;
    }
    return environment;
}

} // namespace finwait
