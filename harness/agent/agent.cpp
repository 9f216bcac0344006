#include "agent/agent.hpp"

#include "agent/futex.hpp"
#include "agent/steps/table.hpp"
#include "base/clock.hpp"

#include <algorithm>
#include <csignal>
#include <netinet/tcp.h>
#include <sys/prctl.h>

namespace finwait {
namespace {

// Of this process or thread; the signal handler cannot be given them otherwise.
thread_local RoleSlot* own_slot = nullptr;
thread_local const std::atomic<bool>* story_over = nullptr;

/// The roles are ended one after the other. The end of one is a FIN or a RST to the next, and would wake a call
/// that was still blocked when the story ended.
[[noreturn]] void wait_to_be_ended() {
    for (;;) ::pause();
}

/// The stage has set all signals to their defaults but these three.
void reset_signals() {
    for (const int number : {SIGCHLD, SIGINT, SIGPIPE}) ::signal(number, SIG_DFL);
}

} // namespace

void count_signal(int number) {
    if (!own_slot || story_over->load(std::memory_order_relaxed)) return;
    if (number > 0 && number < static_cast<int>(kSignals))
        own_slot->signal_counts[number].fetch_add(1, std::memory_order_relaxed);
}

char* agent_buffer() {
    static thread_local char buffer[kBufferBytes];
    return buffer;
}

void Agent::run(int parent_pid) {
    // An heir keeps the signal dispositions of the role that forked it, as fork(2) has it.
    // So does a role that called execve(2): what is ignored stays ignored.
    if (slot().parent == kNoRole && resumed_ == 0) reset_signals();
    story_over = &board_.over;
    own_slot = &slot();
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent_pid) ::_exit(1);
    slot().pid.store(static_cast<std::int32_t>(::syscall(SYS_getpid)));
    slot().tid.store(static_cast<std::int32_t>(::syscall(SYS_gettid)));
    parent_pid_ = parent_pid;
    std::uint32_t last = resumed_;
    for (;;) {
        const std::uint32_t cue = slot().cue.load(std::memory_order_acquire);
        if (cue == last) {
            futex_wait(slot().cue, cue, -1);
            continue;
        }
        last = cue;
        perform(cue - 1);
        tell_done(cue);
    }
}

void Agent::tell_done(std::uint32_t cue) {
    slot().done.store(cue, std::memory_order_release);
    board_.bell.fetch_add(1, std::memory_order_release);
    futex_wake(board_.bell);
}

void Agent::resume(int parent_pid) {
    const std::uint32_t cue = slot().cue.load(std::memory_order_acquire);
    begin_step(cue - 1);
    const std::uint32_t count = std::min<std::uint32_t>(board_.event_count.load(), kMaxEvents);
    for (std::uint32_t i = count; i-- > 0;) {
        Event& event = board_.events[i];
        if (event.step != step_ || event.role != role_ || event.call != Call::execve) continue;
        call_started_ns_ = event.started_ns;
        finish(event, 0, 0);
        break;
    }
    end_step();
    for (std::uint8_t role = 0; role < kMaxRoles; ++role) {
        const bool was_thread = role != role_ && board_.roles[role].pid.load() == ::getpid();
        if (was_thread) board_.roles[role].gone.store(true);
    }
    resumed_ = cue;
    tell_done(cue);
    run(parent_pid);
}

void Agent::perform(std::uint32_t step) {
    begin_step(step);
    result_->started_ns = monotonic_ns();
    step_table()[board_.steps[step].op]->perform(*this, board_.steps[step]);
    end_step();
}

void Agent::begin_step(std::uint32_t step) {
    step_ = static_cast<std::uint16_t>(step);
    result_ = &board_.results[step];
    event_ = nullptr;
    looping_ = false;
    longest_ns_ = 0;
    for (std::size_t i = 0; i < kSignals; ++i) signals_before_[i] = slot().signal_counts[i].load();
}

void Agent::end_step() {
    if (board_.wants_tcp_info) note_tcp_states();
    for (std::size_t i = 0; i < kSignals; ++i)
        result_->signals[i] =
            static_cast<std::uint8_t>(slot().signal_counts[i].load() - signals_before_[i]);
    result_->phase.store(Phase::done, std::memory_order_release);
}

/// The state is the first byte of struct tcp_info (tcp(7)).
void Agent::note_tcp_states() {
    for (std::uint8_t socket = 0; socket < kMaxSockets; ++socket) {
        std::uint8_t info[8] = {};
        socklen_t length = sizeof info;
        const int fd = descriptor(socket);
        const bool told =
            fd >= 0 && ::syscall(SYS_getsockopt, fd, IPPROTO_TCP, TCP_INFO, info, &length) == 0;
        slot().tcp_states[socket].store(told ? info[0] : 0);
    }
}

Event& Agent::begin(Call call, std::initializer_list<std::int64_t> arguments) {
    static Event overflow; // counted as lost, and seen by nobody
    const bool again = looping_ && event_ && event_->call == call;
    if (!again) {
        const std::uint32_t index = board_.event_count.fetch_add(1);
        event_ = index < kMaxEvents ? &board_.events[index] : &overflow;
        event_->step = step_;
        event_->role = role_;
        event_->call = call;
        event_->repeats = 0;
    }
    Event& event = *event_;
    std::copy_n(arguments.begin(), std::min(arguments.size(), kMaxArguments), event.arguments);
    ++event.repeats;
    event.returned_at_all.store(false, std::memory_order_relaxed);
    const std::int64_t now = monotonic_ns();
    call_started_ns_ = now;
    if (!again) event.started_ns = now;
    if (result_->elapsed_ns == 0 && !again) result_->started_ns = now;
    slot().inside.store(static_cast<std::uint32_t>(call) + 1, std::memory_order_relaxed);
    slot().entered.store(step_ + 1U, std::memory_order_release);
    return event;
}

std::int64_t Agent::finish(Event& event, std::int64_t returned, int error) {
    if (board_.over.load(std::memory_order_acquire)) wait_to_be_ended();
    const std::int64_t now = monotonic_ns();
    slot().inside.store(0, std::memory_order_relaxed);
    event.elapsed_ns = now - event.started_ns;
    longest_ns_ = std::max(longest_ns_, now - call_started_ns_);
    event.returned = returned;
    event.error = error;
    for (std::size_t i = 1; i < kSignals; ++i) {
        if (slot().signal_counts[i].load(std::memory_order_relaxed) != signals_before_[i])
            event.signals |= 1U << i;
    }
    event.returned_at_all.store(true, std::memory_order_release);
    result_->returned = returned;
    result_->error = error;
    result_->elapsed_ns = std::max<std::int64_t>(1, now - result_->started_ns);
    return returned;
}

int Agent::family() const { return board_.family == Family::ipv6 ? AF_INET6 : AF_INET; }

int Agent::descriptor(std::uint8_t socket) {
    return socket < kMaxSockets ? slot().descriptors[socket] - 1 : -1;
}

void Agent::set_descriptor(std::uint8_t socket, std::int64_t fd) {
    if (socket < kMaxSockets) slot().descriptors[socket] = static_cast<std::int32_t>(fd) + 1;
}

void Agent::note_end(std::uint8_t socket, EndKind kind, const Address& remote) {
    SocketAddress name{};
    socklen_t length = sizeof name;
    if (::syscall(SYS_getsockname, descriptor(socket), &name, &length) != 0) return;
    // Two roles note at once only when one of them is in the background: each takes a place of its own.
    const std::uint32_t place = board_.end_count.fetch_add(1);
    if (place >= kMaxEnds) return;
    board_.ends[place] = {role_,
                          socket,
                          kind == EndKind::listens,
                          kind == EndKind::accepted,
                          from_socket_address(name),
                          remote};
}

std::string_view Agent::text(const Value& value) const {
    return {board_.text + value.a, static_cast<std::size_t>(value.b)};
}

} // namespace finwait
