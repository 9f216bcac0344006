// What /proc says about this process and about children in known states.
#include "base/clock.hpp"
#include "base/unique_fd.hpp"
#include "evidence/process.hpp"

#include <boost/test/unit_test.hpp>
#include <cerrno>
#include <csignal>
#include <sys/prctl.h>
#include <sys/wait.h>

namespace finwait {
namespace {

/// Runs `body` in a child, and goes on when the child has come to the end of it. The child then sleeps
/// until a signal ends it. Killed and reaped in the destructor.
class Child {
  public:
    template <class Body> explicit Child(Body body) {
        int ends[2] = {-1, -1};
        BOOST_REQUIRE(::pipe(ends) == 0);
        const UniqueFd ready(ends[0]);
        UniqueFd tell(ends[1]);
        pid_ = ::fork();
        BOOST_REQUIRE(pid_ >= 0);
        if (pid_ == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            body();
            const char done = 1;
            if (::write(tell.get(), &done, 1) != 1) ::_exit(1);
            for (;;) ::pause();
        }
        tell.reset();
        char done = 0;
        BOOST_REQUIRE(::read(ready.get(), &done, 1) == 1);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        ::kill(pid_, SIGKILL);
        reap();
    }
    [[nodiscard]] pid_t pid() const { return pid_; }
    void reap() const {
        while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
        }
    }

  private:
    pid_t pid_ = -1;
};

/// Looks until the process is in this state, for at most five seconds.
bool comes_to(pid_t pid, char wanted) {
    const std::int64_t deadline = monotonic_ns() + 5 * kNanosecondsPerSecond;
    while (process_state(pid) != wanted) {
        if (monotonic_ns() > deadline) return false;
        const timespec brief{0, 100'000};
        ::nanosleep(&brief, nullptr);
    }
    return true;
}

constexpr std::uint64_t bit(int signal) { return 1ULL << (signal - 1); }

BOOST_AUTO_TEST_SUITE(process)

BOOST_AUTO_TEST_CASE(this_process_runs) { BOOST_CHECK(process_state(::getpid()) == 'R'); }

BOOST_AUTO_TEST_CASE(a_child_sleeps_stops_goes_on_and_dies) {
    const Child child([] {});
    BOOST_TEST(comes_to(child.pid(), 'S'));
    ::kill(child.pid(), SIGSTOP);
    BOOST_TEST(comes_to(child.pid(), 'T'));
    ::kill(child.pid(), SIGCONT);
    BOOST_TEST(comes_to(child.pid(), 'S'));
    ::kill(child.pid(), SIGKILL);
    BOOST_TEST(comes_to(child.pid(), 'Z'));
    child.reap();
    BOOST_CHECK(!process_state(child.pid()));
    BOOST_CHECK(!signal_masks(child.pid()));
}

BOOST_AUTO_TEST_CASE(a_name_that_looks_like_a_state_misleads_nobody) {
    const Child child([] { ::prctl(PR_SET_NAME, "a) R (b) Z"); });
    BOOST_TEST(comes_to(child.pid(), 'S'));
}

BOOST_AUTO_TEST_CASE(no_such_process) {
    BOOST_CHECK(!process_state(-1));
    BOOST_CHECK(!signal_masks(-1));
}

BOOST_AUTO_TEST_CASE(masks_of_a_child) {
    const Child child([] {
        ::signal(SIGUSR1, [](int) {});
        ::signal(SIGUSR2, SIG_IGN);
        ::signal(SIGURG, SIG_DFL);
        sigset_t blocked;
        ::sigemptyset(&blocked);
        ::sigaddset(&blocked, SIGTERM);
        ::sigprocmask(SIG_BLOCK, &blocked, nullptr);
        ::raise(SIGTERM);
    });
    const auto masks = signal_masks(child.pid());
    BOOST_TEST_REQUIRE(masks.has_value());
    BOOST_TEST((masks->caught & bit(SIGUSR1)) != 0U);
    BOOST_TEST((masks->ignored & bit(SIGUSR1)) == 0U);
    BOOST_TEST((masks->ignored & bit(SIGUSR2)) != 0U);
    BOOST_TEST((masks->caught & bit(SIGUSR2)) == 0U);
    BOOST_TEST(((masks->caught | masks->ignored) & bit(SIGURG)) == 0U);
    BOOST_TEST((masks->pending & bit(SIGTERM)) != 0U);
    BOOST_TEST((masks->pending & bit(SIGUSR1)) == 0U);
}

BOOST_AUTO_TEST_CASE(a_signal_that_was_sent_to_the_process_is_pending_too) {
    const Child child([] {
        sigset_t blocked;
        ::sigemptyset(&blocked);
        ::sigaddset(&blocked, SIGHUP);
        ::sigprocmask(SIG_BLOCK, &blocked, nullptr);
    });
    BOOST_TEST((signal_masks(child.pid())->pending & bit(SIGHUP)) == 0U);
    ::kill(child.pid(), SIGHUP);
    BOOST_TEST((signal_masks(child.pid())->pending & bit(SIGHUP)) != 0U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
