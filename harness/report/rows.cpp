#include "report/rows.hpp"

#include "observation/outcome.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace finwait {
namespace {

/// One case in words, twice: with its own figures, and with those that repeat.
struct CaseInWords {
    const CaseReport* report;
    std::vector<SeenOutcome> exact;
    std::vector<SeenOutcome> repeating;
    std::vector<Merged> claims;
    std::string key; ///< equal for cases that belong in one row
};

/// The first places at which two outcomes differ: `steps/client/close/time`.
std::string difference(const Observation& one, const Observation& other, const Style& style) {
    constexpr std::size_t kShown = 3;
    std::vector<std::string> places;
    const Json patch = Json::diff(outcome_of(one), outcome_of(other));
    for (const auto& change : patch) {
        std::string path = change.value("path", "");
        for (std::size_t at; (at = path.find("~1")) != std::string::npos;) path.replace(at, 2, "/");
        if (!path.empty()) path.erase(0, 1);
        if (places.size() < kShown) places.push_back(printable(path, style));
    }
    if (patch.size() > kShown) places.push_back(fmt::format("{} more", patch.size() - kShown));
    return join(places, ", ");
}

std::vector<SeenOutcome> in_words(const CaseReport& report, const Style& style, bool exact) {
    std::vector<SeenOutcome> outcomes;
    const Observation* before = nullptr;
    for (const auto& outcome : report.outcomes) {
        if (!outcome.first) continue;
        // The figures of the first trial are not those of the others.
        Figures figures = repeating_figures(*outcome.first);
        if (exact && outcome.trials == 1) figures.exact = true;
        SeenOutcome seen{items_of(*outcome.first, style, figures), outcome.trials, ""};
        if (before && flat(seen.items) == flat(outcomes.front().items))
            seen.differs = difference(*before, *outcome.first, style);
        if (!before) before = outcome.first.get();
        outcomes.push_back(std::move(seen));
    }
    return outcomes;
}

std::string words_key(const std::vector<SeenOutcome>& outcomes) {
    std::string key;
    for (const auto& outcome : outcomes)
        key += fmt::format("{} {} {}\n", outcome.trials, flat(outcome.items), outcome.differs);
    return key;
}

CaseInWords words_of(const CaseReport& report, const Style& style) {
    CaseInWords words{&report, in_words(report, style, true), in_words(report, style, false),
                      merge(report.claims, report.judgements), ""};
    words.key = words_key(words.repeating) + report.fault + "\n" + report.nondeterministic + "\n";
    for (const auto& one : words.claims)
        words.key += fmt::format("{} {} {}\n", one.claim.id, to_string(one.verdict), one.trials);
    return words;
}

bool same_figures(const std::vector<CaseInWords>& cases) {
    return std::all_of(cases.begin(), cases.end(), [&](const CaseInWords& one) {
        return words_key(one.exact) == words_key(cases.front().exact);
    });
}

Row row_of(const std::vector<CaseInWords>& folded, const std::vector<AxisValues>& all,
           const Style& style) {
    Row row;
    std::vector<AxisValues> some;
    for (const auto& one : folded) {
        row.cases.push_back(one.report);
        some.push_back(axis_values(printable(one.report->case_id, style)));
    }
    row.label = label_lines(some, all);
    row.outcomes = same_figures(folded) ? folded.front().exact : folded.front().repeating;
    row.claims = folded.front().claims;
    return row;
}

} // namespace

std::vector<Row> fold(const std::vector<const CaseReport*>& cases, const Style& style) {
    std::vector<std::vector<CaseInWords>> groups;
    std::vector<AxisValues> all;
    for (const CaseReport* report : cases) {
        all.push_back(axis_values(printable(report->case_id, style)));
        CaseInWords words = words_of(*report, style);
        const auto same = std::find_if(groups.begin(), groups.end(), [&](const auto& group) {
            return group.front().key == words.key;
        });
        if (same != groups.end()) same->push_back(std::move(words));
        else groups.emplace_back().push_back(std::move(words));
    }
    std::vector<Row> rows;
    for (const auto& group : groups) rows.push_back(row_of(group, all, style));
    return rows;
}

std::vector<std::string> seen_lines(const Row& row, int columns, const Style& style) {
    std::vector<std::string> lines;
    const auto add = [&](const std::vector<std::string>& more) {
        lines.insert(lines.end(), more.begin(), more.end());
    };
    const CaseReport& report = *row.cases.front();
    if (!report.fault.empty())
        add(wrap(paint("fault of finwait: " + prose(report.fault, style), Ink::red, style),
                 columns));
    int trials = 0;
    for (const auto& outcome : row.outcomes) trials += outcome.trials;
    const bool varied = row.outcomes.size() > 1;
    for (const auto& outcome : row.outcomes) {
        if (varied)
            add({paint(fmt::format("{} of {} trials", outcome.trials, trials), Ink::bold, style)});
        if (outcome.differs.empty()) add(item_lines(outcome.items, columns, style));
        else add(wrap(paint("the same, but for " + outcome.differs, Ink::dim, style), columns));
    }
    if (varied && report.nondeterministic.empty())
        add(wrap(
            paint("Trials differ, and the scenario does not say why they may.", Ink::red, style),
            columns));
    else if (varied)
        add(wrap(paint("May vary: " + prose(report.nondeterministic, style), Ink::dim, style),
                 columns));
    if (lines.empty()) lines.push_back(paint("nothing was recorded", Ink::dim, style));
    return lines;
}

} // namespace finwait
