#include "report/ladder_cells.hpp"

#include "base/clock.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

namespace finwait {
namespace {

constexpr int kIndent = 2;

/// Wraps; every line but the first is indented.
std::vector<std::string> hanging(std::string_view text, int width) {
    std::vector<std::string> lines = wrap(text, width);
    if (lines.size() == 1) return lines;
    lines.resize(1);
    std::string_view rest = text.substr(lines.front().size());
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    for (const auto& line : wrap(rest, width - kIndent))
        lines.push_back(std::string(kIndent, ' ') + line);
    return lines;
}

void add_indented(std::vector<std::string>& lines, const std::string& text, int width) {
    for (const auto& line : wrap(text, width - kIndent))
        lines.push_back(std::string(kIndent, ' ') + line);
}

std::string arguments_of(const Observation& seen, const LadderText& text, const StepSeen& step,
                         const Style& style) {
    if (const auto told = text.arguments.find(step.step); told != text.arguments.end())
        return told->second;
    std::vector<std::string> parts;
    for (const auto& call : seen.calls) {
        if (call.step != step.step || call.role != step.role) continue;
        parts.clear(); // the last call is the one that the step is named for
        for (const char* name : {"how", "option", "request", "signal"}) {
            if (call.arguments.contains(name))
                parts.push_back(value_words(call.arguments[name], style));
        }
    }
    return join(parts, ", ");
}

/// `first-read: recv(64)`; an heir's with its name before.
std::string call_text(const Observation& seen, const LadderText& text, const Moment& moment,
                      const Style& style) {
    const StepSeen& step = *moment.step;
    std::string call = fmt::format("{}({})", step.op, arguments_of(seen, text, step, style));
    if (named_by_author(step)) call = step.label + ": " + call;
    if (!moment.role->parent.empty()) call = moment.role->name + ": " + call;
    return printable(call, style);
}

std::string result_text(const Moment& moment, const Style& style) {
    const bool exits = moment.step->inside == "exit_group" && moment.role->ended == "exit";
    const Ink ink = notable(*moment.step) && !exits ? Ink::yellow : Ink::plain;
    return (style.unicode ? "→ " : "-> ") +
           paint(step_words(*moment.step, moment.role, style), ink, style);
}

/// What tells an end from the others of its side; nothing for the only one of client or server.
std::string short_name(const std::string& end) {
    const std::size_t slash = end.find('/');
    if (slash == std::string::npos) return end == "client" || end == "server" ? "" : end;
    const std::string socket = end.substr(slash + 1);
    return socket.starts_with('(') ? "unaccepted" : socket; // `server/(to client/socket)`
}

} // namespace

std::vector<std::string> call_lines(const Observation& seen, const LadderText& text,
                                    const Moment& moment, int width, const Style& style) {
    if (moment.kind == Moment::Kind::death) {
        const std::string end = printable(ended_words(*moment.role), style);
        const std::string who = moment.role->parent.empty() ? "" : moment.role->name + ": ";
        return wrap(printable(who, style) + paint(end, Ink::yellow, style), width);
    }
    const std::string call = call_text(seen, text, moment, style);
    std::vector<std::string> lines = hanging(call, width);
    if (moment.kind != Moment::Kind::begins) {
        const std::string result = result_text(moment, style);
        const bool fits = width_of(lines.back()) + 1 + width_of(result) <= width;
        if (fits) lines.back() += " " + result;
        else add_indented(lines, result, width);
    }
    const auto note = text.notes.find(moment.step->step);
    if (note != text.notes.end() && moment.kind != Moment::Kind::ends)
        add_indented(lines, paint(prose(note->second, style), Ink::dim, style), width);
    return lines;
}

std::vector<std::string> state_lines(const std::string& name, const EndSeen& end, bool at_rest,
                                     int width, const Style& style) {
    std::vector<std::string> lines;
    const auto add = [&](const std::string& text, Ink ink) {
        lines.push_back(paint(cut(printable(text, style), width, style), ink, style));
    };
    if (const std::string which = short_name(name); !which.empty() && end.state != "LISTEN")
        add(which + ":", Ink::dim);
    add(end.state, end.state == "CLOSED" ? Ink::dim : Ink::cyan);
    if (!at_rest) add("(moving)", Ink::dim);
    if (end.state == "FIN_WAIT2" && !end.owned) add("orphan", Ink::dim);
    if (forgets_soon(end)) {
        const double seconds = static_cast<double>(end.timer_left_ms) / 1000;
        add(fmt::format("{:.1f} s left", seconds), Ink::dim);
    }
    return lines;
}

std::string time_of_row(std::int64_t at_ns, int width) {
    const double seconds = static_cast<double>(at_ns) / kNanosecondsPerSecond;
    const int decimals = seconds < 99.9995 ? 3 : 1; // 100 s and more still fit
    return fmt::format("{:>{}}", fmt::format("{:.{}f} s", seconds, decimals), width);
}

} // namespace finwait
