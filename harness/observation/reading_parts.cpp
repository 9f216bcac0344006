// Parts of an observation that are kept as the JSON they were read from.
#include "base/facts.hpp"
#include "observation/reading.hpp"

#include <algorithm>

namespace finwait::reading {
namespace {

void check_texts(const Json& json) {
    want(json.is_array(), "an array", json);
    for (std::size_t i = 0; i < json.size(); ++i) {
        in(std::to_string(i), [&] {
            static_cast<void>(as<std::string>(json[i]));
            if (std::find(json.begin(), json.begin() + static_cast<std::ptrdiff_t>(i), json[i]) !=
                json.begin() + static_cast<std::ptrdiff_t>(i))
                throw Wrong{"", "is given twice"};
        });
    }
}

/// { "l_onoff": 1, "l_linger": 0 }, { "tv_sec": 1, "tv_usec": 0 }
void check_pair(const Json& json) {
    const bool linger = json.contains("l_onoff");
    const char* first = linger ? "l_onoff" : "tv_sec";
    const char* second = linger ? "l_linger" : "tv_usec";
    only(json, {first, second});
    static_cast<void>(get<std::int64_t>(json, first));
    static_cast<void>(get<std::int64_t>(json, second));
}

void check_value(const Json& json) {
    if (json.is_null() || json.is_boolean()) return;
    if (json.is_string()) {
        static_cast<void>(as_word(Word::errno_name, json));
    } else if (!json.is_object()) {
        static_cast<void>(as<std::int64_t>(json));
    } else if (json.contains("hex")) {
        only(json, {"hex"});
        static_cast<void>(word_from(Word::hex, json, "hex"));
    } else {
        check_pair(json);
    }
}

/// Sums of byte counts must not overflow, whoever wrote the file.
void check_bytes(const Json& json) {
    constexpr std::int64_t kMaxBytes = 1LL << 48;
    const auto bytes = as<std::int64_t>(json);
    if (bytes < 0 || bytes > kMaxBytes) throw Wrong{"", fmt::format("{} is out of range", bytes)};
}

void check_count(std::int64_t least, const Json& json) {
    const auto count = as<std::int64_t>(json);
    if (count < least) throw Wrong{"", fmt::format("{} is out of range", count)};
}

/// Of select a list of sets; of epoll_wait sockets and their events.
void check_ready(const Json& json) {
    want(json.is_array(), "an array", json);
    for (std::size_t i = 0; i < json.size(); ++i) {
        in(std::to_string(i), [&] {
            if (json[i].is_string()) return;
            only(json[i], {"socket", "events"});
            static_cast<void>(word_from(Word::filled, json[i], "socket"));
            in("events", [&] { check_texts(member(json[i], "events")); });
        });
    }
}

void check(Fact fact, const Json& value) {
    switch (fact) {
    case Fact::bytes: return check_bytes(value);
    case Fact::calls: return check_count(1, value);
    case Fact::data: return static_cast<void>(as<std::string>(value));
    case Fact::value: return check_value(value);
    case Fact::length: return check_count(0, value);
    case Fact::revents: return check_texts(value);
    case Fact::ended_by: return static_cast<void>(as_word(Word::drain_end, value));
    case Fact::reached: return static_cast<void>(as<bool>(value));
    case Fact::heir: return static_cast<void>(as_word(Word::role, value));
    case Fact::longest_ns: return check_count(0, value);
    case Fact::ready: return check_ready(value);
    case Fact::address: return static_cast<void>(as_word(Word::filled, value));
    case Fact::port: return check_count(0, value);
    case Fact::belongs_to: return static_cast<void>(as_word(Word::filled, value));
    case Fact::direction: return static_cast<void>(as_word(Word::filled, value));
    case Fact::flag: return static_cast<void>(as_word(Word::filled, value));
    case Fact::last: return;
    }
}

} // namespace

void check_kernel(const Json& kernel) {
    only(kernel, {"name", "release", "version", "machine", "clock_source", "sysctls"});
    for (const char* name : {"name", "release", "machine"})
        static_cast<void>(word_from(Word::filled, kernel, name));
    for (const char* name : {"version", "clock_source"})
        static_cast<void>(get<std::string>(kernel, name));
    each_member(kernel, "sysctls", [](const std::string& name, const Json& value) {
        if (!name.starts_with("net.")) throw Wrong{"", "wants a name that begins with \"net.\""};
        static_cast<void>(as_word(Word::filled, value));
    });
}

void check_arguments(const Json& arguments) {
    want(arguments.is_object(), "an object", arguments);
    for (const auto& one : arguments.items()) {
        in(one.key(), [&] {
            const Json& held = one.value();
            want_key(Word::argument_name, one.key());
            if (held.is_array()) check_texts(held);
            else if (held.is_object()) check_pair(held);
            else if (!held.is_string()) static_cast<void>(as<std::int64_t>(held));
        });
    }
}

bool check_fact(const std::string& name, const Json& value) {
    const auto names = fact_names();
    const auto known = std::find_if(names.begin(), names.end(),
                                    [&](const FactName& one) { return name == one.name; });
    if (known == names.end()) return false;
    check(known->fact, value);
    return true;
}

} // namespace finwait::reading
