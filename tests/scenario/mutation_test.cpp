// A good scenario, damaged in thousands of ways: the reader answers each time, and points somewhere.
#include "scenario/reading.hpp"

#include <algorithm>
#include <random>

namespace finwait {
namespace {

using namespace test;

/// std::mt19937 gives the same numbers everywhere; the standard's distributions do not.
class Dice {
  public:
    explicit Dice(std::uint32_t seed) : numbers_(seed) {}
    std::size_t below(std::size_t limit) { return numbers_() % limit; }

  private:
    std::mt19937 numbers_;
};

std::size_t lines_in(const std::string& text) {
    return 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

struct Tally {
    std::size_t sound = 0;
    std::size_t refused = 0;
};

/// The reader either accepts a text, and can plan each case, or says what is wrong with it and where.
void judge(const std::string& text, const std::string& what, Tally& tally) {
    const Reading reading = read(text);
    if (reading.scenario) {
        ++tally.sound;
        BOOST_TEST(reading.problems.empty(), what);
        for (const auto& one : reading.cases) {
            const Plan plan = plan_case(one, step_specs());
            BOOST_TEST(plan.steps.size() == one.step_sources.size(), what);
        }
        return;
    }
    ++tally.refused;
    BOOST_TEST(!reading.problems.empty(), what);
    for (const auto& problem : reading.problems) {
        const std::string line = to_string(problem);
        BOOST_TEST(!problem.message.empty(), what);
        BOOST_TEST((problem.line >= 1 && problem.line <= lines_in(text)), what << ": " << line);
        BOOST_TEST((problem.column >= 1 && problem.column <= text.size() + 1),
                   what << ": " << line);
        BOOST_TEST(line.find('\n') == std::string::npos, what << ": " << line);
    }
}

void flip(std::string& text, Dice& dice) {
    text[dice.below(text.size())] ^= static_cast<char>(1U << dice.below(8));
}

void insert(std::string& text, Dice& dice) {
    static const std::string kLikely = "{}[],:\"\\0123456789.-+eE$/~ntu \n";
    const char byte =
        dice.below(2) ? kLikely[dice.below(kLikely.size())] : static_cast<char>(dice.below(256));
    text.insert(text.begin() + static_cast<std::ptrdiff_t>(dice.below(text.size() + 1)), byte);
}

void erase(std::string& text, Dice& dice) {
    text.erase(dice.below(text.size()), 1 + dice.below(4));
}

void damage_bytes(std::string& text, Dice& dice) {
    for (std::size_t i = 0, times = 1 + dice.below(3); i < times; ++i) {
        switch (dice.below(3)) {
        case 0: flip(text, dice); break;
        case 1: insert(text, dice); break;
        default: erase(text, dice); break;
        }
    }
}

/// Fewer cases make the reader quicker, and it has the same faults to find.
std::string good_scenario() {
    std::string text = every_step();
    const std::string wide = R"("linger": [0, 5] })";
    text.replace(text.find(wide), wide.size(), R"("linger": [0] })");
    const std::string when = R"("when": { "linger": [0, 5])";
    text.replace(text.find(when), when.size(), R"("when": { "linger": [0])");
    return text;
}

/// All places of a document, by pointer.
void collect(const Json& json, const Json::json_pointer& at,
             std::vector<Json::json_pointer>& places) {
    if (!at.empty()) places.push_back(at);
    if (json.is_object()) {
        for (const auto& [key, value] : json.items()) collect(value, at / key, places);
    } else if (json.is_array()) {
        for (std::size_t i = 0; i < json.size(); ++i) collect(json[i], at / i, places);
    }
}

void damage_value(Json& document, Dice& dice) {
    static const Json kValues = Json::parse(R"([null, true, false, 0, -1, 1.5, 1e300, 600.001,
        18446744073709551615, -9223372036854775808, "", "x", "$family", "$none", "server", "listen",
        "~", "/client/close/errno", [], [[]], {}, {"const": 0}, ["x", 1], "ipv4", "socket", "\u0000"])");
    std::vector<Json::json_pointer> places;
    collect(document, Json::json_pointer(), places);
    const auto& place = places[dice.below(places.size())];
    const auto& other = places[dice.below(places.size())];
    Json& parent = document[place.parent_pointer()];
    switch (dice.below(4)) {
    case 0: document[place] = kValues[dice.below(kValues.size())]; break;
    case 1: document[place] = Json(document[other]); break;
    case 2:
        if (parent.is_object()) parent.erase(place.back());
        else parent.erase(static_cast<std::size_t>(std::stoul(place.back())));
        break;
    default:
        if (parent.is_object()) parent[place.back() + "x"] = Json(document[other]);
        else parent.push_back(Json(document[other]));
        break;
    }
}

constexpr std::size_t kTimes = 2000;

BOOST_AUTO_TEST_SUITE(mutation)

BOOST_AUTO_TEST_CASE(damaged_bytes_are_refused_with_a_place) {
    const std::string good = good_scenario();
    Dice dice(19810901); // RFC 793
    Tally tally;
    for (std::size_t i = 0; i < kTimes; ++i) {
        std::string text = good;
        damage_bytes(text, dice);
        judge(text, "mutation " + std::to_string(i), tally);
    }
    BOOST_TEST(tally.refused > kTimes / 2);
    BOOST_TEST(tally.sound > 0U); // prose can be damaged without harm
}

BOOST_AUTO_TEST_CASE(damaged_values_are_refused_with_a_place) {
    const Json good = Json::parse(good_scenario());
    Dice dice(20220801); // RFC 9293
    Tally tally;
    for (std::size_t i = 0; i < kTimes / 2; ++i) {
        Json document = good;
        for (std::size_t k = 0, times = 1 + dice.below(3); k < times; ++k)
            damage_value(document, dice);
        judge(document.dump(1), "mutation " + std::to_string(i), tally);
    }
    BOOST_TEST(tally.refused > kTimes / 4);
    BOOST_TEST(tally.sound > 0U);
}

BOOST_AUTO_TEST_CASE(every_beginning_of_a_scenario_is_refused) {
    const std::string text = scenario(kOpen);
    Tally tally;
    for (std::size_t size = 0; size < text.size(); ++size)
        judge(text.substr(0, size), "the first " + std::to_string(size) + " bytes", tally);
    BOOST_TEST(tally.sound == 0U);
}

BOOST_AUTO_TEST_CASE(the_same_text_gives_the_same_answer) {
    const std::string text = good_scenario();
    Dice dice(1);
    for (int i = 0; i < 20; ++i) {
        std::string damaged = text;
        damage_bytes(damaged, dice);
        BOOST_TEST(all_messages(read(damaged)) == all_messages(read(damaged)));
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
