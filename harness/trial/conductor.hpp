// Tells one story: gives cues in the order of the file, and waits for each call to return, to block
// (background), or to end its process.
#pragma once

#include "trial/look.hpp"
#include "trial/roles.hpp"

#include <functional>

namespace finwait {

class Conductor {
  public:
    Conductor(TrialRecord& record, StateSource& source)
        : record_(record), board_(record.board), roles_(record), look_(record, source) {}

    /// Starts the roles, tells the story to its end or to a deadline. Leaves the processes to the caller.
    /// @param when_started  called once the roles are born and before the first cue, while they set up
    void tell(const std::function<void()>& when_started);

  private:
    enum class Progress { waiting, done, ended };

    bool step(std::uint16_t index);
    bool cue(std::uint16_t index);
    bool pause(std::uint16_t index);
    bool wait_for_state(std::uint16_t index);
    bool destroy(std::uint16_t index);
    bool await(std::uint16_t index);
    /// @param error  an errno, or 0
    void finish_stage_step(std::uint16_t index, std::int64_t started_ns, int error);

    [[nodiscard]] Progress progress(std::uint8_t role, std::uint32_t cue_number);
    [[nodiscard]] bool blocks(std::uint8_t role, std::uint32_t cue_number) const;
    [[nodiscard]] bool wait_until_free(std::uint8_t role);
    void wait_for_delivery(const PlanStep& step);
    void wait_for_background();
    void wait_for_handlers();
    [[nodiscard]] bool roles_are_still();
    void wait_for_heir(const PlanStep& step);
    void cut(std::uint16_t index);

    /// Waits on the bell until `condition` or the deadline; true if the condition came true.
    template <class Condition> bool wait_for(std::int64_t deadline_ns, Condition condition);
    [[nodiscard]] std::int64_t bounded(std::int64_t deadline_ns) const;

    TrialRecord& record_;
    Board& board_;
    Roles roles_;
    Look look_;
    std::int64_t trial_deadline_ns_ = 0;
};

} // namespace finwait
