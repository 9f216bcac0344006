// The process under observation. It waits for cues, makes raw system calls, and writes down each.
#pragma once

#include "agent/board.hpp"

#include <cerrno>
#include <string_view>
#include <sys/syscall.h>
#include <unistd.h>

namespace finwait {

class Agent {
  public:
    Agent(Board& board, std::uint8_t role) : board_(board), role_(role) {}

    /// Performs steps as they are cued, for ever; the stage ends the process.
    /// @param parent_pid  dies with this process, so that nothing is left when finwait is killed
    [[noreturn]] void run(int parent_pid);
    /// The same for a process that execve(2) has just made anew: first the step that called it is finished.
    [[noreturn]] void resume(int parent_pid);

    // ---- for the steps ----

    /// Makes a system call and records it as an event of the current step. Gives what the kernel
    /// returned, or -1; the errno is in the result.
    template <class... Arguments> std::int64_t call(Call call, Arguments... arguments) {
        return record(call, {to_word(arguments)...},
                      [&] { return ::syscall(call_spec(call).number, arguments...); });
    }

    /// Records a call that needs the C library around it.
    template <class Perform>
    std::int64_t record(Call call, std::initializer_list<std::int64_t> arguments,
                        Perform&& perform) {
        Event& event = begin(call, arguments);
        const std::int64_t returned = perform();
        return finish(event, returned, returned == -1 ? errno : 0);
    }

    /// From now on, calls of this step are added up in one event. For fill and drain.
    void begin_loop() { looping_ = true; }
    /// The longest call of the step so far. What a loop waited for shows in it; its sum also holds what a
    /// busy machine added to each of many calls.
    [[nodiscard]] std::int64_t longest_ns() const { return longest_ns_; }

    [[nodiscard]] Board& board() { return board_; }
    [[nodiscard]] std::uint8_t role() const { return role_; }
    [[nodiscard]] RoleSlot& slot() { return board_.roles[role_]; }
    [[nodiscard]] StepResult& result() { return *result_; }
    [[nodiscard]] int family() const;

    /// The descriptor behind a socket's name; -1 if there is none.
    [[nodiscard]] int descriptor(std::uint8_t socket);
    void set_descriptor(std::uint8_t socket, std::int64_t fd);

    /// Writes down the addresses of a socket that was just bound, connected or accepted.
    /// @param remote  where connect was told to go, or where accept says it came from; family 0: none
    enum class EndKind : std::uint8_t { bound, listens, connected, accepted };
    void note_end(std::uint8_t socket, EndKind kind, const Address& remote = {});

    [[nodiscard]] std::string_view text(const Value& value) const;
    [[nodiscard]] int parent_pid() const { return parent_pid_; }

  private:
    /// Of a socket address, the port is recorded: the IP address is always loopback's.
    static std::int64_t to_word(const SocketAddress* name) {
        return from_socket_address(*name).port;
    }
    template <class T> static std::int64_t to_word(T value) {
        if constexpr (std::is_pointer_v<T> || std::is_null_pointer_v<T>)
            return 0; // addresses are nobody's business
        else return static_cast<std::int64_t>(value);
    }
    Event& begin(Call call, std::initializer_list<std::int64_t> arguments);
    std::int64_t finish(Event& event, std::int64_t returned, int error);
    void perform(std::uint32_t step);
    void begin_step(std::uint32_t step);
    void end_step();
    void tell_done(std::uint32_t cue);
    void note_tcp_states();

    Board& board_;
    std::uint8_t role_;
    std::uint16_t step_ = 0;
    StepResult* result_ = nullptr;
    Event* event_ = nullptr;
    bool looping_ = false;
    int parent_pid_ = 0;
    std::uint32_t resumed_ = 0; ///< the cue that this process finds answered
    std::int64_t call_started_ns_ = 0;
    std::int64_t longest_ns_ = 0;
    std::uint32_t signals_before_[kSignals] = {};
};

/// Counts a signal for this process's role. Installed by the step `signal` with action `count`.
void count_signal(int number);

/// A buffer that all steps of a process share: what is sent, and where is received.
inline constexpr std::size_t kBufferBytes = 256 * 1024;
[[nodiscard]] char* agent_buffer();

/// The bytes that a role sends are letters in order, from its first byte on, so that a reader sees
/// which ones arrived.
/// @param position  how many bytes the role has sent before
inline void letters(char* out, std::size_t count, std::uint64_t position) {
    for (std::size_t i = 0; i < count; ++i) out[i] = static_cast<char>('a' + (position + i) % 26);
}

/// What an optional integer field holds, or `otherwise`.
[[nodiscard]] inline std::int64_t integer_or(const Value& value, std::int64_t otherwise) {
    return value.kind == ValueKind::absent ? otherwise : value.a;
}

} // namespace finwait
