// Whole runs, with all that a report has to tell: equal cases, trials that differ, a cut, a fault.
#pragma once

#include "stories.hpp"

namespace finwait::stage {

inline constexpr std::int64_t kElapsed = 6200 * kMs;
inline constexpr const char* kZeroTitle =
    "close() with linger {on, 0} resets; what had arrived can still be read";

inline void add_zero(std::vector<CaseReport>& cases, const std::string& family) {
    CaseReport report = report_of(zero_resets(family).done(), kZeroTitle);
    judge(report, "linger-zero-returns-at-once", "close returns at once.", {Verdict::holds}, "");
    judge(report, "linger-zero-every-read-fails",
          "After an abortive close every later read of the peer fails with ECONNRESET.",
          {Verdict::contradicted},
          R"(/server/third-read/errno is null, wanted {"const":"ECONNRESET"})");
    cases.push_back(std::move(report));
}

inline void add_lingering(std::vector<CaseReport>& cases, const std::string& family,
                          bool nonblocking) {
    const auto story = lingering_close(family, nonblocking ? "true" : "false", 2003 * kMs);
    CaseReport report = report_of(Story(story).done(), "close() with linger {on, 2} waits for the "
                                                       "queue, at most two seconds, even on a "
                                                       "non-blocking socket");
    judge(report, "nonblocking-close-fails",
          "On a non-blocking socket close fails with EWOULDBLOCK.",
          {nonblocking ? Verdict::contradicted : Verdict::undecided},
          nonblocking ? R"(/client/slow-close/errno is null, wanted {"const":"EAGAIN"})"
                      : R"(/client/fcntl/value is false, wanted {"const":true})");
    cases.push_back(std::move(report));
}

/// Nine trials of one kind and one of another.
inline CaseReport varying(const std::string& id, const std::string& declared) {
    Story other = zero_resets("ipv4");
    other.seen.steps[7].error = "";
    other.seen.steps[7].returned = 0;
    CaseReport report = report_of(zero_resets("ipv4").done(), "A read that meets a reset");
    report.case_id = report.scenario = id;
    report.trials = 10;
    report.outcomes[0].trials = 9;
    report.outcomes.push_back({"other", 1, other.done()});
    report.nondeterministic = declared;
    judge(report, "always-reset", "The second read always fails.",
          {Verdict::holds, Verdict::contradicted, Verdict::holds},
          "/server/second-read/errno is null");
    return report;
}

inline std::vector<CaseReport> suite() {
    std::vector<CaseReport> cases;
    for (const char* family : {"ipv4", "ipv6"}) add_zero(cases, family);
    for (const char* family : {"ipv4", "ipv6"}) {
        add_lingering(cases, family, true);
        add_lingering(cases, family, false);
    }
    cases.push_back(
        report_of(killed_by_sigpipe().done(), "A second send to a peer that is gone kills"));
    cases.push_back(report_of(cut_story().done(), "A connect that nobody answers"));
    cases.push_back(varying("race/loud", ""));
    cases.push_back(varying("race/declared", "the RST races with the second read"));
    CaseReport fault;
    fault.case_id = fault.scenario = "race/fault";
    fault.title = "A trial that finwait could not run";
    fault.trials = 1;
    fault.fault = "fork: EAGAIN (Resource temporarily unavailable)";
    cases.push_back(fault);
    return cases;
}

/// Long names, no spaces, escape sequences: wherever text comes from outside.
inline CaseReport hostile() {
    const std::string evil = "\x1b[2J\xff" + std::string(130, 'w');
    Story story("evil/" + evil + "[family=" + evil + "]");
    story.heir(evil, "client");
    story.tell(named(received("server", evil), evil));
    story.tell(skipped(step(evil, evil), evil));
    story.ends({{evil + "/" + evil, end(evil, false, 1'000)}});
    story.seen.cut = Cut{evil, evil, evil, kSecond};
    // Not through JSON, which cannot hold bytes that are no UTF-8.
    CaseReport report;
    report.case_id = story.seen.case_id;
    report.scenario = story.seen.scenario;
    report.title = evil;
    report.outcomes = {{"hostile", 1, std::make_shared<const Observation>(story.seen)}};
    report.fault = report.nondeterministic = evil;
    judge(report, evil, evil, {Verdict::contradicted}, evil);
    return report;
}

} // namespace finwait::stage
