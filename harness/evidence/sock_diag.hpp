// Socket states by sock_diag(7): one question for exactly one connection, some microseconds each.
#pragma once

#include "base/result.hpp"
#include "base/unique_fd.hpp"
#include "evidence/endpoint.hpp"

#include <span>

namespace finwait {

/// One end that somebody asks about. `remote` of family 0: the listener at `local`.
struct EndAsked {
    Endpoint local;
    Endpoint remote;
};
inline constexpr std::size_t kMaxQuestions = 32;

/// A netlink socket that answers for the network namespace in which it was opened.
class SockDiag {
  public:
    /// Fails where the kernel has no sock_diag for TCP: EPROTONOSUPPORT, or ENOENT at the first
    /// question.
    [[nodiscard]] static Result<SockDiag> open();

    /// The state of one end. `remote` of family 0 asks for the listener at `local`.
    /// A connection that the kernel does not know is CLOSED, not an error (inet_diag_find_one_icsk()
    /// answers ENOENT, or falls back to a listener on the same port).
    [[nodiscard]] Result<EndState> ask(const Endpoint& local, const Endpoint& remote);

    /// The same for up to kMaxQuestions ends, in one message: `states[i]` is that of `ends[i]`.
    [[nodiscard]] Result<void> ask_all(std::span<const EndAsked> ends, std::span<EndState> states);

    /// Destroys an end: the kernel aborts it, with a RST to the peer where the state asks for one
    /// (SOCK_DESTROY; tcp_diag_destroy() in net/ipv4/tcp_diag.c). Fails with EPERM, ENOENT or EOPNOTSUPP.
    [[nodiscard]] Result<void> destroy(const EndAsked& end);

  private:
    explicit SockDiag(UniqueFd fd) : fd_(std::move(fd)) {}
    UniqueFd fd_;
    std::uint32_t sequence_ = 0;
};

} // namespace finwait
