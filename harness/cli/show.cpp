// finwait show: one trial as a ladder.
#include "cli/commands.hpp"
#include "cli/library_options.hpp"
#include "cli/progress.hpp"
#include "cli/run_options.hpp"
#include "cli/stored.hpp"
#include "cli/suite.hpp"
#include "report/ladder.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/core.h>
#include <memory>
#include <unistd.h>

namespace finwait {
namespace {

struct Options {
    LibraryOptions library;
    TrialOptions trials;
    std::string selector;
    std::string stored;
    int trial = 1;
};

LadderText text_of(const Case& one, const Json& observation) {
    LadderText text = ladder_text(*one.document, one.step_sources);
    text.claims = claims_of(*one.document);
    text.judgements = judge(text.claims, needs_of(*one.document), observation);
    return text;
}

void print_ladder(const Case& one, const Json& json, const Observation& seen) {
    const Style style{may_colour(STDOUT_FILENO), may_unicode(), columns_of(STDOUT_FILENO)};
    fmt::print("{}", ladder(seen, text_of(one, json), style));
}

void show_stored(const Options& options, const Case& one, Exit& exit) {
    const auto stored = read_stored(options.stored);
    if (!stored) {
        fmt::print(stderr, "finwait: {}\n", stored.error().what);
        exit = Exit::usage;
        return;
    }
    for (const auto& json : *stored) {
        if (json["case"].get<std::string>() != one.id) continue;
        if (json["trial"].get<int>() != options.trial) continue;
        print_ladder(one, json, *observation_from_json(json));
        return;
    }
    fmt::print(stderr, "finwait: {} holds no trial {} of {}\n", options.stored, options.trial,
               one.id);
    exit = Exit::nothing_selected;
}

void show_live(const Options& options, const Case& one, Exit& exit) {
    const auto kernel = native_kernel();
    const auto settled = settle(*kernel, options.trials, exit);
    if (!settled) return;
    const std::vector<Case> cases = {one};
    Suite suite(cases, 1);
    Json seen;
    Suite::Hooks hooks;
    hooks.on_observation = [&](const Json& json) {
        seen = json;
        return true;
    };
    if (suite.run(*kernel, *settled, hooks) == RunEnd::interrupted) {
        exit = Exit::interrupted;
        return;
    }
    if (const std::string& fault = suite.reports()[0].fault; !fault.empty()) {
        fmt::print(stderr, "finwait: {}\n", fault);
        exit = Exit::fault;
        return;
    }
    print_ladder(one, seen, *observation_from_json(seen));
}

void show(Options& options, Exit& exit) {
    options.library.selectors = {options.selector};
    const auto cases = load_selected(options.library, exit);
    if (!cases) return;
    const Case& one = cases->front();
    if (cases->size() > 1) {
        fmt::print(stderr, "finwait: {} names {} cases; showing {}\n", options.selector,
                   cases->size(), one.id);
    }
    if (options.stored.empty()) show_live(options, one, exit);
    else show_stored(options, one, exit);
}

} // namespace

void add_show(CLI::App& program, Exit& exit) {
    auto* command = program.add_subcommand("show", "Run one case and draw it as a ladder");
    const auto options = std::make_shared<Options>();
    command->add_option("case", options->selector, "a case, a scenario, or a scenario file")
        ->type_name("CASE")
        ->required();
    add_scenarios_option(*command, options->library);
    command->add_option("--from", options->stored, "show a stored trial instead of running one")
        ->type_name("RESULTS");
    command->add_option("--trial", options->trial, "which of the stored trials; else the first")
        ->type_name("N");
    add_trial_options(*command, options->trials);
    command->callback([options, &exit] { show(*options, exit); });
}

} // namespace finwait
