// The corpus of bad scenario files: every problem, word for word, and at the right place.
//
// FINWAIT_ACCEPT=1 rewrites the golden files. The tests fail then, so that they are run again without.
#include "scenario/reading.hpp"

#include <algorithm>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <regex>
#include <set>

namespace finwait {
namespace {

namespace fs = std::filesystem;
using namespace test;

const std::string kFolder = FINWAIT_TEST_DATA "/bad-input";
constexpr std::size_t kLeast = 60;

bool accepting() {
    const char* wish = std::getenv("FINWAIT_ACCEPT");
    return wish != nullptr && std::string_view(wish) == "1";
}

bool is_golden(const std::string& name) { return name.ends_with(".expected"); }

std::vector<std::string> all_files() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(kFolder))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<std::string> bad_files() {
    std::vector<std::string> names;
    for (const auto& name : all_files()) {
        if (!is_golden(name) && name != "README.md") names.push_back(name);
    }
    return names;
}

Reading read_bad(const std::string& name) {
    Reading reading = read_file(kFolder + "/" + name, step_specs());
    for (auto& problem : reading.problems) problem.file = name;
    return reading;
}

std::string lines_of(const Reading& reading) {
    std::string text;
    for (const auto& problem : reading.problems) text += to_string(problem) + "\n";
    return text;
}

// ---- what stands at a place ----

/// The text from a problem's place on; the place is worked out here anew, byte by byte.
std::optional<std::string> text_at(const std::string& text, const Problem& problem) {
    std::size_t at = 0;
    for (std::size_t line = 1; line < problem.line; ++line) {
        at = text.find('\n', at);
        if (at == std::string::npos) return std::nullopt;
        ++at;
    }
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (problem.column == 0 || at + problem.column - 1 > end) return std::nullopt;
    return text.substr(at + problem.column - 1);
}

/// The JSON string that begins a text, without its quotes and escapes; nullopt if none does.
std::optional<std::string> string_at(const std::string& rest) {
    if (!rest.starts_with('"')) return std::nullopt;
    std::size_t end = 1;
    while (end < rest.size() && rest[end] != '"') end += rest[end] == '\\' ? 2 : 1;
    const auto json = Json::parse(rest.substr(0, end + 1), nullptr, false);
    if (!json.is_string()) return std::nullopt;
    return json.get<std::string>();
}

/// `unknown step "sned"` points at "sned". A name inside a condition's pointer points at the pointer,
/// an axis at its $name, and a number at its digits.
bool names_what_is_there(const std::string& name, const std::string& rest) {
    const auto token = string_at(rest);
    if (!token) return rest.starts_with(name);
    if (*token == name || *token == "$" + name) return true;
    if (name.ends_with("...")) return token->starts_with(name.substr(0, name.size() - 3));
    return token->starts_with('/') && token->find(name) != std::string::npos;
}

/// `wants ..., has a string` points at a string.
bool has_what_is_there(const std::string& kind, const std::string& rest) {
    if (kind == "a string") return rest.starts_with('"');
    if (kind == "an array") return rest.starts_with('[');
    if (kind == "an object") return rest.starts_with('{');
    if (kind == "null" || kind == "true" || kind == "false") return rest.starts_with(kind);
    return rest[0] == '-' || (rest[0] >= '0' && rest[0] <= '9');
}

/// Problems that `vary` brings are told at the $name, whatever its value is.
bool is_an_axis(const std::string& rest) { return rest.starts_with("\"$"); }

void check_token(const Problem& problem, const std::string& rest) {
    static const std::regex kUnknown(R"re(^unknown [A-Za-z/ ]+ "(.+)"( \(.*\))?$)re");
    static const std::regex kHas(
        R"(, has (a string|an array|an object|null|true|false|the number)\b)");
    std::smatch found;
    const std::string& message = problem.message;
    if (std::regex_search(message, found, kUnknown)) {
        BOOST_TEST(names_what_is_there(found[1], rest), message << ", at " << rest.substr(0, 40));
    } else if (!is_an_axis(rest) && std::regex_search(message, found, kHas)) {
        BOOST_TEST(has_what_is_there(found[1], rest), message << ", at " << rest.substr(0, 40));
    } else if (message.find("lacks the field") != std::string::npos) {
        BOOST_TEST(rest.starts_with('{'), message << ", at " << rest.substr(0, 40));
    } else if (message == "is given twice") {
        const std::string last = problem.pointer.substr(problem.pointer.rfind('/') + 1);
        BOOST_TEST(string_at(rest).value_or("") == last);
    }
}

BOOST_AUTO_TEST_SUITE(bad_input)

BOOST_DATA_TEST_CASE(is_refused_word_for_word, boost::unit_test::data::make(bad_files()), name) {
    const std::string golden = kFolder + "/" + name + ".expected";
    const std::string lines = lines_of(read_bad(name));
    BOOST_TEST(lines != "", name << " is accepted");
    std::string wanted;
    if (fs::exists(golden)) wanted = file_text(golden);
    if (accepting() && lines != wanted) {
        std::ofstream(golden, std::ios::binary) << lines;
        BOOST_ERROR(name << ".expected was rewritten; read the difference, then run again");
        return;
    }
    BOOST_TEST(lines == wanted, name << " is refused with\n"
                                     << lines << "but wanted is\n"
                                     << wanted);
}

BOOST_DATA_TEST_CASE(is_pointed_at, boost::unit_test::data::make(bad_files()), name) {
    const std::string text = file_text(kFolder + "/" + name);
    const Reading reading = read_bad(name);
    BOOST_TEST(!reading.scenario);
    BOOST_TEST(reading.cases.empty());
    for (const auto& problem : reading.problems) {
        if (text.size() > kMaxScenarioBytes) {
            BOOST_TEST(problem.line == 0U); // the file as a whole
            continue;
        }
        const auto rest = text_at(text, problem);
        BOOST_TEST_REQUIRE(rest.has_value(), to_string(problem));
        if (!problem.message.starts_with("not JSON")) check_token(problem, *rest);
    }
}

BOOST_DATA_TEST_CASE(is_told_once_and_in_order, boost::unit_test::data::make(bad_files()), name) {
    const Reading reading = read_bad(name);
    std::set<std::string> told;
    for (const auto& problem : reading.problems) {
        const std::string line = to_string(problem);
        BOOST_TEST(told.insert(line).second, "twice: " << line);
        BOOST_TEST(line.find_first_of("\r\n\t") == std::string::npos, line);
    }
    BOOST_TEST(std::is_sorted(reading.problems.begin(), reading.problems.end(),
                              [](const Problem& a, const Problem& b) {
                                  return std::pair(a.line, a.column) < std::pair(b.line, b.column);
                              }));
}

BOOST_AUTO_TEST_CASE(there_are_enough) { BOOST_TEST(bad_files().size() >= kLeast); }

BOOST_AUTO_TEST_CASE(every_golden_file_has_its_input) {
    for (const auto& name : all_files()) {
        if (!is_golden(name)) continue;
        const std::string input = name.substr(0, name.rfind('.'));
        BOOST_TEST(fs::exists(kFolder + "/" + input), name << " stands alone");
    }
}

BOOST_AUTO_TEST_CASE(golden_files_are_compared_not_rewritten) {
    BOOST_TEST(!accepting(), "FINWAIT_ACCEPT=1 rewrites the golden files; run again without it");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
