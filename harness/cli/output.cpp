#include "cli/output.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>

namespace finwait {
namespace fs = std::filesystem;
namespace {

constexpr mode_t kMode = 0644;

std::string name_beside(const std::string& path) {
    const fs::path target = path;
    return (target.parent_path() /
            fmt::format(".{}.{}.part", target.filename().string(), ::getpid()))
        .string();
}

} // namespace

Result<Output> Output::open(const std::string& path, Existing existing) {
    Output output;
    output.existing_ = existing;
    if (path.empty() || path == "-") return output;
    output.path_ = path;
    std::error_code error;
    if (fs::is_directory(path, error)) return system_error("write " + path, EISDIR);
    if (fs::exists(path, error) && !fs::is_regular_file(path, error)) {
        // A device or a pipe is written to, never replaced.
        output.in_place_ = true;
        output.fd_.reset(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
        if (!output.fd_.valid()) return system_error("write " + path, errno);
        return output;
    }
    fs::path folder = fs::path(path).parent_path();
    if (folder.empty()) folder = ".";
    output.fd_.reset(::open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, kMode));
    if (output.fd_.valid()) return output;
    output.beside_ = name_beside(path);
    output.fd_.reset(
        ::open(output.beside_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kMode));
    if (!output.fd_.valid()) return system_error("write " + path, errno);
    return output;
}

Output::~Output() {
    if (fd_.valid() && !beside_.empty()) ::unlink(beside_.c_str());
}

Result<void> Output::write(std::string_view text) {
    const int fd = path_.empty() ? STDOUT_FILENO : fd_.get();
    while (!text.empty()) {
        const ssize_t written = ::write(fd, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0)
            return system_error("write " + (path_.empty() ? "standard output" : path_), errno);
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

/// False, and errno, if it cannot be. What is left under the name beside goes with the Output.
bool Output::put_in_place() {
    if (existing_ == Existing::replace) return ::rename(beside_.c_str(), path_.c_str()) == 0;
    if (::renameat2(AT_FDCWD, beside_.c_str(), AT_FDCWD, path_.c_str(), RENAME_NOREPLACE) == 0)
        return true;
    // Not every filesystem can do that (rename(2)), but those have links, which never replace.
    return errno == EINVAL && ::link(beside_.c_str(), path_.c_str()) == 0 &&
           ::unlink(beside_.c_str()) == 0;
}

Result<void> Output::commit() {
    if (path_.empty() || in_place_) return {};
    if (beside_.empty()) {
        // A nameless file can only be linked to a free name; renaming then replaces the old file.
        const std::string name = name_beside(path_);
        const std::string self = fmt::format("/proc/self/fd/{}", fd_.get());
        ::unlink(name.c_str());
        if (::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) != 0)
            return system_error("name the finished " + path_, errno);
        beside_ = name;
    }
    if (!put_in_place()) return system_error("put the finished file in place as " + path_, errno);
    beside_.clear();
    return {};
}

} // namespace finwait
