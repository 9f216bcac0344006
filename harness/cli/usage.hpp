// Wrong command lines, in words, with what may have been meant.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
class ParseError;
class Validator;
} // namespace CLI

namespace finwait {

/// One line (or two) for standard error. CLI11 knows what is wrong, not what was meant.
[[nodiscard]] std::string usage_error(const CLI::App& program, const CLI::ParseError& error,
                                      const std::vector<std::string>& arguments);

/// Accepts one of a few names; else says the nearest. Its description lists them, as `{a,b}`.
[[nodiscard]] CLI::Validator one_of(const std::vector<std::string>& names);

} // namespace finwait
