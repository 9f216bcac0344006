#include "base/nearest.hpp"

#include <algorithm>
#include <cctype>

namespace finwait {
namespace {

bool same_letter(char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) ==
           std::tolower(static_cast<unsigned char>(b));
}

} // namespace

std::size_t edit_distance(std::string_view from, std::string_view to) {
    // Optimal string alignment: three rows are enough to see a swap of neighbours.
    std::vector<std::size_t> before(to.size() + 1), last(to.size() + 1), row(to.size() + 1);
    for (std::size_t j = 0; j <= to.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= from.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const bool same = same_letter(from[i - 1], to[j - 1]);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
            const bool swapped = i > 1 && j > 1 && same_letter(from[i - 1], to[j - 2]) &&
                                 same_letter(from[i - 2], to[j - 1]);
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, last);
        std::swap(last, row);
    }
    return last[to.size()];
}

std::optional<std::string> nearest(std::string_view name, const std::vector<std::string>& known) {
    std::optional<std::string> best;
    std::size_t best_distance = 0;
    for (const auto& candidate : known) {
        const std::size_t distance = edit_distance(name, candidate);
        const std::size_t longer = std::max(name.size(), candidate.size());
        const std::size_t allowed = std::max<std::size_t>(1, longer / 3);
        const bool shares_nothing = distance >= longer; // every letter would be another one
        if (distance > allowed || shares_nothing) continue;
        if (!best || distance < best_distance) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

} // namespace finwait
