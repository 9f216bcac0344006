#include "agent/role_process.hpp"
#include "cli/commands.hpp"
#include "cli/synopsis.hpp"
#include "cli/usage.hpp"
#include "trial/stage.hpp"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <fmt/core.h>
#include <string_view>

namespace {

using finwait::Exit;

std::string help(const CLI::App* app, const std::string&, CLI::AppFormatMode) {
    if (const CLI::App* program = app->get_parent())
        return finwait::help_of(program->get_name(), finwait::command_text(*app));
    return finwait::help_of(finwait::synopsis_of(*app));
}

/// CLI11 has exit codes of its own; ours are documented.
int parse_failure(const CLI::App& program, const CLI::ParseError& error, int count,
                  char** arguments) {
    if (error.get_exit_code() == 0) { // help or version was asked for
        program.exit(error);
        return static_cast<int>(Exit::done);
    }
    fmt::print(stderr, "{}",
               finwait::usage_error(program, error, {arguments + 1, arguments + count}));
    return static_cast<int>(Exit::usage);
}

int run_program(int count, char** arguments) {
    CLI::App program{"finwait watches TCP connections end: it runs a client and a server through "
                     "written scenarios and says what the kernel did.",
                     "finwait"};
    program.formatter(std::make_shared<CLI::FormatterLambda>(help));
    program.set_help_flag("-h,--help", "print this help");
    program.set_version_flag("--version", std::string("finwait ") + FINWAIT_VERSION,
                             "print the version");
    program.require_subcommand(1);
    Exit exit = Exit::done;
    finwait::add_run(program, exit);
    finwait::add_show(program, exit);
    finwait::add_list(program, exit);
    finwait::add_judge(program, exit);
    finwait::add_new(program, exit);
    finwait::add_validate(program, exit);
    finwait::add_doctor(program, exit);
    finwait::add_completion(program, exit);
    finwait::add_man(program, exit);
    if (count > 1 && std::string_view(arguments[1]) == "complete") {
        finwait::complete(program, {arguments + 2, arguments + count});
        return static_cast<int>(Exit::done);
    }
    try {
        program.parse(count, arguments);
    } catch (const CLI::ParseError& error) {
        return parse_failure(program, error, count, arguments);
    }
    return static_cast<int>(exit);
}

} // namespace

int main(int count, char** arguments) {
    // A stage is this same file under another name; it must not meet anything of the program.
    if (count == 2 && std::string_view(arguments[0]) == finwait::kStageName)
        finwait::run_stage(std::atoi(arguments[1]));
    // So is a role that has called execve(2).
    if (count > 0 && std::string_view(arguments[0]) == finwait::kRoleName)
        finwait::resume_role(count, arguments);
    try {
        return run_program(count, arguments);
    } catch (const std::exception& error) {
        fmt::print(stderr, "finwait: a fault of finwait itself: {}\n", error.what());
        return static_cast<int>(Exit::fault);
    }
}
