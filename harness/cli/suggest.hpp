// "Did you mean", for what selects scenarios.
#pragma once

#include "scenario/scenario.hpp"

namespace finwait {

/// Why a selector names none of the cases, and what may have been meant, in one sentence.
[[nodiscard]] std::string nothing_called(const std::string& selector,
                                         const std::vector<Case>& cases);

/// The same for --tag.
[[nodiscard]] std::string no_such_tag(const std::string& tag, const std::vector<Case>& cases);

/// The tags of all scenarios, in alphabetical order.
[[nodiscard]] std::vector<std::string> tags_of(const std::vector<Case>& cases);

} // namespace finwait
