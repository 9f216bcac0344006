#include "evidence/process.hpp"

#include "evidence/read_text.hpp"

#include <cstdlib>
#include <fmt/format.h>
#include <string_view>

namespace finwait {

std::optional<char> process_state(pid_t pid) {
    const auto text = read_text(fmt::format("/proc/{}/stat", pid));
    if (!text) return std::nullopt;
    // The name in parentheses may hold anything, so look behind the last one.
    const auto name_end = text->rfind(')');
    if (name_end == std::string::npos || name_end + 2 >= text->size()) return std::nullopt;
    return (*text)[name_end + 2];
}

std::optional<SignalMasks> signal_masks(pid_t pid) {
    const auto text = read_text(fmt::format("/proc/{}/status", pid));
    if (!text) return std::nullopt;
    const auto mask = [&](std::string_view name) -> std::uint64_t {
        const auto at = text->find(fmt::format("\n{}:", name));
        return at == std::string::npos
                   ? 0
                   : std::strtoull(text->c_str() + at + name.size() + 2, nullptr, 16);
    };
    return SignalMasks{mask("SigPnd") | mask("ShdPnd"), mask("SigCgt"), mask("SigIgn")};
}

} // namespace finwait
