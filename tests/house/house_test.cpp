// Rules that the tree keeps as a whole: who includes whom, how long a file is, and what no file names.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

const fs::path kRoot = FINWAIT_SOURCE;

/// Each folder of harness/, and those that it may include from beside its own (DESIGN.md).
const std::map<std::string, std::set<std::string>> kArrows = {
    {"base", {}},
    {"pch", {}}, // headers of others only
    {"scenario", {"base"}},
    {"agent", {"base", "scenario"}},
    {"evidence", {"base"}},
    {"observation", {"base"}},
    {"claim", {"base", "observation"}},
    {"trial", {"base", "scenario", "agent", "evidence", "observation"}},
    {"kernel", {"base", "trial", "scenario", "observation", "evidence"}},
    {"report", {"base", "observation", "claim"}},
    {"cli",
     {"base", "scenario", "agent", "evidence", "observation", "claim", "trial", "kernel",
      "report"}},
};

/// Every file of the tree that is meant to be committed, below `from`.
std::vector<fs::path> files(const fs::path& from) {
    std::vector<fs::path> found;
    for (auto at = fs::recursive_directory_iterator(from); at != fs::end(at); ++at) {
        const std::string name = at->path().filename().string();
        const bool is_left_out = name == ".git" || name.starts_with("build") || name == ".cache" ||
                                 name == "__pycache__" || name.ends_with(".part");
        if (is_left_out && at->is_directory()) at.disable_recursion_pending();
        else if (!is_left_out && at->is_regular_file()) found.push_back(at->path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::string text_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

std::vector<std::string> lines_of(const fs::path& file) {
    std::istringstream stream(text_of(file));
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

std::string shown(const fs::path& file) { return fs::relative(file, kRoot).string(); }

/// The paths between quotes of the #include lines of a file.
std::vector<std::string> own_includes(const fs::path& file) {
    std::vector<std::string> paths;
    for (const std::string& line : lines_of(file)) {
        const auto hash = line.find_first_not_of(" \t");
        if (hash == std::string::npos || line[hash] != '#') continue;
        const auto word = line.find("include", hash);
        const auto open = line.find('"', hash);
        if (word == std::string::npos || open == std::string::npos || word > open) continue;
        paths.push_back(line.substr(open + 1, line.find('"', open + 1) - open - 1));
    }
    return paths;
}

std::vector<fs::path> sources(const char* folder) {
    std::vector<fs::path> found = files(kRoot / folder);
    std::erase_if(found, [](const fs::path& file) {
        return file.extension() != ".cpp" && file.extension() != ".hpp";
    });
    return found;
}

BOOST_AUTO_TEST_SUITE(house)

BOOST_AUTO_TEST_CASE(includes_follow_the_arrows_of_the_design) {
    const auto found = sources("harness");
    BOOST_TEST(found.size() > 100U);
    for (const fs::path& file : found) {
        const std::string from = fs::relative(file, kRoot / "harness").begin()->string();
        const auto rule = kArrows.find(from);
        BOOST_TEST((rule != kArrows.end()), shown(file) << ": no arrows are known for " << from);
        if (rule == kArrows.end()) continue;
        for (const std::string& path : own_includes(file)) {
            const std::string to = fs::path(path).begin()->string();
            BOOST_TEST((to == from || rule->second.contains(to)),
                       shown(file) << " includes \"" << path << "\": the design has no arrow "
                                   << from << " -> " << to);
        }
    }
}

BOOST_AUTO_TEST_CASE(arrows_never_lead_back) {
    const auto allows = [](const std::string& from, const std::string& to) {
        return kArrows.at(from).contains(to);
    };
    for (const auto& [from, targets] : kArrows) {
        for (const std::string& to : targets) {
            BOOST_TEST_REQUIRE(kArrows.contains(to));
            BOOST_TEST(!allows(to, from), from << " <-> " << to);
            for (const std::string& next : kArrows.at(to))
                BOOST_TEST(!allows(next, from), from << " -> " << to << " -> " << next);
        }
    }
}

BOOST_AUTO_TEST_CASE(includes_are_written_from_the_top_of_the_harness) {
    for (const fs::path& file : sources("harness")) {
        for (const std::string& path : own_includes(file))
            BOOST_TEST(fs::exists(kRoot / "harness" / path),
                       shown(file) << " includes \"" << path << "\", which is not below harness/");
    }
}

BOOST_AUTO_TEST_CASE(every_header_is_included_once_and_says_what_it_is) {
    for (const fs::path& file : sources("harness")) {
        if (file.extension() != ".hpp") continue;
        const auto lines = lines_of(file);
        BOOST_TEST_REQUIRE(!lines.empty());
        BOOST_TEST(lines[0].starts_with("// "), shown(file) << " begins without a sentence");
        if (file.parent_path().filename() == "pch") continue; // the compiler warns of it there
        BOOST_TEST((std::find(lines.begin(), lines.end(), "#pragma once") != lines.end()),
                   shown(file) << " has no #pragma once");
    }
}

BOOST_AUTO_TEST_CASE(every_source_is_built) {
    const std::string list = text_of(kRoot / "harness/meson.build");
    for (const fs::path& file : sources("harness")) {
        if (file.extension() != ".cpp" || file.filename() == "main.cpp") continue;
        const std::string name = fs::relative(file, kRoot / "harness").string();
        BOOST_TEST((list.find("'" + name + "'") != std::string::npos),
                   "harness/meson.build does not name " << name);
    }
}

BOOST_AUTO_TEST_CASE(every_test_is_built) {
    for (const fs::path& file : sources("tests")) {
        if (file.extension() != ".cpp") continue;
        // A folder may have a meson.build of its own.
        const fs::path own = file.parent_path() / "meson.build";
        const fs::path list = fs::exists(own) ? own : kRoot / "tests/meson.build";
        const std::string name = fs::relative(file, list.parent_path()).string();
        BOOST_TEST((text_of(list).find("'" + name + "'") != std::string::npos),
                   shown(list) << " does not name " << name);
    }
}

BOOST_AUTO_TEST_CASE(no_file_is_longer_than_400_lines) {
    constexpr std::size_t kLines = 400;
    for (const char* folder : {"harness", "tests"}) {
        for (const fs::path& file : files(kRoot / folder)) {
            const std::size_t lines = lines_of(file).size();
            BOOST_TEST(lines <= kLines, shown(file) << " has " << lines << " lines");
        }
    }
}

/// Written in two parts, so that this file does not name them either.
const std::vector<std::pair<std::string, std::string>> kForbidden = {
    {"a path of one machine", std::string("/wo") + "rk/"},
    {"a path of one machine", std::string("/ho") + "me/"},
    {"a path of one machine", std::string("/tm") + "p/b"},
    {"a registry", std::string("registry.") + "npmjs.org"},
    {"a registry", std::string("pypi") + ".org"},
    {"a registry", std::string("crates") + ".io"},
    {"a registry", std::string("proxy.golang") + ".org"},
    {"a registry", std::string("docker") + ".io"},
    {"a registry", std::string("ghcr") + ".io"},
    {"a registry", std::string("quay") + ".io"},
    {"a registry", std::string("deb.debian") + ".org"},
    {"a registry", std::string("security.debian") + ".org"},
    {"a registry", std::string("snapshot.debian") + ".org"},
    {"a registry", std::string("archive.ubuntu") + ".com"},
    {"a registry", std::string("artif") + "actory"},
    {"an em dash", std::string("\xe2\x80") + "\x94"},
};

BOOST_AUTO_TEST_CASE(no_text_names_a_machine_or_a_registry_or_holds_an_em_dash) {
    std::size_t read = 0;
    for (const fs::path& file : files(kRoot)) {
        const std::string text = text_of(file);
        if (text.find('\0') != std::string::npos) continue; // no text
        ++read;
        for (const auto& [what, forbidden] : kForbidden) {
            const auto at = text.find(forbidden);
            if (at == std::string::npos) continue;
            const auto line =
                1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
            BOOST_ERROR(shown(file) << ":" << line << ": holds " << what << ": " << forbidden);
        }
    }
    BOOST_TEST(read > 200U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
