// What finwait says to a user who typed something wrong, and its help.
#include "program.hpp"

#include <boost/test/unit_test.hpp>
#include <sstream>

using namespace finwait;
using namespace finwait::test;

namespace {

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// The first line of what it says of a selector that names nothing.
std::string said_of(const std::string& selector) {
    const Ran ran = run({"run", "--list", selector});
    BOOST_TEST_CONTEXT(selector) {
        BOOST_TEST(ran.exit == 4);
        BOOST_TEST(ran.out.empty());
    }
    return ran.err.substr(0, ran.err.find('\n'));
}

std::string said_of_line(const std::vector<std::string>& arguments) {
    const Ran ran = run(arguments);
    BOOST_TEST(ran.exit == 64);
    return ran.err.substr(0, ran.err.find('\n'));
}

} // namespace

BOOST_AUTO_TEST_SUITE(words_of_the_program)

BOOST_AUTO_TEST_CASE(a_misspelt_id_finds_its_scenario) {
    BOOST_TEST(said_of("linger/zero-reset") ==
               "finwait: nothing is called linger/zero-reset; did you mean linger/zero-resets?");
    BOOST_TEST(said_of("linger/zero-reset[family=ipv6]") ==
               "finwait: nothing is called linger/zero-reset[family=ipv6]; did you mean "
               "linger/zero-resets[family=ipv6]?");
    BOOST_TEST(holds(said_of("zero-resets"), "did you mean linger/zero-resets?"));
    BOOST_TEST(holds(said_of("reset/zero-resets"), "did you mean linger/zero-resets?"));
    BOOST_TEST(holds(said_of("sixty"), "or time-wait/sixty-seconds?"));
}

BOOST_AUTO_TEST_CASE(themes_globs_and_tags_are_found_too) {
    BOOST_TEST(holds(said_of("linger"), "did you mean linger/?"));
    BOOST_TEST(holds(said_of("lnger/"), "did you mean linger/?"));
    BOOST_TEST(holds(said_of("zero*"), "did you mean '*zero*'?"));
    BOOST_TEST(holds(said_of("abort"), "did you mean oob/abort or --tag abort?"));
}

BOOST_AUTO_TEST_CASE(axes_of_a_known_scenario_are_told_apart) {
    BOOST_TEST(said_of("linger/zero-resets[famly=ipv6]") ==
               "finwait: linger/zero-resets has no axis famly; did you mean family?");
    BOOST_TEST(said_of("linger/zero-resets[family=ipv5]") ==
               "finwait: family of linger/zero-resets is never ipv5; did you mean ipv4?");
    BOOST_TEST(said_of("linger/timeout-is-silent[family=ipv4,seconds=9]") ==
               "finwait: seconds of linger/timeout-is-silent is never 9; it is 1 or 2");
    BOOST_TEST(holds(said_of("linger/timeout-is-silent[x=y]"), "it varies family and seconds"));
    // In another order, or with one axis only: the glob that was meant works.
    BOOST_TEST(holds(said_of("linger/timeout-is-silent[seconds=1,family=ipv4]"),
                     "did you mean 'linger/timeout-is-silent[family=ipv4,seconds=1]'?"));
    BOOST_TEST(holds(said_of("linger/timeout-is-silent[family=ipv4"),
                     "did you mean 'linger/timeout-is-silent[family=ipv4,seconds=*]'?"));
    BOOST_TEST(run({"run", "--list", "linger/timeout-is-silent[family=ipv4,seconds=*]"}).exit == 0);
}

BOOST_AUTO_TEST_CASE(what_resembles_nothing_gets_no_guess) {
    for (const char* name : {"x", "q/q", "a"})
        BOOST_TEST(holds(said_of(name), "; finwait list shows what there is"));
    BOOST_TEST(holds(said_of("\x1b[2J"), "\\x1b[2J"));
}

BOOST_AUTO_TEST_CASE(a_tag_is_found) {
    const Ran near = run({"list", "--tag", "abrt"});
    BOOST_TEST(near.exit == 4);
    BOOST_TEST(near.err == "finwait: no scenario has the tag abrt; did you mean abort?\n");
    BOOST_TEST(holds(run({"run", "--tag", "zzz"}).err, "finwait list --tags"));
    // One value each: what follows is a selector.
    const Ran both = run({"list", "--tag", "abort", "linger/", "--format", "ids"});
    BOOST_TEST(both.exit == 0);
    BOOST_TEST(!holds(both.out, "oob/"));
}

BOOST_AUTO_TEST_CASE(commands_and_options_are_found) {
    BOOST_TEST(said_of_line({"rnu"}) == "finwait: there is no command rnu; did you mean run?");
    BOOST_TEST(holds(said_of_line({"linger/zero-resets"}), "finwait run linger/zero-resets?"));
    BOOST_TEST(said_of_line({}) == "finwait: a command is missing");
    BOOST_TEST(said_of_line({"run", "--formt", "json"}) ==
               "finwait: run has no option --formt; did you mean --format?");
    BOOST_TEST(holds(said_of_line({"run", "--format", "jnit"}), "did you mean junit?"));
    BOOST_TEST(said_of_line({"run", "--jobs"}) == "finwait: --jobs needs a value");
    BOOST_TEST(said_of_line({"judge"}) == "finwait: judge needs RESULTS");
    BOOST_TEST(holds(said_of_line({"doctor", "\x1b[2J"}), "\\x1b"));
}

BOOST_AUTO_TEST_CASE(help_fits_80_columns_and_names_every_exit_code) {
    const Ran all = run({"--help"});
    BOOST_TEST(all.exit == 0);
    for (const char* code : {"0 done", "1 something", "4 nothing", "64 usage", "130 interrupted"})
        BOOST_TEST(holds(all.out, code));
    for (const char* command : {"", "run", "show", "list", "judge", "validate", "doctor"}) {
        const Ran ran = *command ? run({command, "--help"}) : all;
        BOOST_TEST(ran.exit == 0);
        std::istringstream lines(ran.out);
        for (std::string line; std::getline(lines, line);) BOOST_TEST_CONTEXT(line) {
                BOOST_TEST(line.size() <= 80);
            }
    }
}

BOOST_AUTO_TEST_CASE(list_speaks_to_machines) {
    const Ran ids = run({"list", "linger/zero-resets", "--format", "ids"});
    BOOST_TEST(ids.out == "linger/zero-resets\n");
    const Json json = Json::parse(run({"list", "linger/zero-resets", "--format", "json"}).out);
    BOOST_REQUIRE_EQUAL(json.size(), 1);
    BOOST_TEST(json[0]["cases"].size() == 2);
    BOOST_TEST(json[0]["id"] == "linger/zero-resets");
    const Ran tags = run({"list", "--tags", "--format", "ids"});
    BOOST_TEST(holds("\n" + tags.out, "\nsigpipe\n"));
    const Json counts = Json::parse(run({"list", "--tags", "--format", "json"}).out);
    BOOST_TEST(counts["sigpipe"].get<int>() > 3);
}

BOOST_AUTO_TEST_CASE(formats_end_in_the_same_exit_code) {
    const TemporaryFolder folder;
    const auto file = folder.write(
        "claims.json",
        scenario_with(R"({"server": "listen"}, {"client": "connect"})",
                      R"("claims": [{"id": "c", "source": "nobody", "says": "no", "holds_if":
          {"/client/connect/returned": {"const": 77}}}],)"));
    const auto stored = folder.path("seen.ndjson");
    BOOST_REQUIRE(run({"run", file, "--format", "ndjson", "-o", stored}).exit == 0);
    for (const char* format : {"table", "junit", "ktap", "markdown"}) {
        BOOST_TEST(run({"run", file, "--format", format}).exit == 0);
        BOOST_TEST(run({"run", file, "--format", format, "--strict"}).exit == 1);
        const Ran judged = run({"judge", stored, file, "--format", format, "--strict"});
        BOOST_TEST(judged.exit == 1);
        BOOST_TEST(holds(judged.out, "contradicted"));
    }
    BOOST_TEST(holds(run({"run", file, "--format", "junit", "--strict"}).out, "<failure "));
    BOOST_TEST(!holds(run({"run", file, "--format", "junit"}).out, "<failure "));
    BOOST_TEST(holds(run({"run", file, "--format", "ktap", "--strict"}).out, "\nnot ok 1 "));
}

BOOST_AUTO_TEST_CASE(timings_come_from_the_run_and_leave_the_results_alone) {
    const Ran ran = run({"run", "linger/zero-resets", "-q", "--timings", "--format", "ids"});
    BOOST_TEST(ran.exit == 64);
    const Ran told = run({"run", "linger/zero-resets", "-q", "--timings", "--format", "ndjson"});
    BOOST_TEST(told.exit == 0);
    BOOST_TEST(told.err.starts_with("Timings: "));
    BOOST_TEST(holds(told.err, "ratio "));
    BOOST_TEST(holds(told.err, "linger/zero-resets[family=ipv"));
    std::istringstream lines(told.out);
    int count = 0;
    for (std::string line; std::getline(lines, line); ++count)
        BOOST_TEST(Json::parse(line).is_object());
    BOOST_TEST(count == 2);
}

BOOST_AUTO_TEST_SUITE_END()
