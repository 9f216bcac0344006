// The ladder's grid: lanes side by side, rows from top to bottom. It knows widths, not TCP.
#pragma once

#include "report/text.hpp"

#include <array>
#include <string>
#include <vector>

namespace finwait {

/// From left to right. A lane for the wire would stand between time and server_state.
enum class Lane : std::size_t {
    client_calls,
    client_lives, ///< the lines of processes
    client_state,
    time,
    server_state,
    server_lives,
    server_calls,
    count,
};
inline constexpr std::size_t kLanes = static_cast<std::size_t>(Lane::count);

/// One row: in each lane its lines, no wider than the lane.
struct LadderRow {
    std::array<std::vector<std::string>, kLanes> cells;

    std::vector<std::string>& operator[](Lane lane) {
        return cells[static_cast<std::size_t>(lane)];
    }
    [[nodiscard]] std::size_t height() const;
};

class Lanes {
  public:
    /// @param client_lives, server_lives  how many processes each side has
    Lanes(int columns, int client_lives, int server_lives);

    [[nodiscard]] int width(Lane lane) const { return widths_[static_cast<std::size_t>(lane)]; }

    /// The row as lines, without spaces at their ends.
    [[nodiscard]] std::string draw(const LadderRow& row) const;

  private:
    std::array<int, kLanes> widths_{};
};

/// What a process does on one line of the ladder.
enum class Life { none, runs, enters, inside, leaves, ends };

/// The sign for it, one column wide.
[[nodiscard]] std::string life_sign(Life life, const Style& style);

} // namespace finwait
