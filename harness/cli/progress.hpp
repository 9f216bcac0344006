// Progress on standard error: one line that rewrites itself on a terminal, a plain line now and then
// elsewhere.
#pragma once

#include <cstdint>
#include <string>

namespace finwait {

class Progress {
  public:
    /// @param quiet  say nothing at all
    Progress(std::size_t total, bool quiet);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void start(const std::string& what);
    void done(std::size_t count, const std::string& last_case);
    /// Takes the line away again, before something else is printed.
    void clear();

  private:
    std::size_t total_;
    bool quiet_;
    bool terminal_;
    bool shown_ = false;
    std::int64_t last_ns_ = 0;
};

/// Whether a stream may be coloured: a terminal, without NO_COLOR (no-color.org), and not TERM=dumb.
[[nodiscard]] bool may_colour(int fd);
/// The width of the terminal behind a descriptor; 100 where there is none.
[[nodiscard]] int columns_of(int fd);
/// Whether the locale's encoding is UTF-8.
[[nodiscard]] bool may_unicode();

} // namespace finwait
