// What a shell offers for the word that is being typed.
#pragma once

#include "cli/synopsis.hpp"

#include <functional>

namespace finwait {

/// Names that the program's own tables do not hold. Asked only when they are needed: they are read from files.
struct KnownNames {
    std::function<std::vector<std::string>()> scenario_ids;
    std::function<std::vector<std::string>()> tags;
};

/// The words that may stand at the end of a command line.
/// @param words  the words after the program's name; the last is the one being typed, and may be empty. Shells
///               that take `=` for a word of its own (bash) may give `--format`, `=`, `js`.
/// @returns sorted as they should be shown; empty where the shell should offer files, or nothing
[[nodiscard]] std::vector<std::string> candidates(const ProgramText& program,
                                                  const std::vector<std::string>& words,
                                                  const KnownNames& names);

} // namespace finwait
