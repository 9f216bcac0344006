#include "report/words.hpp"

#include "base/clock.hpp"
#include "observation/time_class.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace finwait {
namespace {

constexpr std::int64_t kMany = 4096; // the border of the outcome

bool is_one_of(const std::string& op, const std::set<std::string>& ops) { return ops.contains(op); }

/// Steps of the stage: nobody is inside a call while they last.
bool waits_by_design(const StepSeen& step) {
    return is_one_of(step.op, {"pause", "wait", "await"});
}

bool slow(const StepSeen& step) {
    return step.op != "pause" && duration_class(waited_ns(step)) != "at once";
}

bool not_reached(const StepSeen& step) {
    return step.facts.contains("reached") && step.facts["reached"] == false;
}

std::string time_words(std::int64_t elapsed_ns, const Figures& figures) {
    return figures.exact ? duration_words(elapsed_ns) : duration_class(elapsed_ns);
}

std::int64_t bytes_of(const StepSeen& step) {
    const Json bytes = step.facts.value("bytes", Json());
    return bytes.is_number_integer() ? bytes.get<std::int64_t>() : step.returned.value_or(0);
}

std::string amount(std::int64_t bytes, const Figures& figures) {
    if (!figures.exact && figures.filled && bytes > kMany) return "many bytes";
    return count_of(bytes, "byte");
}

std::string received(const StepSeen& step, const Style& style, const Figures& figures) {
    constexpr int kShown = 26; // the alphabet that roles send
    if (bytes_of(step) == 0) return "EOF";
    const std::string words = amount(bytes_of(step), figures);
    const Json data = step.facts.value("data", Json());
    if (!data.is_string()) return words;
    const std::string text = printable(data.get<std::string>(), style);
    return fmt::format("{} \"{}\"", words, cut(text, kShown, style));
}

std::string filled(const StepSeen& step, const Figures& figures) {
    const std::string words = amount(bytes_of(step), figures);
    if (!step.error.empty()) return words + ", then " + step.error;
    const bool full = step.returned == bytes_of(step); // else it stopped at a bound of its own
    return words + (full ? ", then full" : ", and not full");
}

std::string drained(const StepSeen& step, const Style& style, const Figures& figures) {
    const std::string words = amount(bytes_of(step), figures);
    const Json end = step.facts.value("ended_by", Json());
    const std::string text =
        end.is_string() ? printable(end.get<std::string>(), style) : step.error;
    return text.empty() || text == "count" ? words : words + ", then " + text;
}

/// Names of events without what they all begin with.
std::string event_words(const Json& events, std::string_view prefix, const Style& style) {
    std::vector<std::string> names;
    for (const Json& name : events) {
        const std::string text = name.is_string() ? name.get<std::string>() : name.dump();
        names.push_back(
            printable(text.starts_with(prefix) ? text.substr(prefix.size()) : text, style));
    }
    return names.empty() ? "nothing" : join(names, " ");
}

/// Of select the sets; of epoll_wait each socket with its events.
std::string readied(const Json& ready, const Style& style) {
    std::vector<std::string> parts;
    for (const Json& one : ready) {
        if (one.is_object())
            parts.push_back(printable(one.value("socket", ""), style) + " " +
                            event_words(one.value("events", Json::array()), "EPOLL", style));
        else parts.push_back(printable(one.is_string() ? one.get<std::string>() : "", style));
    }
    return parts.empty() ? "nothing" : join(parts, ", ");
}

/// An address by the socket that has it; else by itself.
std::string address_words(const StepSeen& step) {
    const Json owner = step.facts.value("belongs_to", Json());
    const Json address = step.facts.value("address", Json());
    if (owner.is_string()) return "that of " + owner.get<std::string>();
    return address.is_string() ? address.get<std::string>() : "ok";
}

/// A wait that came true before its deadline; one for a background step also if its role died.
std::string waited(const StepSeen& step, const Figures& figures) {
    const std::string what = step.op == "await" ? "done" : "reached";
    if (!not_reached(step)) return what;
    std::string time = duration_class(waited_ns(step));
    if (time.starts_with("about ")) time.erase(0, 6); // the wait's own limit, not a measurement
    else time = time_words(step.elapsed_ns, figures);
    return fmt::format("not {} in {}", what, time);
}

/// The words of a call that came back, without time and signals.
std::string result_words(const StepSeen& step, const Style& style, const Figures& figures) {
    if (step.op == "pause") return time_words(step.elapsed_ns, figures);
    if (step.facts.contains("reached")) return waited(step, figures);
    if (!step.returned && step.error.empty()) return "cut short";
    if (step.op == "fill") return filled(step, figures);
    if (step.op == "drain") return drained(step, style, figures);
    if (!step.error.empty()) return step.error;
    const bool receives = step.op == "splice" && step.facts.value("direction", Json()) == "receive";
    if (receives || is_one_of(step.op, {"recv", "read"})) return received(step, style, figures);
    if (is_one_of(step.op, {"send", "write", "writev", "sendfile", "splice"}))
        return amount(bytes_of(step), figures);
    if (step.op == "poll")
        return event_words(step.facts.value("revents", Json::array()), "POLL", style);
    if (step.facts.contains("ready")) return readied(step.facts["ready"], style);
    if (step.facts.contains("address")) return address_words(step);
    if (step.op == "fcntl" && step.facts.contains("value"))
        return step.facts.value("flag", "O_NONBLOCK") +
               (step.facts["value"] == true ? " on" : " off");
    if (step.facts.contains("value")) return value_words(step.facts["value"], style);
    if (is_one_of(step.op,
                  {"accept", "socket", "dup", "fork", "thread", "exec", "pidfd_getfd", "sysctl"}))
        return "ok";
    return step.returned ? std::to_string(*step.returned) : step.error;
}

std::string inside_words(const StepSeen& step, const RoleSeen* role) {
    const bool ended = role && !role->ended.empty();
    return ended ? ended_words(*role)
                 : fmt::format("never returned (inside {})", call_name(step.inside));
}

} // namespace

Figures repeating_figures(const Observation& seen) {
    const bool fills = std::any_of(seen.steps.begin(), seen.steps.end(),
                                   [](const StepSeen& step) { return step.op == "fill"; });
    return {false, fills};
}

std::string step_words(const StepSeen& step, const RoleSeen* role, const Style& style,
                       const Figures& figures) {
    if (!step.skipped.empty()) return "not carried out: " + printable(step.skipped, style);
    if (!step.inside.empty()) return printable(inside_words(step, role), style);
    std::string words = result_words(step, style, figures);
    for (const auto& [name, count] : step.signals) {
        if (count > 0) words += count == 1 ? " + " + name : fmt::format(" + {} {}", count, name);
    }
    if (slow(step) && !not_reached(step)) {
        const std::string time = time_words(step.elapsed_ns, figures);
        words += (time.starts_with("under") ? " in " : " after ") + time;
    }
    return printable(words, style);
}

bool notable(const StepSeen& step) {
    if (!step.skipped.empty() || !step.inside.empty() || !step.error.empty()) return true;
    if (!step.returned) return true;
    if (!step.signals.empty() || not_reached(step)) return true;
    return slow(step) && !waits_by_design(step);
}

bool named_by_author(const StepSeen& step) {
    if (!step.label.starts_with(step.op)) return true;
    const std::string rest = step.label.substr(step.op.size());
    if (rest.empty()) return false;
    return rest[0] != '-' || rest.size() == 1 ||
           rest.find_first_not_of("0123456789", 1) != std::string::npos;
}

std::string value_words(const Json& value, const Style& style) {
    if (value.is_null()) return "no error";
    if (value.is_string()) return printable(value.get<std::string>(), style);
    if (!value.is_object()) return printable(value.dump(), style);
    if (value.contains("hex") && value["hex"].is_string())
        return "0x" + printable(value["hex"].get<std::string>(), style);
    std::vector<std::string> members; // of a struct linger or timeval, as C writes them
    for (const auto& [name, member] : value.items()) members.push_back(value_words(member, style));
    return "{" + join(members, ", ") + "}";
}

std::string call_name(const std::string& call) {
    static const std::map<std::string, std::string> kNames = {
        {"sendto", "send"}, {"recvfrom", "recv"},          {"ppoll", "poll"},
        {"clone", "fork"},  {"rt_sigaction", "sigaction"}, {"exit_group", "exit"},
        {"openat", "open"},
    };
    const auto found = kNames.find(call);
    return found == kNames.end() ? call : found->second;
}

std::string ended_words(const RoleSeen& role) {
    if (role.ended == "signal") return "killed by " + role.signal;
    return role.ended == "exit" ? fmt::format("exit {}", role.status) : "";
}

const RoleSeen* find_role(const Observation& seen, const std::string& name) {
    const auto found = std::find_if(seen.roles.begin(), seen.roles.end(),
                                    [&](const RoleSeen& role) { return role.name == name; });
    return found == seen.roles.end() ? nullptr : &*found;
}

} // namespace finwait
