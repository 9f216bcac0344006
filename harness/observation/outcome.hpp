// The outcome: the part of an observation that should repeat from trial to trial.
#pragma once

#include "observation/observation.hpp"

namespace finwait {

inline constexpr const char* kOutcomeSchema = "finwait/outcome/1";

/// Draws the outcome. It holds no ports, sequence numbers, pids, descriptors or raw times; byte counts
/// that depend on buffer sizes as "many", and otherwise all that was seen. Two kernels differ when
/// their outcomes differ.
[[nodiscard]] Json outcome_of(const Observation& seen);

/// Whether a counter tells of a decision of the kernel (a reset, an abort, an overflow). The others
/// count traffic, which depends on timing.
[[nodiscard]] bool counter_repeats(const std::string& table, const std::string& name);

/// A short name for an outcome, to compare and to print: equal outcomes have equal ones.
[[nodiscard]] std::string outcome_digest(const Json& outcome);

} // namespace finwait
