#include "report/lifelines.hpp"

#include <algorithm>

namespace finwait {
namespace {

bool left_inside(const Moment& moment) {
    return moment.kind == Moment::Kind::ends && !moment.step->inside.empty();
}

bool bears(const Moment& moment, const RoleSeen& role) {
    return moment.step && moment.step->op == "fork" &&
           moment.step->facts.value("heir", Json()) == role.name;
}

} // namespace

Lifelines::Lifelines(const Observation& seen) {
    for (const auto& role : seen.roles)
        processes_.push_back({&role, side_of(seen, role.name), role.parent.empty()});
}

int Lifelines::number_on(Side side) const {
    return static_cast<int>(std::count_if(processes_.begin(), processes_.end(),
                                          [&](const Process& one) { return one.side == side; }));
}

Life Lifelines::life_of(const Process& process, const Moment* moment, bool first_line) {
    if (!process.born || process.dead) return Life::none;
    if (moment && moment->role == process.role) {
        if (moment->dies) return first_line ? Life::ends : Life::none;
        if (moment->kind == Moment::Kind::begins) return first_line ? Life::enters : Life::inside;
        if (moment->kind == Moment::Kind::ends && !left_inside(*moment))
            return first_line ? Life::leaves : Life::runs;
    }
    return process.inside ? Life::inside : Life::runs;
}

void Lifelines::draw_line(LadderRow& row, const Moment* moment, bool first_line,
                          const Style& style) const {
    std::string left, right; // the root's line is nearest to the middle, its heirs' further out
    for (const auto& process : processes_) {
        const std::string sign = life_sign(life_of(process, moment, first_line), style);
        if (process.side == Side::client) left.insert(0, sign);
        else right += sign;
    }
    row[Lane::client_lives].push_back(left);
    row[Lane::server_lives].push_back(right);
}

void Lifelines::draw(LadderRow& row, const Moment& moment, const Style& style) const {
    const std::size_t height = row.height();
    for (std::size_t line = 0; line < height; ++line) draw_line(row, &moment, line == 0, style);
}

void Lifelines::draw_between(LadderRow& row, const Style& style) const {
    draw_line(row, nullptr, true, style);
}

void Lifelines::pass(const Moment& moment) {
    for (auto& process : processes_) {
        if (bears(moment, *process.role)) process.born = true;
        if (process.role != moment.role) continue;
        if (moment.step && moment.step->skipped.empty()) process.born = true;
        process.dead = process.dead || moment.dies;
        if (moment.kind == Moment::Kind::begins) process.inside = true;
        if (moment.kind == Moment::Kind::ends) process.inside = left_inside(moment);
    }
}

} // namespace finwait
