// shutdown, close, dup.
#include "agent/agent.hpp"
#include "agent/steps/table.hpp"

namespace finwait {
namespace {

// fields: how
void perform_shutdown(Agent& agent, const PlanStep& step) {
    agent.call(Call::shutdown, agent.descriptor(step.socket), step.fields[0].a);
}

/// The descriptor stays known by its number, so that a later step on the closed socket shows EBADF.
void perform_close(Agent& agent, const PlanStep& step) {
    agent.call(Call::close, agent.descriptor(step.socket));
}

void perform_dup(Agent& agent, const PlanStep& step) {
    const std::int64_t fd = agent.call(Call::dup, agent.descriptor(step.other_socket));
    if (fd >= 0) agent.set_descriptor(step.socket, fd);
}

const FieldSpec kShutdownFields[] = {
    {"how", FieldType::name, true, "`SHUT_RD`, `SHUT_WR` or `SHUT_RDWR`", shutdown_names},
};
const FieldSpec kDupFields[] = {
    {"to", FieldType::socket, true, "the name of the second descriptor"},
};

} // namespace

const Step kShutdownStep = {{"shutdown", "shutdown(2): ends one direction, or both.", "",
                             "shutdown(2), tcp_shutdown() in net/ipv4/tcp.c", SocketUse::uses,
                             Performer::role, false, kShutdownFields},
                            perform_shutdown};
const Step kCloseStep = {{"close",
                          "close(2) on the socket's descriptor.",
                          "",
                          "close(2), __tcp_close() in net/ipv4/tcp.c",
                          SocketUse::uses,
                          Performer::role,
                          false,
                          {}},
                         perform_close};
const Step kDupStep = {{"dup", "dup(2): a second descriptor of the same socket, named by `to`.", "",
                        "dup(2)", SocketUse::copies, Performer::role, false, kDupFields},
                       perform_dup};

} // namespace finwait
