// What was seen in one trial, in a few lines: who saw what, in the order of the story.
#pragma once

#include "report/words.hpp"

#include <string>
#include <vector>

namespace finwait {

/// Something worth telling: a step with its result, a process that was killed, what is left.
struct Item {
    std::string who;  ///< a role; "left" for what the kernel kept, "trial" for what ended it
    std::string name; ///< the label of a step; may be empty
    std::string words;
    bool notable = false;
};

/// The items of an observation.
///
/// Steps that the scenario labels, and steps with a notable result. Where it labels none: the steps
/// that move bytes, ask or close. Then signals that came between steps, roles killed by a signal, a
/// cut, and the ends of connections that the kernel still keeps.
[[nodiscard]] std::vector<Item> items_of(const Observation& seen, const Style& style,
                                         const Figures& figures);

/// The items as text without line breaks or colour, to compare.
[[nodiscard]] std::string flat(const std::vector<Item>& items);

/// The items as lines of at most `columns`: names of the roles left, their items right of them.
[[nodiscard]] std::vector<std::string> item_lines(const std::vector<Item>& items, int columns,
                                                  const Style& style);

/// How a trial was cut: `cut after 10.00 s: client was inside send (step late-send)`.
[[nodiscard]] std::string cut_words(const Cut& cut, const Style& style);

} // namespace finwait
