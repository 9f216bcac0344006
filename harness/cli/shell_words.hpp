// Words that a user can type into a shell as they stand.
#pragma once

#include <string>

namespace finwait {

/// The text as one word of a POSIX shell, in quotes where it needs them.
[[nodiscard]] std::string shell_word(const std::string& text);

/// The shortest way to write a path: from the working directory where it lies below that.
[[nodiscard]] std::string path_to_type(const std::string& path);

/// How this program is called from the working directory: `./finwait` in a checkout, `finwait` where
/// nothing is known of one.
[[nodiscard]] std::string program_to_type();

} // namespace finwait
