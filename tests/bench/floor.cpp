// The floor: the fastest honest way to run the benchmark's story. It forks a fresh pair for each trial and
// makes the same calls, in one kept network namespace, and writes nothing down.
//
//   floor TRIALS   prints the seconds that they took
#include "base/clock.hpp"
#include "trial/network.hpp"

#include <cstdio>
#include <cstdlib>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

sockaddr_in loopback() {
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return name;
}

void check(bool sound, const char* what) {
    if (sound) return;
    std::perror(what);
    std::_Exit(1);
}

/// The server makes its listener, and tells its port through a pipe: the floor's only hand-over. The rest
/// of the order comes from the calls that block.
[[noreturn]] void serve(int port_pipe) {
    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in name = loopback();
    socklen_t length = sizeof name;
    check(::bind(listener, reinterpret_cast<sockaddr*>(&name), sizeof name) == 0, "bind");
    check(::listen(listener, 128) == 0, "listen");
    ::getsockname(listener, reinterpret_cast<sockaddr*>(&name), &length);
    check(::write(port_pipe, &name.sin_port, sizeof name.sin_port) == sizeof name.sin_port, "pipe");
    const int connection = ::accept(listener, nullptr, nullptr);
    check(connection >= 0, "accept");
    char buffer[64];
    check(::recv(connection, buffer, sizeof buffer, 0) < 0, "recv did not fail");
    ::_exit(0);
}

[[noreturn]] void connect_and_abort(int port_pipe) {
    sockaddr_in name = loopback();
    check(::read(port_pipe, &name.sin_port, sizeof name.sin_port) == sizeof name.sin_port, "pipe");
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    check(::connect(fd, reinterpret_cast<sockaddr*>(&name), sizeof name) == 0, "connect");
    const linger zero{1, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &zero, sizeof zero);
    ::close(fd);
    ::_exit(0);
}

void trial() {
    int port_pipe[2];
    check(::pipe(port_pipe) == 0, "pipe");
    const pid_t server = ::fork();
    if (server == 0) serve(port_pipe[1]);
    const pid_t client = ::fork();
    if (client == 0) connect_and_abort(port_pipe[0]);
    for (const pid_t pid : {server, client}) {
        int status = 0;
        check(::waitpid(pid, &status, 0) == pid && status == 0, "a role failed");
    }
    ::close(port_pipe[0]);
    ::close(port_pipe[1]);
}

} // namespace

int main(int count, char** arguments) {
    const int trials = count > 1 ? std::atoi(arguments[1]) : 1000;
    if (const auto entered = finwait::enter_new_network(); !entered)
        std::fprintf(stderr, "floor: on the host's loopback: %s\n", entered.error().what.c_str());
    const std::int64_t started = finwait::monotonic_ns();
    for (int i = 0; i < trials; ++i) trial();
    std::printf("%.6f\n", static_cast<double>(finwait::monotonic_ns() - started) / 1e9);
    return 0;
}
