// finwait list: the scenarios, or the reference of the language.
#include "agent/steps/table.hpp"
#include "cli/commands.hpp"
#include "cli/library_options.hpp"
#include "cli/usage.hpp"
#include "scenario/reference.hpp"

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

namespace finwait {
namespace {

struct Options {
    LibraryOptions library;
    std::string format = "table";
    bool cases = false;
    bool tags = false;
    bool steps = false;
    bool schema = false;
};

/// The scenarios of a selection, each once, with its cases.
using Shelf = std::vector<std::pair<const Scenario*, std::vector<const Case*>>>;

Shelf shelf_of(const std::vector<Case>& cases) {
    Shelf shelf;
    for (const auto& one : cases) {
        if (shelf.empty() || shelf.back().first != one.scenario.get())
            shelf.push_back({one.scenario.get(), {}});
        shelf.back().second.push_back(&one);
    }
    return shelf;
}

void print_scenarios(const Shelf& shelf, const Options& options) {
    for (const auto& [scenario, cases] : shelf) {
        if (options.cases) {
            for (const Case* one : cases) fmt::print("{}\n", one->id);
        } else if (options.format == "ids") {
            fmt::print("{}\n", scenario->id);
        } else {
            fmt::print("{:<34} {}\n", scenario->id, scenario->title());
        }
    }
}

void print_tags(const Shelf& shelf, const std::string& format) {
    std::map<std::string, std::size_t> tags;
    for (const auto& [scenario, cases] : shelf) {
        for (const auto& tag : scenario->tags) ++tags[tag];
    }
    if (format == "json") {
        fmt::print("{}\n", Json(tags).dump(2));
        return;
    }
    for (const auto& [tag, count] : tags) {
        if (format == "ids") fmt::print("{}\n", tag);
        else fmt::print("{:<20} {} scenario{}\n", tag, count, count == 1 ? "" : "s");
    }
}

void print_json(const Shelf& shelf) {
    Json list = Json::array();
    for (const auto& [scenario, cases] : shelf) {
        Json one = {{"id", scenario->id},
                    {"title", scenario->title()},
                    {"file", scenario->file},
                    {"tags", scenario->tags},
                    {"cases", Json::array()}};
        for (const Case* of_scenario : cases) one["cases"].push_back(of_scenario->id);
        list.push_back(std::move(one));
    }
    fmt::print("{}\n", list.dump(2));
}

void list(const Options& options, Exit& exit) {
    if (options.steps || options.schema) {
        fmt::print("{}", options.steps ? reference_of(step_specs()) : schema_of(step_specs()));
        return;
    }
    const auto chosen = load_selected(options.library, exit);
    if (!chosen) return;
    const Shelf shelf = shelf_of(*chosen);
    if (options.tags) print_tags(shelf, options.format);
    else if (options.format == "json") print_json(shelf);
    else print_scenarios(shelf, options);
}

} // namespace

void add_list(CLI::App& program, Exit& exit) {
    auto* command = program.add_subcommand("list", "List scenarios, or the steps of the language");
    const auto options = std::make_shared<Options>();
    add_library_options(*command, options->library);
    command
        ->add_option("--format", options->format,
                     "a table to read, only the ids, or all with their cases")
        ->type_name("FORMAT")
        ->check(one_of({"table", "ids", "json"}));
    command->add_flag("--cases", options->cases, "one line for each case, by its id");
    command->add_flag("--tags", options->tags, "the tags, and how many scenarios have them");
    command->add_flag("--steps", options->steps, "the reference of all steps, as Markdown");
    command->add_flag("--schema", options->schema, "the JSON Schema of a scenario file");
    command->callback([options, &exit] { list(*options, exit); });
}

} // namespace finwait
