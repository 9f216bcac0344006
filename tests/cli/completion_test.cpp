// What a shell offers, asked of the program, and of a real shell with the script that finwait prints for it.
#include "program.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <sstream>

using namespace finwait;
using namespace finwait::test;

namespace {

using Words = std::vector<std::string>;

Words lines_of(const std::string& text) {
    Words lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

Words offered(const Words& words) {
    Words arguments = {"complete", "--"};
    arguments.insert(arguments.end(), words.begin(), words.end());
    const Ran ran = run(arguments);
    BOOST_TEST(ran.exit == 0);
    BOOST_TEST(ran.err == "");
    return lines_of(ran.out);
}

bool has(const Words& words, const std::string& one) {
    return std::find(words.begin(), words.end(), one) != words.end();
}

bool is_installed(const std::string& shell) {
    return std::system(("command -v " + shell + " >/dev/null 2>&1").c_str()) == 0;
}

/// What a command prints; its standard error goes with it.
std::string printed_by(const std::string& command) {
    std::FILE* const pipe = ::popen((command + " 2>&1").c_str(), "r");
    BOOST_REQUIRE(pipe);
    std::string text;
    char part[4096];
    while (const std::size_t size = std::fread(part, 1, sizeof part, pipe)) text.append(part, size);
    ::pclose(pipe);
    return text;
}

/// A folder with the script of a shell and a program called finwait.
struct Prepared {
    explicit Prepared(const std::string& shell) {
        script = folder.write("script", run({"completion", shell}).out);
        std::filesystem::create_symlink(FINWAIT_PROGRAM, folder.path("finwait"));
        environment = "FINWAIT_HOME=" FINWAIT_SOURCE " PATH=" + folder.path() + ":\"$PATH\" ";
    }
    TemporaryFolder folder;
    std::string script;
    std::string environment;
};

} // namespace

BOOST_AUTO_TEST_SUITE(completion)

BOOST_AUTO_TEST_CASE(commands_options_and_choices_come_from_the_program_s_own_tables) {
    BOOST_TEST(offered({"ru"}) == Words{"run"});
    BOOST_TEST(has(offered({""}), "validate"));
    BOOST_TEST(!has(offered({""}), "complete")); // for the scripts only
    BOOST_TEST(offered({"run", "--for"}) == Words{"--format"});
    BOOST_TEST(offered({"run", "--format", "j"}) == (Words{"json", "junit"}));
    BOOST_TEST(offered({"run", "--format=j"}) == (Words{"--format=json", "--format=junit"}));
    BOOST_TEST(offered({"run", "--format", "=", "j"}) == (Words{"json", "junit"})); // bash
    BOOST_TEST(has(offered({"run", "--format", "="}), "ktap"));
    BOOST_TEST(offered({"--ver"}) == Words{"--version"});
    BOOST_TEST(offered({"completion", ""}) == (Words{"bash", "zsh", "fish"}));
    BOOST_TEST(offered({"no-such-command", ""}).empty());
}

BOOST_AUTO_TEST_CASE(an_option_is_offered_once_unless_it_repeats) {
    BOOST_TEST(offered({"run", "--strict", "--str"}).empty());
    BOOST_TEST(offered({"run", "--tag", "abort", "--ta"}) == Words{"--tag"});
}

BOOST_AUTO_TEST_CASE(scenarios_come_by_theme_and_then_by_name) {
    const Words themes = offered({"run", ""});
    BOOST_TEST(has(themes, "linger/"));
    BOOST_TEST(!has(themes, "linger/zero-resets"));
    const Words ids = offered({"run", "ling"});
    BOOST_TEST(has(ids, "linger/"));
    BOOST_TEST(has(ids, "linger/zero-resets"));
    BOOST_TEST(!has(ids, "reset/af-unspec"));
    BOOST_TEST(offered({"show", "linger/zero-res"}) == Words{"linger/zero-resets"});
    BOOST_TEST(has(offered({"run", "-n", "5", "oob/", "--strict", "ling"}), "linger/"));
    BOOST_TEST(offered({"new", "time"}) == Words{"time-wait/"});
    BOOST_TEST(has(offered({"run", "--tag", ""}), "abort"));
}

BOOST_AUTO_TEST_CASE(files_are_left_to_the_shell) {
    BOOST_TEST(offered({"judge", ""}).empty());
    BOOST_TEST(offered({"validate", "scen"}).empty());
    BOOST_TEST(offered({"run", "-o", ""}).empty());
    BOOST_TEST(offered({"doctor", ""}).empty());
}

BOOST_AUTO_TEST_CASE(bash_completes) {
    const Prepared bash("bash");
    const auto completed = [&](const std::string& words, int index) {
        return printed_by(bash.environment + "bash -c 'source " + bash.script +
                          "; COMP_WORDS=(finwait " + words +
                          "); COMP_CWORD=" + std::to_string(index) +
                          "; compopt() { :; }; _finwait; printf \"%s\\n\" \"${COMPREPLY[@]}\"'");
    };
    BOOST_TEST(completed("run --format j", 3) == "json\njunit\n");
    BOOST_TEST(completed("ru", 1) == "run\n");
    BOOST_TEST(has(lines_of(completed("run ling", 2)), "linger/zero-resets"));
    BOOST_TEST(has(lines_of(completed("run \"\"", 2)), "linger/"));
    BOOST_TEST(completed("judge \"\"", 2) == "\n");
}

BOOST_AUTO_TEST_CASE(zsh_and_fish_take_their_scripts) {
    for (const std::string shell : {"zsh", "fish"}) {
        if (!is_installed(shell)) {
            BOOST_TEST_MESSAGE(shell + " is not installed here: its script is not tried");
            continue;
        }
        const Prepared one(shell);
        BOOST_TEST(printed_by(shell + " -n " + one.script) == "");
        if (shell == "fish")
            BOOST_TEST(printed_by(one.environment + "fish -c 'source " + one.script +
                                  "; complete -C \"finwait run --format j\"'") == "json\njunit\n");
    }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(manual)

BOOST_AUTO_TEST_CASE(it_names_every_command_option_and_exit_code) {
    const std::string page = run({"man"}).out;
    for (const auto& command : offered({""})) {
        BOOST_TEST((page.find("\n.SS " + command + "\n") != std::string::npos), command);
        for (auto option : offered({command, "--"})) {
            if (option == "--help") continue;
            for (std::size_t at = 0; (at = option.find('-', at)) != std::string::npos; at += 2)
                option.insert(at, "\\");
            BOOST_TEST((page.find("\\fB" + option + "\\fR") != std::string::npos), option);
        }
    }
    for (const char* code : {"0", "1", "2", "4", "64", "69", "70", "130"})
        BOOST_TEST((page.find(std::string(".TP\n\\fB") + code + "\\fR\n") != std::string::npos),
                   code);
}

BOOST_AUTO_TEST_CASE(groff_has_nothing_to_say_against_it) {
    if (!is_installed("groff")) {
        BOOST_TEST_MESSAGE("groff is not installed here");
        return;
    }
    const TemporaryFolder folder;
    const std::string page = folder.write("finwait.1", run({"man"}).out);
    BOOST_TEST(printed_by("groff -ww -man -Tutf8 -z " + page) == "");
}

BOOST_AUTO_TEST_SUITE_END()
