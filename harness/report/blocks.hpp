// The order in which reports tell their cases: themes, and in each the scenarios with their rows.
#pragma once

#include "report/rows.hpp"

namespace finwait {

/// A scenario with its cases.
struct Block {
    const CaseReport* first;
    std::vector<const CaseReport*> cases;
    std::vector<Row> rows;
};

struct Theme {
    std::string name;
    std::vector<Block> blocks;
};

/// Themes and scenarios stand where the first of their cases stands.
[[nodiscard]] std::vector<Theme> themes_of(const std::vector<CaseReport>& cases,
                                           const Style& style);

/// A claim that does not hold, and in which rows; "" if in all of them.
struct ToldClaim {
    const Merged* claim;
    std::string where;
};

/// Every claim of a scenario that does not hold, each once.
[[nodiscard]] std::vector<ToldClaim> claims_to_tell(const Block& block);

} // namespace finwait
