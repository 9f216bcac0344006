#include "scenario/condition_pointer.hpp"

#include "base/facts.hpp"
#include "base/time_words.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace finwait {
namespace {

using Names = std::vector<std::string>;

/// Tables of /proc/net/snmp and /proc/net/netstat (net/ipv4/proc.c).
const Names kCounterTables = {"Ip",      "Icmp",   "IcmpMsg", "Tcp",     "Udp",
                              "UdpLite", "TcpExt", "IpExt",   "MPTcpExt"};

/// What every step records (observation/to_json.cpp).
const Names kStepFacts = {"op",   "step",       "background", "returned", "errno",  "started_ns",
                          "time", "elapsed_ns", "signals",    "states",   "inside", "skipped"};
const Names kRoleFacts = {"ended", "signals", "end"};
const Names kEndedFacts = {"how", "status", "signal", "at_ns"};
const Names kEndFacts = {"state", "timer", "timer_left_ms", "receive_queue", "send_queue", "owned"};

const Names kFlows = {"client to server", "server to client"};

bool is_among(const Names& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// The tokens of a pointer, with ~1 and ~0 read as / and ~ (RFC 6901 section 4).
Names split(const std::string& pointer) {
    Names tokens;
    for (std::size_t i = 0; i < pointer.size(); ++i) {
        if (pointer[i] == '/') tokens.emplace_back();
        else if (pointer[i] == '~' && pointer.substr(i, 2) == "~1") tokens.back() += '/', ++i;
        else if (pointer[i] == '~' && pointer.substr(i, 2) == "~0") tokens.back() += '~', ++i;
        else tokens.back() += pointer[i];
    }
    return tokens;
}

/// Whether every ~ is followed by 0 or 1.
bool is_escaped(const std::string& pointer) {
    for (auto at = pointer.find('~'); at != std::string::npos; at = pointer.find('~', at + 1)) {
        const std::string escape = pointer.substr(at, 2);
        if (escape != "~0" && escape != "~1") return false;
    }
    return true;
}

/// EOF, count, or an errno: what ends a drain.
NameTable drain_ends() {
    static const std::vector<Name> kTable = [] {
        std::vector<Name> names = {{"EOF", -1}, {"count", -2}};
        names.insert(names.end(), errno_names().begin(), errno_names().end());
        return names;
    }();
    return kTable;
}

/// How long a step took, for those whose words are fixed.
NameTable fixed_times() {
    static constexpr Name kTable[] = {{kAtOnce, 0}, {kUnderASecond, 1}};
    return kTable;
}

class PointerChecker {
  public:
    PointerChecker(Problems& problems, const std::string& at, const std::string& pointer,
                   const Recorded& recorded)
        : problems_(problems), at_(at), recorded_(recorded), tokens_(split(pointer)) {}

    void check() {
        if (tokens_[0] == "counters") return check_counter();
        if (tokens_[0] == "outcome") return check_flow();
        const Names& roles = recorded_.plan.roles;
        const auto role = std::find(roles.begin(), roles.end(), tokens_[0]);
        if (role == roles.end()) {
            Names roots = roles;
            roots.insert(roots.end(), {"counters", "outcome"});
            if (recorded_.all_planned) unknown("role", tokens_[0], roots);
        } else if (tokens_.size() < 2) {
            problems_.at_key(at_, "wants the label of a step behind the role");
        } else {
            check_member(static_cast<std::uint8_t>(role - roles.begin()));
        }
    }

    [[nodiscard]] const std::optional<NamesThere>& names() const { return names_; }

  private:
    void unknown(const std::string& kind, const std::string& name, const Names& known) {
        problems_.unknown(at_, kind, name, known, true);
    }

    void check_counter() {
        if (tokens_.size() != 3 || tokens_[2].empty())
            problems_.at_key(at_, "wants /counters/<table>/<name>, such as "
                                  "/counters/TcpExt/TCPAbortOnData");
        else if (!is_among(kCounterTables, tokens_[1]))
            unknown("table of counters", tokens_[1], kCounterTables);
    }

    /// Of the outcome, only the flow is not told elsewhere: how much of what was sent has been read.
    void check_flow() {
        if (tokens_.size() != 3 || tokens_[1] != "flow" || !is_among(kFlows, tokens_[2]))
            problems_.at_key(at_,
                             "wants \"/outcome/flow/client to server\" or \"/outcome/flow/server "
                             "to client\"");
    }

    void check_member(std::uint8_t role) {
        if (tokens_[1] == "ended") return check_last(kEndedFacts, "member of ended");
        if (tokens_[1] == "end") return check_last(kEndFacts, "member of end");
        if (tokens_[1] == "signals") return check_signal(2);
        Names labels = kRoleFacts;
        const StepSpec* spec = nullptr;
        const Plan& plan = recorded_.plan;
        for (std::size_t i = 0; i < plan.steps.size(); ++i) {
            if (plan.steps[i].role != role) continue;
            labels.push_back(plan.labels[i]);
            if (plan.labels[i] == tokens_[1]) spec = recorded_.table[plan.steps[i].op];
        }
        if (spec) check_fact(*spec);
        else if (recorded_.all_planned)
            unknown(fmt::format("step of {}", tokens_[0]), tokens_[1], labels);
    }

    /// A member that has no members itself.
    void check_last(const Names& known, const std::string& kind) {
        if (tokens_.size() < 3) return;
        if (!is_among(known, tokens_[2])) unknown(kind, tokens_[2], known);
        else if (tokens_.size() > 3) leads_too_far(tokens_[2]);
        else if (tokens_[2] == "signal") names_ = {"signal", signal_names()};
        else if (tokens_[2] == "state") names_ = {"state", state_names()};
    }

    void leads_too_far(const std::string& name) {
        names_.reset();
        problems_.at_key(at_, fmt::format("leads too far: \"{}\" has no members", name));
    }

    void check_signal(std::size_t index) {
        if (tokens_.size() <= index) return;
        if (!value_of(signal_names(), tokens_[index]))
            unknown("signal", tokens_[index], all_names(signal_names()));
        else if (tokens_.size() > index + 1) leads_too_far(tokens_[index]);
    }

    void check_fact(const StepSpec& spec) {
        if (tokens_.size() < 3) return;
        const std::string& fact = tokens_[2];
        Names known = kStepFacts;
        bool elsewhere = false;
        for (const auto& one : fact_names()) {
            // The table of steps names in backquotes what a step records.
            const bool has = std::string_view(spec.records).find(fmt::format("`{}`", one.name)) !=
                             std::string_view::npos;
            if (has) known.emplace_back(one.name);
            elsewhere = elsewhere || (!has && fact == one.name);
        }
        if (elsewhere)
            problems_.at_key(at_, fmt::format("{} does not record \"{}\"", spec.name, fact));
        else if (!is_among(known, fact)) unknown("fact", fact, known);
        else check_inside_fact(fact);
    }

    void check_inside_fact(const std::string& fact) {
        if (fact == "ready") return check_ready();
        const bool has_members =
            fact == "signals" || fact == "states" || fact == "value" || fact == "revents";
        if (fact == "errno") names_ = {"errno", errno_names()};
        if (fact == "ended_by") names_ = {"end of a drain", drain_ends()};
        if (fact == "time") names_ = {"time", fixed_times(), true};
        if (fact == "revents") names_ = {"event", poll_event_names()};
        if (tokens_.size() < 4) return;
        if (!has_members || (tokens_.size() > 4 && fact != "signals"))
            leads_too_far(has_members ? tokens_[3] : fact);
        else if (fact == "signals") check_signal(3);
        else if (fact == "states") check_end(tokens_[3]);
    }

    /// Of select a list of sets; of epoll_wait a list of { socket, events }.
    void check_ready() {
        const Names kMembers = {"socket", "events"};
        if (tokens_.size() == 3) names_ = {"set", select_set_names()};
        if (tokens_.size() < 5) return;
        if (!is_among(kMembers, tokens_[4])) unknown("member of an event", tokens_[4], kMembers);
        else if (tokens_[4] == "events") names_ = {"event", epoll_event_names()};
    }

    /// An end is called by its role, or role/socket where the role has more than one connection.
    void check_end(const std::string& end) {
        names_ = {"state", state_names()};
        const Names& roles = recorded_.plan.roles;
        const Names& sockets = recorded_.plan.sockets;
        const auto slash = end.find('/');
        const std::string role = end.substr(0, slash);
        if (!recorded_.all_planned) return;
        if (!is_among(roles, role)) unknown("role", role, roles);
        else if (slash != std::string::npos && !is_among(sockets, end.substr(slash + 1)))
            unknown("socket", end.substr(slash + 1), sockets);
    }

    Problems& problems_;
    const std::string& at_;
    const Recorded& recorded_;
    Names tokens_;
    std::optional<NamesThere> names_;
};

} // namespace

std::optional<NamesThere> check_pointer(Problems& problems, const std::string& at,
                                        const std::string& pointer, const Recorded& recorded) {
    if (!pointer.starts_with('/')) {
        problems.at_key(at, "wants a JSON Pointer such as /client/close/returned");
        return std::nullopt;
    }
    if (!is_escaped(pointer)) {
        problems.at_key(at, "holds a ~ that is neither ~0 nor ~1");
        return std::nullopt;
    }
    PointerChecker checker(problems, at, pointer, recorded);
    checker.check();
    return checker.names();
}

} // namespace finwait
