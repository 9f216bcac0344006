// Numbers become names: what a step records of itself, and the arguments of a call.
#pragma once

#include "agent/calls.hpp"
#include "observation/observation.hpp"
#include "trial/record.hpp"

namespace finwait {

class Values {
  public:
    Values(const Board& board, const Plan& plan) : board_(board), plan_(plan) {}

    /// One fact of a step.
    [[nodiscard]] Json fact(const StepResult& result, const FactValue& value) const;
    /// The argument at `index` of a call.
    [[nodiscard]] Json argument(const Argument& spec, const Event& event, std::size_t index) const;
    /// What a setsockopt step was told to set.
    [[nodiscard]] Json set_by(const PlanStep& step) const;

  private:
    [[nodiscard]] Json ready_ends(std::string_view bytes) const;
    [[nodiscard]] Json role_of_id(std::int64_t id,
                                  std::atomic<std::int32_t> RoleSlot::*member) const;

    const Board& board_;
    const Plan& plan_;
};

} // namespace finwait
