#include "trial/roles.hpp"

#include "agent/agent.hpp"
#include "agent/role_process.hpp"
#include "base/clock.hpp"
#include "evidence/read_text.hpp"
#include "trial/stage.hpp"

#include <csignal>
#include <cstdlib>
#include <fmt/format.h>
#include <sys/wait.h>

namespace finwait {
namespace {

Board* watched = nullptr; // by the signal handler
volatile std::sig_atomic_t child_has_changed = 0;

void child_changed(int /*signal*/) {
    // A changed word makes a futex wait that is about to begin return at once; one that has begun is
    // interrupted by the signal itself.
    child_has_changed = 1;
    if (watched) watched->bell.fetch_add(1, std::memory_order_release);
}

/// Children that no role slot knows: an heir whose parent was killed before it could tell.
void kill_unknown_children() {
    const int self = ::getpid();
    const std::string list = read_line(fmt::format("/proc/{0}/task/{0}/children", self));
    const char* at = list.c_str();
    char* end = nullptr;
    for (long pid = std::strtol(at, &end, 10); end != at; pid = std::strtol(at, &end, 10)) {
        if (pid > 0) ::kill(static_cast<pid_t>(pid), SIGKILL);
        at = end;
    }
}

} // namespace

void Roles::watch_children(Board& board) {
    watched = &board;
    child_has_changed = 1; // of an earlier trial, perhaps; looking once too often harms nobody
    struct sigaction action {};
    action.sa_handler = child_changed;
    ::sigaction(SIGCHLD, &action, nullptr);
}

bool Roles::start() {
    const int stage_pid = ::getpid();
    for (const std::uint8_t role : {kServer, kClient}) { // most stories begin with the server
        // Not fork(): its handlers for stdio and malloc would touch, and so copy, pages that no role needs.
        const pid_t pid = ::_Fork();
        if (pid < 0) return false;
        if (pid == 0) {
            keep_only_memory(kRecordFd);
            Agent(board_, role).run(stage_pid);
        }
        board_.roles[role].pid.store(pid);
    }
    return true;
}

void Roles::reap() {
    if (child_has_changed == 0) return;
    child_has_changed = 0; // before looking, so that a change in between is looked at again
    int status = 0;
    for (pid_t pid = 0; (pid = ::waitpid(-1, &status, WNOHANG)) > 0;) {
        for (std::size_t role = 0; role < kMaxRoles; ++role) {
            if (board_.roles[role].pid.load() != pid) continue;
            record_.exits[role] = {true, WIFSIGNALED(status) != 0,
                                   WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status),
                                   monotonic_ns()};
        }
    }
}

void Roles::end_all() {
    for (std::size_t role = 0; role < kMaxRoles; ++role) {
        const pid_t pid = board_.roles[role].pid.load();
        if (pid > 0 && !record_.exits[role].ended) ::kill(pid, SIGKILL);
    }
    for (std::size_t role = 0; role < kMaxRoles; ++role) {
        const pid_t pid = board_.roles[role].pid.load();
        if (pid <= 0 || record_.exits[role].ended) continue;
        while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
        }
    }
    // No child is left, unless an heir's parent was killed before it could tell of it.
    for (int left = ::waitpid(-1, nullptr, WNOHANG); left >= 0 || errno == EINTR;) {
        kill_unknown_children();
        left = ::waitpid(-1, nullptr, 0);
    }
}

} // namespace finwait
