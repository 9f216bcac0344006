// One function a subcommand: each adds itself to the program, and sets the exit code when it runs.
#pragma once

#include "cli/exit_codes.hpp"

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace finwait {

void add_list(CLI::App& program, Exit& exit);
void add_run(CLI::App& program, Exit& exit);
void add_show(CLI::App& program, Exit& exit);
void add_judge(CLI::App& program, Exit& exit);
void add_new(CLI::App& program, Exit& exit);
void add_validate(CLI::App& program, Exit& exit);
void add_doctor(CLI::App& program, Exit& exit);
void add_completion(CLI::App& program, Exit& exit);
void add_man(CLI::App& program, Exit& exit);

/// `finwait complete -- WORD...`, which the scripts of `completion` ask: prints what may stand for the last word. It
/// is no subcommand, for the words may look like options.
void complete(const CLI::App& program, std::vector<std::string> words);

} // namespace finwait
