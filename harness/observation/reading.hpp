// What the reader of stored observations is made of: each check throws a Wrong, which collects its
// JSON Pointer on the way out. For the sources of this folder only.
#pragma once

#include "observation/observation.hpp"

#include <fmt/format.h>
#include <initializer_list>
#include <string_view>
#include <type_traits>
#include <utility>

namespace finwait::reading {

/// What is wrong with a stored observation. Each level on the way out puts its part of the JSON Pointer
/// in front.
struct Wrong {
    std::string pointer;
    std::string why;
};

[[nodiscard]] std::string pointer_part(const std::string& name);

template <class Read> auto in(const std::string& name, Read read) {
    try {
        return read();
    } catch (Wrong& wrong) {
        wrong.pointer = pointer_part(name) + wrong.pointer;
        throw;
    }
}

void want(bool good, const char* wanted, const Json& json);

template <class T> T as(const Json& json) {
    if constexpr (std::is_same_v<T, bool>) {
        want(json.is_boolean(), "true or false", json);
    } else if constexpr (std::is_integral_v<T>) {
        want(json.is_number_integer(), "a whole number", json);
        const bool fits = json.is_number_unsigned() ? std::in_range<T>(json.get<std::uint64_t>())
                                                    : std::in_range<T>(json.get<std::int64_t>());
        if (!fits) throw Wrong{"", fmt::format("{} is out of range", json.dump())};
    } else {
        want(json.is_string(), "a string", json);
    }
    return json.get<T>();
}

[[nodiscard]] const Json& member(const Json& json, const std::string& name);

template <class T> T get(const Json& json, const std::string& name) {
    const Json& value = member(json, name);
    return in(name, [&] { return as<T>(value); });
}

/// The member is an object with no members but these. What is not known cannot be kept.
void only(const Json& json, std::initializer_list<std::string_view> known);

/// Whole numbers that cannot be negative: times, counts, places in a list.
template <class T> T at_least(T least, const Json& json, const std::string& name) {
    const T number = get<T>(json, name);
    if (number < least) throw Wrong{pointer_part(name), fmt::format("{} is out of range", number)};
    return number;
}
[[nodiscard]] std::int64_t time_from(const Json& json, const std::string& name);

/// Strings that a schema describes by a pattern. Absent or null is for the caller to allow.
enum class Word {
    filled,        ///< not empty
    role,          ///< lower case letters, digits, dashes
    label,         ///< ... and underscores
    op,            ///< lower case letters, underscores
    call,          ///< ... and digits
    errno_name,    ///< ECONNRESET, or a number that has no name
    signal,        ///< SIGPIPE, or a number that has no name
    state,         ///< ESTABLISHED, ...
    timer,         ///< none, retransmit, ...
    network,       ///< trial, kept, host
    time,          ///< at once, under a second, about N s
    scenario,      ///< theme/name
    case_id,       ///< theme/name[axis=value]
    digest,        ///< a UUID
    drain_end,     ///< EOF, count, or an errno
    hex,           ///< pairs of lower case hexadecimal digits
    argument_name, ///< lower case letters
};
[[nodiscard]] bool is_word(Word kind, std::string_view text);
/// The string at `json`, which must be such a word.
[[nodiscard]] std::string as_word(Word kind, const Json& json);
[[nodiscard]] std::string word_from(Word kind, const Json& json, const std::string& name);
/// The same, where null stands for the empty string.
[[nodiscard]] std::string word_or_null(Word kind, const Json& json, const std::string& name);
/// A key of an object.
void want_key(Word kind, const std::string& key);

[[nodiscard]] std::optional<std::int64_t> number_or_null(const Json& json, const std::string& name);

/// Reads every entry of an array.
template <class Read> void each_entry(const Json& json, const std::string& name, Read read) {
    const Json& array = member(json, name);
    in(name, [&] {
        want(array.is_array(), "an array", array);
        for (std::size_t i = 0; i < array.size(); ++i)
            in(std::to_string(i), [&] { read(array[i]); });
    });
}

/// Reads every member of an object.
template <class Read> void each_member(const Json& json, const std::string& name, Read read) {
    const Json& object = member(json, name);
    in(name, [&] {
        want(object.is_object(), "an object", object);
        for (const auto& one : object.items()) in(one.key(), [&] { read(one.key(), one.value()); });
    });
}

// ---- parts that an Observation keeps as JSON (reading_parts.cpp) ----

/// What ran the trial.
void check_kernel(const Json& kernel);
/// The arguments of one system call.
void check_arguments(const Json& arguments);
/// A fact of a step, by its name. False if there is no such fact.
[[nodiscard]] bool check_fact(const std::string& name, const Json& value);

} // namespace finwait::reading
