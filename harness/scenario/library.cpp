#include "scenario/library.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fnmatch.h>
#include <fstream>
#include <sstream>

namespace finwait {
namespace fs = std::filesystem;
namespace {

constexpr const char* kLongTag = "long";

std::vector<std::pair<std::string, std::string>> scenario_files(const fs::path& folder) {
    std::vector<std::pair<std::string, std::string>> files;
    for (const auto& theme : fs::directory_iterator(folder)) {
        const std::string name = theme.path().filename().string();
        if (!theme.is_directory() || name == "schema" || name == "claims" || name[0] == '.')
            continue;
        for (const auto& file : fs::directory_iterator(theme.path())) {
            if (file.path().extension() == ".json")
                files.emplace_back(name + "/" + file.path().stem().string(), file.path().string());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

bool has_tag(const Case& one, const std::string& tag) {
    const auto& tags = one.scenario->tags;
    return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

Reading read_named(const std::string& file, const std::string& id, StepTable steps) {
    std::error_code error;
    std::ifstream stream(file, std::ios::binary);
    if (!stream || !fs::is_regular_file(file, error)) {
        Reading reading;
        reading.problems.push_back({file, 0, 0, "", "cannot be read as a file", ""});
        return reading;
    }
    std::string text(kMaxScenarioBytes + 1, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    return read_scenario(file, id, text, steps);
}

} // namespace

Reading read_file(const std::string& file, StepTable steps) {
    const fs::path path = fs::absolute(file).lexically_normal();
    const std::string theme = path.parent_path().filename().string();
    return read_named(file, (theme.empty() ? "" : theme + "/") + path.stem().string(), steps);
}

Result<Library> read_library(const std::string& folder, StepTable steps) {
    std::error_code error;
    if (!fs::is_directory(folder, error))
        return failure(
            fmt::format("{}: no such folder of scenarios; name one with --scenarios", folder));
    Library library;
    for (const auto& [id, file] : scenario_files(folder)) {
        Reading reading = read_named(file, id, steps);
        if (!reading.problems.empty()) library.faulty.push_back({id, reading.problems});
        if (!reading.scenario) continue;
        library.scenarios.push_back(reading.scenario);
        library.cases.insert(library.cases.end(), reading.cases.begin(), reading.cases.end());
    }
    return library;
}

namespace {

/// Whether a selector with * or ? fits a name.
bool fits(const std::string& selector, const std::string& name) {
    if (selector.find_first_of("*?") == std::string::npos) return false;
    // Brackets are part of a case's id, not a class of characters.
    std::string glob;
    for (const char c : selector) {
        if (c == '[' || c == ']' || c == '\\') glob += '\\';
        glob += c;
    }
    return ::fnmatch(glob.c_str(), name.c_str(), 0) == 0;
}

} // namespace

bool selects(const std::string& selector, const Case& chosen) {
    const std::string& scenario = chosen.scenario->id;
    if (selector == chosen.id || selector == scenario) return true;
    if (selector.ends_with('/')) return chosen.id.starts_with(selector);
    return fits(selector, chosen.id) || fits(selector, scenario);
}

bool may_select(const std::string& selector, const std::string& scenario) {
    const std::string without_axes = selector.substr(0, selector.find('['));
    if (without_axes == scenario) return true;
    if (selector.ends_with('/')) return scenario.starts_with(selector);
    return fits(without_axes, scenario) || fits(selector, scenario);
}

std::vector<Case> select(const std::vector<Case>& cases, const Selection& selection) {
    const auto& [selectors, tags] = selection;
    std::vector<Case> chosen;
    for (const auto& one : cases) {
        const bool by_selector =
            selectors.empty() || std::any_of(selectors.begin(), selectors.end(),
                                             [&](const auto& s) { return selects(s, one); });
        const bool by_tag =
            tags.empty() ||
            std::any_of(tags.begin(), tags.end(), [&](const auto& t) { return has_tag(one, t); });
        const bool left_out = selectors.empty() && tags.empty() && has_tag(one, kLongTag);
        if (by_selector && by_tag && !left_out) chosen.push_back(one);
    }
    return chosen;
}

} // namespace finwait
