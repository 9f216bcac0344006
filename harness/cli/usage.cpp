#include "cli/usage.hpp"

#include "base/nearest.hpp"
#include "cli/synopsis.hpp"
#include "report/text.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>

namespace finwait {
namespace {

constexpr Style kPlain{};

/// `; did you mean X?`, or nothing.
std::string did_you_mean(const std::string& name, const std::vector<std::string>& known) {
    const auto near = nearest(name, known);
    return near ? fmt::format("; did you mean {}?", *near) : "";
}

std::vector<std::string> names_of(const std::vector<OptionText>& options) {
    std::vector<std::string> names;
    for (const auto& option : options) {
        if (!option.full.empty()) names.push_back(option.full);
    }
    return names;
}

/// The command that the line names; null if it names none.
const CLI::App* command_in(const CLI::App& program) {
    const auto parsed = program.get_subcommands();
    return parsed.empty() ? nullptr : parsed.front();
}

std::string unknown_command(const ProgramText& program, const std::string& word) {
    std::vector<std::string> names;
    for (const auto& command : program.commands) names.push_back(command.name);
    if (const auto near = nearest(word, names))
        return fmt::format("there is no command {}; did you mean {}?", printable(word, kPlain),
                           *near);
    // Whoever writes an id first wants to run it.
    const bool like_an_id =
        word.find_first_of("/*") != std::string::npos || word.ends_with(".json");
    if (like_an_id)
        return fmt::format("there is no command {0}; did you mean {1} run {0}?",
                           printable(word, kPlain), program.itself.name);
    return fmt::format("there is no command {}; there are {}", printable(word, kPlain),
                       join(names, ", "));
}

std::string unknown_option(const CommandText& command, const std::string& word) {
    const std::string name = word.substr(0, word.find('='));
    return fmt::format("{} has no option {}{}", command.name, printable(name, kPlain),
                       did_you_mean(name, names_of(command.options)));
}

/// An argument that the command cannot do without and that is not there; "" if there is none.
std::string missing_argument(const CLI::App& command) {
    for (const CLI::Option* option : command.get_options()) {
        if (option->get_positional() && option->get_required() && option->count() == 0)
            return option->get_type_name().substr(0, option->get_type_name().find(':'));
    }
    return "";
}

/// `--jobs needs a value`: CLI11's own sentence is made for programmers.
std::string missing_value(const std::string& sentence) {
    return sentence.substr(0, sentence.find(':')) + " needs a value";
}

std::string what_is_wrong(const CLI::App& program, const CLI::ParseError& error,
                          const std::vector<std::string>& arguments) {
    const CLI::App* command = command_in(program);
    if (!command) {
        if (arguments.empty()) return "a command is missing";
        const std::string& first = arguments.front();
        return first.starts_with('-') ? unknown_option(command_text(program), first)
                                      : unknown_command(synopsis_of(program), first);
    }
    const auto code = static_cast<CLI::ExitCodes>(error.get_exit_code());
    if (code == CLI::ExitCodes::RequiredError && !missing_argument(*command).empty())
        return fmt::format("{} needs {}", command->get_name(), missing_argument(*command));
    if (code == CLI::ExitCodes::ArgumentMismatch) return missing_value(error.what());
    if (code != CLI::ExitCodes::ExtrasError) return error.what();
    const auto extra = program.remaining(true);
    if (extra.empty()) return error.what();
    const std::string& word = extra.front();
    if (word.starts_with('-')) return unknown_option(command_text(*command), word);
    return fmt::format("{} takes no {} here", command->get_name(), printable(word, kPlain));
}

} // namespace

std::string usage_error(const CLI::App& program, const CLI::ParseError& error,
                        const std::vector<std::string>& arguments) {
    const CLI::App* command = command_in(program);
    return fmt::format("finwait: {}\n{}{} --help tells more.\n",
                       what_is_wrong(program, error, arguments), program.get_name(),
                       command ? " " + command->get_name() : "");
}

CLI::Validator one_of(const std::vector<std::string>& names) {
    const auto check = [names](const std::string& given) -> std::string {
        if (std::find(names.begin(), names.end(), given) != names.end()) return "";
        const std::string hint = did_you_mean(given, names);
        return fmt::format("{} is none of {}{}", printable(given, kPlain), join(names, ", "), hint);
    };
    return {check, "{" + join(names, ",") + "}"};
}

} // namespace finwait
