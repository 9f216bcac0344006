// finwait judge: the verdicts of stored observations, without running anything.
#include "agent/steps/table.hpp"
#include "claim/verdict.hpp"
#include "cli/case_reports.hpp"
#include "cli/commands.hpp"
#include "cli/formats.hpp"
#include "cli/library_options.hpp"
#include "cli/stored.hpp"
#include "cli/usage.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <fmt/core.h>
#include <map>
#include <memory>

namespace finwait {
namespace {

struct Options {
    std::string file;
    LibraryOptions library;
    std::string format = "table";
    bool strict = false;
};

struct Row {
    std::string case_id;
    int trial;
    Judgement judgement;
    std::string says;
};

/// The case that an observation is of; null (and a word on standard error) if the library lacks it.
const Case* find_case(const std::vector<Case>& cases, const Json& seen) {
    const auto id = seen["case"].get<std::string>();
    const auto found =
        std::find_if(cases.begin(), cases.end(), [&](const Case& one) { return one.id == id; });
    if (found == cases.end()) {
        fmt::print(stderr, "finwait: {}: no such case among the scenarios; passed over\n", id);
        return nullptr;
    }
    if (found->scenario->digest != seen["finwait"]["scenario_digest"].get<std::string>())
        fmt::print(stderr, "finwait: {}: the scenario has changed since it was run\n", id);
    return &*found;
}

/// What stored observations came to: each verdict, and the cases as after a run.
struct Judged {
    std::vector<Row> rows;
    std::vector<CaseReport> reports;
    std::int64_t elapsed_ns = 0; ///< of all trials together: nobody knows how many ran at once
};

CaseReport& report_for(std::vector<CaseReport>& reports, const Case& one) {
    const auto known = std::find_if(reports.begin(), reports.end(), [&](const CaseReport& report) {
        return report.case_id == one.id;
    });
    return known != reports.end() ? *known : reports.emplace_back(empty_report(one));
}

Judged judge_all(const std::vector<Json>& stored, const std::vector<Case>& cases) {
    Judged judged;
    for (const auto& json : stored) {
        const Case* one = find_case(cases, json);
        if (!one) continue;
        auto seen = observation_from_json(json); // read_stored() has accepted it
        judged.elapsed_ns += seen->elapsed_ns;
        CaseReport& report = report_for(judged.reports, *one);
        add_trial(report, *one, std::move(*seen), json);
        if (report.judgements.empty()) continue;
        for (std::size_t i = 0; i < report.claims.size(); ++i)
            judged.rows.push_back({one->id, json["trial"].get<int>(), report.judgements.back()[i],
                                   report.claims[i].says});
    }
    return judged;
}

Json json_of(const Row& row) {
    return {{"case", row.case_id},
            {"trial", row.trial},
            {"claim", row.judgement.claim},
            {"verdict", to_string(row.judgement.verdict)},
            {"reason", row.judgement.reason},
            {"says", row.says}};
}

void print_json(const std::vector<Row>& rows) {
    Json list = Json::array();
    for (const auto& row : rows) list.push_back(json_of(row));
    fmt::print("{}\n", list.dump(2));
}

void print_lines(const std::vector<Row>& rows) {
    for (const auto& row : rows) fmt::print("{}\n", json_of(row).dump());
}

void print_table(const std::vector<Row>& rows) {
    std::string last;
    for (const auto& row : rows) {
        const std::string head = fmt::format("{} (trial {})", row.case_id, row.trial);
        if (head != last) fmt::print("{}{}\n", last.empty() ? "" : "\n", head);
        last = head;
        fmt::print("  {:<12} {}: {}\n               {}\n", to_string(row.judgement.verdict),
                   row.judgement.claim, row.says, row.judgement.reason);
    }
    std::map<Verdict, int> counts;
    for (const auto& row : rows) ++counts[row.judgement.verdict];
    fmt::print("\n{} hold, {} contradicted, {} undecided, {} unsupported\n", counts[Verdict::holds],
               counts[Verdict::contradicted], counts[Verdict::undecided],
               counts[Verdict::unsupported]);
}

void judge_file(const Options& options, Exit& exit) {
    const auto stored = read_stored(options.file);
    if (!stored) {
        fmt::print(stderr, "finwait: {}\n", stored.error().what);
        exit = Exit::usage;
        return;
    }
    const auto library = read_library(scenarios_folder(options.library), step_specs());
    if (!library) {
        fmt::print(stderr, "finwait: {}\n", library.error().what);
        exit = Exit::usage;
        return;
    }
    std::vector<std::string> aside;
    for (const auto& faulty : library->faulty) {
        const bool needed = std::any_of(stored->begin(), stored->end(), [&](const Json& json) {
            return json["scenario"] == faulty.id;
        });
        if (needed) {
            print_problems(faulty.problems);
            exit = Exit::usage;
        } else {
            aside.push_back(faulty.id);
        }
    }
    std::vector<Case> cases = library->cases;
    for (const auto& file : options.library.selectors) {
        const Reading reading = read_file(file, step_specs());
        print_problems(reading.problems);
        if (!reading.problems.empty()) exit = Exit::usage;
        cases.insert(cases.end(), reading.cases.begin(), reading.cases.end());
    }
    if (exit != Exit::done) return;
    tell_left_aside(aside);
    const Judged judged = judge_all(*stored, cases);
    const auto& rows = judged.rows;
    if (options.format == "json") print_json(rows);
    else if (options.format == "ndjson") print_lines(rows);
    else if (options.format == "table") print_table(rows);
    else
        fmt::print("{}", report_text(options.format, judged.reports,
                                     {judged.elapsed_ns, options.strict, {}}));
    const auto any = [&](Verdict verdict) {
        return std::any_of(rows.begin(), rows.end(),
                           [&](const Row& row) { return row.judgement.verdict == verdict; });
    };
    if (rows.empty()) exit = Exit::nothing_selected;
    else if (options.strict && any(Verdict::contradicted)) exit = Exit::differs;
    else if (any(Verdict::undecided)) exit = Exit::undecided;
}

} // namespace

void add_judge(CLI::App& program, Exit& exit) {
    auto* command =
        program.add_subcommand("judge", "Judge the claims on stored observations, running nothing");
    const auto options = std::make_shared<Options>();
    command
        ->add_option("results", options->file,
                     "a file of observations that run has written as json or ndjson")
        ->type_name("RESULTS")
        ->required();
    command
        ->add_option("scenario", options->library.selectors,
                     "scenario files beside those of the folder")
        ->type_name("FILE");
    add_scenarios_option(*command, options->library);
    command->add_option("--format", options->format, "the form of the verdicts")
        ->type_name("FORMAT")
        ->check(one_of(result_formats()));
    command->add_flag("--strict", options->strict, "exit 1 when a claim is contradicted");
    command->callback([options, &exit] { judge_file(*options, exit); });
}

} // namespace finwait
