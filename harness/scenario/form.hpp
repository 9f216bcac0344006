// Small checks on JSON values that the reader is made of. Each reports its own problem.
#pragma once

#include "scenario/problems.hpp"

#include <functional>
#include <nlohmann/json.hpp>

namespace finwait {

/// "a string", "an array", ... of a JSON value, for messages.
[[nodiscard]] std::string kind_of(const Json& value);

/// True if the value is a string that is not empty.
bool expect_text(Problems& problems, const std::string& pointer, const Json& value);
bool expect_array(Problems& problems, const std::string& pointer, const Json& value);
bool expect_object(Problems& problems, const std::string& pointer, const Json& value);

/// Reports keys that are not among the known ones.
void expect_known_keys(Problems& problems, const std::string& pointer, const Json& object,
                       const std::string& kind, const std::vector<std::string>& known);

/// Reports a field that the object lacks, unless one of its unknown keys is a misspelling of it: that
/// has been reported then.
/// @param prefix  before the sentence, such as "shutdown " or ""
void expect_field(Problems& problems, const std::string& pointer, const Json& object,
                  const std::string& prefix, const char* field,
                  const std::vector<std::string>& known);

/// Whether an unknown key of the object is a misspelling of the field.
[[nodiscard]] bool is_misspelt(const Json& object, const std::string& field,
                               const std::vector<std::string>& known);

/// `words-with-dashes`: lower case letters, digits, dashes, starting with a letter.
[[nodiscard]] bool is_slug(std::string_view text);

/// Pointer plus one token.
[[nodiscard]] std::string child(const std::string& pointer, const std::string& token);
[[nodiscard]] std::string child(const std::string& pointer, std::size_t index);

} // namespace finwait
