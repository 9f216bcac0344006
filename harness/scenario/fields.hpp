// Reads one field of a step: from JSON, by its FieldSpec, to a planned value.
#pragma once

#include "scenario/form.hpp"
#include "scenario/plan.hpp"
#include "scenario/step_spec.hpp"

namespace finwait {

struct FieldPlace {
    const FieldSpec& spec;
    std::string pointer;
    const Json& json;
};

/// Types that need nothing but the field itself. Text goes into `text`.
[[nodiscard]] Value read_plain_field(Problems& problems, const FieldPlace& place,
                                     std::string& text);

/// `loopback` (kLoopbackAddress), `any` (kAnyAddress) or a literal address of the loopback interface: nothing
/// that a story does may reach another machine, even where it has no network of its own.
[[nodiscard]] Value read_ip(Problems& problems, const FieldPlace& place, Family family);

/// A socket option and its value: `option` as a name, or as a number together with `level`.
[[nodiscard]] Value read_option(Problems& problems, const FieldPlace& place, const Json* level);
/// @param option  the value that read_option() gave; its type decides what is allowed
[[nodiscard]] Value read_option_value(Problems& problems, const FieldPlace& place,
                                      const Value& option, std::string& text);

} // namespace finwait
