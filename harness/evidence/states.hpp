// Where the states of sockets come from on this kernel: the best source that answers.
#pragma once

#include "evidence/sock_diag.hpp"

#include <optional>
#include <string>
#include <vector>

namespace finwait {

class StateSource {
  public:
    enum class Kind : std::uint8_t { sock_diag, proc_net_tcp, none };

    /// Opens the best source in this process's network namespace.
    /// @param without_sock_diag, without_proc  behave as if the kernel lacked it
    [[nodiscard]] static StateSource open(bool without_sock_diag, bool without_proc);

    [[nodiscard]] Kind kind() const { return kind_; }
    /// Why a better source was not taken; empty for sock_diag.
    [[nodiscard]] const std::string& why() const { return why_; }

    /// The states of ends, in their order. An end is CLOSED where there is no source, or it failed.
    [[nodiscard]] std::vector<EndState> ask(const std::vector<EndAsked>& ends);

  private:
    Kind kind_ = Kind::none;
    std::string why_;
    std::optional<SockDiag> diag_;
};

} // namespace finwait
