// Collects what is wrong with one file, each problem once, and finds its line and column at the end.
#pragma once

#include "scenario/scenario.hpp"
#include "scenario/source_map.hpp"

#include <map>

namespace finwait {

class Problems {
  public:
    /// A problem with the value at `pointer`.
    void at_value(const std::string& pointer, const std::string& message,
                  const std::string& suggestion = "");
    /// A problem with the key itself: unknown, or not allowed here.
    void at_key(const std::string& pointer, const std::string& message,
                const std::string& suggestion = "");
    /// `unknown <kind> "<name>"` with the nearest of the known names.
    void unknown(const std::string& pointer, const std::string& kind, const std::string& name,
                 const std::vector<std::string>& known, bool is_key = false);

    /// Takes over what is wrong with one case. A problem that not every case has says which has it.
    /// What was wrong before the cases were made, such as an unknown `$axis`, is not reported again.
    void take_case(const Problems& of_case, const Case& chosen);

    [[nodiscard]] bool empty() const { return found_.empty(); }
    [[nodiscard]] std::size_t count() const { return found_.size(); }
    /// In the order of the file, keys that are given twice among them.
    [[nodiscard]] std::vector<Problem> placed(const std::string& file, const SourceMap& map) const;

  private:
    struct Found {
        std::string pointer;
        std::string message;
        std::string suggestion;
        bool is_key;
        auto operator<=>(const Found&) const = default;
    };
    struct Seen {
        std::size_t cases = 0;
        std::string first; ///< the choices of the first case that has it
    };
    [[nodiscard]] bool is_wrong_in_every_case(const std::string& pointer) const;
    [[nodiscard]] std::string in_which_cases(const Seen& seen) const;
    std::map<Found, Seen> found_;
    std::size_t cases_ = 0;
};

} // namespace finwait
