#include "agent/role_process.hpp"

#include "agent/agent.hpp"

#include <cstdlib>
#include <sys/mman.h>

namespace finwait {

void keep_only_memory(int memory_fd) {
    const bool kept = ::syscall(SYS_dup3, memory_fd, kRoleMemoryFd, 0) >= 0;
    ::syscall(SYS_close_range, 3U, kept ? kRoleMemoryFd - 1U : ~0U, 0U);
    ::syscall(SYS_close_range, kRoleMemoryFd + 1U, ~0U, 0U);
}

RoleArguments::RoleArguments(std::uint64_t place, std::uint8_t role, int parent_pid)
    : texts_{kRoleName, std::to_string(place), std::to_string(role), std::to_string(parent_pid)} {
    for (std::size_t i = 0; i < texts_.size(); ++i) pointers_[i] = texts_[i].data();
}

void resume_role(int count, char** arguments) {
    if (count != 4) ::_exit(1);
    const std::uint64_t place = std::strtoull(arguments[1], nullptr, 10);
    void* const memory = ::mmap(nullptr, place + sizeof(Board), PROT_READ | PROT_WRITE, MAP_SHARED,
                                kRoleMemoryFd, 0);
    if (memory == MAP_FAILED) ::_exit(1);
    auto* const board = reinterpret_cast<Board*>(static_cast<char*>(memory) + place);
    Agent(*board, static_cast<std::uint8_t>(std::atoi(arguments[2])))
        .resume(std::atoi(arguments[3]));
}

} // namespace finwait
