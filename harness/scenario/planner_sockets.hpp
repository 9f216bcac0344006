// Which of a role's sockets a step means. Reads a step's `socket`, `listener`, `to`, `like`, `other`, `over`
// and `of`.
#pragma once

#include "scenario/fields.hpp"
#include "scenario/planner_context.hpp"

#include <array>
#include <optional>
#include <set>

namespace finwait {

/// What is known of every role's sockets while the steps are read in order.
class SocketPlanner {
  public:
    explicit SocketPlanner(PlanContext& context)
        : context_(context), problems_(context.problems), names_(context.plan.sockets) {}

    struct Address {
        std::uint8_t role;
        std::uint8_t socket;
    };
    /// The socket that a step works on or makes, and the one that it takes it from.
    struct Meant {
        std::uint8_t socket = kNoSocket;
        std::uint8_t other = kNoSocket;
        bool is_new = false; ///< connect, listen: the step makes the socket
    };

    /// An heir starts with copies of its parent's descriptors.
    void inherit(std::size_t heir, std::uint8_t parent) { roles_[heir] = roles_[parent]; }

    /// @param at  the pointer of the step
    [[nodiscard]] Meant read(const std::string& at, const Json& json, const StepSpec& spec,
                             std::uint8_t role);
    /// "role/socket" of any role; `to` may be AF_UNSPEC, which dissolves a connection.
    [[nodiscard]] Value read_address(const FieldPlace& place);
    /// The socket that listened last.
    [[nodiscard]] const std::optional<Address>& listener() const { return listener_; }

  private:
    struct RoleSockets {
        std::vector<std::uint8_t> sockets; ///< every socket that the role has ever named
        std::set<std::uint8_t> listeners;
        std::set<std::uint8_t> unix_sockets;
        std::set<std::uint8_t> closed; ///< names that are free to be given again
    };
    struct Step {
        std::string at;
        const Json& json;
        const std::string& role_name;
        RoleSockets& role;
    };

    enum class Kind : std::uint8_t { plain, listener, unix_socket };
    static std::vector<std::uint8_t> among(const RoleSockets& role, Kind kind);
    [[nodiscard]] std::vector<std::string> names(const std::vector<std::uint8_t>& slots) const;
    std::uint8_t give_name(const Step& step, const std::string& field, const std::string& name);
    std::uint8_t named(const Step& step, const std::string& field);
    std::uint8_t only(const Step& step, const std::vector<std::uint8_t>& candidates,
                      const std::string& what, const std::string& field);
    std::uint8_t made(const Step& step, const std::string& field, const char* otherwise,
                      bool may_exist);
    std::uint8_t used(const Step& step);
    Meant used_or_made(const Step& step, const char* otherwise);
    Meant listening(const Step& step, std::uint8_t role);
    Meant accepted(const Step& step);
    Meant copied(const Step& step);
    Meant paired(const Step& step);
    std::uint8_t carrier(const Step& step);
    void unknown_address(const std::string& at, const std::string& text,
                         const std::vector<std::string>& known);

    PlanContext& context_;
    Problems& problems_;
    std::vector<std::string>& names_; ///< of the plan's sockets, by slot
    std::array<RoleSockets, kMaxRoles> roles_;
    std::optional<Address> listener_;
};

} // namespace finwait
