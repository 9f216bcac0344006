// send, recv, fill, drain.
#include "agent/agent.hpp"
#include "agent/steps/table.hpp"
#include "base/clock.hpp"

#include <algorithm>
#include <cstring>
#include <linux/sockios.h>
#include <sys/ioctl.h>

namespace finwait {
namespace {

// fields: bytes, text, flags
void perform_send(Agent& agent, const PlanStep& step) {
    std::size_t size = static_cast<std::size_t>(step.fields[0].a);
    if (step.fields[1].kind == ValueKind::text) {
        const auto text = agent.text(step.fields[1]);
        size = std::min(text.size(), kBufferBytes);
        std::memcpy(agent_buffer(), text.data(), size);
    } else {
        letters(agent_buffer(), size, agent.slot().sent_bytes);
    }
    const std::int64_t sent =
        agent.call(Call::sendto, agent.descriptor(step.socket), agent_buffer(), size,
                   integer_or(step.fields[2], 0), nullptr, 0);
    if (sent > 0) {
        agent.slot().sent_bytes += static_cast<std::uint64_t>(sent);
        add_fact(agent.result(), Fact::bytes, FactKind::integer, sent);
    }
}

// fields: max, flags
void perform_recv(Agent& agent, const PlanStep& step) {
    const auto size = static_cast<std::size_t>(integer_or(step.fields[0], 4096));
    const std::int64_t received =
        agent.call(Call::recvfrom, agent.descriptor(step.socket), agent_buffer(), size,
                   integer_or(step.fields[1], 0), nullptr, nullptr);
    if (received < 0) return;
    add_fact(agent.result(), Fact::bytes, FactKind::integer, received);
    // With MSG_TRUNC the kernel drops the bytes and only counts them (tcp(7)).
    const bool dropped = (integer_or(step.fields[1], 0) & MSG_TRUNC) != 0;
    if (!dropped) add_data(agent.result(), agent_buffer(), received);
}

/// Waits until nothing is in flight: then no acknowledgement can make room any more. Where the kernel cannot
/// say what is in flight, a quiet tenth of a second has to do.
void wait_until_nothing_in_flight(int fd) {
    constexpr int kRounds = 1000; // of a millisecond; delayed acknowledgements take 200 at most
    for (int round = 0, quiet = 0; round < kRounds && quiet < 100; ++round) {
        int queued = 0, unsent = 0;
        const bool told =
            ::ioctl(fd, SIOCOUTQ, &queued) == 0 && ::ioctl(fd, SIOCOUTQNSD, &unsent) == 0;
        if (told && queued == unsent) return;
        if (!told) ++quiet;
        const timespec brief{0, kNanosecondsPerMillisecond};
        ::nanosleep(&brief, nullptr);
    }
}

void perform_fill(Agent& agent, const PlanStep& step) {
    constexpr std::int64_t kMaxBytes = 256LL << 20;
    constexpr std::size_t kChunk = 64 * 1024;
    letters(agent_buffer(), kChunk, 0);
    agent.begin_loop();
    const int fd = agent.descriptor(step.socket);
    std::int64_t total = 0, calls = 0;
    bool full = false, settled = false;
    while (!full && total < kMaxBytes) {
        ++calls;
        const std::int64_t sent =
            agent.call(Call::sendto, fd, agent_buffer(), kChunk, MSG_DONTWAIT, nullptr, 0);
        if (sent > 0) {
            total += sent;
            settled = false;
        } else if (agent.result().error == EAGAIN) {
            full = settled; // refused although nothing was in flight
            if (!full) wait_until_nothing_in_flight(fd);
            settled = true;
        } else {
            break;
        }
    }
    StepResult& result = agent.result();
    agent.slot().sent_bytes += static_cast<std::uint64_t>(total);
    add_fact(result, Fact::bytes, FactKind::integer, total);
    add_fact(result, Fact::calls, FactKind::integer, calls);
    add_fact(result, Fact::longest_ns, FactKind::integer, agent.longest_ns());
    if (full) {
        result.returned = total;
        result.error = 0;
    }
}

// fields: count
void perform_drain(Agent& agent, const PlanStep& step) {
    constexpr std::int64_t kUntilEnd = INT64_MAX;
    const std::int64_t wanted = integer_or(step.fields[0], kUntilEnd);
    agent.begin_loop();
    StepResult& result = agent.result();
    std::int64_t total = 0, calls = 0, last = 1;
    while (total < wanted && last > 0) {
        const auto room = static_cast<std::size_t>(
            std::min<std::int64_t>(wanted - total, static_cast<std::int64_t>(kBufferBytes)));
        ++calls;
        last = agent.call(Call::recvfrom, agent.descriptor(step.socket), agent_buffer(), room, 0,
                          nullptr, nullptr);
        if (last > 0) total += last;
    }
    add_fact(result, Fact::bytes, FactKind::integer, total);
    add_fact(result, Fact::calls, FactKind::integer, calls);
    add_fact(result, Fact::longest_ns, FactKind::integer, agent.longest_ns());
    if (last < 0) {
        add_fact(result, Fact::ended_by, FactKind::error, result.error);
        return;
    }
    const char* end = last == 0 ? "EOF" : "count";
    add_text(result, Fact::ended_by, FactKind::word, end, std::strlen(end));
    result.returned = total;
}

constexpr std::int64_t kMaxBytesAtOnce = kBufferBytes;

const FieldSpec kSendFields[] = {
    {"bytes", FieldType::integer, false, "how many letters to send, at most 262144", nullptr, 0,
     kMaxBytesAtOnce},
    {"text", FieldType::text, false, "the bytes to send"},
    {"flags", FieldType::flags, false, "`MSG_...` names", message_flag_names},
};
const FieldSpec kRecvFields[] = {
    {"max", FieldType::integer, false, "the length of the buffer in bytes; else 4096", nullptr, 0,
     kMaxBytesAtOnce},
    {"flags", FieldType::flags, false, "`MSG_...` names", message_flag_names},
};
const FieldSpec kDrainFields[] = {
    {"count", FieldType::integer, false, "stop after this many bytes; else read to the end",
     nullptr, 1, 1LL << 30},
};

} // namespace

const Step kSendStep = {{"send", "send(2), once: as sendto(2) without an address.", "`bytes`",
                         "send(2)", SocketUse::uses, Performer::role, false, kSendFields},
                        perform_send};
const Step kRecvStep = {{"recv", "recv(2), once: as recvfrom(2) without an address.",
                         "`bytes`, and `data` up to 128 bytes", "recv(2)", SocketUse::uses,
                         Performer::role, false, kRecvFields},
                        perform_recv};
const Step kFillStep = {
    {"fill",
     "send(2) with MSG_DONTWAIT until the socket takes no more and nothing is in flight: the peer's "
     "receive buffer and the own send buffer are full.",
     "`bytes`, `calls`, `longest_ns`",
     "send(2), SIOCOUTQ and SIOCOUTQNSD of tcp(7)",
     SocketUse::uses,
     Performer::role,
     false,
     {}},
    perform_fill};
const Step kDrainStep = {{"drain", "recv(2) again and again, until the end, an error, or `count`.",
                          "`bytes`, `calls`, `longest_ns`, `ended_by`: `EOF`, `count` or an errno",
                          "recv(2)", SocketUse::uses, Performer::role, false, kDrainFields},
                         perform_drain};

} // namespace finwait
