// The reader of scenarios: any bytes are either refused, with a place and a sentence, or can be planned whole.
#include "agent/board.hpp"
#include "agent/steps/table.hpp"
#include "scenario/read.hpp"
#include "target.hpp"

#include <memory>

using namespace finwait;
using test::promise;

namespace {

void check_problem(const Problem& problem) {
    promise(!problem.message.empty(), "a problem has a message");
    promise(problem.line >= 1 && problem.column >= 1, "a problem has a place");
    promise(to_string(problem).find('\n') == std::string::npos, "a problem is one line");
}

void check_case(const Case& one) {
    static const auto board = std::make_unique<Board>();
    const Plan plan = plan_case(one, step_specs());
    promise(plan.steps.size() == one.step_sources.size(), "every step of a case is planned");
    promise(plan.steps.size() <= kMaxSteps && plan.roles.size() <= kMaxRoles &&
                plan.sockets.size() <= kMaxSockets,
            "a plan fits on the board");
    board->step_count = 0;
    write_script(plan, *board);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const Reading reading = read_scenario("fuzz.json", "theme/fuzz", text, step_specs());
    promise((reading.scenario == nullptr) == !reading.problems.empty(),
            "a scenario is read, or refused for a reason");
    for (const auto& problem : reading.problems) check_problem(problem);
    for (const auto& one : reading.cases) check_case(one);
    return 0;
}
