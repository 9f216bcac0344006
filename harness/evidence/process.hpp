// What /proc says about a process.
#pragma once

#include <cstdint>
#include <optional>
#include <sys/types.h>

namespace finwait {

/// The state letter of proc(5): R running, S sleeping, D, Z zombie, T stopped. nullopt: no such process.
[[nodiscard]] std::optional<char> process_state(pid_t pid);

struct SignalMasks {
    std::uint64_t pending = 0; ///< of the process and its main thread; bit 0 is signal 1
    std::uint64_t caught = 0;
    std::uint64_t ignored = 0;
};

/// The signal masks of /proc/PID/status; nullopt if there is no such process.
[[nodiscard]] std::optional<SignalMasks> signal_masks(pid_t pid);

} // namespace finwait
