#include "trial/values.hpp"

#include "base/names.hpp"
#include "scenario/options.hpp"

#include <cstring>
#include <fmt/format.h>

namespace finwait {
namespace {

/// Bytes as text: what prints stays, the rest becomes \xNN.
std::string printable(std::string_view bytes) {
    std::string text;
    for (const char c : bytes) {
        if (c >= ' ' && c <= '~' && c != '\\') text += c;
        else text += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    }
    return text;
}

std::string hex_digits(std::string_view bytes) {
    std::string text;
    for (const char c : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(c));
    return text;
}

Json pair_json(const char* first, std::int64_t a, const char* second, std::int64_t b) {
    return {{first, a}, {second, b}};
}

} // namespace

Json Values::fact(const StepResult& result, const FactValue& value) const {
    const auto text = [&] {
        return std::string_view(result.text + value.a, static_cast<std::size_t>(value.b));
    };
    switch (value.kind) {
    case FactKind::integer: return value.a;
    case FactKind::boolean: return value.a != 0;
    case FactKind::error:
        return value.a == 0 ? Json(nullptr) : Json(errno_name(static_cast<int>(value.a)));
    case FactKind::poll_events: return names_of_bits(poll_event_names(), value.a);
    case FactKind::state: return state_name(static_cast<int>(value.a));
    case FactKind::linger: return pair_json("l_onoff", value.a, "l_linger", value.b);
    case FactKind::timeval: return pair_json("tv_sec", value.a, "tv_usec", value.b);
    case FactKind::text: return printable(text());
    case FactKind::word: return std::string(text());
    case FactKind::hex: return {{"hex", hex_digits(text())}};
    case FactKind::role: return plan_.roles[static_cast<std::size_t>(value.a)];
    case FactKind::sets: return names_of_bits(select_set_names(), value.a);
    case FactKind::epoll_ready: return ready_ends(text());
    case FactKind::end:
        return fmt::format("{}/{}", plan_.roles[static_cast<std::size_t>(value.a)],
                           plan_.sockets[static_cast<std::size_t>(value.b)]);
    }
    return nullptr;
}

/// What epoll_wait gave: which socket, and what about it.
Json Values::ready_ends(std::string_view bytes) const {
    Json list = Json::array();
    for (std::size_t at = 0; at + sizeof(ReadyEnd) <= bytes.size(); at += sizeof(ReadyEnd)) {
        ReadyEnd ready{};
        std::memcpy(&ready, bytes.data() + at, sizeof ready);
        list.push_back({{"socket", plan_.sockets[ready.socket]},
                        {"events", names_of_bits(epoll_event_names(), ready.events)}});
    }
    return list;
}

/// Its field `value` is the third of the step.
Json Values::set_by(const PlanStep& step) const {
    const Value& value = step.fields[2];
    switch (value.kind) {
    case ValueKind::linger: return pair_json("l_onoff", value.a, "l_linger", value.b);
    case ValueKind::timeval: return pair_json("tv_sec", value.a, "tv_usec", value.b);
    case ValueKind::text:
        return printable(
            std::string_view(board_.text + value.a, static_cast<std::size_t>(value.b)));
    default: return value.a;
    }
}

Json Values::argument(const Argument& spec, const Event& event, std::size_t index) const {
    const std::int64_t value = event.arguments[index];
    switch (spec.kind) {
    case ArgumentKind::message_flags: return names_of_bits(message_flag_names(), value);
    case ArgumentKind::how: return finwait::name_of(shutdown_names(), value);
    case ArgumentKind::signal: return signal_name(static_cast<int>(value));
    case ArgumentKind::level: return finwait::name_of(option_levels(), value);
    case ArgumentKind::option: {
        const SocketOption* option =
            find_option(static_cast<int>(event.arguments[index - 1]), static_cast<int>(value));
        return option ? Json(option->name) : Json(value);
    }
    case ArgumentKind::process: return role_of_id(value, &RoleSlot::pid);
    case ArgumentKind::thread: return role_of_id(value, &RoleSlot::tid);
    case ArgumentKind::request: return finwait::name_of(request_names(), value);
    case ArgumentKind::command: return finwait::name_of(command_names(), value);
    case ArgumentKind::epoll_operation: return finwait::name_of(epoll_operations(), value);
    default: return value;
    }
}

/// The role that has this pid or tid; the number if none has.
Json Values::role_of_id(std::int64_t id, std::atomic<std::int32_t> RoleSlot::*member) const {
    for (std::size_t i = 0; i < plan_.roles.size(); ++i) {
        if ((board_.roles[i].*member).load() == id) return plan_.roles[i];
    }
    return id;
}

} // namespace finwait
