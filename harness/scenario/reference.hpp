// The reference of the language, made from the table of steps.
#pragma once

#include "scenario/step_spec.hpp"

#include <string>

namespace finwait {

/// Every step with its fields, as Markdown: scenarios/README.md holds it.
[[nodiscard]] std::string reference_of(StepTable steps);

/// The JSON Schema (draft 7) of a scenario file: scenarios/schema/scenario.schema.json holds it.
[[nodiscard]] std::string schema_of(StepTable steps);

} // namespace finwait
