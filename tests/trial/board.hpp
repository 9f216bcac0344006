// A record of a trial and its plan, written by hand as stage and agents would write them.
#pragma once

#include "agent/steps/table.hpp"
#include "base/names.hpp"
#include "trial/record.hpp"

#include <memory>
#include <netinet/in.h>
#include <stdexcept>
#include <string>

namespace finwait::test {

/// Index of a step in the table.
inline std::uint16_t op(const std::string& name) {
    const auto table = step_table();
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (name == table[i]->spec.name) return static_cast<std::uint16_t>(i);
    }
    throw std::logic_error("no step " + name);
}

inline Address at(std::uint16_t port) { return loopback(AF_INET, port); }

// What Agent::note_end() writes down.
inline void note(Board& board, const End& end) { board.ends[board.end_count.fetch_add(1)] = end; }
inline void connected(Board& board, std::uint8_t role, std::uint8_t socket, const Address& local,
                      const Address& remote) {
    note(board, {role, socket, false, false, local, remote});
}
inline void accepted(Board& board, std::uint8_t role, std::uint8_t socket, const Address& local,
                     const Address& remote) {
    note(board, {role, socket, false, true, local, remote});
}
inline void bound(Board& board, std::uint8_t role, std::uint8_t socket, const Address& local) {
    note(board, {role, socket, false, false, local, {}});
}
inline void listens(Board& board, std::uint8_t role, std::uint8_t socket, const Address& local) {
    note(board, {role, socket, true, false, local, {}});
}

inline std::unique_ptr<Board> empty_board() {
    auto board = std::make_unique<Board>();
    for (auto& role : board->roles) role.parent = kNoRole;
    return board;
}

inline EndState end_state(int state, Timer timer = Timer::none, std::uint32_t left_ms = 0,
                          std::uint32_t inode = 1) {
    EndState seen;
    seen.state = state;
    seen.timer = timer;
    seen.timer_left_ms = left_ms;
    seen.inode = inode;
    return seen;
}

} // namespace finwait::test
