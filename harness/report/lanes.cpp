#include "report/lanes.hpp"

#include <algorithm>

namespace finwait {
namespace {

constexpr int kState = 11; // ESTABLISHED
constexpr int kTime = 8;   // 12.003 s

/// Spaces after each lane but the last.
constexpr std::array<int, kLanes> kGaps = {1, 1, 1, 1, 1, 1, 0};

} // namespace

std::size_t LadderRow::height() const {
    std::size_t height = 1;
    for (const auto& cell : cells) height = std::max(height, cell.size());
    return height;
}

Lanes::Lanes(int columns, int client_lives, int server_lives) {
    const auto set = [&](Lane lane, int width) { widths_[static_cast<std::size_t>(lane)] = width; };
    set(Lane::client_lives, client_lives);
    set(Lane::server_lives, server_lives);
    set(Lane::client_state, kState);
    set(Lane::server_state, kState);
    set(Lane::time, kTime);
    int left = columns;
    for (std::size_t i = 0; i < kLanes; ++i) left -= widths_[i] + kGaps[i];
    set(Lane::client_calls, left / 2);
    set(Lane::server_calls, left - left / 2);
}

std::string Lanes::draw(const LadderRow& row) const {
    std::string text;
    for (std::size_t line = 0; line < row.height(); ++line) {
        std::string drawn;
        for (std::size_t i = 0; i < kLanes; ++i) {
            const bool filled = line < row.cells[i].size();
            drawn += pad(filled ? row.cells[i][line] : "", widths_[i] + kGaps[i]);
        }
        drawn.erase(drawn.find_last_not_of(' ') + 1);
        text += drawn + "\n";
    }
    return text;
}

std::string life_sign(Life life, const Style& style) {
    const auto sign = [&](const char* nice, const char* plain, Ink ink) {
        return paint(style.unicode ? nice : plain, ink, style);
    };
    switch (life) {
    case Life::none: return " ";
    case Life::runs: return sign("│", "|", Ink::dim);
    case Life::enters: return sign("╽", "#", Ink::yellow);
    case Life::inside: return sign("┃", "#", Ink::yellow);
    case Life::leaves: return sign("╿", "#", Ink::yellow);
    case Life::ends: return sign("╳", "X", Ink::red);
    }
    return " ";
}

} // namespace finwait
