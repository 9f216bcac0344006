#include "cli/shell_words.hpp"

#include <cstdlib>
#include <filesystem>

namespace finwait {
namespace fs = std::filesystem;

std::string shell_word(const std::string& text) {
    constexpr const char* kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                   "-_./,:@%+";
    if (!text.empty() && text.find_first_not_of(kPlain) == std::string::npos) return text;
    std::string word = "'";
    for (const char c : text) {
        if (c == '\'') word += "'\\''";
        else word += c;
    }
    return word + "'";
}

std::string path_to_type(const std::string& path) {
    std::error_code error;
    const std::string near = fs::relative(path, error).string();
    return error || near.empty() || near.size() >= path.size() ? path : near;
}

std::string program_to_type() {
    const char* home = std::getenv("FINWAIT_HOME"); // set by the launcher, which stands there
    std::error_code error;
    if (!home || !fs::is_regular_file(fs::path(home) / "finwait", error)) return "finwait";
    const std::string path = path_to_type((fs::path(home) / "finwait").string());
    return shell_word(path.find('/') == std::string::npos ? "./" + path : path);
}

} // namespace finwait
