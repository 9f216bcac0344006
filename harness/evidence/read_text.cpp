#include "evidence/read_text.hpp"

#include "base/unique_fd.hpp"

#include <cerrno>
#include <fcntl.h>

namespace finwait {

Result<std::string> read_text(const std::string& path) {
    constexpr std::size_t kMaxBytes = 1 << 20;
    const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd.valid()) return system_error("open " + path, errno);
    std::string text;
    char part[16384];
    while (text.size() < kMaxBytes) {
        const ssize_t size = ::read(fd.get(), part, sizeof part);
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) return system_error("read " + path, errno);
        if (size == 0) break;
        text.append(part, static_cast<std::size_t>(size));
    }
    return text;
}

std::string read_line(const std::string& path) {
    auto text = read_text(path);
    if (!text) return "";
    std::string line = std::move(*text);
    while (!line.empty() && (line.back() == '\n' || line.back() == ' ')) line.pop_back();
    return line;
}

} // namespace finwait
