// The record of one trial: the board that roles and stage share, and what the stage adds to it. The
// runner makes the memory, so it outlives every process that writes into it.
#pragma once

#include "agent/board.hpp"
#include "evidence/endpoint.hpp"

#include <algorithm>
#include <string>

namespace finwait {

inline constexpr std::size_t kMaxSampleEnds = 12;
inline constexpr std::size_t kMaxCounterText = 16 * 1024;
inline constexpr std::size_t kMaxNote = 400;
inline constexpr std::size_t kMaxSettings = 4096;
inline constexpr std::uint16_t kStoryEnd = 0xffff; ///< the sample after the last step

/// Whose network namespace a trial runs in.
enum class Network : std::uint8_t {
    trial, ///< a fresh one for every trial
    keep,  ///< one that all trials of a stage share: counters are differences, TIME_WAIT stays
    host,  ///< the one that finwait was started in
};

/// What the runner wants of a trial.
struct Wanted {
    Network network = Network::trial;
    bool without_sock_diag = false;
    bool without_proc_net = false;
    bool without_tcp_info = false;
    std::int64_t deadline_ns = 0;
};

struct SampleEnd {
    std::uint8_t role;
    std::uint8_t socket; ///< of the role; for an end that was not accepted yet, of its peer
    std::uint8_t
        peer_role; ///< kNoRole, or the role of the peer of an end that was not accepted yet
    bool listens;
    EndState seen;
};

struct Sample {
    std::uint16_t step; ///< index in the plan, or kStoryEnd
    bool at_rest;
    std::uint8_t end_count;
    std::int64_t at_ns;
    SampleEnd ends[kMaxSampleEnds];
};

struct RoleExit {
    bool ended;
    bool by_signal;
    std::int32_t status; ///< exit status or signal
    std::int64_t at_ns;
};

struct CutRecord {
    bool cut;
    std::uint8_t role;
    std::uint16_t step;
    std::uint32_t inside; ///< Call + 1, or 0
    std::int64_t at_ns;
};

struct TrialRecord {
    Wanted wanted;
    Board board;
    std::int64_t origin_ns;
    std::int64_t finished_ns;
    std::uint32_t sample_count;
    Sample samples[kMaxSteps + 1];
    RoleExit exits[kMaxRoles];
    CutRecord cut;
    char counters_before[kMaxCounterText];
    char counters_after[kMaxCounterText];
    char no_states[kMaxNote];   ///< why states come from a lesser source, or from none
    char no_counters[kMaxNote]; ///< why there are no counters
    char fault[kMaxNote];       ///< a fault of finwait itself
    char sysctls[kMaxSettings]; ///< `name=value` lines, in answer to Order::keep
};

/// A stage and its runner share two: one is written while the other is read.
inline constexpr std::size_t kRecords = 2;
inline constexpr std::size_t kRecordBytes = kRecords * sizeof(TrialRecord);

/// Copies a sentence into one of the record's notes, cut at its end.
template <std::size_t N> void write_note(char (&note)[N], const std::string& text) {
    const std::size_t size = std::min(text.size(), N - 1);
    text.copy(note, size);
    note[size] = '\0';
}

} // namespace finwait
