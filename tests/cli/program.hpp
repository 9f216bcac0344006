// Runs the built finwait as a user would, and gathers what came of it.
#pragma once

#include "observation/observation.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace finwait::test {

struct Ran {
    int exit = -1; ///< exit code; -1: ended by a signal
    int signal = 0;
    std::string out;
    std::string err;
};

struct RunAs {
    bool nobody = false;        ///< give up root first; needs root
    bool no_namespaces = false; ///< in a user namespace that may make no network namespaces
    bool ignore_sigpipe = false;
    std::vector<std::string> environment; ///< NAME=value, beside the test's own
};

/// Starts the program and waits for its end, at most a minute.
Ran run(const std::vector<std::string>& arguments, const RunAs& as = {});

/// The observations of `finwait run ... --format ndjson`; fails the test if the program fails otherwise
/// than by `expected_exit`.
std::vector<Json> observe(const std::vector<std::string>& arguments, const RunAs& as = {},
                          int expected_exit = 0);

/// A folder of the test's own that everybody may read; removed in the end.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] std::string path(const std::string& name = "") const;
    /// Writes a file and gives its path.
    std::string write(const std::string& name, const std::string& text) const;
    [[nodiscard]] std::vector<std::string> files() const;

  private:
    std::filesystem::path folder_;
};

/// A running finwait, for tests that kill it.
class Running {
  public:
    explicit Running(const std::vector<std::string>& arguments);
    ~Running();
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    [[nodiscard]] pid_t pid() const { return pid_; }
    /// All processes that descend from it now.
    [[nodiscard]] std::vector<pid_t> descendants() const;
    void kill(int signal) const;
    /// The exit code, or minus the signal.
    int wait();

  private:
    pid_t pid_ = -1;
};

/// Waits until a condition holds; false if a deadline of 20 s passes first.
bool eventually(const std::function<bool()>& condition);
[[nodiscard]] bool alive(pid_t pid);
[[nodiscard]] bool is_root();

/// The one observation of a story over IPv4 whose first steps make a connection: `listen`, `connect`, `accept`.
/// Fails the test if it was cut.
Json observe_connected(const std::string& steps);

/// A scenario in JSON with the given steps and the fields that every scenario needs.
std::string scenario_with(const std::string& steps, const std::string& more = "");

} // namespace finwait::test
