// The manual page, in the macros of man(7).
#pragma once

#include "cli/synopsis.hpp"

namespace finwait {

/// finwait(1): commands and options from the program's own tables, the rest written here.
[[nodiscard]] std::string manual_of(const ProgramText& program, const std::string& version);

} // namespace finwait
