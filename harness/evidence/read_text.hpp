// Small files of /proc and /sys, read whole.
#pragma once

#include "base/result.hpp"

#include <string>

namespace finwait {

/// At most 1 MiB of a file; fails with the file's name and the errno.
[[nodiscard]] Result<std::string> read_text(const std::string& path);

/// The same without what ends the last line.
[[nodiscard]] std::string read_line(const std::string& path);

} // namespace finwait
