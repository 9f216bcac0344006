// The types of the language: a scenario file as read, and the cases it expands to.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace finwait {

using Json = nlohmann::ordered_json;

inline constexpr const char* kScenarioSchema = "finwait/scenario/1";
inline constexpr std::size_t kMaxScenarioBytes = 256 * 1024;
inline constexpr std::size_t kMaxCases = 256; ///< a scenario may expand to

/// One thing that is wrong with a scenario file. Lines and columns count from 1.
struct Problem {
    std::string file;
    std::size_t line = 0; ///< 0: the file as a whole
    std::size_t column = 0;
    std::string pointer; ///< JSON Pointer of the place
    std::string message;
    std::string suggestion; ///< the nearest known name, or ""
};

/// `scenarios/x/y.json:12:5: /steps/3/option: unknown option "SO_LINGR"; did you mean "SO_LINGER"?`
[[nodiscard]] std::string to_string(const Problem& problem);

struct Axis {
    std::string name;
    std::vector<std::string> values; ///< as they appear in a case's id
};

struct Scenario {
    std::string id;     ///< <theme>/<name>
    std::string file;   ///< as it was opened
    std::string digest; ///< of the file's bytes: a name-based UUID (RFC 4122, SHA-1)
    std::vector<std::string> tags;
    std::vector<Axis> axes; ///< in the order of the file
    std::shared_ptr<const Json> document;

    [[nodiscard]] std::string title() const;
};

/// A scenario with every axis fixed.
struct Case {
    std::shared_ptr<const Scenario> scenario;
    std::string id;                                           ///< linger/zero-resets[family=ipv6]
    std::vector<std::pair<std::string, std::string>> choices; ///< axis, value
    std::shared_ptr<const Json> document;   ///< the scenario with `$axis` replaced, `when` applied
    std::vector<std::size_t> step_sources;  ///< index in the file of each step that is left
    std::vector<std::size_t> claim_sources; ///< the same for claims
};

} // namespace finwait
