// "Did you mean": the nearest of some known names.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace finwait {

/// Edits (insert, delete, replace, swap neighbours) that turn `from` into `to`. Case counts as half
/// nothing: letters that differ in case only are equal.
[[nodiscard]] std::size_t edit_distance(std::string_view from, std::string_view to);

/// The known name with the fewest edits, if it is near enough to be what was meant (at most a third
/// of the longer name, at least one edit allowed) and has something in common with it.
[[nodiscard]] std::optional<std::string> nearest(std::string_view name,
                                                 const std::vector<std::string>& known);

} // namespace finwait
