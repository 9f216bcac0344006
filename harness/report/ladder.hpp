// The ladder: one trial drawn as a story, the client left, the server right, time in the middle.
#pragma once

#include "claim/verdict.hpp"
#include "observation/observation.hpp"
#include "report/text.hpp"

#include <map>
#include <string>
#include <vector>

namespace finwait {

/// What the scenario says to the reader, and what the claims came to. Steps by StepSeen::step.
struct LadderText {
    std::string title;
    std::string question;
    std::string story;
    std::map<int, std::string> notes;
    std::map<int, std::string> arguments; ///< `SO_LINGER, {1, 0}`; else as far as the calls tell
    std::vector<Claim> claims;
    std::vector<Judgement> judgements; ///< of this trial
};

/// Draws one trial. Lines are at most usable_columns() wide.
///
/// A row for each step at its time since the trial's start. A call that takes long has two: its bar
/// runs down the process's line from one to the other. States stand where they changed. An heir is
/// drawn beside the role from which it descends.
[[nodiscard]] std::string ladder(const Observation& seen, const LadderText& text,
                                 const Style& style);

/// The text for a ladder from a case's document (fields title, question, story, steps), but for
/// claims and judgements.
/// @param step_sources  StepSeen::step of each entry of `steps`
[[nodiscard]] LadderText ladder_text(const Json& case_document,
                                     const std::vector<std::size_t>& step_sources);

} // namespace finwait
