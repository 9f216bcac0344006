#include "report/seen.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace finwait {
namespace {

/// Steps whose result says what a program would notice.
bool observes(const StepSeen& step) {
    static const std::set<std::string> kOps = {"recv",  "drain", "poll", "getsockopt",
                                               "ioctl", "close", "send", "fill"};
    return kOps.contains(step.op);
}

bool killed_inside(const StepSeen& step, const RoleSeen* role) {
    return !step.inside.empty() && role && role->ended == "signal";
}

void add_steps(std::vector<Item>& items, const Observation& seen, const Style& style,
               const Figures& figures) {
    const bool labelled = std::any_of(seen.steps.begin(), seen.steps.end(), named_by_author);
    bool cut = false;
    for (const auto& step : seen.steps) {
        if (cut && !step.skipped.empty()) continue; // the cut says why
        cut = cut || (seen.cut && seen.cut->role == step.role && seen.cut->label == step.label);
        const RoleSeen* role = find_role(seen, step.role);
        const bool exits = step.inside == "exit_group" && role && role->ended == "exit";
        const bool told = labelled ? named_by_author(step) : observes(step);
        if (!told && (exits || !notable(step))) continue;
        items.push_back({printable(step.role, style), printable(step.label, style),
                         step_words(step, role, style, figures), notable(step) && !exits});
    }
}

/// Signals that a role counted outside its steps, and its end, unless a step tells it.
void add_role(std::vector<Item>& items, const Observation& seen, const RoleSeen& role,
              const Style& style) {
    std::map<std::string, int> left = role.signals;
    bool told = false;
    for (const auto& step : seen.steps) {
        if (step.role != role.name) continue;
        for (const auto& [name, count] : step.signals) left[name] -= count;
        told = told || killed_inside(step, &role);
    }
    const std::string who = printable(role.name, style);
    for (const auto& [name, count] : left) {
        if (count <= 0) continue;
        const std::string times = count == 1 ? "" : fmt::format(" {} times", count);
        items.push_back({who, "", printable("got " + name + times, style), true});
    }
    if (role.ended == "signal" && !told)
        items.push_back({who, "", printable(ended_words(role), style), true});
}

/// `orphan FIN_WAIT2 60 s`: without commas, which separate items.
std::string left_words(const EndSeen& end) {
    std::string words = end_is_orphan(end) ? "orphan " + end.state : end.state;
    return forgets_soon(end) ? words + " " + time_left_words(end) : words;
}

void add_left(std::vector<Item>& items, const Observation& seen, const Style& style) {
    if (seen.states.empty()) return;
    bool any = false;
    for (const auto& [name, end] : seen.states.back().ends) {
        if (end.state == "CLOSED" || end.state == "LISTEN") continue;
        any = true;
        items.push_back({"left", printable(name, style), printable(left_words(end), style), false});
    }
    if (!any && !seen.states.back().ends.empty()) items.push_back({"left", "", "nothing", false});
}

/// The items of one role that follow each other, as one paragraph.
std::vector<std::string> paragraph_of(const std::vector<Item>& items, std::size_t begin,
                                      std::size_t end, int columns, const Style& style) {
    std::vector<std::string> texts;
    for (std::size_t i = begin; i < end; ++i) {
        const std::string words =
            paint(items[i].words, items[i].notable ? Ink::yellow : Ink::plain, style);
        const std::string name = paint(items[i].name, Ink::cyan, style);
        texts.push_back(name.empty() ? words : name + " " + words);
    }
    return wrap_items(texts, columns);
}

} // namespace

std::string cut_words(const Cut& cut, const Style& style) {
    const std::string where =
        cut.call.empty()
            ? fmt::format("{} was at step {}", cut.role, cut.label)
            : fmt::format("{} was inside {} (step {})", cut.role, call_name(cut.call), cut.label);
    return printable(fmt::format("cut after {}: {}", duration_words(cut.after_ns), where), style);
}

std::vector<Item> items_of(const Observation& seen, const Style& style, const Figures& figures) {
    if (!seen.not_run.empty())
        return {{"trial", "", "not run: " + prose(seen.not_run, style), true}};
    std::vector<Item> items;
    add_steps(items, seen, style, figures);
    for (const auto& role : seen.roles) add_role(items, seen, role, style);
    if (seen.cut) items.push_back({"trial", "", cut_words(*seen.cut, style), true});
    add_left(items, seen, style);
    return items;
}

std::string flat(const std::vector<Item>& items) {
    std::string all;
    for (const auto& item : items)
        all += fmt::format("{}\n{}\n{}\n", item.who, item.name, item.words);
    return all;
}

std::vector<std::string> item_lines(const std::vector<Item>& items, int columns,
                                    const Style& style) {
    constexpr int kLongestName = 10, kGap = 2;
    int names = 0;
    for (const auto& item : items) names = std::max(names, width_of(item.who));
    names = std::min(names, kLongestName);
    std::vector<std::string> lines;
    for (std::size_t i = 0, end = 0; i < items.size(); i = end) {
        for (end = i; end < items.size() && items[end].who == items[i].who;) ++end;
        std::string name = paint(pad(cut(items[i].who, names, style), names), Ink::dim, style);
        for (const auto& line : paragraph_of(items, i, end, columns - names - kGap, style)) {
            lines.push_back(name + std::string(kGap, ' ') + line);
            name = std::string(static_cast<std::size_t>(names), ' ');
        }
    }
    if (lines.empty()) lines.push_back(paint("nothing to tell", Ink::dim, style));
    return lines;
}

} // namespace finwait
