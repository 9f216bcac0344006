// The JSON Schema of a condition: can it fail, and does it name things that exist?
#pragma once

#include "base/names.hpp"
#include "scenario/form.hpp"

namespace finwait {

/// Reports keywords that JSON Schema does not have (a validator would ignore them), keywords with a
/// value of the wrong type, and a schema that accepts everything.
void check_schema(Problems& problems, const std::string& pointer, const Json& schema);

/// Names that the value in question may have, and what one of them is called.
struct NamesThere {
    const char* kind;
    NameTable table;
    bool is_time = false; ///< the table is not all: `about N s` has any N
};
/// Reports strings in `const` and `enum` that the value can never be.
void check_names(Problems& problems, const std::string& pointer, const Json& schema,
                 const NamesThere& names);

} // namespace finwait
