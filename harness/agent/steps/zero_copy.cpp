// sendfile, splice: bytes that never pass through the process.
#include "agent/agent.hpp"
#include "agent/steps/table.hpp"
#include "base/unique_fd.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>

namespace finwait {
namespace {

enum : std::int64_t { kSend, kReceive };

NameTable direction_names() {
    static constexpr std::array kNames =
        std::to_array<Name>({{"send", kSend}, {"receive", kReceive}});
    return kNames;
}

constexpr std::int64_t kMaxPipeBytes = 65536; ///< what a pipe holds, by pipe(7)

void add_sent(Agent& agent, std::int64_t sent) {
    if (sent <= 0) return;
    agent.slot().sent_bytes += static_cast<std::uint64_t>(sent);
    add_fact(agent.result(), Fact::bytes, FactKind::integer, sent);
}

void fail(Agent& agent, int error) {
    agent.result().returned = -1;
    agent.result().error = error;
}

// fields: bytes
void perform_sendfile(Agent& agent, const PlanStep& step) {
    const auto size = static_cast<std::size_t>(step.fields[0].a);
    const UniqueFd file(static_cast<int>(::syscall(SYS_memfd_create, "letters", MFD_CLOEXEC)));
    letters(agent_buffer(), size, agent.slot().sent_bytes);
    if (!file.valid() || ::pwrite(file.get(), agent_buffer(), size, 0) < 0)
        return fail(agent, errno);
    add_sent(agent,
             agent.call(Call::sendfile, agent.descriptor(step.socket), file.get(), nullptr, size));
}

/// The agent's own pipe is the other end. Only the splice is recorded: what happens in the pipe is not TCP.
// fields: direction, bytes
void perform_splice(Agent& agent, const PlanStep& step) {
    const bool sends = step.fields[0].a == kSend;
    const auto size = static_cast<std::size_t>(integer_or(step.fields[1], 4096));
    int ends[2] = {-1, -1};
    if (::syscall(SYS_pipe2, ends, O_CLOEXEC | O_NONBLOCK) != 0) return fail(agent, errno);
    const UniqueFd out(ends[0]), in(ends[1]);
    const int fd = agent.descriptor(step.socket);
    const char* const direction = sends ? "send" : "receive";
    if (sends) {
        letters(agent_buffer(), size, agent.slot().sent_bytes);
        if (::write(in.get(), agent_buffer(), size) < 0) return fail(agent, errno);
        add_sent(agent, agent.call(Call::splice, out.get(), nullptr, fd, nullptr, size, 0));
    } else {
        const std::int64_t received =
            agent.call(Call::splice, fd, nullptr, in.get(), nullptr, size, 0);
        if (received >= 0) add_fact(agent.result(), Fact::bytes, FactKind::integer, received);
        const ssize_t there = received > 0 ? ::read(out.get(), agent_buffer(), size) : 0;
        if (there > 0) add_data(agent.result(), agent_buffer(), there);
    }
    add_text(agent.result(), Fact::direction, FactKind::word, direction, std::strlen(direction));
}

const FieldSpec kSendfileFields[] = {
    {"bytes", FieldType::integer, true, "how many letters the file holds, at most 262144", nullptr,
     0, static_cast<std::int64_t>(kBufferBytes)},
};
const FieldSpec kSpliceFields[] = {
    {"direction", FieldType::name, true, "`send`: from a pipe to the socket; `receive`: back",
     direction_names},
    {"bytes", FieldType::integer, false,
     "how many at most, up to 65536; to send, the pipe holds as many; else 4096", nullptr, 1,
     kMaxPipeBytes},
};

} // namespace

const Step kSendfileStep = {{"sendfile", "sendfile(2) from a file of letters to the socket, once.",
                             "`bytes`", "sendfile(2)", SocketUse::uses, Performer::role, false,
                             kSendfileFields},
                            perform_sendfile};
const Step kSpliceStep = {{"splice",
                           "splice(2) between the socket and a pipe of the agent's, once.",
                           "`bytes`, `direction`, and `data` up to 128 bytes received",
                           "splice(2), tcp_splice_read() in net/ipv4/tcp.c", SocketUse::uses,
                           Performer::role, false, kSpliceFields},
                          perform_splice};

} // namespace finwait
