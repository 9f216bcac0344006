// The shared memory: its bounds, and what is found in it.
#include "agent/board.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <memory>

namespace finwait {
namespace {

constexpr std::uint8_t kHeir = 2, kGrandchild = 3;

std::unique_ptr<Board> written(const Plan& plan) {
    auto board = std::make_unique<Board>();
    write_script(plan, *board);
    return board;
}

void note(Board& board, std::uint8_t role, std::uint8_t socket, std::uint16_t port) {
    End& end = board.ends[board.end_count.fetch_add(1)];
    end.role = role;
    end.socket = socket;
    end.local = loopback(AF_INET, port);
}

std::uint16_t port_of(const Board& board, std::uint8_t role, std::uint8_t socket) {
    return local_address(board, role, socket).port;
}

BOOST_AUTO_TEST_SUITE(board)

BOOST_AUTO_TEST_CASE(a_script_at_its_limits_fills_its_place_and_no_more) {
    Plan plan;
    plan.family = Family::ipv6;
    plan.steps.resize(kMaxSteps);
    for (std::size_t i = 0; i < kMaxSteps; ++i)
        plan.steps[i].source_step = static_cast<std::uint16_t>(i);
    plan.text.assign(kMaxPlanText, 'x');
    plan.roles.assign(kMaxRoles, "role");
    const auto script = written(plan);
    BOOST_TEST(script->step_count == kMaxSteps);
    BOOST_TEST(script->role_count == kMaxRoles);
    BOOST_CHECK(script->family == Family::ipv6);
    BOOST_TEST(script->steps[kMaxSteps - 1].source_step == kMaxSteps - 1);
    BOOST_TEST(std::count(script->text, script->text + kMaxPlanText, 'x') ==
               static_cast<std::ptrdiff_t>(kMaxPlanText));
    // What stands behind the script is as it was.
    BOOST_TEST(script->bell.load() == 0U);
    for (const auto& role : script->roles) {
        BOOST_TEST(role.cue.load() == 0U);
        BOOST_TEST(role.pid.load() == 0);
        BOOST_TEST(role.parent == kNoRole);
    }
}

BOOST_AUTO_TEST_CASE(an_empty_script) {
    const auto script = written({});
    BOOST_TEST(script->step_count == 0);
    BOOST_TEST(script->event_count.load() == 0U);
    BOOST_TEST(local_address(*script, kClient, 0).family == 0);
}

BOOST_AUTO_TEST_CASE(the_last_known_address_of_a_socket_counts) {
    const auto script = written({});
    note(*script, kServer, 1, 80);
    note(*script, kServer, 2, 81);
    note(*script, kClient, 1, 82);
    note(*script, kServer, 1, 83);
    BOOST_TEST(port_of(*script, kServer, 1) == 83);
    BOOST_TEST(port_of(*script, kServer, 2) == 81);
    BOOST_TEST(port_of(*script, kClient, 1) == 82);
    BOOST_TEST(port_of(*script, kClient, 2) == 0);
    note(*script, kServer, 1, 0); // the kernel has not chosen a port
    BOOST_TEST(port_of(*script, kServer, 1) == 83);
}

BOOST_AUTO_TEST_CASE(an_heir_has_the_sockets_of_its_parents) {
    const auto script = written({});
    script->roles[kHeir].parent = kServer;
    script->roles[kGrandchild].parent = kHeir;
    note(*script, kServer, 1, 80);
    BOOST_TEST(port_of(*script, kGrandchild, 1) == 80);
    note(*script, kHeir, 1, 81);
    BOOST_TEST(port_of(*script, kGrandchild, 1) == 81);
    BOOST_TEST(port_of(*script, kServer, 1) == 80);
    BOOST_TEST(port_of(*script, kNoRole, 1) == 0);
}

BOOST_AUTO_TEST_CASE(a_count_beyond_the_last_place_is_bounded) {
    const auto script = written({});
    for (std::size_t i = 0; i < kMaxEnds; ++i)
        note(*script, kServer, 1, static_cast<std::uint16_t>(i + 1));
    script->end_count.store(UINT32_MAX);
    BOOST_TEST(port_of(*script, kServer, 1) == kMaxEnds);
    BOOST_TEST(port_of(*script, kClient, 1) == 0);
}

BOOST_AUTO_TEST_CASE(facts_beyond_the_last_place_are_dropped) {
    StepResult result{};
    for (std::size_t i = 0; i < kMaxFacts + 3; ++i)
        add_fact(result, Fact::value, FactKind::integer, static_cast<std::int64_t>(i));
    BOOST_TEST(result.fact_count == kMaxFacts);
    BOOST_TEST(result.facts[kMaxFacts - 1].a == static_cast<std::int64_t>(kMaxFacts) - 1);
    BOOST_TEST(result.signals[0] == 0);
}

BOOST_AUTO_TEST_CASE(text_is_kept_where_the_fact_points) {
    StepResult result{};
    add_text(result, Fact::data, FactKind::text, "abc", 3);
    add_text(result, Fact::ended_by, FactKind::word, "EOF", 3);
    BOOST_TEST(result.fact_count == 2);
    const FactValue& second = result.facts[1];
    BOOST_TEST(std::string(result.text + second.a, static_cast<std::size_t>(second.b)) == "EOF");
}

BOOST_AUTO_TEST_CASE(text_is_cut_at_what_there_is_room_for) {
    const std::string text(kMaxResultText, 'x');
    for (const std::size_t first :
         {std::size_t{0}, std::size_t{1}, kMaxResultText - 1, kMaxResultText}) {
        struct {
            StepResult result{};
            char behind[8] = "unhurt!";
        } guarded;
        StepResult& result = guarded.result;
        add_text(result, Fact::data, FactKind::text, text.data(), first);
        add_text(result, Fact::value, FactKind::hex, text.data(), text.size());
        add_text(result, Fact::value, FactKind::hex, text.data(), text.size());
        BOOST_TEST(result.text_size == kMaxResultText);
        BOOST_TEST(result.facts[0].b == static_cast<std::int64_t>(first));
        BOOST_TEST(result.facts[1].b == static_cast<std::int64_t>(kMaxResultText - first));
        BOOST_TEST(result.facts[2].b == 0);
        BOOST_TEST(std::string(guarded.behind) == "unhurt!");
    }
}

/// Zeros are what a record starts with: they must mean that nothing was reached.
BOOST_AUTO_TEST_CASE(zeros_are_a_fresh_start) {
    const auto script = std::make_unique<Board>();
    BOOST_CHECK(script->results[0].phase.load() == Phase::not_reached);
    BOOST_CHECK(script->results[0].skip == Skip::no);
    BOOST_TEST(script->roles[0].descriptors[0] == 0); // fd + 1
    BOOST_CHECK(!script->events[0].returned_at_all.load());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
