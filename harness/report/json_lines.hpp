// The public form of observations, for programs, as it grows trial by trial.
#pragma once

#include "observation/observation.hpp"

#include <string>

namespace finwait {

/// Gives the text of one observation after the other; what it gave before never changes.
class JsonText {
  public:
    enum class Form {
        lines, ///< NDJSON: one line for each observation
        array, ///< one JSON array, indented by two spaces
    };
    explicit JsonText(Form form) : form_(form) {}

    /// The text of the next observation, in its public form. Bytes that are no UTF-8 become U+FFFD:
    /// JSON cannot hold them.
    [[nodiscard]] std::string next(const Json& observation);
    /// What ends the text.
    [[nodiscard]] std::string end() const;

  private:
    Form form_;
    bool first_ = true;
};

} // namespace finwait
