#include "trial/stage.hpp"

#include "base/clock.hpp"
#include "base/names.hpp"
#include "evidence/environment.hpp"
#include "trial/conductor.hpp"
#include "trial/network.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <optional>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace finwait {
namespace {

/// A namespace's counters, by descriptors that stay open: the files are made anew at every reading.
class CounterFiles {
  public:
    CounterFiles()
        : snmp_(::open("/proc/self/net/snmp", O_RDONLY | O_CLOEXEC)),
          netstat_(::open("/proc/self/net/netstat", O_RDONLY | O_CLOEXEC)) {}

    /// False if the kernel shows no counters here.
    template <std::size_t N> bool read(char (&out)[N]) {
        std::size_t size = 0;
        for (const UniqueFd* file : {&snmp_, &netstat_}) {
            if (!file->valid()) return false;
            const ssize_t got = ::pread(file->get(), out + size, N - 1 - size, 0);
            if (got <= 0) return false;
            size += static_cast<std::size_t>(got);
        }
        out[size] = '\0';
        return true;
    }

  private:
    UniqueFd snmp_, netstat_;
};

/// What a stage keeps for as long as it stays in one network namespace.
struct Place {
    CounterFiles counters;
    StateSource states;
    bool kept = false;   ///< more than one trial runs here
    std::string counted; ///< the counters as the last trial left them; empty if they are not known
};

/// Stage and roles of a trial share one processor, a different one for each stage in turn. They take turns
/// anyway, and waking a process on a processor that sleeps costs more than the whole hand-over. Where the
/// kernel refuses, nothing is lost but time.
void share_one_processor() {
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    if (::sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
    const int count = CPU_COUNT(&allowed);
    if (count < 2) return;
    int wanted = ::getpid() % count;
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
        if (!CPU_ISSET(cpu, &allowed) || wanted-- > 0) continue;
        cpu_set_t only;
        CPU_ZERO(&only);
        CPU_SET(cpu, &only);
        ::sched_setaffinity(0, sizeof only, &only);
        return;
    }
}

void default_signals() {
    for (int number = 1; number < static_cast<int>(kSignals); ++number)
        ::signal(number, SIG_DFL); // SIGKILL and SIGSTOP refuse, and need no reset
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

class Stage {
  public:
    Answer serve(OrderKind kind, TrialRecord& record) {
        if (const auto entered = enter(record); !entered) {
            write_note(record.fault, entered.error().what);
            return Answer::failed;
        }
        write_note(record.no_states, place_->states.why());
        if (kind == OrderKind::trial) trial(record);
        else write_settings(record);
        return record.fault[0] == '\0' ? Answer::done : Answer::failed;
    }

  private:
    Result<void> enter(const TrialRecord& record) {
        const bool fresh = record.wanted.network == Network::trial;
        if (place_ && !fresh) return {};
        place_.reset();
        if (record.wanted.network != Network::host) {
            if (auto entered = enter_new_network(); !entered) return entered;
            // Entering a user namespace clears it (prctl(2)).
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        }
        place_.emplace();
        place_->kept = record.wanted.network == Network::keep;
        place_->states =
            StateSource::open(record.wanted.without_sock_diag, record.wanted.without_proc_net);
        return {};
    }

    bool first_reading(TrialRecord& record) {
        if (place_->counted.empty()) return place_->counters.read(record.counters_before);
        write_note(record.counters_before, place_->counted);
        place_->counted.clear();
        return true;
    }

    /// Where no connection is left open, ending the roles changes no counter: then the last reading of this
    /// trial is the first of the next one in the same namespace.
    void keep_reading(const TrialRecord& record) {
        if (!place_->kept || record.sample_count == 0 || record.cut.cut) return;
        const Sample& last = record.samples[record.sample_count - 1];
        const bool at_rest =
            std::all_of(last.ends, last.ends + last.end_count, [](const SampleEnd& end) {
                if (end.listens) return end.seen.receive_queue == 0;
                return end.seen.state == kClosed || end.seen.state == kTimeWait;
            });
        if (at_rest && last.step == kStoryEnd) place_->counted = record.counters_after;
    }

    static void write_settings(TrialRecord& record) {
        std::string lines;
        for (const auto& [name, value] : read_environment().sysctls)
            lines += name + "=" + value + "\n";
        write_note(record.sysctls, lines);
    }

    void trial(TrialRecord& record) {
        bool counted = false;
        if (record.wanted.network == Network::host)
            write_note(record.no_counters, "the host's counters count other connections too");
        else counted = true;
        if (place_->states.kind() == StateSource::Kind::none && !record.wanted.without_tcp_info) {
            record.board.wants_tcp_info = true;
            write_note(record.no_states, place_->states.why() +
                                             "; TCP_INFO tells of open sockets only, as of their "
                                             "role's last step");
        }
        // The first reading costs a fifth of a short trial, so it is taken while the roles set up.
        Conductor(record, place_->states).tell([&] {
            if (counted) counted = first_reading(record);
        });
        if (counted) counted = place_->counters.read(record.counters_after);
        if (counted) keep_reading(record);
        Roles(record).end_all();
        if (!counted && record.no_counters[0] == '\0')
            write_note(record.no_counters, "/proc/net/snmp and /proc/net/netstat cannot be read");
    }

    std::optional<Place> place_;
};

} // namespace

void run_stage(int runner_pid) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    if (::getppid() != runner_pid) ::_exit(0);
    share_one_processor();
    ::syscall(SYS_close_range, 5U, ~0U, 0U);
    default_signals(); // whatever the shell or a test runner left ignored; the roles inherit this
    ::signal(SIGINT, SIG_IGN); // a terminal's Ctrl-C goes to the runner, which ends the stages
    ::signal(SIGPIPE, SIG_IGN);
    void* memory = ::mmap(nullptr, kRecordBytes, PROT_READ | PROT_WRITE, MAP_SHARED, kRecordFd, 0);
    if (memory == MAP_FAILED) ::_exit(1);
    auto* const records = static_cast<TrialRecord*>(memory);
    const auto place_of = [&](const Board& board) {
        return static_cast<std::uint64_t>(reinterpret_cast<const char*>(&board) -
                                          static_cast<const char*>(memory));
    };
    Stage stage;
    for (;;) {
        Order order{};
        const ssize_t got = ::read(kControlFd, &order, sizeof order);
        if (got < 0 && errno == EINTR) continue;
        if (got != sizeof order) ::_exit(0); // the runner is gone
        TrialRecord& record = records[order.record == 0 ? 0 : 1];
        record.board.place = place_of(record.board);
        const char answer = static_cast<char>(stage.serve(order.kind, record));
        while (::write(kControlFd, &answer, 1) < 0 && errno == EINTR) {
        }
    }
}

} // namespace finwait
