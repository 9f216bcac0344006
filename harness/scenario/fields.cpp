#include "scenario/fields.hpp"

#include "base/clock.hpp"
#include "base/nearest.hpp"
#include "scenario/options.hpp"

#include <arpa/inet.h>
#include <cmath>
#include <cstring>
#include <fmt/format.h>
#include <limits>
#include <netinet/in.h>
#include <optional>

namespace finwait {
namespace {

constexpr double kMaxSeconds = 600;
constexpr std::size_t kMaxOptionBytes = 256; ///< the agent's room for an option's value

Value keep_text(const std::string& bytes, std::string& text) {
    const Value value{ValueKind::text, static_cast<std::int64_t>(text.size()),
                      static_cast<std::int64_t>(bytes.size())};
    text += bytes;
    return value;
}

Value wants(Problems& problems, const FieldPlace& place, const std::string& wanted) {
    problems.at_value(place.pointer, fmt::format("wants {}, has {}", wanted, kind_of(place.json)));
    return {};
}

Value read_integer(Problems& problems, const FieldPlace& place) {
    const std::string range =
        fmt::format("a whole number from {} to {}", place.spec.minimum, place.spec.maximum);
    if (!place.json.is_number_integer()) return wants(problems, place, range);
    if (place.json.is_number_unsigned() &&
        place.json.get<std::uint64_t>() > std::numeric_limits<std::int64_t>::max())
        return wants(problems, place, range);
    const auto number = place.json.get<std::int64_t>();
    if (number < place.spec.minimum || number > place.spec.maximum)
        return wants(problems, place, range);
    return {ValueKind::integer, number};
}

Value read_seconds(Problems& problems, const FieldPlace& place) {
    const std::string range = fmt::format("seconds from 0 to {}", kMaxSeconds);
    if (!place.json.is_number()) return wants(problems, place, range);
    const double seconds = place.json.get<double>();
    if (!(seconds >= 0 && seconds <= kMaxSeconds)) return wants(problems, place, range);
    return {ValueKind::integer, std::llround(seconds * static_cast<double>(kNanosecondsPerSecond))};
}

/// What one name of the field is called in a message: "flag" of `flags`.
std::string noun_of(const FieldSpec& spec) {
    const std::string name = spec.name;
    if (name == "how") return "direction";
    return name.ends_with('s') && name != "address" ? name.substr(0, name.size() - 1) : name;
}

Value read_one_name(Problems& problems, const FieldPlace& place, const Json& json,
                    const std::string& pointer) {
    const NameTable table = place.spec.names();
    if (!json.is_string()) {
        problems.at_value(pointer, fmt::format("wants a name such as \"{}\", has {}", table[0].text,
                                               kind_of(json)));
        return {};
    }
    const auto name = json.get<std::string>();
    const auto value = value_of(table, name);
    if (!value) {
        problems.unknown(pointer, noun_of(place.spec), name, all_names(table));
        return {};
    }
    return {ValueKind::integer, *value};
}

Value read_names(Problems& problems, const FieldPlace& place, bool as_bit_numbers) {
    Value bits{ValueKind::integer, 0};
    const bool listed = place.json.is_array();
    if (!listed && !as_bit_numbers)
        return wants(problems, place,
                     fmt::format("an array of names such as [\"{}\"]", place.spec.names()[0].text));
    const Json list = listed ? place.json : Json::array({place.json});
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string pointer = listed ? child(place.pointer, i) : place.pointer;
        const Value one = read_one_name(problems, place, list[i], pointer);
        if (one.kind == ValueKind::integer) bits.a |= as_bit_numbers ? 1LL << one.a : one.a;
    }
    if (as_bit_numbers && list.empty()) {
        problems.at_value(place.pointer, "wants at least one state");
        return {};
    }
    return bits;
}

bool is_int(const Json& json) {
    return json.is_number_integer() &&
           !(json.is_number_unsigned() &&
             json.get<std::uint64_t>() > std::numeric_limits<std::int64_t>::max()) &&
           json.get<std::int64_t>() >= std::numeric_limits<int>::min() &&
           json.get<std::int64_t>() <= std::numeric_limits<int>::max();
}

/// Two whole numbers by name, as `struct linger` and `struct timeval` have them.
Value read_pair(Problems& problems, const FieldPlace& place, ValueKind kind, const char* first,
                const char* second) {
    const std::string form = fmt::format("{{ \"{}\": int, \"{}\": int }}", first, second);
    const std::vector<std::string> known = {first, second};
    const auto misspelt = [&](const char* key) { return is_misspelt(place.json, key, known); };
    if (!place.json.is_object()) return wants(problems, place, form);
    if (!place.json.contains(first) && !place.json.contains(second) && !misspelt(first) &&
        !misspelt(second))
        return wants(problems, place, form);
    expect_known_keys(problems, place.pointer, place.json, "field", known);
    bool sound = true;
    for (const char* key : {first, second}) {
        if (!place.json.contains(key)) {
            expect_field(problems, place.pointer, place.json, "", key, known);
            sound = false;
        } else if (!is_int(place.json[key])) {
            problems.at_value(child(place.pointer, key),
                              fmt::format("wants an int, has {}", kind_of(place.json[key])));
            sound = false;
        }
    }
    if (!sound) return {};
    return {kind, place.json[first].get<std::int64_t>(), place.json[second].get<std::int64_t>()};
}

/// { "hex": "0a00" }: bytes that are no text. nullopt if it is nothing of the kind.
std::optional<std::string> from_hex(const Json& json) {
    if (!json.is_object() || json.size() != 1 || !json.contains("hex") || !json["hex"].is_string())
        return std::nullopt;
    const auto digits = json["hex"].get<std::string>();
    if (digits.size() % 2 != 0 || digits.find_first_not_of("0123456789abcdef") != std::string::npos)
        return std::nullopt;
    std::string bytes;
    for (std::size_t i = 0; i < digits.size(); i += 2)
        bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
    return bytes;
}

Value read_bytes(Problems& problems, const FieldPlace& place, std::string& text) {
    const auto hex = from_hex(place.json);
    if (!hex && place.json.is_object() && place.json.contains("hex"))
        return wants(problems, place,
                     "bytes as pairs of hex digits, such as { \"hex\": \"0a00\" }");
    if (!place.json.is_string() && !hex)
        return wants(problems, place, "a string, or { \"hex\": \"0a00\" }");
    const auto bytes = hex ? *hex : place.json.get<std::string>();
    if (bytes.size() > kMaxOptionBytes) {
        problems.at_value(place.pointer,
                          fmt::format("has {} bytes, more than {}", bytes.size(), kMaxOptionBytes));
        return {};
    }
    return keep_text(bytes, text);
}

/// Only names below net. are kept apart by a network namespace; a dot or a slash more would leave it.
Value read_sysctl(Problems& problems, const FieldPlace& place, std::string& text) {
    if (!expect_text(problems, place.pointer, place.json)) return {};
    const auto name = place.json.get<std::string>();
    const bool sound =
        name.starts_with("net.") && !name.ends_with('.') && name.find("..") == std::string::npos &&
        name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.") == std::string::npos;
    if (!sound) {
        problems.at_value(place.pointer,
                          "wants a name below net., such as net.ipv4.tcp_fin_timeout");
        return {};
    }
    return keep_text(name, text);
}

} // namespace

Value read_plain_field(Problems& problems, const FieldPlace& place, std::string& text) {
    switch (place.spec.type) {
    case FieldType::integer: return read_integer(problems, place);
    case FieldType::boolean:
        if (!place.json.is_boolean()) return wants(problems, place, "true or false");
        return {ValueKind::integer, place.json.get<bool>() ? 1 : 0};
    case FieldType::seconds: return read_seconds(problems, place);
    case FieldType::text:
        if (!expect_text(problems, place.pointer, place.json)) return {};
        return keep_text(place.json.get<std::string>(), text);
    case FieldType::sysctl: return read_sysctl(problems, place, text);
    case FieldType::name: return read_one_name(problems, place, place.json, place.pointer);
    case FieldType::flags: return read_names(problems, place, false);
    case FieldType::states: return read_names(problems, place, true);
    default: return {};
    }
}

Value read_option(Problems& problems, const FieldPlace& place, const Json* level) {
    if (place.json.is_string()) {
        if (level)
            problems.at_value(place.pointer, "an option given by name has its level already: "
                                             "leave out \"level\"");
        const auto name = place.json.get<std::string>();
        if (const SocketOption* option = find_option(name))
            return {ValueKind::option, option->level, option->number};
        std::vector<std::string> known;
        for (const auto& option : socket_options()) known.emplace_back(option.name);
        problems.unknown(place.pointer, "option", name, known);
        return {};
    }
    if (!is_int(place.json)) return wants(problems, place, "the name of an option, or its number");
    if (!level) {
        problems.at_value(place.pointer, "an option given as a number needs a \"level\"");
        return {};
    }
    const auto number =
        value_of(option_levels(), level->is_string() ? level->get<std::string>() : std::string());
    if (!number) return {}; // the field `level` reports it
    return {ValueKind::option, *number, place.json.get<std::int64_t>()};
}

namespace {

Value read_number(Problems& problems, const FieldPlace& place, const char* wanted,
                  bool may_be_boolean) {
    if (may_be_boolean && place.json.is_boolean())
        return {ValueKind::integer, place.json.get<bool>() ? 1 : 0};
    if (!is_int(place.json)) return wants(problems, place, wanted);
    return {ValueKind::integer, place.json.get<std::int64_t>()};
}

/// The value of an option that finwait has no name for: what it looks like decides.
Value read_any_value(Problems& problems, const FieldPlace& place, std::string& text) {
    if (place.json.is_string()) return read_bytes(problems, place, text);
    if (place.json.contains("tv_sec") || place.json.contains("tv_usec"))
        return read_pair(problems, place, ValueKind::timeval, "tv_sec", "tv_usec");
    if (place.json.contains("l_onoff") || place.json.contains("l_linger"))
        return read_pair(problems, place, ValueKind::linger, "l_onoff", "l_linger");
    return read_number(problems, place,
                       "an int, true, false, a string, { \"l_onoff\": int, \"l_linger\": int } or "
                       "{ \"tv_sec\": int, \"tv_usec\": int }",
                       true);
}

} // namespace

Value read_ip(Problems& problems, const FieldPlace& place, Family family) {
    if (!expect_text(problems, place.pointer, place.json)) return {};
    const auto text = place.json.get<std::string>();
    if (text == "loopback" || text == "any")
        return {ValueKind::integer, text == "any" ? kAnyAddress : kLoopbackAddress};
    in6_addr address{};
    in_addr v4{};
    if (::inet_pton(AF_INET, text.c_str(), &v4) == 1) {
        address.s6_addr[10] = address.s6_addr[11] = 0xff;
        std::memcpy(&address.s6_addr[12], &v4, sizeof v4);
    } else if (::inet_pton(AF_INET6, text.c_str(), &address) != 1) {
        problems.at_value(place.pointer,
                          "wants \"loopback\", \"any\" or an IP address such as 127.0.0.2",
                          nearest(text, {"loopback", "any"}).value_or(""));
        return {};
    }
    const bool is_v4 = IN6_IS_ADDR_V4MAPPED(&address);
    if (is_v4 ? address.s6_addr[12] != 127 : !IN6_IS_ADDR_LOOPBACK(&address)) {
        problems.at_value(place.pointer, "is no address of the loopback interface: wants one of "
                                         "127.0.0.0/8, or ::1");
        return {};
    }
    if (!is_v4 && family == Family::ipv4) {
        problems.at_value(place.pointer, "is an IPv6 address in a case of the family ipv4");
        return {};
    }
    Value value{ValueKind::ip};
    std::memcpy(&value.a, &address.s6_addr[0], sizeof value.a);
    std::memcpy(&value.b, &address.s6_addr[8], sizeof value.b);
    return value;
}

Value read_option_value(Problems& problems, const FieldPlace& place, const Value& option,
                        std::string& text) {
    if (option.kind != ValueKind::option) return {}; // already reported
    if (place.json.is_object() && place.json.contains("hex"))
        return read_bytes(problems, place, text);
    const SocketOption* known = find_option(static_cast<int>(option.a), static_cast<int>(option.b));
    if (!known) return read_any_value(problems, place, text);
    switch (known->type) {
    case OptionType::linger:
        return read_pair(problems, place, ValueKind::linger, "l_onoff", "l_linger");
    case OptionType::timeval:
        return read_pair(problems, place, ValueKind::timeval, "tv_sec", "tv_usec");
    case OptionType::bytes: return read_bytes(problems, place, text);
    case OptionType::boolean: return read_number(problems, place, "true, false or an int", true);
    case OptionType::integer: return read_number(problems, place, "an int", false);
    }
    return {};
}

} // namespace finwait
