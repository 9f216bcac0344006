// The board: the memory that the stage and all roles of a trial share. Cues go in, events come out.
// It is plain data with atomics where two processes meet, so a process that is killed leaves all that it
// has written.
#pragma once

#include "agent/address.hpp"
#include "agent/calls.hpp"
#include "base/facts.hpp"
#include "scenario/plan.hpp"

#include <atomic>
#include <cstring>

namespace finwait {

inline constexpr std::size_t kMaxEvents = 512;
inline constexpr std::size_t kMaxEnds = 64;
inline constexpr std::size_t kMaxFacts = 6;
inline constexpr std::size_t kMaxResultText = 192;
inline constexpr std::size_t kSignals = 32; ///< standard signals, by number

/// One system call.
struct Event {
    std::uint16_t step;
    std::uint8_t role;
    Call call;
    std::atomic<bool> returned_at_all; ///< false: the process was still inside when it ended
    std::int32_t error;                ///< errno, or 0
    std::uint32_t repeats;             ///< calls that this event stands for (fill, drain)
    std::uint32_t signals;             ///< bits 1 << signal that arrived during the call
    std::int64_t arguments[kMaxArguments];
    std::int64_t returned;
    std::int64_t started_ns;
    std::int64_t elapsed_ns;
};

enum class FactKind : std::uint8_t {
    integer,
    boolean,
    error,       ///< an errno; 0 is none
    poll_events, ///< bits
    state,       ///< a TCP state
    linger,
    timeval,
    text,        ///< bytes a .. a+b of the result's text
    hex,         ///< the same, shown as hexadecimal digits
    role,        ///< index of a role
    word,        ///< like text, and fit for an outcome
    sets,        ///< SelectSets
    epoll_ready, ///< ReadyEnd records in the result's text
    end,         ///< role a's socket b
};

struct FactValue {
    Fact fact;
    FactKind kind;
    std::int64_t a;
    std::int64_t b;
};

/// What epoll_wait(2) gave for one descriptor.
struct ReadyEnd {
    std::uint32_t events;
    std::uint32_t socket; ///< the one that was added
};

enum class Phase : std::uint8_t { not_reached, cued, done };

/// Why a step was not carried out.
enum class Skip : std::uint8_t { no, role_ended, role_never_born };

struct StepResult {
    std::atomic<Phase> phase;
    Skip skip;
    std::uint8_t fact_count;
    std::int32_t error;
    std::int64_t returned;
    std::int64_t started_ns;
    std::int64_t elapsed_ns;
    FactValue facts[kMaxFacts];
    std::uint8_t signals[kSignals]; ///< how often each signal was counted during the step
    std::uint16_t text_size;
    char text[kMaxResultText];
};

/// A socket's addresses, written whenever the agent learns them.
struct End {
    std::uint8_t role;
    std::uint8_t socket;
    bool listens;
    bool accepted; ///< came from a listener
    Address local;
    Address remote; ///< family 0: none
};

/// One process: client, server or an heir.
struct RoleSlot {
    std::atomic<std::uint32_t> cue;     ///< step index + 1 that it may begin
    std::atomic<std::uint32_t> done;    ///< step index + 1 that it has finished
    std::atomic<std::uint32_t> entered; ///< step index + 1 whose call it has entered
    std::atomic<std::uint32_t> inside;  ///< Call + 1 while inside a call
    std::atomic<std::int32_t> pid;      ///< 0: not born
    std::atomic<std::int32_t> tid;      ///< of the thread that acts; else as `pid`
    std::uint8_t parent;                ///< kNoRole for client and server
    bool is_thread;                     ///< lives in its parent's process
    std::atomic<bool> gone;             ///< a thread that another thread's execve(2) has ended
    std::int32_t epoll;                 ///< the role's epoll descriptor + 1; 0: none
    std::atomic<std::uint32_t> signal_counts[kSignals];
    std::int32_t descriptors[kMaxSockets]; ///< fd + 1 by socket; 0: none
    std::uint64_t sent_bytes;              ///< position in the role's pattern of bytes
    /// By socket, what TCP_INFO said after the role's last step; 0: nothing. Only where it is wanted.
    std::atomic<std::uint8_t> tcp_states[kMaxSockets];
};

struct Board {
    // the script, written by the runner
    std::uint16_t step_count;
    std::uint16_t role_count;
    Family family;
    bool wants_tcp_info; ///< there is no other source of states
    std::uint64_t
        place; ///< of this board in the shared memory, in bytes; for a role that calls execve
    PlanStep steps[kMaxSteps];
    char text[kMaxPlanText];
    // cues and events
    alignas(64) std::atomic<std::uint32_t> bell; ///< rings when a role has something to say
    /// The story has been told: what the end of one role does to a call of another is no part of it.
    std::atomic<bool> over;
    alignas(64) RoleSlot roles[kMaxRoles];
    std::atomic<std::uint32_t> event_count; ///< may exceed kMaxEvents: the rest was lost
    Event events[kMaxEvents];
    std::atomic<std::uint32_t> end_count;
    End ends[kMaxEnds];
    StepResult results[kMaxSteps];
};

/// The last known local address of a role's socket, or of its parent's; family 0 if there is none.
[[nodiscard]] Address local_address(const Board& board, std::uint8_t role, std::uint8_t socket);

/// Writes a plan to a board that holds zeros otherwise.
void write_script(const Plan& plan, Board& board);

/// Records a fact of a step; drops it if there is no room.
void add_fact(StepResult& result, Fact fact, FactKind kind, std::int64_t a, std::int64_t b = 0);
/// What was received, where it is short enough to be shown.
void add_data(StepResult& result, const char* bytes, std::int64_t size);
/// The same for text, cut at what there is room for.
void add_text(StepResult& result, Fact fact, FactKind kind, const char* bytes, std::size_t size);

} // namespace finwait
