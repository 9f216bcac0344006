// A folder of scenarios, and what selectors and tags choose of it.
#include "scenario/reading.hpp"

#include <filesystem>
#include <unistd.h>

namespace finwait {
namespace {

namespace fs = std::filesystem;
using namespace test;
using Ids = std::vector<std::string>;

const std::string kVary = R"("vary": { "family": ["ipv4", "ipv6"] })";

/// A folder that is gone when the test is over.
class Folder {
  public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "finwait-library-XXXXXX").string();
        BOOST_TEST_REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { fs::remove_all(path_); }
    void write(const std::string& name, const std::string& text) const {
        fs::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name) << text;
    }
    [[nodiscard]] std::string name() const { return path_.string(); }

  private:
    fs::path path_;
};

std::vector<Case> shelf() {
    const auto add = [](std::vector<Case>& cases, const std::string& id, const std::string& extra) {
        const Reading reading = read(scenario(kOpen, extra), id);
        BOOST_TEST_REQUIRE(all_messages(reading) == "");
        cases.insert(cases.end(), reading.cases.begin(), reading.cases.end());
    };
    std::vector<Case> cases;
    add(cases, "linger/zero-resets", kVary + R"(, "tags": ["abort"])");
    add(cases, "linger/waits", R"("tags": ["blocking"])");
    add(cases, "time-wait/sixty-seconds", kVary + R"(, "tags": ["long", "blocking"])");
    return cases;
}

Ids chosen(const Selection& selection) {
    Ids ids;
    for (const auto& one : select(shelf(), selection)) ids.push_back(one.id);
    return ids;
}

const Ids kZero = {"linger/zero-resets[family=ipv4]", "linger/zero-resets[family=ipv6]"};
const Ids kSixty = {"time-wait/sixty-seconds[family=ipv4]", "time-wait/sixty-seconds[family=ipv6]"};

Ids operator+(Ids left, const Ids& right) {
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

BOOST_AUTO_TEST_SUITE(selection)

BOOST_AUTO_TEST_CASE(all_but_the_long_ones_are_the_default) {
    BOOST_TEST(chosen({}) == kZero + Ids{"linger/waits"});
}

BOOST_AUTO_TEST_CASE(a_scenario_s_id_takes_all_its_cases) {
    BOOST_TEST(chosen({{"linger/zero-resets"}, {}}) == kZero);
}

BOOST_AUTO_TEST_CASE(a_case_s_id_takes_one) {
    BOOST_TEST(chosen({{"linger/zero-resets[family=ipv6]"}, {}}) == Ids{kZero[1]});
}

BOOST_AUTO_TEST_CASE(a_prefix_ends_in_a_slash) {
    BOOST_TEST(chosen({{"linger/"}, {}}) == kZero + Ids{"linger/waits"});
    BOOST_TEST(chosen({{"linger"}, {}}).empty());
}

BOOST_AUTO_TEST_CASE(a_glob_takes_brackets_as_they_are) {
    BOOST_TEST(chosen({{"*[family=ipv6]"}, {}}) == (Ids{kZero[1], kSixty[1]}));
    BOOST_TEST(chosen({{"linger/*[family=ipv?]"}, {}}) == kZero);
    BOOST_TEST(chosen({{"*/waits"}, {}}) == Ids{"linger/waits"});
    BOOST_TEST(chosen({{"linger/[zw]*"}, {}}).empty());
}

BOOST_AUTO_TEST_CASE(a_long_one_that_is_named_is_taken) {
    BOOST_TEST(chosen({{"time-wait/"}, {}}) == kSixty);
    BOOST_TEST(chosen({{"*"}, {}}) == kZero + Ids{"linger/waits"} + kSixty);
    BOOST_TEST(chosen({{}, {"long"}}) == kSixty);
}

BOOST_AUTO_TEST_CASE(one_of_the_tags_is_enough) {
    BOOST_TEST(chosen({{}, {"blocking"}}) == Ids{"linger/waits"} + kSixty);
    BOOST_TEST(chosen({{}, {"abort", "long"}}) == kZero + kSixty);
}

BOOST_AUTO_TEST_CASE(selectors_and_tags_must_both_agree) {
    BOOST_TEST(chosen({{"linger/"}, {"blocking"}}) == Ids{"linger/waits"});
    BOOST_TEST(chosen({{"time-wait/"}, {"abort"}}).empty());
}

BOOST_AUTO_TEST_CASE(a_case_is_chosen_once_in_the_order_of_the_shelf) {
    BOOST_TEST(chosen({{"linger/waits", "linger/*", "linger/"}, {}}) ==
               kZero + Ids{"linger/waits"});
}

/// Nobody knows the cases of a file that cannot be read: a selector that might name one of them does.
BOOST_AUTO_TEST_CASE(a_faulty_scenario_is_meant_if_it_could_be) {
    const std::string id = "linger/broken";
    for (const char* selector : {"linger/broken", "linger/broken[family=ipv4]", "linger/", "*",
                                 "linger/*", "*broken*", "linger/bro?en[family=ipv4]"})
        BOOST_TEST(may_select(selector, id), selector);
    for (const char* selector : {"linger/brok", "linger", "oob/", "oob/*", "linger/broken-2", "?"})
        BOOST_TEST(!may_select(selector, id), selector);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(library)

BOOST_AUTO_TEST_CASE(holds_the_scenarios_of_a_folder_by_id) {
    const Folder folder;
    folder.write("b/two.json", scenario(kOpen));
    folder.write("b/one.json", scenario(kOpen, kVary));
    folder.write("a/three.json", scenario(kOpen));
    folder.write("b/notes.txt", "no scenario");
    folder.write("schema/scenario.schema.json", "{}");
    folder.write("claims/claims.json", "[]");
    folder.write(".hidden/four.json", "{}");
    folder.write("top.json", "{}");
    const auto read_all = read_library(folder.name(), step_specs());
    BOOST_TEST_REQUIRE(read_all.has_value());
    BOOST_TEST(read_all->faulty.empty());
    Ids scenarios, cases;
    for (const auto& one : read_all->scenarios) scenarios.push_back(one->id);
    for (const auto& one : read_all->cases) cases.push_back(one.id);
    BOOST_TEST(scenarios == (Ids{"a/three", "b/one", "b/two"}));
    BOOST_TEST(cases == (Ids{"a/three", "b/one[family=ipv4]", "b/one[family=ipv6]", "b/two"}));
}

BOOST_AUTO_TEST_CASE(one_bad_file_does_not_hide_the_others) {
    const Folder folder;
    folder.write("a/bad.json", scenario(R"({ "client": "sokcet" })"));
    folder.write("a/good.json", scenario(kOpen));
    const auto read_all = read_library(folder.name(), step_specs());
    BOOST_TEST_REQUIRE(read_all.has_value());
    BOOST_TEST(read_all->cases.size() == 1U);
    BOOST_TEST_REQUIRE(read_all->faulty.size() == 1U);
    BOOST_TEST(read_all->faulty[0].id == "a/bad");
    BOOST_TEST_REQUIRE(read_all->faulty[0].problems.size() == 1U);
    BOOST_TEST(read_all->faulty[0].problems[0].file == folder.name() + "/a/bad.json");
    BOOST_TEST(read_all->faulty[0].problems[0].suggestion == "socket");
}

BOOST_AUTO_TEST_CASE(a_missing_folder_is_an_error) {
    const auto read_all = read_library("/no/such/folder", step_specs());
    BOOST_TEST_REQUIRE(read_all.has_error());
    BOOST_TEST(read_all.error().what.starts_with("/no/such/folder: no such folder of scenarios"));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
