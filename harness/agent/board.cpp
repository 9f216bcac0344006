#include "agent/board.hpp"

#include <algorithm>

namespace finwait {

Address local_address(const Board& board, std::uint8_t role, std::uint8_t socket) {
    const std::uint32_t count =
        std::min<std::uint32_t>(board.end_count.load(std::memory_order_acquire), kMaxEnds);
    while (role != kNoRole) {
        for (std::uint32_t i = count; i-- > 0;) {
            const End& end = board.ends[i];
            if (end.role == role && end.socket == socket && end.local.port != 0) return end.local;
        }
        role = board.roles[role].parent;
    }
    return {};
}

void write_script(const Plan& plan, Board& board) {
    board.step_count = static_cast<std::uint16_t>(plan.steps.size());
    board.role_count = static_cast<std::uint16_t>(plan.roles.size());
    board.family = plan.family;
    std::copy(plan.steps.begin(), plan.steps.end(), board.steps);
    std::copy(plan.text.begin(), plan.text.end(), board.text);
    for (auto& role : board.roles) role.parent = kNoRole;
}

void add_fact(StepResult& result, Fact fact, FactKind kind, std::int64_t a, std::int64_t b) {
    if (result.fact_count < kMaxFacts) result.facts[result.fact_count++] = {fact, kind, a, b};
}

void add_text(StepResult& result, Fact fact, FactKind kind, const char* bytes, std::size_t size) {
    const std::size_t room = kMaxResultText - result.text_size;
    const std::size_t kept = std::min(size, room);
    std::memcpy(result.text + result.text_size, bytes, kept);
    add_fact(result, fact, kind, result.text_size, static_cast<std::int64_t>(kept));
    result.text_size = static_cast<std::uint16_t>(result.text_size + kept);
}

void add_data(StepResult& result, const char* bytes, std::int64_t size) {
    constexpr std::int64_t kShown = 128;
    if (size > 0 && size <= kShown)
        add_text(result, Fact::data, FactKind::text, bytes, static_cast<std::size_t>(size));
}

} // namespace finwait
