// Waiting on a word of shared memory (futex(2), shared between processes).
#pragma once

#include "base/clock.hpp"

#include <atomic>
#include <climits>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace finwait {

/// Sleeps while `word` still holds `seen`, at most `timeout_ns`. May return early: check again.
inline void futex_wait(std::atomic<std::uint32_t>& word, std::uint32_t seen,
                       std::int64_t timeout_ns) {
    const timespec timeout{timeout_ns / kNanosecondsPerSecond, timeout_ns % kNanosecondsPerSecond};
    ::syscall(SYS_futex, &word, FUTEX_WAIT, seen, timeout_ns < 0 ? nullptr : &timeout, nullptr, 0);
}

inline void futex_wake(std::atomic<std::uint32_t>& word) {
    ::syscall(SYS_futex, &word, FUTEX_WAKE, INT_MAX, nullptr, nullptr, 0);
}

} // namespace finwait
