#include "trial/conductor.hpp"

#include "agent/futex.hpp"
#include "agent/steps/table.hpp"
#include "base/clock.hpp"
#include "evidence/process.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>

namespace finwait {
namespace {

constexpr std::int64_t kGlance = kNanosecondsPerMillisecond / 10; ///< between looks at /proc

constexpr int kLooksThatAgree = 2;

void nap() {
    const timespec brief{0, kGlance};
    ::nanosleep(&brief, nullptr);
}

/// Signals whose default action is to be ignored (signal(7)).
bool ignored_by_default(int signal) {
    return signal == SIGCHLD || signal == SIGURG || signal == SIGWINCH || signal == SIGCONT;
}

bool stops_by_default(int signal) {
    return signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
}

const StepSpec& spec_of(const PlanStep& step) { return step_table()[step.op]->spec; }

/// A step that works on a connection leaves listeners as they are.
bool may_change_a_listener(const Board& board, const PlanStep& step) {
    if (spec_of(step).sockets != SocketUse::uses) return true;
    const auto count = std::min<std::uint32_t>(board.end_count.load(), kMaxEnds);
    return std::any_of(board.ends, board.ends + count,
                       [&](const End& end) { return end.listens && end.socket == step.socket; });
}

/// fork and thread: their first field is the heir.
bool is_birth(const PlanStep& step) {
    const auto& fields = spec_of(step).fields;
    return !fields.empty() && fields[0].type == FieldType::new_role;
}

bool is(const PlanStep& step, std::string_view name) { return name == spec_of(step).name; }

} // namespace

template <class Condition> bool Conductor::wait_for(std::int64_t deadline_ns, Condition condition) {
    for (;;) {
        const std::uint32_t seen = board_.bell.load(std::memory_order_acquire);
        roles_.reap();
        if (condition()) return true;
        const std::int64_t left = deadline_ns - monotonic_ns();
        if (left <= 0) return false;
        futex_wait(board_.bell, seen, left);
    }
}

std::int64_t Conductor::bounded(std::int64_t deadline_ns) const {
    return std::min(deadline_ns, trial_deadline_ns_);
}

void Conductor::tell(const std::function<void()>& when_started) {
    Roles::watch_children(board_);
    record_.origin_ns = monotonic_ns();
    trial_deadline_ns_ = record_.origin_ns + record_.wanted.deadline_ns;
    if (!roles_.start()) {
        write_note(record_.fault, std::string("fork a role: ") + std::strerror(errno));
        return;
    }
    when_started();
    bool going_on = true;
    for (std::uint16_t i = 0; going_on && i < board_.step_count; ++i) going_on = step(i);
    if (going_on) wait_for_background();
    if (going_on) wait_for_handlers();
    look_.after(kStoryEnd, true, [this] { return roles_are_still(); });
    roles_.reap();
    board_.over.store(true);
    record_.finished_ns = monotonic_ns();
}

/// False when the story was cut.
bool Conductor::step(std::uint16_t index) {
    const PlanStep& step = board_.steps[index];
    bool going_on = true;
    if (spec_of(step).performer == Performer::role) going_on = cue(index);
    else if (is(step, "pause")) going_on = pause(index);
    else if (is(step, "wait")) going_on = wait_for_state(index);
    else if (is(step, "destroy")) going_on = destroy(index);
    else going_on = await(index);
    if (going_on)
        look_.after(index, may_change_a_listener(board_, step),
                    [this] { return roles_are_still(); });
    return going_on;
}

Conductor::Progress Conductor::progress(std::uint8_t role, std::uint32_t cue_number) {
    if (board_.roles[role].done.load(std::memory_order_acquire) == cue_number)
        return Progress::done;
    return roles_.ended(role) ? Progress::ended : Progress::waiting;
}

/// A role that has entered its call and sleeps is blocked inside it.
bool Conductor::blocks(std::uint8_t role, std::uint32_t cue_number) const {
    const RoleSlot& slot = board_.roles[role];
    if (slot.entered.load(std::memory_order_acquire) != cue_number) return false;
    if (slot.inside.load() == 0) return false;
    const auto state = process_state(slot.tid.load());
    return (state == 'S' || state == 'T') && slot.inside.load() != 0;
}

/// Whether every background call sleeps or has returned.
bool Conductor::roles_are_still() {
    for (std::uint8_t role = 0; role < kMaxRoles; ++role) {
        const std::uint32_t cued = board_.roles[role].cue.load();
        if (cued == 0 || !board_.steps[cued - 1].background) continue;
        if (progress(role, cued) == Progress::waiting && !blocks(role, cued)) {
            roles_.reap();
            return false;
        }
    }
    return true;
}

/// Waits for a background call of the role to return, so that its next step can begin.
bool Conductor::wait_until_free(std::uint8_t role) {
    const std::uint32_t cued = board_.roles[role].cue.load();
    if (cued == 0) return true;
    const std::int64_t deadline = bounded(monotonic_ns() + board_.steps[cued - 1].deadline_ns);
    const bool free = wait_for(deadline, [&] { return progress(role, cued) != Progress::waiting; });
    if (!free) cut(static_cast<std::uint16_t>(cued - 1));
    return free;
}

bool Conductor::cue(std::uint16_t index) {
    const PlanStep& step = board_.steps[index];
    StepResult& result = board_.results[index];
    if (!roles_.born(step.role)) {
        result.skip = Skip::role_never_born;
        return true;
    }
    if (!wait_until_free(step.role)) return false;
    roles_.reap();
    if (roles_.ended(step.role)) {
        result.skip = Skip::role_ended;
        return true;
    }
    const std::uint32_t number = index + 1U;
    result.phase.store(Phase::cued);
    board_.roles[step.role].cue.store(number, std::memory_order_release);
    futex_wake(board_.roles[step.role].cue);

    const std::int64_t deadline = bounded(monotonic_ns() + step.deadline_ns);
    if (step.background) {
        while (progress(step.role, number) == Progress::waiting && !blocks(step.role, number)) {
            if (monotonic_ns() > deadline) break;
            roles_.reap();
            nap();
        }
        return true;
    }
    if (!wait_for(deadline, [&] { return progress(step.role, number) != Progress::waiting; })) {
        cut(index);
        return false;
    }
    if (is(step, "kill") && result.returned == 0) wait_for_delivery(step);
    if (is_birth(step) && result.error == 0) wait_for_heir(step);
    return true;
}

/// fork(2) has returned in the parent, but the heir may not have run yet: until it has, a signal to it would be
/// counted as its parent's.
void Conductor::wait_for_heir(const PlanStep& step) {
    const auto heir = static_cast<std::uint8_t>(step.fields[0].a);
    const std::int64_t deadline = bounded(monotonic_ns() + step.deadline_ns);
    while (board_.roles[heir].tid.load() == 0 && !roles_.ended(heir) && monotonic_ns() < deadline) {
        nap();
        roles_.reap();
    }
}

/// After kill(2) has returned, the target still has to take the signal, or to die of it.
void Conductor::wait_for_delivery(const PlanStep& step) {
    const auto target = static_cast<std::uint8_t>(
        step.fields[0].kind == ValueKind::absent ? step.role : step.fields[0].a);
    const int number = static_cast<int>(step.fields[1].a);
    const std::uint64_t bit = 1ULL << (number - 1);
    const RoleSlot& slot = board_.roles[target];
    const pid_t pid = slot.is_thread ? slot.tid.load() : slot.pid.load();
    const std::int64_t deadline = bounded(monotonic_ns() + step.deadline_ns);
    while (!roles_.ended(target) && monotonic_ns() < deadline) {
        const auto masks = signal_masks(pid);
        const bool handled = masks && ((masks->caught | masks->ignored) & bit) != 0;
        const bool fatal = !handled && !ignored_by_default(number) && !stops_by_default(number);
        if (masks && !fatal && (masks->pending & bit) == 0) return;
        roles_.reap();
        if (!roles_.ended(target)) nap();
    }
}

/// Background calls may still return after the last step. One that is allowed to stay is given its own
/// deadline only; any other is cut at the trial's.
void Conductor::wait_for_background() {
    for (std::uint8_t role = 0; role < kMaxRoles; ++role) {
        const std::uint32_t cued = board_.roles[role].cue.load();
        if (cued == 0) continue;
        const PlanStep& step = board_.steps[cued - 1];
        const std::int64_t deadline = bounded(monotonic_ns() + step.deadline_ns);
        const bool back =
            wait_for(deadline, [&] { return progress(role, cued) != Progress::waiting; });
        if (!back && !step.may_stay && !record_.cut.cut) cut(static_cast<std::uint16_t>(cued - 1));
    }
}

/// A signal that the kernel has sent already belongs to the story, whether or not its role had another step in
/// which to take it. Stories that count no signals are not held up.
void Conductor::wait_for_handlers() {
    const bool counts = std::any_of(board_.steps, board_.steps + board_.step_count,
                                    [](const PlanStep& step) { return is(step, "signal"); });
    const std::int64_t deadline = bounded(monotonic_ns() + kNanosecondsPerSecond);
    for (std::uint8_t role = 0; counts && role < kMaxRoles; ++role) {
        while (roles_.born(role) && !roles_.ended(role) && monotonic_ns() < deadline) {
            const pid_t tid = board_.roles[role].tid.load();
            const auto masks = signal_masks(tid);
            const auto state = process_state(tid);
            if (!masks || state == 'T') break; // gone, or stopped
            if ((masks->pending & masks->caught) == 0 && state == 'S') break;
            nap();
            roles_.reap();
        }
    }
}

void Conductor::cut(std::uint16_t index) {
    const std::uint8_t role = board_.steps[index].role;
    record_.cut = {true, role, index, board_.roles[role].inside.load(), monotonic_ns()};
}

// ---- steps that the stage carries out ----

void Conductor::finish_stage_step(std::uint16_t index, std::int64_t started_ns, int error) {
    StepResult& result = board_.results[index];
    result.started_ns = started_ns;
    result.elapsed_ns = monotonic_ns() - started_ns;
    result.returned = error == 0 ? 0 : -1;
    result.error = error;
    result.phase.store(Phase::done);
}

bool Conductor::pause(std::uint16_t index) {
    const std::int64_t started = monotonic_ns();
    const std::int64_t end = bounded(started + board_.steps[index].fields[0].a);
    // Nothing is waited for, so the bell may ring as it likes.
    wait_for(end, [] { return false; });
    finish_stage_step(index, started, 0);
    return monotonic_ns() < trial_deadline_ns_;
}

namespace {
constexpr std::int64_t kWaitNs = 5 * kNanosecondsPerSecond; ///< of wait and await, unless told
std::int64_t timeout_of(const PlanStep& step) {
    return step.fields[1].kind == ValueKind::absent ? kWaitNs : step.fields[1].a;
}
} // namespace

bool Conductor::wait_for_state(std::uint16_t index) {
    const PlanStep& step = board_.steps[index];
    const std::int64_t started = monotonic_ns();
    const std::int64_t deadline = bounded(started + timeout_of(step));
    int looks =
        0; // in a row that agreed; one look may find nothing between two entries of one connection
    for (;;) {
        roles_.reap();
        const bool agreed = (step.fields[0].a >> look_.state_of(step.role, step.socket) & 1) != 0;
        looks = agreed ? looks + 1 : 0;
        if (looks == kLooksThatAgree || monotonic_ns() > deadline) break;
        nap();
    }
    const bool reached = looks == kLooksThatAgree;
    finish_stage_step(index, started, reached ? 0 : ETIMEDOUT);
    add_fact(board_.results[index], Fact::reached, FactKind::boolean, reached);
    return monotonic_ns() < trial_deadline_ns_;
}

bool Conductor::destroy(std::uint16_t index) {
    const PlanStep& step = board_.steps[index];
    const std::int64_t started = monotonic_ns();
    const auto destroyed = look_.destroy(step.role, step.socket);
    finish_stage_step(index, started, destroyed ? 0 : destroyed.error().number);
    return monotonic_ns() < trial_deadline_ns_;
}

bool Conductor::await(std::uint16_t index) {
    const PlanStep& step = board_.steps[index];
    const std::int64_t started = monotonic_ns();
    const auto number = static_cast<std::uint32_t>(step.fields[0].a) + 1;
    const bool back = wait_for(bounded(started + timeout_of(step)), [&] {
        return board_.results[number - 1].skip != Skip::no ||
               board_.roles[step.role].cue.load() != number ||
               progress(step.role, number) != Progress::waiting;
    });
    finish_stage_step(index, started, back ? 0 : ETIMEDOUT);
    add_fact(board_.results[index], Fact::reached, FactKind::boolean, back);
    return monotonic_ns() < trial_deadline_ns_;
}

} // namespace finwait
