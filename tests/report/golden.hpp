// Whole reports, compared with files that people have read and found good.
#pragma once

#include "report/text.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

namespace finwait::stage {

inline std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

/// Every line is at most `columns` wide, has no space at its end, and no control character but ESC.
inline void check_lines(const std::string& text, int columns) {
    BOOST_TEST(!text.empty());
    for (const auto& line : lines_of(text)) {
        BOOST_TEST_CONTEXT("line: " << line) {
            BOOST_TEST(width_of(line) <= columns);
            BOOST_TEST((line.empty() || line.back() != ' '));
            for (const char c : line)
                BOOST_TEST((static_cast<unsigned char>(c) >= 0x20 || c == '\x1b'));
        }
    }
}

/// Compares with tests/report/golden/<name>.txt. With FINWAIT_ACCEPT set it writes the file,
/// and fails all the same: nothing has been compared.
inline void check_golden(const std::string& name, const std::string& text) {
    const std::string path = std::string(FINWAIT_TEST_DATA) + "/report/golden/" + name + ".txt";
    if (std::getenv("FINWAIT_ACCEPT")) {
        std::ofstream(path) << text;
        BOOST_ERROR("wrote " + path + "; read it, then run again without FINWAIT_ACCEPT");
        return;
    }
    std::ifstream file(path);
    BOOST_REQUIRE_MESSAGE(file.good(), "cannot read " + path);
    std::stringstream wanted;
    wanted << file.rdbuf();
    const auto is = lines_of(text), was = lines_of(wanted.str());
    BOOST_TEST(is == was, boost::test_tools::per_element());
    BOOST_TEST(text == wanted.str());
}

} // namespace finwait::stage
