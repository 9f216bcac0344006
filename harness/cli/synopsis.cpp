#include "cli/synopsis.hpp"

#include <CLI/CLI.hpp>

namespace finwait {
namespace {

/// CLI11 gives `FORMAT:{table,json}`: the name of the value, and what validators say of it.
void take_type(OptionText& text, const std::string& type) {
    text.value = type.substr(0, type.find(':'));
    const auto open = type.find('{'), close = type.rfind('}');
    if (open == std::string::npos || close == std::string::npos) return;
    text.choices = CLI::detail::split(type.substr(open + 1, close - open - 1), ',');
}

OptionText option_text(const CLI::Option& option) {
    OptionText text;
    if (!option.get_snames().empty()) text.brief = "-" + option.get_snames().front();
    if (!option.get_lnames().empty()) text.full = "--" + option.get_lnames().front();
    if (option.get_type_size() != 0) take_type(text, option.get_type_name());
    if (option.get_positional()) text.full = text.value;
    text.says = option.get_description();
    text.repeats = option.get_expected_max() >= CLI::detail::expected_max_vector_size ||
                   option.get_items_expected_max() > 1;
    text.required = option.get_required();
    return text;
}

} // namespace

CommandText command_text(const CLI::App& command) {
    CommandText text{command.get_name(), command.get_description(), {}, {}};
    for (const CLI::Option* option : command.get_options()) {
        if (option->get_group().empty()) continue; // hidden
        (option->get_positional() ? text.positionals : text.options)
            .push_back(option_text(*option));
    }
    return text;
}

ProgramText synopsis_of(const CLI::App& program) {
    ProgramText text{command_text(program), {}};
    for (const CLI::App* command : program.get_subcommands({}))
        text.commands.push_back(command_text(*command));
    return text;
}

} // namespace finwait
