#include "report/timings.hpp"

#include "report/words.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace finwait {
namespace {

constexpr std::size_t kLongest = 10;  ///< trials that are listed
constexpr std::size_t kPathShown = 8; ///< links of the critical path

bool overlap(const StepSeen& one, const StepSeen& other) {
    return one.started_ns < other.started_ns + other.elapsed_ns &&
           other.started_ns < one.started_ns + one.elapsed_ns;
}

double seconds(std::int64_t ns) { return static_cast<double>(ns) / 1e9; }

std::string name_of(const TrialTiming& trial, bool repeated, const Style& style) {
    const std::string id = printable(trial.case_id, style);
    return repeated ? fmt::format("{} trial {}", id, trial.trial) : id;
}

std::string steps_words(const TrialTiming& trial, const Style& style) {
    std::vector<std::string> parts;
    for (const auto& step : trial.slowest)
        parts.push_back(printable(step.name, style) + " " + duration_words(step.elapsed_ns));
    return join(parts, ", ");
}

/// When, for how long, what, and in what most of it went.
std::string row(std::int64_t at_ns, std::int64_t elapsed_ns, const std::string& what,
                const std::string& inside, const Style& style) {
    constexpr std::size_t kBefore = 24;
    std::string start =
        fmt::format("  {:>7.3f} s  {:>8}   ", seconds(at_ns), duration_words(elapsed_ns));
    const std::string whole = inside.empty() ? what : what + ": " + paint(inside, Ink::dim, style);
    std::string text;
    for (const auto& line : wrap(whole, usable_columns(style) - static_cast<int>(kBefore))) {
        text += start + line + "\n";
        start = std::string(kBefore, ' ');
    }
    return text;
}

std::vector<const TrialTiming*> by_length(const RunTiming& run) {
    std::vector<const TrialTiming*> trials;
    for (const auto& trial : run.trials) trials.push_back(&trial);
    std::stable_sort(trials.begin(), trials.end(), [](const auto* a, const auto* b) {
        return a->elapsed_ns() > b->elapsed_ns();
    });
    return trials;
}

bool is_repeated(const RunTiming& run) {
    return std::any_of(run.trials.begin(), run.trials.end(),
                       [](const TrialTiming& trial) { return trial.trial > 1; });
}

std::string totals(const RunTiming& run, const TrialTiming& longest, const Style& style) {
    std::int64_t busy_ns = 0;
    for (const auto& trial : run.trials) busy_ns += trial.elapsed_ns();
    const std::int64_t wall_ns = run.done_ns - run.began_ns;
    return paragraph(
        fmt::format("Timings: {} in all, longest case {}, ratio {:.2f}. {} of trials ran in {}.",
                    duration_words(wall_ns), duration_words(longest.elapsed_ns()),
                    seconds(wall_ns) / std::max(seconds(longest.elapsed_ns()), 1e-9),
                    duration_words(busy_ns), count_of(run.slots, "slot")),
        0, usable_columns(style));
}

std::string path_text(const RunTiming& run, const Style& style) {
    const auto path = critical_path(run);
    const auto since = [&](std::int64_t ns) { return ns - run.began_ns; };
    std::string text = "What the end waited for (the critical path):\n";
    text += row(0, since(run.read_ns), "scenarios read", "", style);
    text += row(since(run.read_ns), run.running_ns - run.read_ns, "kernel probed, cases planned",
                "", style);
    text += row(since(run.running_ns), path.front()->began_ns - run.running_ns,
                "stages started, namespaces made", "", style);
    const std::size_t hidden = path.size() > kPathShown ? path.size() - kPathShown : 0;
    const bool repeated = is_repeated(run);
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (hidden > 0 && i == kPathShown / 2) {
            const std::int64_t from = path[i]->began_ns;
            i += hidden;
            text += row(since(from), path[i - 1]->ended_ns - from,
                        fmt::format("{} more, one after the other",
                                    count_of(static_cast<std::int64_t>(hidden), "trial")),
                        "", style);
        }
        const TrialTiming& trial = *path[i];
        text += row(since(trial.began_ns), trial.elapsed_ns(), name_of(trial, repeated, style),
                    steps_words(trial, style), style);
    }
    text += row(since(path.back()->ended_ns), run.ended_ns - path.back()->ended_ns,
                "observation made, claims judged, stages ended", "", style);
    return text +
           row(since(run.ended_ns), run.done_ns - run.ended_ns, "results written", "", style);
}

std::string longest_text(const RunTiming& run, const std::vector<const TrialTiming*>& by_time,
                         const Style& style) {
    std::string text = "The longest (when it began, how long it took, its slowest steps):\n";
    const bool repeated = is_repeated(run);
    for (std::size_t i = 0; i < std::min(by_time.size(), kLongest); ++i) {
        const TrialTiming& trial = *by_time[i];
        text += row(trial.began_ns - run.began_ns, trial.elapsed_ns(),
                    name_of(trial, repeated, style), steps_words(trial, style), style);
    }
    return text;
}

} // namespace

TrialTiming timing_of(const Observation& seen) {
    constexpr std::size_t kShown = 3;
    constexpr std::int64_t kLeastShare = 20; // a twentieth of the trial is worth a word
    TrialTiming timing{
        seen.case_id, seen.trial, seen.origin_ns, seen.origin_ns + seen.elapsed_ns, {}};
    std::vector<const StepSeen*> steps, shown;
    for (const auto& step : seen.steps) steps.push_back(&step);
    std::stable_sort(steps.begin(), steps.end(),
                     [](const auto* a, const auto* b) { return a->elapsed_ns > b->elapsed_ns; });
    for (const StepSeen* step : steps) {
        if (shown.size() == kShown || step->elapsed_ns * kLeastShare < seen.elapsed_ns) break;
        if (std::any_of(shown.begin(), shown.end(),
                        [&](const StepSeen* longer) { return overlap(*longer, *step); }))
            continue;
        shown.push_back(step);
        timing.slowest.push_back({step->role + " " + step->label, step->elapsed_ns});
    }
    return timing;
}

std::vector<const TrialTiming*> critical_path(const RunTiming& run) {
    std::vector<const TrialTiming*> began, ended, path;
    for (const auto& trial : run.trials) began.push_back(&trial);
    ended = began;
    std::sort(began.begin(), began.end(),
              [](const auto* a, const auto* b) { return a->began_ns < b->began_ns; });
    std::sort(ended.begin(), ended.end(),
              [](const auto* a, const auto* b) { return a->ended_ns < b->ended_ns; });
    if (ended.empty()) return path;
    for (const TrialTiming* at = ended.back(); at;) {
        path.push_back(at);
        const auto before_it = std::lower_bound(
            began.begin(), began.end(), at->began_ns,
            [](const TrialTiming* one, std::int64_t ns) { return one->began_ns < ns; });
        if (before_it - began.begin() < run.slots) break;
        const auto after_it = std::upper_bound(
            ended.begin(), ended.end(), at->began_ns,
            [](std::int64_t ns, const TrialTiming* one) { return ns < one->ended_ns; });
        at = after_it == ended.begin() ? nullptr : *std::prev(after_it);
        if (at == path.back()) break; // it took no time at all
    }
    std::reverse(path.begin(), path.end());
    return path;
}

std::string timings(const RunTiming& run, const Style& style) {
    if (run.trials.empty()) return "Timings: no trial ran.\n";
    const auto by_time = by_length(run);
    return totals(run, *by_time.front(), style) + path_text(run, style) +
           longest_text(run, by_time, style);
}

} // namespace finwait
