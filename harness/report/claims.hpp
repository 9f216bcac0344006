// Verdicts of claims in words: merged over trials, told once for all cases that share them.
#pragma once

#include "claim/verdict.hpp"
#include "report/text.hpp"

#include <map>
#include <string>
#include <vector>

namespace finwait {

/// A claim's verdict over all trials of a case: contradicted if one trial contradicts it, else
/// undecided, else unsupported, if one trial was; holds only if every trial says so.
struct Merged {
    Claim claim;
    Verdict verdict = Verdict::holds;
    std::string reason; ///< of the first trial with this verdict
    int trials = 0;     ///< with this verdict
    int judged = 0;     ///< all trials that were judged
};

/// Merges one list of judgements for each trial, in the order of `claims`. A claim that no trial
/// judged is left out; a judgement of an unknown claim gets its id as its sentence.
[[nodiscard]] std::vector<Merged> merge(const std::vector<Claim>& claims,
                                        const std::vector<std::vector<Judgement>>& trials);

using Tally = std::map<Verdict, int>;
[[nodiscard]] Tally tally(const std::vector<Merged>& merged);

/// `2 hold`, `1 contradicted`: one line for each verdict that occurs, in colour.
[[nodiscard]] std::vector<std::string> tally_lines(const Tally& counts, const Style& style);

/// A claim in three parts: its name with the verdict, its sentence, the decisive fact (dimmed).
/// `where` says in which cases, "" for all of them.
[[nodiscard]] std::string claim_text(const Merged& merged, const std::string& where, int indent,
                                     const Style& style);

} // namespace finwait
