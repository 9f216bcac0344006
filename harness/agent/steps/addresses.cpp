// getsockname, getpeername.
#include "agent/agent.hpp"
#include "agent/steps/table.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <cstring>

namespace finwait {
namespace {

/// Whose address it is: the socket that wrote it down last.
void add_owner(Agent& agent, const Address& address) {
    Board& board = agent.board();
    const std::uint32_t count = std::min<std::uint32_t>(board.end_count.load(), kMaxEnds);
    for (std::uint32_t i = count; i-- > 0;) {
        const End& end = board.ends[i];
        if (end.local.port != address.port || end.local.port == 0) continue;
        if (end.accepted) continue; // it has its listener's port
        add_fact(agent.result(), Fact::belongs_to, FactKind::end, end.role, end.socket);
        return;
    }
}

void perform_name(Agent& agent, const PlanStep& step, Call call) {
    SocketAddress name{};
    socklen_t length = sizeof name;
    if (agent.call(call, agent.descriptor(step.socket), static_cast<void*>(&name), &length) != 0)
        return;
    const Address address = from_socket_address(name);
    char text[INET6_ADDRSTRLEN] = "";
    if (::inet_ntop(address.family, address.ip.data(), text, sizeof text) != nullptr)
        add_text(agent.result(), Fact::address, FactKind::word, text, std::strlen(text));
    add_fact(agent.result(), Fact::port, FactKind::integer, address.port);
    add_owner(agent, address);
}

void perform_getsockname(Agent& agent, const PlanStep& step) {
    perform_name(agent, step, Call::getsockname);
}

void perform_getpeername(Agent& agent, const PlanStep& step) {
    perform_name(agent, step, Call::getpeername);
}

constexpr const char* kRecords =
    "`address`, `port`, and `belongs_to`: the story's socket of that port";

} // namespace

const Step kGetsocknameStep = {{"getsockname",
                                "getsockname(2): the socket's own address.",
                                kRecords,
                                "getsockname(2)",
                                SocketUse::uses,
                                Performer::role,
                                false,
                                {}},
                               perform_getsockname};
const Step kGetpeernameStep = {{"getpeername",
                                "getpeername(2): the address of the connection's other end.",
                                kRecords,
                                "getpeername(2)",
                                SocketUse::uses,
                                Performer::role,
                                false,
                                {}},
                               perform_getpeername};

} // namespace finwait
