#include "evidence/sock_diag.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace finwait {
namespace {

constexpr int kStateListen = 10;

struct Question {
    nlmsghdr header;
    inet_diag_req_v2 body;
};

Question question_for(const Endpoint& local, const Endpoint& remote, std::uint32_t sequence) {
    Question question{};
    question.header.nlmsg_len = sizeof question;
    question.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    question.header.nlmsg_flags = NLM_F_REQUEST;
    question.header.nlmsg_seq = sequence;
    question.body.sdiag_family = static_cast<std::uint8_t>(local.family);
    question.body.sdiag_protocol = IPPROTO_TCP;
    question.body.idiag_states = ~0U;
    question.body.id.idiag_sport = htons(local.port);
    question.body.id.idiag_dport = htons(remote.port);
    std::memcpy(question.body.id.idiag_src, local.ip.data(), 16);
    if (remote.family != 0) std::memcpy(question.body.id.idiag_dst, remote.ip.data(), 16);
    question.body.id.idiag_cookie[0] = INET_DIAG_NOCOOKIE;
    question.body.id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
    return question;
}

EndState to_state(const inet_diag_msg& answer) {
    EndState state;
    state.state = answer.idiag_state;
    state.timer = answer.idiag_timer <= static_cast<int>(Timer::probe)
                      ? static_cast<Timer>(answer.idiag_timer)
                      : Timer::none;
    state.timer_left_ms = state.timer == Timer::none ? 0 : answer.idiag_expires;
    state.receive_queue = answer.idiag_rqueue;
    state.send_queue = answer.idiag_wqueue;
    state.inode = answer.idiag_inode;
    return state;
}

} // namespace

Result<SockDiag> SockDiag::open() {
    UniqueFd fd(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG));
    if (!fd.valid()) return system_error("open a NETLINK_SOCK_DIAG socket", errno);
    SockDiag diag(std::move(fd));
    // A kernel may give the socket and have no handler for TCP: ask for something that is not there.
    Endpoint nobody{AF_INET, 1, {127, 0, 0, 1}};
    if (auto answer = diag.ask(nobody, nobody); !answer) return answer.error();
    return diag;
}

Result<EndState> SockDiag::ask(const Endpoint& local, const Endpoint& remote) {
    const EndAsked end{local, remote};
    EndState state;
    if (auto asked = ask_all({&end, 1}, {&state, 1}); !asked) return asked.error();
    return state;
}

namespace {

/// What one message of the kernel says about the end that was asked for.
Result<EndState> read_answer(const nlmsghdr& header, const char* body, const EndAsked& asked) {
    if (header.nlmsg_type == NLMSG_ERROR) {
        nlmsgerr error{};
        std::memcpy(&error, body, sizeof error);
        if (error.error == -ENOENT) return EndState{};
        return system_error("ask sock_diag", -error.error);
    }
    inet_diag_msg answer{};
    std::memcpy(&answer, body, sizeof answer);
    const EndState state = to_state(answer);
    const bool fell_back = asked.remote.family != 0 && state.state == kStateListen;
    return fell_back ? EndState{} : state;
}

} // namespace

Result<void> SockDiag::ask_all(std::span<const EndAsked> ends, std::span<EndState> states) {
    const std::size_t count = std::min({ends.size(), states.size(), kMaxQuestions});
    if (count == 0) return {};
    Question questions[kMaxQuestions];
    const std::uint32_t first = sequence_ + 1;
    for (std::size_t i = 0; i < count; ++i)
        questions[i] = question_for(ends[i].local, ends[i].remote, ++sequence_);
    if (::send(fd_.get(), questions, count * sizeof(Question), 0) < 0)
        return system_error("ask sock_diag", errno);
    // The kernel has answered before send() returns. An older answer may still lie in front.
    constexpr std::size_t kStale = 16;
    std::size_t open = count;
    for (std::size_t tries = 0; open > 0 && tries < count + kStale; ++tries) {
        alignas(nlmsghdr) char buffer[2048];
        const ssize_t size = ::recv(fd_.get(), buffer, sizeof buffer, 0);
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) return system_error("read sock_diag's answer", errno);
        nlmsghdr header{};
        if (static_cast<std::size_t>(size) < sizeof header) continue;
        std::memcpy(&header, buffer, sizeof header);
        const std::uint32_t index = header.nlmsg_seq - first;
        const bool known =
            header.nlmsg_type == NLMSG_ERROR || header.nlmsg_type == SOCK_DIAG_BY_FAMILY;
        if (index >= count || !known) continue;
        const auto state = read_answer(header, buffer + NLMSG_HDRLEN, ends[index]);
        if (!state) return state.error();
        states[index] = *state;
        --open;
    }
    if (open > 0) return failure("sock_diag: no answer to a question that was asked");
    return {};
}

Result<void> SockDiag::destroy(const EndAsked& end) {
    Question order = question_for(end.local, end.remote, ++sequence_);
    order.header.nlmsg_type = SOCK_DESTROY;
    order.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK;
    if (::send(fd_.get(), &order, sizeof order, 0) < 0)
        return system_error("ask for SOCK_DESTROY", errno);
    constexpr int kTries = 16; // an interrupted call, or an older answer in front
    for (int tries = 0; tries < kTries; ++tries) {
        alignas(nlmsghdr) char buffer[2048];
        const ssize_t size = ::recv(fd_.get(), buffer, sizeof buffer, 0);
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) return system_error("read the answer to SOCK_DESTROY", errno);
        nlmsghdr header{};
        nlmsgerr answer{};
        if (static_cast<std::size_t>(size) < NLMSG_HDRLEN + sizeof answer) continue;
        std::memcpy(&header, buffer, sizeof header);
        if (header.nlmsg_seq != sequence_ || header.nlmsg_type != NLMSG_ERROR) continue;
        std::memcpy(&answer, buffer + NLMSG_HDRLEN, sizeof answer);
        if (answer.error != 0) return system_error("SOCK_DESTROY", -answer.error);
        return {};
    }
    return system_error("SOCK_DESTROY: no answer", ETIMEDOUT);
}

} // namespace finwait
