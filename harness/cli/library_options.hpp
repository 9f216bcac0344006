// Options that say which scenarios are meant, shared by the commands.
#pragma once

#include "cli/exit_codes.hpp"
#include "scenario/library.hpp"

#include <optional>

namespace CLI {
class App;
}

namespace finwait {

struct LibraryOptions {
    std::vector<std::string> selectors; ///< ids, prefixes, globs, or files
    std::vector<std::string> tags;
    std::string folder; ///< of scenarios; empty: found by itself
};

void add_library_options(CLI::App& command, LibraryOptions& options);
/// --scenarios alone, for commands without selectors.
void add_scenarios_option(CLI::App& command, LibraryOptions& options);

/// Loads what was named and selects from it. On failure prints why and sets `exit`.
[[nodiscard]] std::optional<std::vector<Case>> load_selected(const LibraryOptions& options,
                                                             Exit& exit);

/// The folder of scenarios: as given, else $FINWAIT_HOME/scenarios, else beside the program's folder.
[[nodiscard]] std::string scenarios_folder(const LibraryOptions& options);

/// Says on standard error which faulty scenarios were not asked for. Nothing, if there are none.
void tell_left_aside(const std::vector<std::string>& ids);

/// Prints every problem to standard error, one a line.
void print_problems(const std::vector<Problem>& problems);

} // namespace finwait
