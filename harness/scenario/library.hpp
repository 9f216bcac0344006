// The scenarios of a folder, and the choice among them.
#pragma once

#include "base/result.hpp"
#include "scenario/read.hpp"

namespace finwait {

/// A file that is no sound scenario.
struct Faulty {
    std::string id;
    std::vector<Problem> problems;
};

struct Library {
    std::vector<std::shared_ptr<const Scenario>> scenarios; ///< by id
    std::vector<Case> cases;                                ///< by scenario, then as they expand
    std::vector<Faulty> faulty;                             ///< by id
};

/// Reads every `<theme>/<name>.json` below a folder, in the order of their ids. Folders called
/// `schema` or `claims` hold no scenarios.
[[nodiscard]] Result<Library> read_library(const std::string& folder, StepTable steps);

/// Reads one file. Its id is taken from its folder and its name.
[[nodiscard]] Reading read_file(const std::string& file, StepTable steps);

/// What a user asked for.
struct Selection {
    std::vector<std::string> selectors; ///< ids, prefixes such as `linger/`, globs; none: all
    std::vector<std::string> tags;      ///< at least one of them
};

/// True if the selector names the case: its id, its scenario's id, a prefix that ends in `/`, or a
/// glob with * and ? over either.
[[nodiscard]] bool selects(const std::string& selector, const Case& chosen);
/// True if the selector might name a case of a scenario whose cases nobody knows, because it is faulty.
[[nodiscard]] bool may_select(const std::string& selector, const std::string& scenario);

/// The cases that are meant. Without selectors and tags, scenarios tagged `long` are left out.
[[nodiscard]] std::vector<Case> select(const std::vector<Case>& cases, const Selection& selection);

} // namespace finwait
