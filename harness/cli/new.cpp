// finwait new: a scenario file to begin with.
#include "base/nearest.hpp"
#include "cli/commands.hpp"
#include "cli/library_options.hpp"
#include "cli/output.hpp"
#include "cli/scenario_template.hpp"
#include "cli/shell_words.hpp"
#include "report/text.hpp"
#include "scenario/form.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fmt/format.h>
#include <memory>

namespace finwait {
namespace {
namespace fs = std::filesystem;

constexpr Style kPlain{};

struct Options {
    std::string id;
    LibraryOptions library;
};

struct Id {
    std::string theme;
    std::string name;
};

Id id_from(const std::string& text) {
    const auto slash = text.find('/');
    if (slash == std::string::npos) return {"", text};
    return {text.substr(0, slash), text.substr(slash + 1)};
}

/// What is_slug() would accept and is nearest to the text; "" if nothing of it is left.
std::string slug_of(const std::string& text) {
    constexpr std::size_t kLongest = 64;
    std::string slug;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const char lower = static_cast<char>(std::tolower(byte));
        const bool is_letter = lower >= 'a' && lower <= 'z';
        const bool is_digit = c >= '0' && c <= '9';
        if (is_letter || (is_digit && !slug.empty())) slug += lower;
        else if (!slug.empty() && slug.back() != '-') slug += '-';
    }
    slug.resize(std::min(slug.size(), kLongest));
    while (!slug.empty() && slug.back() == '-') slug.pop_back();
    return slug;
}

/// Themes of the folder, by name. Folders called schema or claims are none.
std::vector<std::string> themes_in(const std::string& folder) {
    std::vector<std::string> themes;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        if (entry.is_directory(error) && is_slug(name) && name != "schema" && name != "claims")
            themes.push_back(name);
    }
    std::sort(themes.begin(), themes.end());
    return themes;
}

/// `; did you mean ...?` from what can be made of the text: a path, capitals, spaces.
std::string id_hint(const std::string& text, const std::string& folder) {
    const fs::path path = fs::path(text).lexically_normal();
    const bool is_file = path.extension() == ".json";
    const std::string name = slug_of((is_file ? path.stem() : path.filename()).string());
    const std::string theme = slug_of(path.parent_path().filename().string());
    if (!name.empty() && !theme.empty()) return fmt::format("; did you mean {}/{}?", theme, name);
    const auto themes = themes_in(folder);
    if (themes.empty()) return "";
    return fmt::format("; themes are {}, or one of your own", join(themes, ", "));
}

/// What is wrong with an id; "" if nothing is.
std::string id_fault(const std::string& text, const std::string& folder) {
    const Id id = id_from(text);
    if (!is_slug(id.theme) || !is_slug(id.name))
        return fmt::format("{} is no id of a scenario: wants <theme>/<name>, both of lower case "
                           "letters, digits and dashes, beginning with a letter{}",
                           text.empty() ? "\"\"" : printable(text, kPlain), id_hint(text, folder));
    if (id.theme == "schema" || id.theme == "claims")
        return fmt::format("the folder {} holds no scenarios; choose another theme", id.theme);
    return "";
}

Result<void> write_new(const std::string& file) {
    auto output = Output::open(file, Existing::keep);
    if (!output) return output.error();
    if (auto written = output->write(scenario_template()); !written) return written.error();
    return output->commit();
}

/// The file with its theme's folder. What was made on the way to a failure is taken away again.
Result<void> create(const fs::path& file) {
    std::error_code error;
    const bool made = fs::create_directory(file.parent_path(), error);
    if (error) return system_error("make the folder " + file.parent_path().string(), error.value());
    auto written = write_new(file.string());
    if (!written && made) fs::remove(file.parent_path(), error); // only if it is empty
    return written;
}

void print_next(const std::string& path, const std::string& folder) {
    const std::string program = program_to_type(), file = shell_word(path);
    fmt::print("{0}\n\nIt runs as it stands. Edit it, then:\n  {1} validate {2}\n  {1} show {2}\n"
               "  {1} run {2} -n 200\n",
               path, program, file);
    const std::string schema = folder + "/schema/scenario.schema.json";
    std::error_code error;
    if (fs::exists(schema, error)) return;
    fmt::print("\nFor an editor to complete it, beside the themes:\n  mkdir -p {}\n  {} list "
               "--schema > {}\n",
               shell_word(path_to_type(folder + "/schema")), program,
               shell_word(path_to_type(schema)));
}

void make_new(const Options& options, Exit& exit) {
    const auto refuse = [&](const std::string& why) {
        fmt::print(stderr, "finwait: {}\n", why);
        exit = Exit::usage;
    };
    const std::string folder = scenarios_folder(options.library);
    if (const auto fault = id_fault(options.id, folder); !fault.empty()) return refuse(fault);
    std::error_code error;
    if (!fs::is_directory(folder, error))
        return refuse(fmt::format("{}: no such folder of scenarios; make it, or name another with "
                                  "--scenarios",
                                  folder));
    const Id id = id_from(options.id);
    const auto themes = themes_in(folder);
    const fs::path file = fs::path(folder) / id.theme / (id.name + ".json");
    const std::string path = path_to_type(file.string());
    if (fs::symlink_status(file, error).type() != fs::file_type::not_found)
        return refuse(fmt::format("{} is there already; nothing was written", path));
    if (const auto made = create(file); !made) return refuse(made.error().what);
    const bool is_new_theme = std::find(themes.begin(), themes.end(), id.theme) == themes.end();
    if (const auto near = nearest(id.theme, themes); near && is_new_theme)
        fmt::print(stderr, "finwait: {}/ is a new theme, beside {}/\n", id.theme, *near);
    print_next(path, folder);
}

} // namespace

void add_new(CLI::App& program, Exit& exit) {
    auto* command = program.add_subcommand("new", "Write a scenario file to begin with");
    const auto options = std::make_shared<Options>();
    command->add_option("id", options->id, "its id, <theme>/<name>, such as linger/my-question")
        ->type_name("ID")
        ->required();
    add_scenarios_option(*command, options->library);
    command->callback([options, &exit] { make_new(*options, exit); });
}

} // namespace finwait
