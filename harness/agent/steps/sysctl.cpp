// sysctl, in the trial's own network namespace only.
#include "agent/agent.hpp"
#include "agent/steps/table.hpp"

#include <algorithm>
#include <fcntl.h>
#include <string>

namespace finwait {
namespace {

// fields: name, value
void perform_sysctl(Agent& agent, const PlanStep& step) {
    std::string path = "/proc/sys/" + std::string(agent.text(step.fields[0]));
    std::replace(path.begin(), path.end(), '.', '/');
    const std::string value(agent.text(step.fields[1]));
    const std::int64_t fd =
        agent.call(Call::openat, AT_FDCWD, path.c_str(), O_WRONLY | O_CLOEXEC, 0);
    if (fd < 0) return;
    agent.call(Call::write, fd, value.data(), value.size());
    ::syscall(SYS_close, static_cast<int>(fd));
}

const FieldSpec kSysctlFields[] = {
    {"name", FieldType::sysctl, true, "such as `net.ipv4.tcp_fin_timeout`; must begin with `net.`"},
    {"value", FieldType::text, true, "what to write, as a string"},
};

} // namespace

const Step kSysctlStep = {
    {"sysctl",
     "Writes a file below /proc/sys/net. Needs a network namespace of the trial's own; the host's "
     "values are never touched.",
     "", "tcp(7), Documentation/networking/ip-sysctl.rst", SocketUse::none, Performer::role, false,
     kSysctlFields},
    perform_sysctl};

} // namespace finwait
