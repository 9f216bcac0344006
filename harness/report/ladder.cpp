#include "report/ladder.hpp"

#include "observation/time_class.hpp"
#include "report/ladder_cells.hpp"
#include "report/ladder_frame.hpp"
#include "report/lifelines.hpp"

#include <fmt/format.h>

namespace finwait {
namespace {

/// States in which a SYN or FIN waits for its acknowledgement. The others stay until something new comes.
bool in_transit(const std::string& state) {
    return state == "SYN_SENT" || state == "SYN_RECV" || state == "FIN_WAIT1" ||
           state == "CLOSING" || state == "LAST_ACK";
}

/// Draws the rows from top to bottom; remembers what the rows above have shown.
class Drawing {
  public:
    Drawing(const Observation& seen, const LadderText& text, const Style& style)
        : seen_(seen), text_(text), style_(style), lifelines_(seen),
          lanes_(usable_columns(style), lifelines_.number_on(Side::client),
                 lifelines_.number_on(Side::server)) {}

    std::string draw() {
        std::string out = names();
        std::int64_t before_ns = 0;
        for (const auto& moment : moments_of(seen_)) {
            LadderRow row = row_of(moment);
            const bool states =
                !row[Lane::client_state].empty() || !row[Lane::server_state].empty();
            if (moment.kind == Moment::Kind::rest && !states) continue;
            out += gap(before_ns, moment.at_ns);
            before_ns = moment.at_ns;
            lifelines_.draw(row, moment, style_);
            lifelines_.pass(moment);
            out += lanes_.draw(row);
        }
        return out;
    }

  private:
    [[nodiscard]] std::string names() const {
        LadderRow row;
        row[Lane::client_calls] = {paint("client", Ink::bold, style_)};
        row[Lane::client_state] = {paint("its state", Ink::dim, style_)};
        row[Lane::time] = {paint("    time", Ink::dim, style_)};
        row[Lane::server_state] = {paint("its state", Ink::dim, style_)};
        row[Lane::server_calls] = {paint("server", Ink::bold, style_)};
        return lanes_.draw(row);
    }

    LadderRow row_of(const Moment& moment) {
        LadderRow row;
        const int width = lanes_.width(Lane::time);
        row[Lane::time] = {paint(time_of_row(moment.at_ns, width), Ink::dim, style_)};
        if (moment.role) {
            const Lane lane = moment.side == Side::client ? Lane::client_calls : Lane::server_calls;
            row[lane] = call_lines(seen_, text_, moment, lanes_.width(lane), style_);
        }
        for (const auto* sample : moment.samples) add_states(row, *sample);
        return row;
    }

    /// The states that differ from those shown last. An end that nobody has seen open is not told.
    void add_states(LadderRow& row, const StateSample& sample) {
        for (const auto& [name, end] : sample.ends) {
            const bool still = sample.at_rest || !in_transit(end.state);
            const std::string now = end.state + (still ? "" : " moving");
            std::string& before = shown_[name];
            if (now == before || (before.empty() && end.state == "CLOSED")) continue;
            before = now;
            const Side side = side_of(seen_, name.substr(0, name.find('/')));
            const Lane lane = side == Side::client ? Lane::client_state : Lane::server_state;
            for (auto& line : state_lines(name, end, still, lanes_.width(lane), style_))
                row[lane].push_back(std::move(line));
        }
    }

    /// A line for time in which nothing happened.
    [[nodiscard]] std::string gap(std::int64_t from_ns, std::int64_t to_ns) const {
        if (duration_class(to_ns - from_ns) == "at once") return "";
        LadderRow row;
        lifelines_.draw_between(row, style_);
        const std::string dots = fmt::format("{:>{}}", style_.unicode ? "⋮" : ":", 5);
        row[Lane::time] = {paint(dots, Ink::dim, style_)};
        return lanes_.draw(row);
    }

    const Observation& seen_;
    const LadderText& text_;
    const Style& style_;
    Lifelines lifelines_;
    Lanes lanes_;
    std::map<std::string, std::string> shown_; ///< states, by end
};

} // namespace

std::string ladder(const Observation& seen, const LadderText& text, const Style& style) {
    std::string out = ladder_head(seen, text, style) + "\n";
    if (seen.not_run.empty()) out += Drawing(seen, text, style).draw() + "\n";
    return out + ladder_foot(seen, text, style);
}

} // namespace finwait
