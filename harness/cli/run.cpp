// finwait run: the main job.
#include "base/clock.hpp"
#include "cli/case_reports.hpp"
#include "cli/commands.hpp"
#include "cli/formats.hpp"
#include "cli/library_options.hpp"
#include "cli/output.hpp"
#include "cli/progress.hpp"
#include "cli/run_options.hpp"
#include "cli/suite.hpp"
#include "cli/usage.hpp"
#include "report/json_lines.hpp"
#include "report/timings.hpp"

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
    int repeat = 1;
    std::string format = "table";
    std::string file;
    bool fail_fast = false;
    bool strict = false;
    bool list = false;
    bool quiet = false;
    bool timings = false;
};

/// Where results go: observations as they come in one of the two JSON forms, or a report at the end.
class Results {
  public:
    Results(Output output, const Options& options)
        : output_(std::move(output)), options_(options),
          json_(options.format == "ndjson" ? JsonText::Form::lines : JsonText::Form::array) {}

    [[nodiscard]] bool streamed() const { return is_streamed(options_.format); }
    bool next(const Json& observation) { return put(json_.next(observation)); }
    bool finish(const std::vector<CaseReport>& reports, std::int64_t elapsed_ns) {
        if (!error_.empty()) return false;
        const bool written = put(streamed() ? json_.end()
                                            : report_text(options_.format, reports,
                                                          {elapsed_ns, options_.strict, style()}));
        if (!written) return false;
        const auto committed = output_.commit();
        if (!committed) error_ = committed.error().what;
        return error_.empty();
    }
    [[nodiscard]] const std::string& error() const { return error_; }

  private:
    bool put(const std::string& text) {
        const auto written = output_.write(text);
        if (!written) error_ = written.error().what;
        return error_.empty();
    }
    [[nodiscard]] Style style() const {
        const bool to_file = !options_.file.empty() && options_.file != "-";
        return {!to_file && may_colour(STDOUT_FILENO), may_unicode(),
                to_file ? kMaxColumns : columns_of(STDOUT_FILENO)};
    }

    Output output_;
    const Options& options_;
    JsonText json_;
    std::string error_;
};

void print_list(const std::vector<Case>& cases) {
    for (const auto& one : cases) fmt::print("{}\n", one.id);
}

/// What the results ask the exit code to say. A fault of ours outweighs the rest.
Exit judge_run(const std::vector<CaseReport>& reports, bool strict) {
    Exit exit = Exit::done;
    const auto at_least = [&](Exit wanted) {
        const auto weight = [](Exit code) {
            return code == Exit::fault ? 3 : code == Exit::differs ? 2 : code == Exit::undecided;
        };
        if (weight(wanted) > weight(exit)) exit = wanted;
    };
    for (const auto& report : reports) {
        if (!report.fault.empty()) at_least(Exit::fault);
        if (varies_unasked(report)) at_least(Exit::differs);
        for (const auto& outcome : report.outcomes) {
            if (outcome.first->cut) at_least(Exit::undecided);
        }
        for (const auto& trial : report.judgements) {
            for (const auto& judgement : trial) {
                if (judgement.verdict == Verdict::undecided) at_least(Exit::undecided);
                if (strict && judgement.verdict == Verdict::contradicted) at_least(Exit::differs);
            }
        }
    }
    return exit;
}

/// On standard error, so that the results are the same with and without.
void print_timings(const RunTiming& timing) {
    const Style style{may_colour(STDERR_FILENO), may_unicode(), columns_of(STDERR_FILENO)};
    fmt::print(stderr, "{}", timings(timing, style));
}

void run(const Options& options, Exit& exit) {
    RunTiming timing;
    timing.began_ns = monotonic_ns();
    const auto cases = load_selected(options.library, exit);
    timing.read_ns = monotonic_ns();
    if (!cases) return;
    if (options.list) {
        print_list(*cases);
        return;
    }
    auto output = Output::open(options.file);
    if (!output) {
        fmt::print(stderr, "finwait: {}\n", output.error().what);
        exit = Exit::usage;
        return;
    }
    const auto kernel = native_kernel();
    const auto settled = settle(*kernel, options.trials, exit);
    if (!settled) return;

    Suite suite(*cases, options.repeat);
    timing.slots = settled->jobs;
    timing.running_ns = monotonic_ns();
    Progress progress(suite.trials(), options.quiet);
    progress.start(fmt::format("{} trials of {} cases on {} (Linux {})", suite.trials(),
                               cases->size(), kernel->name(),
                               kernel->describe()["release"].get<std::string>()));
    Results results(std::move(*output), options);
    Suite::Hooks hooks;
    hooks.stop_at_first_failure = options.fail_fast;
    hooks.contradiction_is_failure = options.strict;
    hooks.on_progress = [&](std::size_t done, const std::string& id) { progress.done(done, id); };
    if (results.streamed())
        hooks.on_observation = [&](const Json& seen) { return results.next(seen); };
    if (options.timings)
        hooks.on_seen = [&](const Observation& seen) { timing.trials.push_back(timing_of(seen)); };
    const RunEnd end = suite.run(*kernel, *settled, hooks);
    timing.ended_ns = monotonic_ns();
    progress.clear();

    if (end == RunEnd::interrupted) {
        fmt::print(stderr, "finwait: interrupted; no results were written\n");
        exit = Exit::interrupted;
        return;
    }
    if (!results.finish(suite.reports(), timing.ended_ns - timing.running_ns)) {
        fmt::print(stderr, "finwait: {}\n", results.error());
        exit = Exit::fault;
        return;
    }
    timing.done_ns = monotonic_ns();
    if (options.timings) print_timings(timing);
    exit = judge_run(suite.reports(), options.strict);
}

} // namespace

void add_run(CLI::App& program, Exit& exit) {
    auto* command = program.add_subcommand("run", "Run scenarios and say what was seen");
    const auto options = std::make_shared<Options>();
    add_library_options(*command, options->library);
    add_trial_options(*command, options->trials);
    command->add_option("--repeat,-n", options->repeat, "trials of each case; else 1")
        ->type_name("N")
        ->check(CLI::Range(1, 1'000'000));
    command->add_option("--format", options->format, "the form of the results")
        ->type_name("FORMAT")
        ->check(one_of(result_formats()));
    command
        ->add_option("-o,--output", options->file,
                     "write here, not to standard output; the file appears when it is complete")
        ->type_name("FILE");
    command->add_flag("--fail-fast", options->fail_fast,
                      "stop at the first case that varies, is cut or undecided");
    command->add_flag("--strict", options->strict, "exit 1 when a claim is contradicted");
    command->add_flag("--list", options->list, "only list the cases that would run");
    command->add_flag("--timings", options->timings,
                      "say on standard error where the time went: the critical path and the "
                      "longest cases");
    command->add_flag("--quiet,-q", options->quiet, "no progress on standard error");
    command->callback([options, &exit] { run(*options, exit); });
}

} // namespace finwait
