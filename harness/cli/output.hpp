// Where results go: standard output, or a file that appears only when it is complete.
#pragma once

#include "base/result.hpp"
#include "base/unique_fd.hpp"

#include <string>
#include <string_view>

namespace finwait {

/// What becomes of a file that is there already.
enum class Existing {
    replace, ///< it goes when the new one is complete
    keep,    ///< it stays, and commit() fails
};

class Output {
  public:
    /// @param path  "" or "-": standard output. Otherwise a nameless file in the same folder is written
    ///              and put in place by commit(), so that nobody ever sees half of it (open(2) O_TMPFILE).
    ///              A device or a pipe is written to as it is.
    [[nodiscard]] static Result<Output> open(const std::string& path,
                                             Existing existing = Existing::replace);

    Output(Output&&) = default;
    Output& operator=(Output&&) = delete;
    ~Output();

    /// Fails with what could not be written: a full disk, a closed pipe.
    [[nodiscard]] Result<void> write(std::string_view text);
    /// Puts a file in its place: over an older one, or only where there is none.
    [[nodiscard]] Result<void> commit();

  private:
    Output() = default;
    [[nodiscard]] bool put_in_place();
    Existing existing_ = Existing::replace;
    std::string path_;      ///< "" for standard output
    std::string beside_;    ///< name of the unfinished file, where the filesystem lacks O_TMPFILE
    bool in_place_ = false; ///< a device or a pipe
    UniqueFd fd_;
};

} // namespace finwait
