// The table of steps, the system calls, and one agent at work on a socket of the test's own.
#include "agent/agent.hpp"
#include "agent/futex.hpp"
#include "agent/steps/table.hpp"
#include "base/unique_fd.hpp"

#include <boost/test/unit_test.hpp>
#include <csignal>
#include <set>
#include <string_view>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>

namespace finwait {
namespace {

std::uint16_t op(std::string_view name) {
    for (std::size_t i = 0; i < step_table().size(); ++i) {
        if (name == step_table()[i]->spec.name) return static_cast<std::uint16_t>(i);
    }
    throw std::logic_error("no step " + std::string(name));
}

BOOST_AUTO_TEST_SUITE(steps)

BOOST_AUTO_TEST_CASE(every_step_has_a_name_of_its_own_and_a_sentence) {
    std::set<std::string> names;
    for (const Step* step : step_table()) {
        const std::string name = step->spec.name;
        BOOST_TEST(names.insert(name).second, name);
        BOOST_TEST(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string::npos,
                   name);
        BOOST_TEST(std::string(step->spec.doc).size() > 10U, name);
        BOOST_TEST(std::string(step->spec.doc).ends_with("."), name);
        BOOST_TEST(step->spec.records != nullptr, name);
        BOOST_TEST(step->spec.source != nullptr, name);
    }
}

BOOST_AUTO_TEST_CASE(a_role_performs_what_it_has_a_function_for) {
    for (const Step* step : step_table())
        BOOST_TEST((step->spec.performer == Performer::role) == (step->perform != nullptr),
                   step->spec.name);
}

BOOST_AUTO_TEST_CASE(no_step_has_more_fields_than_a_plan_holds) {
    for (const Step* step : step_table()) {
        BOOST_TEST(step->spec.fields.size() <= kMaxFields, step->spec.name);
        std::set<std::string> names;
        for (const FieldSpec& field : common_fields()) names.insert(field.name);
        for (const FieldSpec& field : step->spec.fields) {
            BOOST_TEST(names.insert(field.name).second, step->spec.name << "." << field.name);
            BOOST_TEST(std::string(field.doc).size() > 3U, step->spec.name << "." << field.name);
            BOOST_TEST(field.minimum <= field.maximum, step->spec.name << "." << field.name);
            const bool named = field.type == FieldType::name || field.type == FieldType::flags ||
                               field.type == FieldType::states;
            BOOST_TEST((field.names != nullptr) == named, step->spec.name << "." << field.name);
            if (field.names) BOOST_TEST(!field.names().empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(the_language_sees_the_same_table) {
    const StepTable specs = step_specs();
    BOOST_TEST_REQUIRE(specs.size() == step_table().size());
    for (std::size_t i = 0; i < specs.size(); ++i) BOOST_TEST(specs[i] == &step_table()[i]->spec);
}

BOOST_AUTO_TEST_CASE(every_call_has_a_name_and_a_number) {
    std::set<std::string> names;
    std::set<long> numbers;
    for (std::size_t i = 0; i < static_cast<std::size_t>(Call::last); ++i) {
        const CallSpec& spec = call_spec(static_cast<Call>(i));
        BOOST_TEST_REQUIRE(spec.name != nullptr);
        BOOST_TEST(names.insert(spec.name).second, spec.name);
        BOOST_TEST(numbers.insert(spec.number).second, spec.name);
        for (const Argument& argument : spec.arguments)
            BOOST_TEST((argument.kind == ArgumentKind::hidden) == (argument.name == nullptr),
                       spec.name);
    }
    BOOST_TEST(call_spec(Call::recvfrom).number == SYS_recvfrom);
    BOOST_TEST(std::string(call_spec(Call::pidfd_getfd).name) == "pidfd_getfd"); // the last one
}

// ---- an agent at work ----

/// An agent in a child process, with one end of a socket pair as its socket 0.
class AtWork {
  public:
    AtWork() {
        void* memory = ::mmap(nullptr, sizeof(Board), PROT_READ | PROT_WRITE,
                              MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        BOOST_REQUIRE(memory != MAP_FAILED);
        board_ = static_cast<Board*>(memory);
        write_script({}, *board_);
        int ends[2] = {-1, -1};
        BOOST_REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
        ours = UniqueFd(ends[0]);
        theirs = UniqueFd(ends[1]);
        board_->roles[kClient].descriptors[0] = ends[1] + 1;
    }
    AtWork(const AtWork&) = delete;
    AtWork& operator=(const AtWork&) = delete;
    ~AtWork() {
        if (pid_ > 0) ::kill(pid_, SIGKILL);
        if (pid_ > 0) reap();
        ::munmap(board_, sizeof(Board));
    }

    /// Carries a step out and gives its result. The agent is born at the first one.
    StepResult& perform(std::string_view name, std::initializer_list<std::int64_t> fields,
                        std::uint8_t role = kClient) {
        const std::uint16_t index = board_->step_count++;
        PlanStep& step = board_->steps[index];
        step.op = op(name);
        step.role = role;
        step.socket = 0;
        std::size_t i = 0;
        for (const std::int64_t value : fields) {
            if (value >= 0) step.fields[i] = {ValueKind::integer, value, 0};
            ++i;
        }
        start();
        RoleSlot& slot = board_->roles[role];
        slot.cue.store(index + 1U);
        futex_wake(slot.cue);
        const std::int64_t deadline = monotonic_ns() + 5 * kNanosecondsPerSecond;
        while (slot.done.load() != index + 1U && monotonic_ns() < deadline) {
            const std::uint32_t seen = board_->bell.load();
            if (slot.done.load() != index + 1U)
                futex_wait(board_->bell, seen, kNanosecondsPerSecond / 100);
        }
        BOOST_TEST_REQUIRE(slot.done.load() == index + 1U);
        return board_->results[index];
    }
    std::string received() {
        char bytes[256];
        const ssize_t size = ::recv(ours.get(), bytes, sizeof bytes, MSG_DONTWAIT);
        return size < 0 ? "" : std::string(bytes, static_cast<std::size_t>(size));
    }
    [[nodiscard]] const Event& last_event() const {
        return board_->events[board_->event_count.load() - 1];
    }
    [[nodiscard]] const Board& board() const { return *board_; }

    UniqueFd ours, theirs;

  private:
    void start() {
        if (pid_ > 0) return;
        const pid_t parent = ::getpid();
        pid_ = ::fork();
        BOOST_REQUIRE(pid_ >= 0);
        if (pid_ == 0) {
            ours.reset(); // a peer that is still open here would never be gone
            Agent(*board_, kClient).run(parent);
        }
    }
    void reap() const {
        while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
        }
    }
    Board* board_ = nullptr;
    pid_t pid_ = -1;
};

BOOST_AUTO_TEST_CASE(what_is_sent_are_letters_in_order_from_the_first_byte_on) {
    AtWork agent;
    BOOST_TEST(agent.perform("send", {5}).returned == 5);
    BOOST_TEST(agent.received() == "abcde");
    BOOST_TEST(agent.perform("send", {30}).returned == 30);
    BOOST_TEST(agent.received() == "fghijklmnopqrstuvwxyzabcdefghi");
    BOOST_TEST(agent.perform("send", {0}).returned == 0);
    BOOST_TEST(agent.perform("send", {1}).returned == 1);
    BOOST_TEST(agent.received() == "j");
    BOOST_TEST(agent.board().roles[kClient].sent_bytes == 36U);
}

BOOST_AUTO_TEST_CASE(a_call_is_written_down) {
    AtWork agent;
    const StepResult& result = agent.perform("send", {5, -1, MSG_NOSIGNAL});
    BOOST_TEST(result.error == 0);
    BOOST_TEST(result.elapsed_ns > 0);
    BOOST_TEST(result.fact_count == 1);
    BOOST_CHECK(result.phase.load() == Phase::done);
    const Event& event = agent.last_event();
    BOOST_CHECK(event.call == Call::sendto);
    BOOST_TEST(event.returned_at_all.load());
    BOOST_TEST(event.returned == 5);
    BOOST_TEST(event.arguments[0] == agent.theirs.get());
    BOOST_TEST(event.arguments[1] == 0); // an address of memory, which is nobody's business
    BOOST_TEST(event.arguments[2] == 5);
    BOOST_TEST(event.arguments[3] == MSG_NOSIGNAL);
    BOOST_TEST(event.repeats == 1U);
    BOOST_TEST(event.started_ns >= result.started_ns);
    BOOST_TEST(agent.board().roles[kClient].inside.load() == 0U);
    BOOST_TEST(agent.board().roles[kClient].entered.load() == 1U);
}

BOOST_AUTO_TEST_CASE(an_errno_is_written_down) {
    AtWork agent;
    BOOST_TEST(agent.perform("recv", {64, MSG_DONTWAIT}).returned == -1);
    BOOST_TEST(agent.board().results[0].error == EAGAIN);
    BOOST_TEST(agent.last_event().error == EAGAIN);
    BOOST_TEST(agent.board().results[0].fact_count == 0);
}

BOOST_AUTO_TEST_CASE(what_is_received_is_shown_up_to_128_bytes) {
    AtWork agent;
    const std::string text(200, 'x');
    for (const std::size_t size : {std::size_t{1}, std::size_t{128}, std::size_t{129}}) {
        BOOST_REQUIRE(::send(agent.ours.get(), text.data(), size, 0) == static_cast<ssize_t>(size));
        const StepResult& result = agent.perform("recv", {4096});
        BOOST_TEST(result.returned == static_cast<std::int64_t>(size));
        BOOST_TEST(result.fact_count == (size <= 128 ? 2 : 1));
    }
}

BOOST_AUTO_TEST_CASE(calls_in_a_loop_are_one_event) {
    AtWork agent;
    BOOST_REQUIRE(::send(agent.ours.get(), "abcdefghij", 10, 0) == 10);
    BOOST_REQUIRE(::shutdown(agent.ours.get(), SHUT_WR) == 0);
    const StepResult& result = agent.perform("drain", {});
    BOOST_TEST(result.returned == 10);
    BOOST_TEST(result.facts[1].a == 2); // the bytes, and then the end
    BOOST_TEST(agent.board().event_count.load() == 1U);
    BOOST_TEST(agent.last_event().repeats == 2U);
}

BOOST_AUTO_TEST_CASE(signals_that_are_counted_belong_to_the_call_during_which_they_came) {
    AtWork agent;
    constexpr std::int64_t kCount = 2;
    BOOST_TEST(agent.perform("signal", {SIGPIPE, kCount}).returned == 0);
    agent.ours.reset();
    const StepResult& result = agent.perform("send", {5});
    BOOST_TEST(result.error == EPIPE);
    BOOST_TEST(result.signals[SIGPIPE] == 1);
    BOOST_TEST((agent.last_event().signals >> SIGPIPE & 1U) == 1U);
    BOOST_TEST(agent.board().roles[kClient].signal_counts[SIGPIPE].load() == 1U);
    BOOST_TEST(agent.board().events[0].signals == 0U);
}

BOOST_AUTO_TEST_CASE(a_second_descriptor_is_known_by_its_number) {
    AtWork agent;
    BOOST_TEST(agent.perform("close", {}).returned == 0);
    BOOST_TEST(agent.perform("close", {}).error == EBADF); // the number is still known
}

/// The parent's record of fork(2) is the parent's: the heir's return from it must not overwrite it.
BOOST_AUTO_TEST_CASE(fork_returns_the_heir_s_pid) {
    AtWork agent;
    constexpr std::uint8_t kHeir = 2;
    const StepResult& result = agent.perform("fork", {kHeir});
    const std::int32_t pid = agent.board().roles[kHeir].pid.load();
    BOOST_TEST(pid > 0);
    // An heir that has carried out a step of its own has come back from fork.
    BOOST_TEST(agent.perform("send", {3}, kHeir).returned == 3);
    BOOST_TEST(result.returned == pid);
    BOOST_TEST(agent.board().events[0].returned == pid);
    ::kill(pid, SIGKILL); // born with CLONE_PARENT, so it is this process's child
    while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
