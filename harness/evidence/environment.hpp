// What ran a trial: the kernel, its settings, the machine.
#pragma once

#include <map>
#include <string>

namespace finwait {

struct Environment {
    std::string release;                        ///< uname -r
    std::string version;                        ///< uname -v
    std::string machine;                        ///< uname -m
    std::string clock_source;                   ///< or "" where /sys does not tell
    std::map<std::string, std::string> sysctls; ///< of this process's network namespace
};

/// Reads it in this process's network namespace. A sysctl that the kernel lacks is left out.
[[nodiscard]] Environment read_environment();

} // namespace finwait
