// The commands and options of the program as plain values, read from CLI11's App. Help, manual and
// shell completion are made of them, so that nobody writes an option down twice.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace finwait {

struct OptionText {
    std::string brief; ///< -j; may be empty
    std::string full;  ///< --jobs; for what has no dashes its value's name
    std::string value; ///< such as FILE or TAG: what completion offers; "" for a flag
    std::vector<std::string> choices; ///< all that the value may be; empty: not a fixed list
    std::string says;
    bool repeats = false;
    bool required = false;

    [[nodiscard]] bool positional() const { return !full.starts_with('-'); }
};

struct CommandText {
    std::string name;
    std::string says;
    std::vector<OptionText> positionals;
    std::vector<OptionText> options;
};

struct ProgramText {
    CommandText itself; ///< its name, what it is, the options beside any command
    std::vector<CommandText> commands;
};

[[nodiscard]] ProgramText synopsis_of(const CLI::App& program);
[[nodiscard]] CommandText command_text(const CLI::App& command);

/// `[SELECTOR...]`, `FILE`: positionals as a usage line names them.
[[nodiscard]] std::string usage_of(const CommandText& command);

/// The help of the whole program, and of one command; at most 80 columns wide.
[[nodiscard]] std::string help_of(const ProgramText& program);
[[nodiscard]] std::string help_of(const std::string& program, const CommandText& command);

} // namespace finwait
