// What `finwait new` writes.
#pragma once

namespace finwait {

/// A scenario file that is sound, runs and repeats as it stands, and tells whoever opens it what to
/// replace. What is to be replaced begins with TODO.
[[nodiscard]] const char* scenario_template();

} // namespace finwait
