#include "trial/network.hpp"

#include "base/unique_fd.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

namespace finwait {
namespace {

Result<void> write_file(const std::string& path, const std::string& text) {
    const UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (!fd.valid()) return system_error("open " + path, errno);
    if (::write(fd.get(), text.data(), text.size()) < 0)
        return system_error("write " + path, errno);
    return {};
}

Result<void> become_root_of_a_user_namespace() {
    const unsigned uid = ::getuid(), gid = ::getgid();
    if (::unshare(CLONE_NEWUSER) != 0) return system_error("unshare(CLONE_NEWUSER)", errno);
    // setgroups must be denied before an ordinary user may map a group (user_namespaces(7)).
    if (auto denied = write_file("/proc/self/setgroups", "deny");
        !denied && denied.error().number != ENOENT)
        return denied;
    if (auto mapped = write_file("/proc/self/uid_map", fmt::format("0 {} 1", uid)); !mapped)
        return mapped;
    return write_file("/proc/self/gid_map", fmt::format("0 {} 1", gid));
}

Result<void> bring_up_loopback() {
    const UniqueFd fd(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    if (!fd.valid()) return system_error("open a socket to bring up lo", errno);
    ifreq request{};
    std::memcpy(request.ifr_name, "lo", 3);
    if (::ioctl(fd.get(), SIOCGIFFLAGS, &request) != 0)
        return system_error("read the flags of lo", errno);
    if ((request.ifr_flags & IFF_UP) != 0) return {};
    request.ifr_flags |= IFF_UP;
    if (::ioctl(fd.get(), SIOCSIFFLAGS, &request) != 0) return system_error("bring up lo", errno);
    return {};
}

} // namespace

Result<void> enter_new_network() {
    if (::unshare(CLONE_NEWNET) != 0) {
        if (errno != EPERM) return system_error("unshare(CLONE_NEWNET)", errno);
        if (auto root = become_root_of_a_user_namespace(); !root) return root;
        if (::unshare(CLONE_NEWNET) != 0) return system_error("unshare(CLONE_NEWNET)", errno);
    }
    return bring_up_loopback();
}

} // namespace finwait
