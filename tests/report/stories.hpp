// Stories that several tests tell, as the kernels told them to us.
#pragma once

#include "stage.hpp"

namespace finwait::stage {

/// An abortive close: what had arrived can be read, the error comes once.
inline Story zero_resets(const std::string& family) {
    Story story("linger/zero-resets[family=" + family + "]");
    story.tell(step("server", "listen")).tell(step("client", "connect"));
    story.client_server(end("ESTABLISHED"), end("ESTABLISHED"));
    story.tell(step("server", "accept", 4)).tell(moved(step("client", "send"), 5));
    story.client_server(end("ESTABLISHED"), end("ESTABLISHED"));
    story.tell(step("client", "setsockopt")).tell(step("client", "close"));
    story.client_server(end("CLOSED", false), end("CLOSED"));
    story.tell(named(received("server", "abcde"), "first-read"));
    story.tell(named(step("server", "recv", -1, "ECONNRESET"), "second-read"));
    story.tell(named(moved(step("server", "recv"), 0), "third-read"));
    story.client_server(end("CLOSED", false), end("CLOSED"));
    return story.counter("TcpExt", "TCPAbortOnData", 1).counter("Tcp", "InSegs", 7);
}

/// A close that waits two seconds for a peer that does not read.
inline Story lingering_close(const std::string& family, const std::string& nonblocking,
                             std::int64_t close_ns) {
    Story story("linger/positive-waits[family=" + family + ",O_NONBLOCK=" + nonblocking + "]");
    story.tell(step("server", "listen")).tell(step("client", "connect"));
    story.tell(step("server", "accept", 4));
    story.client_server(end("ESTABLISHED"), end("ESTABLISHED"));
    story.tell(moved(named(step("client", "fill"), "fill-all"), 2'541'056));
    story.tell(in_background(lasting(named(step("client", "close"), "slow-close"), close_ns)));
    story.client_server(end("FIN_WAIT1", false), end("ESTABLISHED"));
    story.tell(with(lasting(step("client", "await"), close_ns - 40'000), "reached", true));
    story.tell(with(moved(named(step("server", "drain"), "all"), 2'541'056), "ended_by", "EOF"));
    story.client_server(end("FIN_WAIT2", false, 59'990), end("CLOSE_WAIT"));
    story.tell(step("server", "close"));
    return story.client_server(end("TIME_WAIT", false, 59'980), end("CLOSED", false));
}

/// A server that is killed inside a send, and an heir of it that stays inside a recv.
inline Story killed_by_sigpipe() {
    Story story("signals/sigpipe-kills");
    story.heir("worker", "server");
    story.tell(step("server", "listen")).tell(step("client", "connect"));
    story.tell(step("server", "accept", 4));
    story.client_server(end("ESTABLISHED"), end("ESTABLISHED"));
    story.tell(with(step("server", "fork", 77), "heir", "worker"));
    story.tell(in_background(inside(step("worker", "recv"), "recvfrom")));
    story.tell(step("client", "close"));
    story.client_server(end("FIN_WAIT2", false, 60'000), end("CLOSE_WAIT"));
    story.tell(moved(named(step("server", "send"), "first-send"), 5));
    story.client_server(end("CLOSED", false), end("CLOSED"));
    story.tell(named(inside(step("server", "send"), "sendto"), "second-send"));
    story.killed("server", "SIGPIPE", story.now() - 30'000);
    story.tell(named(skipped(step("server", "recv"), "server has ended"), "last-read"));
    story.at(3 * kSecond).tell(lasting(step("client", "pause"), kSecond));
    story.seen.elapsed_ns = 4 * kSecond + 100 * kMs;
    return story;
}

/// A connect that nobody answers: the trial is cut, and what comes after it is not carried out.
inline Story cut_story() {
    Story story("signals/cut");
    story.tell(step("server", "listen")).tell(inside(step("client", "connect"), "connect"));
    story.tell(skipped(step("server", "accept"), "the story was cut before it"));
    story.seen.cut = Cut{"client", "connect", "connect", 10 * kSecond};
    story.seen.elapsed_ns = 10 * kSecond;
    story.seen.missing.push_back({"packets", "open an AF_PACKET socket: EPERM"});
    return story;
}

} // namespace finwait::stage
