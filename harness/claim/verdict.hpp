// From an observation to verdicts: pure functions, which can judge a stored file again.
#pragma once

#include "base/result.hpp"
#include "observation/observation.hpp"

#include <string>
#include <vector>

namespace finwait {

/// A JSON Pointer (RFC 6901) into an observation, and a JSON Schema (draft 7) for the value there.
struct Condition {
    std::string pointer;
    Json schema;
};

struct Claim {
    std::string id;
    std::string source; ///< who says it
    std::string says;
    std::vector<Condition> given; ///< when the situation was reached at all
    std::vector<Condition> holds_if;
};

enum class Verdict { holds, contradicted, undecided, unsupported };

[[nodiscard]] const char* to_string(Verdict verdict);

struct Judgement {
    std::string claim; ///< its id
    Verdict verdict = Verdict::undecided;
    std::string reason; ///< the decisive condition in words; for holds too
};

/// The claims of a case's document (scenario fields `claims`, `given`). The document has been validated.
[[nodiscard]] std::vector<Claim> claims_of(const Json& case_document);

/// What must be there on this kernel for the claims to make sense (scenario field `needs`).
[[nodiscard]] std::vector<Condition> needs_of(const Json& case_document);

/// Judges every claim against one observation (its public JSON form).
///
/// unsupported: a condition of `needs` fails, or the trial could not be run here.
/// undecided:   a condition of `given` fails, or a value that a condition asks for was never recorded.
/// A counter that did not change counts as 0, unless the counters themselves are missing.
[[nodiscard]] std::vector<Judgement> judge(const std::vector<Claim>& claims,
                                           const std::vector<Condition>& needs,
                                           const Json& observation);

} // namespace finwait
