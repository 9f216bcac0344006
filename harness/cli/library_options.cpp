#include "cli/library_options.hpp"

#include "agent/steps/table.hpp"
#include "cli/suggest.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>

namespace finwait {
namespace fs = std::filesystem;

void add_library_options(CLI::App& command, LibraryOptions& options) {
    command
        .add_option("selector", options.selectors,
                    "ids, prefixes such as linger/, globs such as '*zero*', or scenario files; "
                    "else all but those tagged long")
        ->type_name("SELECTOR");
    command
        .add_option("--tag", options.tags, "only scenarios with this tag; given again, with either")
        ->type_name("TAG")
        ->allow_extra_args(false);
    add_scenarios_option(command, options);
}

void add_scenarios_option(CLI::App& command, LibraryOptions& options) {
    command
        .add_option("--scenarios", options.folder,
                    "the folder of scenarios; else that of the project")
        ->type_name("FOLDER");
}

std::string scenarios_folder(const LibraryOptions& options) {
    if (!options.folder.empty()) return options.folder;
    if (const char* home = std::getenv("FINWAIT_HOME")) return std::string(home) + "/scenarios";
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    const fs::path beside = program.parent_path().parent_path() / "scenarios";
    return fs::is_directory(beside, error) ? beside.string() : "scenarios";
}

void print_problems(const std::vector<Problem>& problems) {
    for (const auto& problem : problems) fmt::print(stderr, "{}\n", to_string(problem));
}

namespace {

bool is_file(const std::string& selector) {
    std::error_code error;
    return selector.ends_with(".json") || fs::is_regular_file(selector, error);
}

void sort_out(const std::vector<std::string>& named, std::vector<std::string>& files,
              Selection& selection) {
    for (const auto& selector : named)
        (is_file(selector) ? files : selection.selectors).push_back(selector);
}

/// False, and a word on standard error, for the first selector or tag that matches nothing.
bool all_match(const std::vector<Case>& cases, const Selection& selection) {
    for (const auto& selector : selection.selectors) {
        if (std::any_of(cases.begin(), cases.end(),
                        [&](const Case& one) { return selects(selector, one); }))
            continue;
        fmt::print(stderr, "finwait: {}\n", nothing_called(selector, cases));
        return false;
    }
    const auto tags = tags_of(cases);
    for (const auto& tag : selection.tags) {
        if (std::find(tags.begin(), tags.end(), tag) != tags.end()) continue;
        fmt::print(stderr, "finwait: {}\n", no_such_tag(tag, cases));
        return false;
    }
    return true;
}

/// Whether a faulty file could be one of those that are meant. What tags it has nobody knows.
bool may_be_meant(const Faulty& faulty, const std::vector<std::string>& selectors) {
    return selectors.empty() || std::any_of(selectors.begin(), selectors.end(), [&](const auto& s) {
               return may_select(s, faulty.id);
           });
}

/// Adds what was selected from the folder of scenarios.
Exit select_from_folder(const LibraryOptions& options, const Selection& selection,
                        std::vector<Case>& chosen) {
    const auto library = read_library(scenarios_folder(options), step_specs());
    if (!library) {
        fmt::print(stderr, "finwait: {}\n", library.error().what);
        return Exit::usage;
    }
    std::vector<std::string> aside;
    bool sound = true;
    for (const auto& faulty : library->faulty) {
        if (may_be_meant(faulty, selection.selectors)) {
            print_problems(faulty.problems);
            sound = false;
        } else {
            aside.push_back(faulty.id);
        }
    }
    if (!sound) return Exit::usage;
    if (!all_match(library->cases, selection)) return Exit::nothing_selected;
    tell_left_aside(aside);
    const auto selected = select(library->cases, selection);
    chosen.insert(chosen.end(), selected.begin(), selected.end());
    return Exit::done;
}

} // namespace

void tell_left_aside(const std::vector<std::string>& ids) {
    if (ids.empty()) return;
    fmt::print(stderr, "finwait: left aside for {} faults: {}; ./finwait validate tells them\n",
               ids.size() == 1 ? "its" : "their", fmt::join(ids, ", "));
}

std::optional<std::vector<Case>> load_selected(const LibraryOptions& options, Exit& exit) {
    std::vector<std::string> files;
    Selection selection{{}, options.tags};
    sort_out(options.selectors, files, selection);
    std::vector<Case> chosen;
    Exit loaded = Exit::done;
    for (const auto& file : files) {
        const Reading reading = read_file(file, step_specs());
        print_problems(reading.problems);
        if (!reading.problems.empty()) loaded = Exit::usage;
        chosen.insert(chosen.end(), reading.cases.begin(), reading.cases.end());
    }
    if (files.empty() || !selection.selectors.empty()) {
        const Exit from_folder = select_from_folder(options, selection, chosen);
        if (loaded == Exit::done) loaded = from_folder;
    }
    if (loaded == Exit::done && chosen.empty()) {
        fmt::print(stderr, "finwait: no scenario is selected\n");
        loaded = Exit::nothing_selected;
    }
    if (loaded != Exit::done) {
        exit = loaded;
        return std::nullopt;
    }
    return chosen;
}

} // namespace finwait
