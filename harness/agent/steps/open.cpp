// socket, bind, listen, connect, accept.
#include "agent/agent.hpp"
#include "agent/steps/table.hpp"

#include <utility>

namespace finwait {
namespace {

bool make_socket(Agent& agent, std::uint8_t socket) {
    const std::int64_t fd = agent.call(Call::socket, agent.family(), SOCK_STREAM, 0);
    agent.set_descriptor(socket, fd);
    return fd >= 0;
}

Address named_address(Agent& agent, const Value& place, const Value& port) {
    const auto number = static_cast<std::uint16_t>(integer_or(port, 0));
    if (place.kind == ValueKind::ip)
        return literal_address(agent.family(), place.a, place.b, number);
    return integer_or(place, kLoopbackAddress) == kAnyAddress ? any_address(agent.family(), number)
                                                              : loopback(agent.family(), number);
}

std::int64_t bind_to(Agent& agent, std::uint8_t socket, const Address& address) {
    SocketAddress name{};
    const socklen_t length = to_socket_address(address, name);
    const std::int64_t returned =
        agent.call(Call::bind, agent.descriptor(socket), &std::as_const(name), length);
    if (returned == 0) agent.note_end(socket, Agent::EndKind::bound);
    return returned;
}

void perform_socket(Agent& agent, const PlanStep& step) { make_socket(agent, step.socket); }

// fields: address, port, like
void perform_bind(Agent& agent, const PlanStep& step) {
    Address address = named_address(agent, step.fields[0], step.fields[1]);
    if (step.fields[2].kind == ValueKind::address) {
        const Address like =
            local_address(agent.board(), static_cast<std::uint8_t>(step.fields[2].a),
                          static_cast<std::uint8_t>(step.fields[2].b));
        address.port = like.port;
        if (step.fields[0].kind == ValueKind::absent && like.family != 0) address.ip = like.ip;
    }
    bind_to(agent, step.socket, address);
}

// fields: backlog, address, port
void perform_listen(Agent& agent, const PlanStep& step) {
    constexpr std::int64_t kBacklog = 128;
    if (agent.descriptor(step.socket) < 0) {
        if (!make_socket(agent, step.socket)) return;
        const Address address = named_address(agent, step.fields[1], step.fields[2]);
        if (bind_to(agent, step.socket, address) != 0) return;
    }
    const std::int64_t backlog = integer_or(step.fields[0], kBacklog);
    if (agent.call(Call::listen, agent.descriptor(step.socket), backlog) == 0)
        agent.note_end(step.socket, Agent::EndKind::listens);
}

/// Where connect goes: the address of a role's socket, or a port; an address of its own replaces the IP.
Address destination(Agent& agent, const PlanStep& step) {
    const Value& to = step.fields[0];
    const Value& place = step.fields[2];
    if (to.kind != ValueKind::address) return named_address(agent, place, step.fields[1]);
    const Address theirs = local_address(agent.board(), static_cast<std::uint8_t>(to.a),
                                         static_cast<std::uint8_t>(to.b));
    if (place.kind == ValueKind::absent && !is_any(theirs)) return theirs;
    return named_address(agent, place, {ValueKind::integer, theirs.port});
}

// fields: to, port, address
void perform_connect(Agent& agent, const PlanStep& step) {
    if (agent.descriptor(step.socket) < 0 && !make_socket(agent, step.socket)) return;
    SocketAddress name{};
    if (step.fields[0].kind == ValueKind::unspec) {
        name.any.sa_family = AF_UNSPEC;
        agent.call(Call::connect, agent.descriptor(step.socket), &std::as_const(name),
                   sizeof name.v4);
        return;
    }
    const Address remote = destination(agent, step);
    const socklen_t length = to_socket_address(remote, name);
    const std::int64_t returned =
        agent.call(Call::connect, agent.descriptor(step.socket), &std::as_const(name), length);
    if (returned == 0 || agent.result().error == EINPROGRESS)
        agent.note_end(step.socket, Agent::EndKind::connected, remote);
}

void perform_accept(Agent& agent, const PlanStep& step) {
    SocketAddress peer{};
    socklen_t length = sizeof peer;
    const std::int64_t fd =
        agent.call(Call::accept, agent.descriptor(step.other_socket), &peer, &length);
    if (fd < 0) return;
    agent.set_descriptor(step.socket, fd);
    agent.note_end(step.socket, Agent::EndKind::accepted, from_socket_address(peer));
}

constexpr std::int64_t kMaxPort = 65535;

const FieldSpec kBindFields[] = {
    {"address", FieldType::ip, false, "`loopback` (the default), `any`, or one such as 127.0.0.2"},
    {"port", FieldType::integer, false, "a port; 0, the default, lets the kernel choose", nullptr,
     0, kMaxPort},
    {"like", FieldType::address_of, false,
     "`role/socket`: the local address that this socket has, or last had"},
};
const FieldSpec kListenFields[] = {
    {"backlog", FieldType::integer, false, "how many connections may wait for accept; else 128",
     nullptr, -1, 65535},
    {"address", FieldType::ip, false,
     "for a listener made here: `loopback`, `any`, or one such as 127.0.0.2"},
    {"port", FieldType::integer, false, "for a listener made here; 0 lets the kernel choose",
     nullptr, 0, kMaxPort},
};
const FieldSpec kConnectFields[] = {
    {"to", FieldType::address_of, false,
     "`role/socket`: where that socket is or last was; `AF_UNSPEC` dissolves a connection; else the "
     "last listener"},
    {"port", FieldType::integer, false, "a port on loopback, where `to` is not given", nullptr, 0,
     kMaxPort},
    {"address", FieldType::ip, false,
     "`loopback`, `any`, or one such as 127.0.0.2, instead of the address of `to`"},
};
const FieldSpec kAcceptFields[] = {
    {"listener", FieldType::socket, false, "the name of the listener; else the only one"},
};

} // namespace

const Step kSocketStep = {{"socket",
                           "socket(2): a TCP socket of the case's address family.",
                           "",
                           "socket(2)",
                           SocketUse::makes,
                           Performer::role,
                           false,
                           {}},
                          perform_socket};
const Step kBindStep = {{"bind", "bind(2) to loopback and a port.", "", "bind(2), ip(7)",
                         SocketUse::uses, Performer::role, false, kBindFields},
                        perform_bind};
const Step kListenStep = {
    {"listen",
     "listen(2). Makes a socket and binds it to loopback and a free port first, if the role has "
     "none yet.",
     "", "listen(2)", SocketUse::listens, Performer::role, false, kListenFields},
    perform_listen};
const Step kConnectStep = {
    {"connect", "connect(2) to the listener. Makes a socket first, if the role has none yet.", "",
     "connect(2)", SocketUse::connects, Performer::role, false, kConnectFields},
    perform_connect};
const Step kAcceptStep = {{"accept",
                           "accept(2): takes a connection. `socket` names it; else it is called "
                           "`connection`.",
                           "", "accept(2)", SocketUse::accepts, Performer::role, false,
                           kAcceptFields},
                          perform_accept};

} // namespace finwait
