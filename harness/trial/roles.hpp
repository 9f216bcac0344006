// The roles' processes: born, watched, ended.
#pragma once

#include "trial/record.hpp"

namespace finwait {

class Roles {
  public:
    explicit Roles(TrialRecord& record) : record_(record), board_(record.board) {}

    /// Forks client and server. False if the kernel refused; errno says why.
    [[nodiscard]] bool start();

    /// Takes note of processes that have ended.
    void reap();
    [[nodiscard]] bool born(std::uint8_t role) const { return board_.roles[role].pid.load() > 0; }
    [[nodiscard]] bool ended(std::uint8_t role) const {
        return record_.exits[role].ended || board_.roles[role].gone.load();
    }

    /// Kills what is left, heirs that nobody knows included, and waits for it (bounded).
    void end_all();

    /// Makes the end of a child wake whoever waits on the board's bell. Once per process.
    static void watch_children(Board& board);

  private:
    TrialRecord& record_;
    Board& board_;
};

} // namespace finwait
