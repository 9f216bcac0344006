// The lines of the processes, which run down the ladder from birth to death.
#pragma once

#include "report/lanes.hpp"
#include "report/moments.hpp"

namespace finwait {

class Lifelines {
  public:
    explicit Lifelines(const Observation& seen);

    [[nodiscard]] int number_on(Side side) const;

    /// Puts their signs beside every line of the row for this moment.
    void draw(LadderRow& row, const Moment& moment, const Style& style) const;

    /// Their signs on one line between two moments.
    void draw_between(LadderRow& row, const Style& style) const;

    /// What the moment means for the rows below it: births, deaths, calls that began or ended.
    void pass(const Moment& moment);

  private:
    struct Process {
        const RoleSeen* role;
        Side side;
        bool born;
        bool inside = false; ///< a call that takes long
        bool dead = false;
    };

    static Life life_of(const Process& process, const Moment* moment, bool first_line);
    void draw_line(LadderRow& row, const Moment* moment, bool first_line, const Style& style) const;

    std::vector<Process> processes_;
};

} // namespace finwait
