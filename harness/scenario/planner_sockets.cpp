#include "scenario/planner_sockets.hpp"

#include "base/nearest.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace finwait {

std::vector<std::uint8_t> SocketPlanner::among(const RoleSockets& role, Kind kind) {
    std::vector<std::uint8_t> found;
    for (const auto slot : role.sockets) {
        const Kind its = role.listeners.contains(slot)      ? Kind::listener
                         : role.unix_sockets.contains(slot) ? Kind::unix_socket
                                                            : Kind::plain;
        if (its == kind) found.push_back(slot);
    }
    return found;
}

std::vector<std::string> SocketPlanner::names(const std::vector<std::uint8_t>& slots) const {
    std::vector<std::string> list;
    for (const auto slot : slots) list.push_back(names_[slot]);
    return list;
}

/// The slot of a socket that the step makes. Roles share the names, not the sockets.
std::uint8_t SocketPlanner::give_name(const Step& step, const std::string& field,
                                      const std::string& name) {
    const auto found = std::find(names_.begin(), names_.end(), name);
    const auto slot = static_cast<std::uint8_t>(found - names_.begin());
    const bool is_new_name = found == names_.end();
    if (is_new_name) names_.push_back(name);
    if (is_new_name && names_.size() == kMaxSockets + 1)
        problems_.at_value(step.at, fmt::format("\"{}\" is one name more than the {} that a "
                                                "scenario can give to sockets",
                                                name, kMaxSockets));
    auto& sockets = step.role.sockets;
    if (std::find(sockets.begin(), sockets.end(), slot) == sockets.end()) {
        sockets.push_back(slot);
    } else if (step.role.closed.erase(slot) == 0) {
        const std::string message =
            fmt::format("{} has a socket \"{}\" that is still open", step.role_name, name);
        if (step.json.contains(field)) problems_.at_value(child(step.at, field), message);
        else
            problems_.at_value(step.at,
                               fmt::format("{}; name this one with \"{}\"", message, field));
    }
    step.role.listeners.erase(slot);
    step.role.unix_sockets.erase(slot);
    return slot;
}

/// The socket that a field names, which must exist.
std::uint8_t SocketPlanner::named(const Step& step, const std::string& field) {
    const std::string at = child(step.at, field);
    const Json& json = step.json[field];
    if (!expect_text(problems_, at, json)) return kNoSocket;
    const auto name = json.get<std::string>();
    for (const auto slot : step.role.sockets) {
        if (names_[slot] == name) return slot;
    }
    if (!context_.lost)
        problems_.unknown(at, fmt::format("socket of {}", step.role_name), name,
                          names(step.role.sockets));
    return kNoSocket;
}

/// The only socket that can be meant, or a problem.
std::uint8_t SocketPlanner::only(const Step& step, const std::vector<std::uint8_t>& candidates,
                                 const std::string& what, const std::string& field) {
    if (candidates.size() == 1) return candidates[0];
    if (candidates.empty()) {
        if (!context_.lost)
            problems_.at_value(step.at, fmt::format("{} has no {} yet", step.role_name, what));
    } else {
        problems_.at_value(step.at, fmt::format("{} has {} {}s ({}): say which with \"{}\"",
                                                step.role_name, candidates.size(), what,
                                                fmt::join(names(candidates), ", "), field));
    }
    return kNoSocket;
}

/// @param may_exist  connect and listen take a socket of that name, if there is one
std::uint8_t SocketPlanner::made(const Step& step, const std::string& field, const char* otherwise,
                                 bool may_exist) {
    if (!step.json.contains(field)) return give_name(step, field, otherwise);
    const std::string at = child(step.at, field);
    if (!expect_text(problems_, at, step.json[field])) return kNoSocket;
    const auto name = step.json[field].get<std::string>();
    if (!is_slug(name)) {
        problems_.at_value(at, "the name of a socket wants lower case letters, digits and dashes");
        return kNoSocket;
    }
    for (const auto slot : step.role.sockets) {
        if (may_exist && names_[slot] == name) return slot;
    }
    return give_name(step, field, name);
}

std::uint8_t SocketPlanner::used(const Step& step) {
    if (step.json.contains("socket")) return named(step, "socket");
    const auto plain = among(step.role, Kind::plain);
    return only(step, plain.empty() ? among(step.role, Kind::listener) : plain, "socket", "socket");
}

/// For connect and listen: an existing socket, or a new one.
SocketPlanner::Meant SocketPlanner::used_or_made(const Step& step, const char* otherwise) {
    const std::size_t before = step.role.sockets.size();
    Meant meant;
    const auto plain = among(step.role, Kind::plain);
    meant.socket = step.json.contains("socket") || plain.empty()
                       ? made(step, "socket", otherwise, true)
                       : only(step, plain, "socket", "socket");
    meant.is_new = step.role.sockets.size() > before;
    return meant;
}

SocketPlanner::Meant SocketPlanner::listening(const Step& step, std::uint8_t role) {
    const Meant meant = used_or_made(step, "listener");
    step.role.listeners.insert(meant.socket);
    listener_ = Address{role, meant.socket};
    if (meant.is_new) return meant;
    for (const char* field : {"address", "port"}) {
        if (step.json.contains(field) && meant.socket != kNoSocket)
            problems_.at_key(child(step.at, field),
                             fmt::format("belongs to a listener that listen makes; \"{}\" is there "
                                         "already",
                                         names_[meant.socket]));
    }
    return meant;
}

SocketPlanner::Meant SocketPlanner::accepted(const Step& step) {
    Meant meant;
    meant.other = step.json.contains("listener")
                      ? named(step, "listener")
                      : only(step, among(step.role, Kind::listener), "listener", "listener");
    meant.socket = made(step, "socket", "connection", false);
    return meant;
}

SocketPlanner::Meant SocketPlanner::copied(const Step& step) {
    Meant meant;
    meant.other = used(step);
    if (step.json.contains("to")) meant.socket = made(step, "to", "copy", false);
    if (meant.socket != kNoSocket && step.role.listeners.contains(meant.other))
        step.role.listeners.insert(meant.socket);
    return meant;
}

SocketPlanner::Meant SocketPlanner::paired(const Step& step) {
    Meant meant;
    meant.socket = made(step, "socket", "left", false);
    meant.other = made(step, "other", "right", false);
    for (const auto slot : {meant.socket, meant.other}) {
        if (slot != kNoSocket) step.role.unix_sockets.insert(slot);
    }
    return meant;
}

/// The UNIX socket over which a descriptor travels.
std::uint8_t SocketPlanner::carrier(const Step& step) {
    if (!step.json.contains("over"))
        return only(step, among(step.role, Kind::unix_socket), "UNIX socket", "over");
    const std::uint8_t slot = named(step, "over");
    if (slot != kNoSocket && !step.role.unix_sockets.contains(slot))
        problems_.at_value(child(step.at, "over"), "wants a UNIX socket made by socketpair");
    return slot;
}

SocketPlanner::Meant SocketPlanner::read(const std::string& at, const Json& json,
                                         const StepSpec& spec, std::uint8_t role) {
    const Step step{at, json, context_.plan.roles[role], roles_[role]};
    Meant meant;
    switch (spec.sockets) {
    case SocketUse::none: break;
    case SocketUse::uses:
        meant.socket = used(step);
        if (spec.performer == Performer::stage && step.role.unix_sockets.contains(meant.socket))
            problems_.at_value(child(at, "socket"), "wants a TCP socket, not one of socketpair");
        break;
    case SocketUse::makes: meant.socket = made(step, "socket", "socket", false); break;
    case SocketUse::connects: meant = used_or_made(step, "socket"); break;
    case SocketUse::listens: meant = listening(step, role); break;
    case SocketUse::accepts: meant = accepted(step); break;
    case SocketUse::copies: meant = copied(step); break;
    case SocketUse::pairs: meant = paired(step); break;
    case SocketUse::passes:
        meant.socket = used(step);
        meant.other = carrier(step);
        break;
    case SocketUse::receives:
        meant.other = carrier(step);
        meant.socket = made(step, "socket", "received", false);
        break;
    case SocketUse::fetches: meant.socket = made(step, "socket", "copy", false); break;
    }
    if (std::string_view(spec.name) == "close" && meant.socket != kNoSocket)
        step.role.closed.insert(meant.socket);
    return meant;
}

void SocketPlanner::unknown_address(const std::string& at, const std::string& text,
                                    const std::vector<std::string>& known) {
    if (text.find('/') != std::string::npos || nearest(text, known)) {
        problems_.unknown(at, "role/socket", text, known);
        return;
    }
    const auto of_role = std::find_if(known.begin(), known.end(), [&](const std::string& one) {
        return one.starts_with(text + "/");
    });
    problems_.at_value(at, "wants role/socket, such as server/listener",
                       of_role == known.end() ? "" : *of_role);
}

Value SocketPlanner::read_address(const FieldPlace& place) {
    if (!expect_text(problems_, place.pointer, place.json)) return {};
    const auto text = place.json.get<std::string>();
    const bool may_dissolve = std::string_view(place.spec.name) == "to";
    if (may_dissolve && text == "AF_UNSPEC") return {ValueKind::unspec};
    std::vector<std::string> known;
    const auto& roles = context_.plan.roles;
    for (std::size_t r = 0; r < roles.size(); ++r) {
        for (const auto slot : roles_[r].sockets) {
            known.push_back(fmt::format("{}/{}", roles[r], names_[slot]));
            if (known.back() == text)
                return {ValueKind::address, static_cast<std::int64_t>(r), slot};
        }
    }
    if (may_dissolve) known.emplace_back("AF_UNSPEC");
    if (!context_.lost) unknown_address(place.pointer, text, known);
    return {};
}

} // namespace finwait
