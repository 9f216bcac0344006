// What --help prints.
#include "cli/exit_codes.hpp"
#include "cli/synopsis.hpp"
#include "report/text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace finwait {
namespace {

constexpr int kColumns = 80, kIndent = 2, kGap = 2;
constexpr int kWidestLeft = 24; // longer ones have their text on a line of its own

struct Entry {
    std::string left;
    std::string says;
};

std::string choices_text(const std::vector<std::string>& choices) {
    std::string text;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const bool last = i + 1 == choices.size();
        text += (i == 0 ? "" : last ? " or " : ", ") + choices[i];
    }
    return text;
}

Entry entry_of(const OptionText& option) {
    std::string left = option.full;
    if (!option.positional()) {
        left = option.brief.empty() ? "    " + left : option.brief + ", " + left;
        if (!option.value.empty()) left += " " + option.value;
    }
    if (option.choices.empty()) return {left, option.says};
    return {left, option.says + ": " + choices_text(option.choices)};
}

std::string section(const std::string& title, const std::vector<Entry>& entries) {
    if (entries.empty()) return "";
    int left = 0;
    for (const auto& entry : entries) {
        if (width_of(entry.left) <= kWidestLeft) left = std::max(left, width_of(entry.left));
    }
    const int right = kIndent + left + kGap;
    const std::string indent(static_cast<std::size_t>(kIndent), ' ');
    std::string text = "\n" + title + ":\n";
    for (const auto& entry : entries) {
        std::string start = indent + pad(entry.left, left + kGap);
        if (width_of(entry.left) > left) {
            text += indent + entry.left + "\n";
            start = std::string(static_cast<std::size_t>(right), ' ');
        }
        for (const auto& line : wrap(entry.says, kColumns - right)) {
            text += start + line + "\n";
            start = std::string(static_cast<std::size_t>(right), ' ');
        }
    }
    return text;
}

std::vector<Entry> entries_of(const std::vector<OptionText>& options) {
    std::vector<Entry> entries;
    for (const auto& option : options) entries.push_back(entry_of(option));
    return entries;
}

std::string exit_codes_text() {
    std::vector<std::string> codes;
    for (const auto& [code, says] : kExitCodes)
        codes.push_back(fmt::format("{} {}", static_cast<int>(code), says));
    return paragraph("Exit codes: " + join(codes, ", ") + ".", 0, kColumns);
}

} // namespace

std::string usage_of(const CommandText& command) {
    std::string usage;
    for (const auto& option : command.positionals) {
        const std::string name = option.full + (option.repeats ? "..." : "");
        usage += " " + (option.required ? name : "[" + name + "]");
    }
    return usage;
}

std::string help_of(const ProgramText& program) {
    const std::string& name = program.itself.name;
    std::vector<Entry> commands;
    for (const auto& command : program.commands) commands.push_back({command.name, command.says});
    return paragraph(program.itself.says, 0, kColumns) +
           fmt::format("\nUsage: {} COMMAND [OPTION...]\n", name) + section("Commands", commands) +
           section("Options", entries_of(program.itself.options)) + "\n" + exit_codes_text() +
           paragraph(
               fmt::format("{0} COMMAND --help tells of a command; {0} man of everything.", name),
               0, kColumns);
}

std::string help_of(const std::string& program, const CommandText& command) {
    return paragraph(command.says, 0, kColumns) +
           fmt::format("\nUsage: {} {} [OPTION...]{}\n", program, command.name, usage_of(command)) +
           section("Arguments", entries_of(command.positionals)) +
           section("Options", entries_of(command.options));
}

} // namespace finwait
