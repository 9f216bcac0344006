// write, writev, read: the calls that a socket shares with files, and that take no flags.
#include "agent/agent.hpp"
#include "agent/steps/table.hpp"

#include <algorithm>
#include <cstring>
#include <sys/uio.h>

namespace finwait {
namespace {

constexpr std::int64_t kMaxBytesAtOnce = kBufferBytes;
constexpr std::size_t kMaxPieces = 16;

/// What the step sends: its text, or letters. Gives the size.
std::size_t prepare(Agent& agent, const Value& bytes, const Value& text) {
    if (text.kind != ValueKind::text) {
        letters(agent_buffer(), static_cast<std::size_t>(bytes.a), agent.slot().sent_bytes);
        return static_cast<std::size_t>(bytes.a);
    }
    const auto given = agent.text(text);
    const std::size_t size = std::min(given.size(), kBufferBytes);
    std::memcpy(agent_buffer(), given.data(), size);
    return size;
}

void add_sent(Agent& agent, std::int64_t sent) {
    if (sent <= 0) return;
    agent.slot().sent_bytes += static_cast<std::uint64_t>(sent);
    add_fact(agent.result(), Fact::bytes, FactKind::integer, sent);
}

// fields: bytes, text
void perform_write(Agent& agent, const PlanStep& step) {
    const std::size_t size = prepare(agent, step.fields[0], step.fields[1]);
    add_sent(agent, agent.call(Call::write, agent.descriptor(step.socket), agent_buffer(), size));
}

// fields: bytes, text, pieces
void perform_writev(Agent& agent, const PlanStep& step) {
    const std::size_t size = prepare(agent, step.fields[0], step.fields[1]);
    const auto pieces = static_cast<std::size_t>(integer_or(step.fields[2], 2));
    iovec parts[kMaxPieces];
    for (std::size_t i = 0; i < pieces; ++i) {
        const std::size_t from = size * i / pieces;
        parts[i] = {agent_buffer() + from, size * (i + 1) / pieces - from};
    }
    add_sent(agent, agent.call(Call::writev, agent.descriptor(step.socket), parts, pieces));
}

// fields: max
void perform_read(Agent& agent, const PlanStep& step) {
    const auto size = static_cast<std::size_t>(integer_or(step.fields[0], 4096));
    const std::int64_t received =
        agent.call(Call::read, agent.descriptor(step.socket), agent_buffer(), size);
    if (received < 0) return;
    add_fact(agent.result(), Fact::bytes, FactKind::integer, received);
    add_data(agent.result(), agent_buffer(), received);
}

const FieldSpec kBytes = {
    "bytes", FieldType::integer, false, "how many letters to send, at most 262144", nullptr,
    0,       kMaxBytesAtOnce};
const FieldSpec kText = {"text", FieldType::text, false, "the bytes to send"};

const FieldSpec kWriteFields[] = {kBytes, kText};
const FieldSpec kWritevFields[] = {
    kBytes,
    kText,
    {"pieces", FieldType::integer, false, "how many buffers they are spread over; else 2", nullptr,
     1, kMaxPieces},
};
const FieldSpec kReadFields[] = {
    {"max", FieldType::integer, false, "the length of the buffer in bytes; else 4096", nullptr, 0,
     kMaxBytesAtOnce},
};

} // namespace

const Step kWriteStep = {{"write", "write(2), once: send(2) without flags.", "`bytes`",
                          "write(2), sock_write_iter() in net/socket.c", SocketUse::uses,
                          Performer::role, false, kWriteFields},
                         perform_write};
const Step kWritevStep = {{"writev", "writev(2), once: several buffers in one call.", "`bytes`",
                           "writev(2)", SocketUse::uses, Performer::role, false, kWritevFields},
                          perform_writev};
const Step kReadStep = {{"read", "read(2), once: recv(2) without flags.",
                         "`bytes`, and `data` up to 128 bytes", "read(2)", SocketUse::uses,
                         Performer::role, false, kReadFields},
                        perform_read};

} // namespace finwait
