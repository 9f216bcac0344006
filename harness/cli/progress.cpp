#include "cli/progress.hpp"

#include "base/clock.hpp"

#include <cstdlib>
#include <fmt/core.h>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>

namespace finwait {
namespace {

std::string_view variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

} // namespace

bool may_colour(int fd) {
    return ::isatty(fd) == 1 && variable("NO_COLOR").empty() && variable("TERM") != "dumb";
}

int columns_of(int fd) {
    constexpr int kElsewhere = 100;
    winsize size{};
    if (::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
    return kElsewhere;
}

bool may_unicode() {
    for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        const auto value = variable(name);
        if (value.empty()) continue;
        return value.find("UTF-8") != std::string_view::npos ||
               value.find("utf8") != std::string_view::npos;
    }
    return false;
}

Progress::Progress(std::size_t total, bool quiet)
    : total_(total), quiet_(quiet),
      terminal_(::isatty(STDERR_FILENO) == 1 && variable("TERM") != "dumb") {}

Progress::~Progress() { clear(); }

void Progress::start(const std::string& what) {
    if (quiet_) return;
    if (!terminal_) fmt::print(stderr, "finwait: {}\n", what);
    last_ns_ = monotonic_ns();
}

void Progress::done(std::size_t count, const std::string& last_case) {
    if (quiet_) return;
    constexpr std::int64_t kTerminalNs = 50 * kNanosecondsPerMillisecond;
    constexpr std::int64_t kPlainNs = 5 * kNanosecondsPerSecond;
    const std::int64_t now = monotonic_ns();
    if (now - last_ns_ < (terminal_ ? kTerminalNs : kPlainNs)) return;
    last_ns_ = now;
    const std::string text = fmt::format("{} of {} trials", count, total_);
    if (terminal_) {
        const auto room = static_cast<std::size_t>(columns_of(STDERR_FILENO));
        fmt::print(stderr, "\r\x1b[K{}",
                   fmt::format("{}  {}", text, last_case).substr(0, room - 1));
        shown_ = true;
    } else {
        fmt::print(stderr, "finwait: {} done\n", text);
    }
    std::fflush(stderr);
}

void Progress::clear() {
    if (!shown_) return;
    fmt::print(stderr, "\r\x1b[K");
    std::fflush(stderr);
    shown_ = false;
}

} // namespace finwait
