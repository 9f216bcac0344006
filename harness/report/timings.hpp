// Where the time of a run went: its wall time, its critical path, its longest cases.
#pragma once

#include "observation/observation.hpp"
#include "report/text.hpp"

#include <string>
#include <vector>

namespace finwait {

/// When a trial ran, by CLOCK_MONOTONIC, and the steps that took most of it.
struct TrialTiming {
    struct Step {
        std::string name; ///< role and label
        std::int64_t elapsed_ns = 0;
    };
    std::string case_id;
    int trial = 1;
    std::int64_t began_ns = 0;
    std::int64_t ended_ns = 0;
    std::vector<Step> slowest; ///< at most three; none that ran while a longer one did

    [[nodiscard]] std::int64_t elapsed_ns() const { return ended_ns - began_ns; }
};

[[nodiscard]] TrialTiming timing_of(const Observation& seen);

/// A whole run, by the same clock.
struct RunTiming {
    std::int64_t began_ns = 0;   ///< before the scenarios were read
    std::int64_t read_ns = 0;    ///< after that
    std::int64_t running_ns = 0; ///< when the first trial could begin
    std::int64_t ended_ns = 0;   ///< when the last process of a trial was gone
    std::int64_t done_ns = 0;    ///< when the results were written
    int slots = 1;               ///< trials at once
    std::vector<TrialTiming> trials;
};

/// The trials that the end of a run waited for, in the order in which they ran: the one that ended
/// last, before it the one for whose slot it waited, and so on. A trial waited for a slot if as many
/// as there are slots began before it; whose slot it was is not recorded, so it is taken to be that of
/// the trial that ended last before it began.
[[nodiscard]] std::vector<const TrialTiming*> critical_path(const RunTiming& run);

/// The whole in lines of at most usable_columns(): totals, critical path, the ten longest trials.
[[nodiscard]] std::string timings(const RunTiming& run, const Style& style);

} // namespace finwait
