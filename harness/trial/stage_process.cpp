#include "trial/stage_process.hpp"

#include "trial/stage.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>

namespace finwait {
namespace {

/// posix_spawn with the two descriptors where a stage looks for them.
int spawn_stage(pid_t& pid, int record_fd, int control_fd) {
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, record_fd, kRecordFd);
    ::posix_spawn_file_actions_adddup2(&actions, control_fd, kControlFd);
    std::string name = kStageName;
    std::string runner = std::to_string(::getpid());
    char* arguments[] = {name.data(), runner.data(), nullptr};
    const int error = ::posix_spawn(&pid, "/proc/self/exe", &actions, nullptr, arguments, environ);
    ::posix_spawn_file_actions_destroy(&actions);
    return error;
}

/// A descriptor above those that the stage will use, so that dup2 cannot overwrite it.
UniqueFd moved_up(UniqueFd fd) {
    constexpr int kAbove = 10;
    return UniqueFd(::fcntl(fd.get(), F_DUPFD_CLOEXEC, kAbove));
}

} // namespace

Result<StageProcess> StageProcess::start() {
    const UniqueFd memory = moved_up(UniqueFd(::memfd_create("finwait-trial", MFD_CLOEXEC)));
    if (!memory.valid() || ::ftruncate(memory.get(), kRecordBytes) != 0)
        return system_error("make memory for a trial", errno);
    void* mapped =
        ::mmap(nullptr, kRecordBytes, PROT_READ | PROT_WRITE, MAP_SHARED, memory.get(), 0);
    if (mapped == MAP_FAILED) return system_error("map memory for a trial", errno);
    int pair[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
        const int error = errno;
        ::munmap(mapped, kRecordBytes);
        return system_error("make a socket pair for a stage", error);
    }
    UniqueFd ours(pair[0]);
    const UniqueFd theirs = moved_up(UniqueFd(pair[1]));
    pid_t pid = -1;
    if (const int error = spawn_stage(pid, memory.get(), theirs.get()); error != 0) {
        ::munmap(mapped, kRecordBytes);
        return system_error("start a stage from /proc/self/exe", error);
    }
    return StageProcess(pid, std::move(ours), static_cast<TrialRecord*>(mapped));
}

StageProcess::StageProcess(StageProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), control_(std::move(other.control_)),
      records_(std::exchange(other.records_, nullptr)) {}

StageProcess::~StageProcess() {
    if (pid_ > 0) {
        ::kill(pid_, SIGKILL); // its roles die with it (PR_SET_PDEATHSIG)
        while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
        }
    }
    if (records_) ::munmap(records_, kRecordBytes);
}

} // namespace finwait
