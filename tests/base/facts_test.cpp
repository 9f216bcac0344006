// The facts that steps record.
#include "base/facts.hpp"

#include <boost/test/unit_test.hpp>
#include <set>
#include <string>

namespace finwait {
namespace {

BOOST_AUTO_TEST_SUITE(facts)

BOOST_AUTO_TEST_CASE(stand_in_the_order_of_their_numbers) {
    std::size_t index = 0;
    for (const auto& fact : fact_names()) {
        BOOST_TEST(static_cast<std::size_t>(fact.fact) == index, fact.name);
        BOOST_TEST(fact_name(fact.fact) == std::string(fact.name));
        ++index;
    }
    BOOST_TEST(index == static_cast<std::size_t>(Fact::last));
}

BOOST_AUTO_TEST_CASE(have_names_and_sentences_of_their_own) {
    std::set<std::string> names, docs;
    for (const auto& fact : fact_names()) {
        BOOST_TEST(names.insert(fact.name).second, fact.name);
        BOOST_TEST(docs.insert(fact.doc).second, fact.name);
        BOOST_TEST(std::string(fact.doc).size() >= 10U, fact.name);
    }
}

/// A fact stands in the observation beside these members of a step, so it cannot have their names.
BOOST_AUTO_TEST_CASE(are_not_called_like_other_members_of_a_step) {
    const std::set<std::string> taken = {"op",         "step",     "background", "skipped",
                                         "inside",     "returned", "errno",      "started_ns",
                                         "elapsed_ns", "time",     "signals",    "states"};
    for (const auto& fact : fact_names()) BOOST_TEST(!taken.contains(fact.name), fact.name);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
