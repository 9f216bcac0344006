#include "program.hpp"

#include "base/clock.hpp"
#include "evidence/process.hpp"
#include "evidence/read_text.hpp"

#include <boost/test/unit_test.hpp>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <grp.h>
#include <poll.h>
#include <sched.h>
#include <sstream>
#include <sys/wait.h>

namespace finwait::test {
namespace fs = std::filesystem;
namespace {

constexpr int kNobody = 65534;

void write_or_exit(const char* path, const std::string& text) {
    const int fd = ::open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0 || ::write(fd, text.data(), text.size()) < 0) ::_exit(120);
    ::close(fd);
}

/// In the child, before exec.
void become(const RunAs& as) {
    const unsigned uid = ::getuid();
    if (as.no_namespaces) {
        if (::unshare(CLONE_NEWUSER) != 0) ::_exit(121);
        write_or_exit("/proc/self/uid_map", fmt::format("0 {} 1", uid));
        write_or_exit("/proc/sys/user/max_net_namespaces", "0");
    }
    if (as.nobody &&
        (::setgroups(0, nullptr) != 0 || ::setgid(kNobody) != 0 || ::setuid(kNobody) != 0))
        ::_exit(122);
    if (as.ignore_sigpipe) ::signal(SIGPIPE, SIG_IGN);
    ::setenv("FINWAIT_HOME", FINWAIT_SOURCE, 1);
    ::setenv("LC_ALL", "C.UTF-8", 1);
    for (const auto& variable : as.environment) {
        const auto equals = variable.find('=');
        ::setenv(variable.substr(0, equals).c_str(), variable.substr(equals + 1).c_str(), 1);
    }
}

pid_t start(const std::vector<std::string>& arguments, int out, int err, const RunAs& as) {
    // Opened before rights are given up: the folder of the build may be closed to others.
    const int program = ::open(FINWAIT_PROGRAM, O_PATH | O_CLOEXEC);
    BOOST_REQUIRE(program >= 0);
    std::vector<char*> list = {const_cast<char*>("finwait")};
    for (const auto& argument : arguments) list.push_back(const_cast<char*>(argument.c_str()));
    list.push_back(nullptr);
    const pid_t pid = ::fork();
    BOOST_REQUIRE(pid >= 0);
    if (pid == 0) {
        ::dup2(out, STDOUT_FILENO);
        ::dup2(err, STDERR_FILENO);
        become(as);
        ::fexecve(program, list.data(), environ);
        ::_exit(123);
    }
    ::close(program);
    return pid;
}

/// Reads both pipes to their ends, or until a minute has passed.
void gather(int out, int err, Ran& ran) {
    constexpr std::int64_t kMinute = 60 * kNanosecondsPerSecond;
    const std::int64_t give_up = monotonic_ns() + kMinute;
    pollfd wanted[2] = {{out, POLLIN, 0}, {err, POLLIN, 0}};
    for (int open = 2; open > 0 && monotonic_ns() < give_up;) {
        if (::poll(wanted, 2, 1000) <= 0) continue;
        for (int i = 0; i < 2; ++i) {
            if (wanted[i].revents == 0) continue;
            char part[65536];
            const ssize_t size = ::read(wanted[i].fd, part, sizeof part);
            if (size > 0) {
                (i == 0 ? ran.out : ran.err).append(part, static_cast<std::size_t>(size));
            } else {
                wanted[i].fd = -1;
                --open;
            }
        }
    }
}

} // namespace

Ran run(const std::vector<std::string>& arguments, const RunAs& as) {
    int out[2], err[2];
    BOOST_REQUIRE(::pipe2(out, O_CLOEXEC) == 0);
    BOOST_REQUIRE(::pipe2(err, O_CLOEXEC) == 0);
    const pid_t pid = start(arguments, out[1], err[1], as);
    ::close(out[1]);
    ::close(err[1]);
    Ran ran;
    gather(out[0], err[0], ran);
    ::close(out[0]);
    ::close(err[0]);
    int status = 0;
    if (::waitpid(pid, &status, WNOHANG) == 0) {
        // Its pipes are closed or the minute is over: give it a moment, then end it.
        if (!eventually([&] { return ::waitpid(pid, &status, WNOHANG) == pid; })) {
            ::kill(pid, SIGKILL);
            ::waitpid(pid, &status, 0);
        }
    }
    if (WIFEXITED(status)) ran.exit = WEXITSTATUS(status);
    else ran.signal = WTERMSIG(status);
    return ran;
}

std::vector<Json> observe(const std::vector<std::string>& arguments, const RunAs& as,
                          int expected_exit) {
    std::vector<std::string> all = {"run", "--quiet", "--format", "ndjson"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    const Ran ran = run(all, as);
    BOOST_TEST_CONTEXT(ran.err) { BOOST_REQUIRE_EQUAL(ran.exit, expected_exit); }
    std::vector<Json> observations;
    std::istringstream lines(ran.out);
    for (std::string line; std::getline(lines, line);) observations.push_back(Json::parse(line));
    return observations;
}

TemporaryFolder::TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "finwait-test-XXXXXX").string();
    BOOST_REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder_ = name;
    fs::permissions(folder_, fs::perms(0755));
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code error;
    fs::remove_all(folder_, error);
}

std::string TemporaryFolder::path(const std::string& name) const {
    return name.empty() ? folder_.string() : (folder_ / name).string();
}

std::string TemporaryFolder::write(const std::string& name, const std::string& text) const {
    std::ofstream(path(name), std::ios::binary) << text;
    return path(name);
}

std::vector<std::string> TemporaryFolder::files() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_))
        names.push_back(entry.path().filename().string());
    return names;
}

Running::Running(const std::vector<std::string>& arguments) {
    const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    pid_ = start(arguments, nowhere, nowhere, {});
    ::close(nowhere);
}

Running::~Running() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
}

std::vector<pid_t> Running::descendants() const {
    std::vector<pid_t> found;
    std::vector<pid_t> look = {pid_};
    while (!look.empty()) {
        const pid_t parent = look.back();
        look.pop_back();
        std::istringstream children(read_line(fmt::format("/proc/{0}/task/{0}/children", parent)));
        for (pid_t child = 0; children >> child;) {
            found.push_back(child);
            look.push_back(child);
        }
    }
    return found;
}

void Running::kill(int signal) const { ::kill(pid_, signal); }

int Running::wait() {
    int status = 0;
    const bool ended = eventually([&] { return ::waitpid(pid_, &status, WNOHANG) == pid_; });
    BOOST_REQUIRE_MESSAGE(ended, "finwait did not end");
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

bool eventually(const std::function<bool()>& condition) {
    constexpr std::int64_t kDeadline = 20 * kNanosecondsPerSecond;
    const std::int64_t give_up = monotonic_ns() + kDeadline;
    while (!condition()) {
        if (monotonic_ns() > give_up) return false;
        const timespec brief{0, kNanosecondsPerMillisecond};
        ::nanosleep(&brief, nullptr);
    }
    return true;
}

bool alive(pid_t pid) {
    const auto state = process_state(pid);
    return state && *state != 'Z';
}

bool is_root() { return ::geteuid() == 0; }

Json observe_connected(const std::string& steps) {
    const TemporaryFolder folder;
    const auto file = folder.write("story.json", scenario_with(R"({"server": "listen"},
        {"client": "connect"}, {"server": "accept"}, )" + steps));
    const auto seen = observe({file});
    BOOST_REQUIRE_EQUAL(seen.size(), 1);
    BOOST_TEST(seen[0]["cut"].is_null());
    return seen[0];
}

std::string scenario_with(const std::string& steps, const std::string& more) {
    return fmt::format(R"({{"schema": "finwait/scenario/1", "title": "a test", "question": "q",
 "story": "s", {} "steps": [{}]}})",
                       more, steps);
}

} // namespace finwait::test
