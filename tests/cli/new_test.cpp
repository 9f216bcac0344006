// finwait new: the file it writes is a scenario, and nothing is ever written over.
#include "program.hpp"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <sstream>

using namespace finwait;
using namespace finwait::test;
namespace fs = std::filesystem;

namespace {

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::string text_of(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

Ran make(const TemporaryFolder& folder, const std::string& id) {
    return run({"new", id, "--scenarios", folder.path()});
}

/// What it says of an id that it does not take; nothing is written.
std::string refusal(const std::string& id) {
    const TemporaryFolder folder;
    fs::create_directory(folder.path("linger"));
    const Ran ran = make(folder, id);
    BOOST_TEST_CONTEXT(id) {
        BOOST_TEST(ran.exit == 64);
        BOOST_TEST(ran.out.empty());
        BOOST_TEST(folder.files() == std::vector<std::string>{"linger"},
                   boost::test_tools::per_element());
        BOOST_TEST(fs::is_empty(folder.path("linger")));
        BOOST_TEST(ran.err.find('\n') + 1 == ran.err.size());
    }
    return ran.err;
}

} // namespace

BOOST_AUTO_TEST_SUITE(new_scenario)

BOOST_AUTO_TEST_CASE(is_sound_and_runs_and_repeats_as_it_stands) {
    const TemporaryFolder folder;
    const Ran made = make(folder, "probe/first-look");
    BOOST_TEST(made.exit == 0);
    BOOST_TEST(made.err.empty());
    const auto file = folder.path("probe/first-look.json");
    const Ran valid = run({"validate", file});
    BOOST_TEST_CONTEXT(valid.err) { BOOST_TEST(valid.exit == 0); }
    BOOST_TEST(holds(valid.out, "1 scenario with 2 cases"));
    const Ran ran = run({"run", file, "-q", "-n", "20", "--strict"});
    BOOST_TEST_CONTEXT(ran.out + ran.err) {
        BOOST_TEST(ran.exit == 0);
        BOOST_TEST(holds(ran.out, "40 trials"));
        BOOST_TEST(holds(ran.out, "2 claims hold, 0 contradicted, 0 undecided"));
    }
    const Ran listed = run({"list", "--scenarios", folder.path(), "--format", "ids"});
    BOOST_TEST(listed.out == "probe/first-look\n");
}

/// A claim that could not fail would teach nobody to write one.
BOOST_AUTO_TEST_CASE(has_a_claim_that_can_fail_and_a_given_that_may_not_be_reached) {
    const TemporaryFolder folder;
    BOOST_REQUIRE(make(folder, "probe/first-look").exit == 0);
    const std::string text = text_of(folder.path("probe/first-look.json"));
    const auto with = [&](const std::string& from, const std::string& to) {
        std::string changed = text;
        BOOST_REQUIRE(holds(changed, from));
        changed.replace(changed.find(from), from.size(), to);
        return folder.write("changed.json", changed);
    };
    const std::string reads = R"({ "server": "recv", "max": 64)";
    const Ran failed =
        run({"run", with(reads, R"({ "server": "recv", "max": 3)"), "-q", "--strict"});
    BOOST_TEST(failed.exit == 1);
    BOOST_TEST(holds(failed.out, "2 contradicted"));
    const Ran unreached = run({"run", with(R"("bytes": 5)", R"("bytes": 6)"), "-q"});
    BOOST_TEST(unreached.exit == 2);
}

BOOST_AUTO_TEST_CASE(tells_the_file_and_the_next_commands_as_they_can_be_typed) {
    const TemporaryFolder folder;
    fs::create_directory(folder.path("my scenarios"));
    const auto file = folder.path("my scenarios/probe/first-look.json");
    const Ran made = run({"new", "probe/first-look", "--scenarios", folder.path("my scenarios")});
    std::istringstream lines(made.out);
    std::string path;
    std::getline(lines, path);
    BOOST_TEST(fs::equivalent(path, file));
    for (const char* command : {" validate '", " show '", " run '"})
        BOOST_TEST(holds(made.out, command + path + "'"));
    // An editor finds the schema beside the themes, once it is there.
    BOOST_TEST(holds(made.out, " list --schema > '"));
    fs::create_directory(folder.path("schema"));
    folder.write("schema/scenario.schema.json", "{}");
    BOOST_TEST(!holds(make(folder, "probe/second").out, "--schema"));
}

BOOST_AUTO_TEST_CASE(names_its_schema_and_every_placeholder) {
    const TemporaryFolder folder;
    BOOST_REQUIRE(make(folder, "probe/first-look").exit == 0);
    const Json made = Json::parse(text_of(folder.path("probe/first-look.json")));
    BOOST_TEST(made["$schema"] == "../schema/scenario.schema.json");
    BOOST_TEST(fs::exists(FINWAIT_SOURCE "/scenarios/schema/scenario.schema.json"));
    for (const char* key : {"title", "question", "story"})
        BOOST_TEST(made[key].get<std::string>().starts_with("TODO: "), key);
    BOOST_TEST(made["claims"][0]["says"].get<std::string>().starts_with("TODO: "));
    BOOST_TEST(made["tags"] == Json::array({"todo"}));
}

BOOST_AUTO_TEST_CASE(never_goes_over_what_is_there) {
    const TemporaryFolder folder;
    fs::create_directory(folder.path("probe"));
    const auto file = folder.write("probe/taken.json", "mine");
    const Ran ran = make(folder, "probe/taken");
    BOOST_TEST(ran.exit == 64);
    BOOST_TEST(ran.out.empty());
    BOOST_TEST(holds(ran.err, "is there already; nothing was written\n"));
    BOOST_TEST(text_of(file) == "mine");
    // Nor through a link that leads nowhere.
    fs::create_symlink(folder.path("elsewhere"), folder.path("probe/link.json"));
    BOOST_TEST(make(folder, "probe/link").exit == 64);
    BOOST_TEST(!fs::exists(folder.path("elsewhere")));
    folder.write("file", "");
    BOOST_TEST(make(folder, "file/name").exit == 64);
    for (const auto& entry : fs::directory_iterator(folder.path("probe")))
        BOOST_TEST(!entry.path().filename().string().starts_with('.'), entry.path());
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_id_and_says_what_was_meant) {
    BOOST_TEST(refusal("Linger/Zero Resets") ==
               "finwait: Linger/Zero Resets is no id of a scenario: wants <theme>/<name>, both of "
               "lower case letters, digits and dashes, beginning with a letter; did you mean "
               "linger/zero-resets?\n");
    BOOST_TEST(holds(refusal("scenarios/linger/new_one.json"), "did you mean linger/new-one?"));
    BOOST_TEST(holds(refusal("new-one"), "; themes are linger, or one of your own"));
    for (const char* id : {"", "/", "linger/", "/name", "../name", "linger/..", "1/2", "a/b/c"})
        BOOST_TEST(holds(refusal(id), "is no id of a scenario"));
    BOOST_TEST(holds(refusal("linger/" + std::string(65, 'a')), "did you mean linger/aaa"));
    BOOST_TEST(holds(refusal("\x1b[2J/x"), "\\x1b[2J/x"));
    BOOST_TEST(holds(refusal("schema/x"), "holds no scenarios"));
    const Ran nowhere = run({"new", "a/b", "--scenarios", "no/such/folder"});
    BOOST_TEST(nowhere.exit == 64);
    BOOST_TEST(holds(nowhere.err, "no such folder of scenarios"));
    BOOST_TEST(holds(run({"new"}).err, "new needs ID"));
}

BOOST_AUTO_TEST_CASE(a_theme_that_is_nearly_another_is_pointed_out) {
    const TemporaryFolder folder;
    fs::create_directory(folder.path("linger"));
    const Ran ran = make(folder, "lingr/new-one");
    BOOST_TEST(ran.exit == 0);
    BOOST_TEST(ran.err == "finwait: lingr/ is a new theme, beside linger/\n");
    BOOST_TEST(make(folder, "linger/new-one").err.empty());
}

BOOST_AUTO_TEST_CASE(a_folder_without_rights_is_left_as_it_was) {
    if (!is_root()) return; // the folder is read only to nobody
    const TemporaryFolder folder;
    RunAs nobody;
    nobody.nobody = true;
    const Ran ran = run({"new", "probe/name", "--scenarios", folder.path()}, nobody);
    BOOST_TEST(ran.exit == 64);
    BOOST_TEST(holds(ran.err, "EACCES"));
    BOOST_TEST(folder.files().empty());
}

BOOST_AUTO_TEST_SUITE_END()
