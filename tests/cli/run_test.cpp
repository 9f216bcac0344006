// finwait run, as a user meets it: results, exit codes, formats.
#include "program.hpp"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <set>
#include <sstream>

using namespace finwait;
using namespace finwait::test;

namespace {

const char* const kPair = R"({"server": "listen"}, {"client": "connect"}, {"server": "accept"})";

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

} // namespace

BOOST_AUTO_TEST_SUITE(run_command)

BOOST_AUTO_TEST_CASE(every_call_is_recorded_in_order) {
    const TemporaryFolder folder;
    const auto file = folder.write(
        "a.json", scenario_with(std::string(kPair) + R"(, {"client": "send", "text": "hello"},
          {"server": "recv", "max": 3}, {"server": "recv", "as": "rest"})"));
    const auto seen = observe({file});
    BOOST_REQUIRE_EQUAL(seen.size(), 1);
    std::vector<std::string> calls;
    std::int64_t last_start = 0;
    for (const auto& event : seen[0]["events"]) {
        calls.push_back(event["role"].get<std::string>() + " " + event["call"].get<std::string>());
        BOOST_TEST(event["started_ns"].get<std::int64_t>() >= last_start);
        BOOST_TEST(event["elapsed_ns"].get<std::int64_t>() > 0);
        last_start = event["started_ns"].get<std::int64_t>();
    }
    const std::vector<std::string> expected = {
        "server socket", "server bind",   "server listen",   "client socket",  "client connect",
        "server accept", "client sendto", "server recvfrom", "server recvfrom"};
    BOOST_TEST(calls == expected, boost::test_tools::per_element());
    BOOST_TEST(seen[0]["server"]["recv"]["data"] == "hel");
    BOOST_TEST(seen[0]["server"]["rest"]["data"] == "lo");
    BOOST_TEST(seen[0]["events"][6]["arguments"]["length"] == 5);
    BOOST_TEST(seen[0]["missing"].empty());
}

BOOST_AUTO_TEST_CASE(a_role_that_dies_leaves_its_last_call_behind) {
    const TemporaryFolder folder;
    const auto file = folder.write(
        "a.json", scenario_with(std::string(kPair) + R"(, {"client": "recv", "background": true},
          {"server": "kill", "target": "client", "signal": "SIGKILL"})"));
    const Json seen = observe({file})[0];
    BOOST_TEST(seen["client"]["recv"]["inside"] == "recvfrom");
    BOOST_TEST(!seen["client"]["recv"].contains("returned"));
    BOOST_TEST(seen["client"]["ended"]["how"] == "signal");
    BOOST_TEST(seen["client"]["ended"]["signal"] == "SIGKILL");
    BOOST_TEST(seen["events"].back()["call"] == "kill");
    BOOST_TEST(seen["cut"].is_null());
}

BOOST_AUTO_TEST_CASE(sigpipe_keeps_its_default_action_whatever_the_caller_ignores) {
    const TemporaryFolder folder;
    const auto file = folder.write(
        "a.json", scenario_with(std::string(kPair) + R"(, {"client": "shutdown", "how": "SHUT_WR"},
          {"client": "send", "bytes": 1})"));
    RunAs ignoring;
    ignoring.ignore_sigpipe = true;
    const Json seen = observe({file}, ignoring)[0];
    BOOST_TEST(seen["client"]["ended"]["signal"] == "SIGPIPE");
    BOOST_TEST(seen["client"]["send"]["inside"] == "sendto");
}

BOOST_AUTO_TEST_CASE(heirs_share_sockets_and_their_end_is_recorded) {
    const TemporaryFolder folder;
    const auto file = folder.write("a.json", scenario_with(std::string(kPair) + R"(,
        {"client": "fork", "heir": "child"}, {"client": "exit", "status": 4},
        {"child": "send", "text": "from the heir"}, {"server": "recv"},
        {"child": "_exit", "status": 7})"));
    const Json seen = observe({file})[0];
    BOOST_TEST(seen["server"]["recv"]["data"] == "from the heir");
    BOOST_TEST(seen["client"]["ended"]["status"] == 4);
    BOOST_TEST(seen["child"]["ended"]["status"] == 7);
    BOOST_TEST(seen["roles"][2]["parent"] == "client");
}

BOOST_AUTO_TEST_CASE(a_call_that_hangs_is_cut_and_named) {
    const TemporaryFolder folder;
    const auto file = folder.write(
        "hang.json", scenario_with(std::string(kPair) + R"(, {"server": "recv", "deadline": 0.3},
          {"client": "close"})"));
    const Ran ran = run({"run", file});
    BOOST_TEST(ran.exit == 2);
    BOOST_TEST(holds(ran.out, "inside recv"));
    const Json seen = observe({file}, {}, 2)[0];
    BOOST_TEST(seen["cut"]["role"] == "server");
    BOOST_TEST(seen["cut"]["label"] == "recv");
    BOOST_TEST(seen["cut"]["inside"] == "recvfrom");
    BOOST_TEST(seen["client"]["close"]["skipped"] == "the story was cut before it");
}

BOOST_AUTO_TEST_CASE(a_background_call_may_stay_if_the_story_says_so) {
    const TemporaryFolder folder;
    const auto file = folder.write("stay.json", scenario_with(std::string(kPair) + R"(,
          {"server": "recv", "background": true, "stays": true, "deadline": 0.1})"));
    for (const Json& seen : observe({file, "-n", "300"})) {
        BOOST_REQUIRE(seen["cut"].is_null());
        // The roles are ended one after the other. That must not look like an end of file.
        BOOST_REQUIRE(!seen["server"]["recv"].contains("returned"));
        BOOST_REQUIRE(seen["server"]["recv"]["inside"] == "recvfrom");
    }
}

BOOST_AUTO_TEST_CASE(exit_codes_are_those_of_the_documentation) {
    const TemporaryFolder folder;
    const auto bad = folder.write("bad.json", "{");
    const auto claims = folder.write(
        "claims.json",
        scenario_with(kPair, R"("claims": [{"id": "c", "source": "nobody", "says": "no", "holds_if":
          {"/client/connect/returned": {"const": 77}}}],)"));
    const auto undecided =
        folder.write("undecided.json",
                     scenario_with(kPair, R"("given": {"/client/connect/returned": {"const": 77}},
          "claims": [{"id": "c", "source": "nobody", "says": "no", "holds_if":
          {"/client/connect/returned": {"const": 0}}}],)"));
    BOOST_TEST(run({"run", claims}).exit == 0);
    BOOST_TEST(run({"run", claims, "--strict"}).exit == 1);
    BOOST_TEST(run({"run", undecided}).exit == 2);
    BOOST_TEST(run({"run", bad}).exit == 64);
    BOOST_TEST(run({"validate", bad}).exit == 64);
    BOOST_TEST(run({"run", "--no-such-option"}).exit == 64);
    BOOST_TEST(run({}).exit == 64);
    BOOST_TEST(run({"run", claims, "-o", folder.path("no/such/folder/x")}).exit == 64);
    BOOST_TEST(run({"--help"}).exit == 0);
    BOOST_TEST(run({"run", "linger/zero-reset"}).exit == 4);
}

BOOST_AUTO_TEST_CASE(a_full_disk_is_a_fault_and_leaves_no_file) {
    const Ran ran = run({"run", "linger/zero-resets", "--format", "json", "-o", "/dev/full"});
    BOOST_TEST(ran.exit != 0);
    BOOST_TEST(holds(ran.err, "/dev/full"));
}

BOOST_AUTO_TEST_CASE(formats_agree_and_a_file_replaces_an_older_one) {
    const TemporaryFolder folder;
    const auto file = folder.write("out.json", "old");
    BOOST_TEST(run({"run", "linger/zero-resets", "-q", "--format", "json", "-o", file}).exit == 0);
    std::ifstream stream(file);
    const Json array = Json::parse(stream);
    const auto lines = observe({"linger/zero-resets"});
    BOOST_REQUIRE_EQUAL(array.size(), lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        BOOST_TEST(array[i]["case"] == lines[i]["case"]);
        BOOST_TEST(array[i]["outcome"] == lines[i]["outcome"]);
    }
    BOOST_TEST(folder.files().size() == 1);
}

BOOST_AUTO_TEST_CASE(trials_of_many_jobs_come_out_in_order) {
    const auto seen = observe({"linger/zero-resets", "--repeat", "30", "--jobs", "8"});
    BOOST_REQUIRE_EQUAL(seen.size(), 60);
    for (std::size_t i = 0; i < seen.size(); ++i) {
        BOOST_TEST(seen[i]["trial"] == static_cast<int>(i % 30) + 1);
        BOOST_TEST(seen[i]["outcome"] == seen[i < 30 ? 0 : 30]["outcome"]);
    }
}

BOOST_AUTO_TEST_CASE(a_sysctl_stays_in_its_namespace) {
    const TemporaryFolder folder;
    std::ifstream setting("/proc/sys/net/ipv4/tcp_fin_timeout");
    int before = 0;
    setting >> before;
    const auto file = folder.write(
        "s.json", scenario_with(R"({"server": "sysctl", "name": "net.ipv4.tcp_fin_timeout",
          "value": "7"})"));
    const Json seen = observe({file})[0];
    BOOST_TEST(seen["server"]["sysctl"]["returned"] == 1);
    std::ifstream again("/proc/sys/net/ipv4/tcp_fin_timeout");
    int after = 0;
    again >> after;
    BOOST_TEST(before == after);
}

BOOST_AUTO_TEST_CASE(no_colour_and_no_progress_where_nobody_looks) {
    const Ran ran = run({"run", "linger/zero-resets"});
    BOOST_TEST(!holds(ran.out, "\x1b"));
    BOOST_TEST(!holds(ran.err, "\x1b"));
    BOOST_TEST(holds(ran.err, "2 trials of 2 cases"));
}

BOOST_AUTO_TEST_CASE(show_and_list_find_what_run_finds) {
    const Ran shown = run({"show", "linger/zero-resets[family=ipv6]"});
    BOOST_TEST(shown.exit == 0);
    BOOST_TEST(holds(shown.out, "linger/zero-resets[family=ipv6]"));
    BOOST_TEST(holds(shown.out, "first-read"));
    const Ran listed = run({"list", "--cases", "linger/zero-resets"});
    BOOST_TEST(listed.out == "linger/zero-resets[family=ipv4]\nlinger/zero-resets[family=ipv6]\n");
    BOOST_TEST(run({"run", "--list", "linger/zero-resets"}).out == listed.out);
}

BOOST_AUTO_TEST_CASE(a_stored_run_is_judged_and_shown_without_running) {
    const TemporaryFolder folder;
    const auto file = folder.path("seen.ndjson");
    BOOST_REQUIRE(run({"run", "linger/zero-resets", "-q", "--format", "ndjson", "-o", file}).exit ==
                  0);
    const Ran judged = run({"judge", file, "--format", "json"});
    BOOST_REQUIRE_EQUAL(judged.exit, 0);
    std::set<std::string> verdicts;
    for (const auto& row : Json::parse(judged.out))
        verdicts.insert(row["claim"].get<std::string>() + " " + row["verdict"].get<std::string>());
    BOOST_TEST(verdicts.contains("linger-zero-returns-at-once holds"));

    // A value that is changed in the file changes the verdict.
    std::ifstream stream(file);
    std::string line;
    std::getline(stream, line);
    Json seen = Json::parse(line);
    seen["client"]["close"]["time"] = "about 9 s";
    const auto changed = folder.write("changed.ndjson", seen.dump() + "\n");
    BOOST_TEST(holds(run({"judge", changed}).out, "contradicted linger-zero-returns-at-once"));

    const Ran shown = run({"show", "linger/zero-resets[family=ipv4]", "--from", file});
    BOOST_TEST(shown.exit == 0);
    BOOST_TEST(holds(shown.out, "first-read"));
    const auto broken = folder.write("broken.ndjson", "{\"schema\": \"other\"}\n");
    BOOST_TEST(run({"judge", broken}).exit == 64);
}

BOOST_AUTO_TEST_CASE(a_faulty_scenario_stops_only_those_who_ask_for_it) {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder.path("a"));
    folder.write("a/good.json", scenario_with(kPair));
    folder.write("a/bad.json", scenario_with(R"({"client": "sokcet"})"));
    const std::string home = folder.path();
    const Ran good = run({"run", "a/good", "--scenarios", home, "-q", "-o", folder.path("seen"),
                          "--format", "ndjson"});
    BOOST_TEST(good.exit == 0);
    BOOST_TEST(holds(good.err, "left aside for its faults: a/bad; "));
    BOOST_TEST(!holds(good.err, "sokcet"));
    const Ran judged = run({"judge", folder.path("seen"), "--scenarios", home});
    BOOST_TEST(judged.exit == 4); // it has no claims
    BOOST_TEST(holds(judged.err, "left aside"));
    for (const char* selector : {"a/bad", "a/", "*", "a/bad[family=ipv4]"}) {
        const Ran ran = run({"run", selector, "--scenarios", home});
        BOOST_TEST(ran.exit == 64, selector);
        BOOST_TEST(holds(ran.err, "did you mean \"socket\"?"), selector);
    }
    BOOST_TEST(run({"run", "--scenarios", home}).exit == 64);
    BOOST_TEST(run({"run", "--tag", "any", "--scenarios", home}).exit == 64);
}

BOOST_AUTO_TEST_SUITE_END()
