// One result type for failures that a caller can expect.
#pragma once

#include <boost/system/result.hpp>

#include <stdexcept>
#include <string>
#include <utility>

namespace finwait {

/// What was attempted, on what, and why it failed. `number` is an errno, or 0.
/// Not constructible from a string alone: else a Result<std::string> could not tell which is meant.
struct Error {
    Error() = default;
    Error(std::string what_, int number_) : what(std::move(what_)), number(number_) {}
    std::string what;
    int number = 0;
};

/// An Error without an errno.
[[nodiscard]] inline Error failure(std::string what) { return {std::move(what), 0}; }

/// Thrown only when somebody takes the value of a failed Result without looking.
class ResultError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

[[noreturn]] inline void throw_exception_from_error(const Error& error,
                                                    const boost::source_location& /*where*/) {
    throw ResultError(error.what);
}

template <class T> using Result = boost::system::result<T, Error>;

/// An Error that names the failed action and the errno: `open /proc/net/tcp: ENOENT`.
[[nodiscard]] Error system_error(const std::string& attempted, int error_number);

} // namespace finwait
