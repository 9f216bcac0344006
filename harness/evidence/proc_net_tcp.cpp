#include "evidence/proc_net_tcp.hpp"

#include "evidence/read_text.hpp"

#include <charconv>
#include <cstring>
#include <netinet/in.h>
#include <optional>
#include <vector>

namespace finwait {
namespace {

constexpr int kStateListen = 10;

std::vector<std::string_view> words(std::string_view line) {
    std::vector<std::string_view> found;
    std::size_t at = 0;
    while ((at = line.find_first_not_of(' ', at)) != std::string_view::npos) {
        const std::size_t end = std::min(line.find(' ', at), line.size());
        found.push_back(line.substr(at, end - at));
        at = end;
    }
    return found;
}

std::optional<std::uint32_t> hex(std::string_view digits) {
    std::uint32_t number = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return number;
}

/// `0100007F:1F90`: the address as 32-bit words in the machine's byte order, the port in hex.
bool is_endpoint(std::string_view word, const Endpoint& wanted) {
    const auto colon = word.find(':');
    if (colon == std::string_view::npos) return false;
    const std::size_t words_of_ip = wanted.family == AF_INET6 ? 4 : 1;
    if (colon != words_of_ip * 8 || hex(word.substr(colon + 1)) != wanted.port) return false;
    for (std::size_t i = 0; i < words_of_ip; ++i) {
        std::uint32_t part = 0;
        std::memcpy(&part, wanted.ip.data() + i * 4, 4);
        if (hex(word.substr(i * 8, 8)) != part) return false;
    }
    return true;
}

/// Two numbers in hex with a colon between them.
std::pair<std::uint32_t, std::uint32_t> hex_pair(std::string_view word) {
    const auto colon = std::min(word.find(':'), word.size());
    return {hex(word.substr(0, colon)).value_or(0),
            colon < word.size() ? hex(word.substr(colon + 1)).value_or(0) : 0};
}

EndState to_state(const std::vector<std::string_view>& columns) {
    constexpr std::uint32_t kMsPerTick = 10; // of USER_HZ, 100 on every architecture that Linux has
    EndState state;
    state.state = static_cast<int>(hex(columns[3]).value_or(7));
    std::tie(state.send_queue, state.receive_queue) = hex_pair(columns[4]);
    const auto [timer, ticks] = hex_pair(columns[5]);
    if (timer <= static_cast<std::uint32_t>(Timer::probe)) state.timer = static_cast<Timer>(timer);
    state.timer_left_ms = state.timer == Timer::none ? 0 : ticks * kMsPerTick;
    std::from_chars(columns[9].data(), columns[9].data() + columns[9].size(), state.inode);
    return state;
}

} // namespace

EndState find_in_proc_net_tcp(std::string_view text, const Endpoint& local,
                              const Endpoint& remote) {
    constexpr std::size_t kColumns = 10; // up to the inode
    Endpoint peer = remote;
    if (remote.family == 0) peer = {local.family, 0, {}};
    std::size_t at = text.find('\n');
    while (at != std::string_view::npos && at + 1 < text.size()) {
        const std::size_t end = std::min(text.find('\n', at + 1), text.size());
        const auto columns = words(text.substr(at + 1, end - at - 1));
        at = end;
        if (columns.size() < kColumns) continue;
        if (!is_endpoint(columns[1], local) || !is_endpoint(columns[2], peer)) continue;
        const EndState state = to_state(columns);
        if (remote.family != 0 && state.state == kStateListen) continue;
        return state;
    }
    return {};
}

Result<EndState> ask_proc_net_tcp(const Endpoint& local, const Endpoint& remote) {
    const char* file = local.family == AF_INET6 ? "/proc/self/net/tcp6" : "/proc/self/net/tcp";
    const auto text = read_text(file);
    if (!text) return text.error();
    return find_in_proc_net_tcp(*text, local, remote);
}

} // namespace finwait
