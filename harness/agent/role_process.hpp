// How a role's process is found again after execve(2): by a descriptor of the shared memory and three numbers.
#pragma once

#include "agent/board.hpp"

#include <array>
#include <string>

namespace finwait {

/// Name that a role's process gives itself as argv[0] of execve(2).
inline constexpr const char* kRoleName = "finwait-role";

/// Where a role keeps the shared memory: far above any descriptor that a story opens.
inline constexpr int kRoleMemoryFd = 250;

/// Moves the shared memory to kRoleMemoryFd and closes every other descriptor from 3 on, so that a role's
/// descriptors begin at 3, as in any small program.
void keep_only_memory(int memory_fd);

class RoleArguments {
  public:
    RoleArguments(std::uint64_t place, std::uint8_t role, int parent_pid);
    RoleArguments(const RoleArguments&) = delete;
    RoleArguments& operator=(const RoleArguments&) = delete;
    /// For execve(2); lives as long as this.
    [[nodiscard]] char* const* argv() const { return pointers_.data(); }

  private:
    std::array<std::string, 4> texts_;
    std::array<char*, 5> pointers_{};
};

/// The main function of such a process: maps the memory and goes on with the role's story.
/// @param arguments  those of RoleArguments, argv[0] included
[[noreturn]] void resume_role(int count, char** arguments);

} // namespace finwait
