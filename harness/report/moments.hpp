// An observation as a list of moments in time: what the ladder has rows for.
#pragma once

#include "observation/observation.hpp"

#include <string>
#include <vector>

namespace finwait {

enum class Side { client, server };

struct Moment {
    enum class Kind {
        whole,  ///< a step that came back at once
        begins, ///< a call that takes long
        ends,   ///< ... and came back, or was left inside
        death,  ///< of a process, outside its steps
        rest,   ///< after the last step: states only
    };
    Kind kind = Kind::whole;
    std::int64_t at_ns = 0;
    Side side = Side::client;
    const RoleSeen* role = nullptr;          ///< nullptr for rest
    const StepSeen* step = nullptr;          ///< nullptr for death and rest
    bool dies = false;                       ///< the role's life ends here
    std::vector<const StateSample*> samples; ///< taken from here on, until the next moment
};

/// All moments, in the order of time; those at the same time in the order of the story.
[[nodiscard]] std::vector<Moment> moments_of(const Observation& seen);

/// The side on which a role is drawn: that of the role from which it descends.
[[nodiscard]] Side side_of(const Observation& seen, const std::string& role);

} // namespace finwait
