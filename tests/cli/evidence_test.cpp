// The same story with less evidence, with fewer rights, and on the host's network.
#include "program.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <fstream>

using namespace finwait;
using namespace finwait::test;

namespace {

bool is_missing(const Json& seen, const std::string& evidence) {
    return std::any_of(seen["missing"].begin(), seen["missing"].end(),
                       [&](const Json& missing) { return missing["evidence"] == evidence; });
}

/// What is compared as root and as an ordinary user. Under a sanitizer the whole suite would take too long.
#ifdef __SANITIZE_ADDRESS__
const std::vector<std::string> kWhole = {"linger/", "reset/"};
#else
const std::vector<std::string> kWhole;
#endif

/// Whether the scenario says itself that its outcome is not the same every time.
bool may_vary(const std::string& id) {
    std::ifstream file(std::string(FINWAIT_SOURCE "/scenarios/") + id + ".json");
    return Json::parse(file).contains("nondeterministic");
}

const std::string kCase = "linger/zero-resets[family=ipv4]";

} // namespace

BOOST_AUTO_TEST_SUITE(evidence_and_rights)

BOOST_AUTO_TEST_CASE(proc_net_tcp_tells_the_same_states_as_sock_diag) {
    const Json full = observe({kCase})[0];
    const Json less = observe({kCase, "--without", "sock_diag"})[0];
    BOOST_TEST(full["outcome"] == less["outcome"]);
    BOOST_TEST(full["missing"].empty());
    BOOST_TEST(is_missing(less, "states by sock_diag"));
}

BOOST_AUTO_TEST_CASE(without_any_source_states_are_missing_and_claims_on_them_undecided) {
    const std::vector<std::string> without = {"--without",    "sock_diag", "--without",
                                              "proc_net_tcp", "--without", "tcp_info"};
    std::vector<std::string> arguments = {kCase};
    arguments.insert(arguments.end(), without.begin(), without.end());
    const Json seen = observe(arguments, {}, 2)[0];
    BOOST_TEST(is_missing(seen, "states"));
    BOOST_TEST(seen["states"].empty());
    BOOST_TEST(seen["server"]["second-read"]["errno"] == "ECONNRESET");
}

BOOST_AUTO_TEST_CASE(tcp_info_tells_of_open_sockets_where_nothing_else_does) {
    const Json seen =
        observe({kCase, "--without", "sock_diag", "--without", "proc_net_tcp"}, {}, 2)[0];
    BOOST_TEST(is_missing(seen, "states by sock_diag"));
    BOOST_TEST(seen["client"]["connect"]["states"]["client"] == "ESTABLISHED");
    BOOST_TEST(!seen["client"]["close"]["states"].contains("client"));
    BOOST_TEST(seen["server"]["accept"]["states"]["server"] == "ESTABLISHED");
}

BOOST_AUTO_TEST_CASE(a_wait_is_never_true_of_a_state_that_nobody_can_tell) {
    const TemporaryFolder folder;
    const auto file =
        folder.write("w.json", scenario_with(R"({"server": "listen"}, {"client": "connect"},
          {"client": "wait", "state": "CLOSED", "timeout": 0.1})"));
    const Json seen = observe(
        {file, "--without", "sock_diag", "--without", "proc_net_tcp", "--without", "tcp_info"})[0];
    BOOST_TEST(seen["client"]["wait"]["reached"] == false);
}

BOOST_AUTO_TEST_CASE(an_ordinary_user_sees_the_same_as_root) {
    if (!is_root()) {
        BOOST_TEST_MESSAGE("needs root to become somebody else");
        return;
    }
    RunAs nobody;
    nobody.nobody = true;
    const auto as_root = observe(kWhole);
    const auto as_nobody = observe(kWhole, nobody);
    BOOST_REQUIRE_EQUAL(as_root.size(), as_nobody.size());
    for (std::size_t i = 0; i < as_root.size(); ++i) {
        BOOST_TEST_CONTEXT(as_root[i]["case"]) {
            BOOST_TEST(as_root[i]["case"] == as_nobody[i]["case"]);
            if (may_vary(as_root[i]["scenario"])) continue;
            BOOST_TEST(as_root[i]["outcome"] == as_nobody[i]["outcome"],
                       as_root[i]["outcome"].dump() << "\n  and\n"
                                                    << as_nobody[i]["outcome"].dump());
            BOOST_TEST(as_nobody[i]["missing"].empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(on_the_host_counters_are_missing_and_sysctls_are_not_touched) {
    const Json seen = observe({kCase, "--network", "host"})[0];
    BOOST_TEST(seen["network"] == "host");
    BOOST_TEST(is_missing(seen, "counters"));
    BOOST_TEST(is_missing(seen, "network namespace"));
    BOOST_TEST(seen["counters"].empty());
    BOOST_TEST(seen["server"]["first-read"]["data"] == "abcde");

    const TemporaryFolder folder;
    const auto file = folder.write(
        "s.json", scenario_with(R"({"server": "sysctl", "name": "net.ipv4.tcp_fin_timeout",
          "value": "7"})",
                                R"("claims": [{"id": "c", "source": "nobody", "says": "s",
          "holds_if": {"/server/sysctl/errno": {"const": null}}}],)"));
    const Json refused = observe({file, "--network", "host"})[0];
    BOOST_TEST(refused.contains("not_run"));
    BOOST_TEST(refused["events"].empty());
    const Ran ran = run({"run", file, "--network", "host"});
    BOOST_TEST(ran.out.find("unsupported") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(where_namespaces_are_refused_it_says_so_and_goes_on) {
    RunAs refused;
    refused.no_namespaces = true;
    const Ran probe = run({"doctor"}, refused);
    if (probe.exit == 121 || probe.exit == 120) {
        BOOST_TEST_MESSAGE("no user namespace can be made here to refuse in");
        return;
    }
    BOOST_TEST(probe.exit == 0);
    BOOST_TEST(probe.out.find("missing  network namespace") != std::string::npos);
    BOOST_TEST(probe.out.find("to mend:") != std::string::npos);
    const Ran ran = run({"run", kCase}, refused);
    BOOST_TEST(ran.exit == 0);
    BOOST_TEST(ran.err.find("Trials share the host's loopback") != std::string::npos);
    BOOST_TEST(run({"run", kCase, "--network", "trial"}, refused).exit == 69);
}

BOOST_AUTO_TEST_CASE(a_kept_network_counts_differences) {
    const auto seen = observe({kCase, "--network", "keep", "--repeat", "5", "--jobs", "1"});
    for (const auto& one : seen) BOOST_TEST(one["counters"]["Tcp"]["ActiveOpens"] == 1);
}

BOOST_AUTO_TEST_SUITE_END()
