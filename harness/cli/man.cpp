// finwait man: the manual page, to read where somebody looks, and as its source elsewhere.
#include "cli/commands.hpp"
#include "cli/manual.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fmt/core.h>
#include <unistd.h>

namespace finwait {
namespace {

/// False where man(1) is missing or fails.
bool read_with_man(const std::string& page) {
    std::FILE* const reader = ::popen("man -l - 2>/dev/null", "w");
    if (!reader) return false;
    std::fwrite(page.data(), 1, page.size(), reader);
    return ::pclose(reader) == 0;
}

void print_manual(const CLI::App& program) {
    const std::string page = manual_of(synopsis_of(program), FINWAIT_VERSION);
    if (::isatty(STDOUT_FILENO) == 1 && read_with_man(page)) return;
    fmt::print("{}", page);
}

} // namespace

void add_man(CLI::App& program, Exit& /*exit*/) {
    auto* command = program.add_subcommand("man", "The manual page of all commands");
    command->callback([&program] { print_manual(program); });
}

} // namespace finwait
