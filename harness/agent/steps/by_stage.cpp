// pause, wait, await, destroy: the stage carries them out, because a role that blocks cannot wait as well,
// and an administrator is none of the roles.
#include "agent/steps/table.hpp"

namespace finwait {
namespace {

const FieldSpec kPauseFields[] = {
    {"seconds", FieldType::seconds, true, "how long nothing happens in the story"},
};
const FieldSpec kWaitFields[] = {
    {"state", FieldType::states, true, "a TCP state, or an array of them", state_names},
    {"timeout", FieldType::seconds, false, "seconds after which the wait gives up; else 5"},
};
const FieldSpec kAwaitFields[] = {
    {"step", FieldType::label, true, "the label of an earlier background step of this role"},
    {"timeout", FieldType::seconds, false, "seconds after which the wait gives up; else 5"},
};

} // namespace

const Step kPauseStep = {
    {"pause", "Lets time pass.", "", "", SocketUse::none, Performer::stage, false, kPauseFields},
    nullptr};
const Step kWaitStep = {
    {"wait", "Waits until the kernel reports this state for the socket's end of the connection.",
     "`reached`", "sock_diag(7), RFC 9293 section 3.3.2", SocketUse::uses, Performer::stage, false,
     kWaitFields},
    nullptr};
const Step kAwaitStep = {{"await", "Waits until a background step has returned.", "`reached`", "",
                          SocketUse::none, Performer::stage, false, kAwaitFields},
                         nullptr};

const Step kDestroyStep = {
    {"destroy",
     "An administrator destroys the socket's end with SOCK_DESTROY, as `ss -K` does. Needs a "
     "network namespace of the trial's own, or CAP_NET_ADMIN.",
     "",
     "sock_diag(7), tcp_diag_destroy() in net/ipv4/tcp_diag.c",
     SocketUse::uses,
     Performer::stage,
     false,
     {}},
    nullptr};

} // namespace finwait
