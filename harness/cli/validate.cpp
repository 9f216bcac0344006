// finwait validate: is a scenario file sound?
#include "agent/steps/table.hpp"
#include "cli/commands.hpp"
#include "cli/library_options.hpp"

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <memory>

namespace finwait {
namespace {

struct Counts {
    std::size_t scenarios = 0;
    std::size_t cases = 0;
    std::size_t problems = 0;
};

void take(Counts& counts, const Reading& reading) {
    print_problems(reading.problems);
    counts.problems += reading.problems.size();
    counts.scenarios += reading.scenario ? 1 : 0;
    counts.cases += reading.cases.size();
}

void validate(const LibraryOptions& options, const std::vector<std::string>& files, Exit& exit) {
    Counts counts;
    for (const auto& file : files) take(counts, read_file(file, step_specs()));
    if (files.empty()) {
        const auto library = read_library(scenarios_folder(options), step_specs());
        if (!library) {
            fmt::print(stderr, "finwait: {}\n", library.error().what);
            exit = Exit::usage;
            return;
        }
        counts = {library->scenarios.size(), library->cases.size(), 0};
        for (const auto& faulty : library->faulty) {
            print_problems(faulty.problems);
            counts.problems += faulty.problems.size();
        }
    }
    if (counts.problems > 0) {
        fmt::print(stderr, "finwait: {} problem{}\n", counts.problems,
                   counts.problems == 1 ? "" : "s");
        exit = Exit::usage;
        return;
    }
    fmt::print("{} scenario{} with {} case{}: sound\n", counts.scenarios,
               counts.scenarios == 1 ? "" : "s", counts.cases, counts.cases == 1 ? "" : "s");
}

} // namespace

void add_validate(CLI::App& program, Exit& exit) {
    auto* command = program.add_subcommand("validate", "Check scenario files without running them");
    const auto options = std::make_shared<LibraryOptions>();
    const auto files = std::make_shared<std::vector<std::string>>();
    command->add_option("file", *files, "scenario files; else all scenarios")->type_name("FILE");
    add_scenarios_option(*command, *options);
    command->callback([options, files, &exit] { validate(*options, *files, exit); });
}

} // namespace finwait
