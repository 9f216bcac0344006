// finwait completion: scripts that let a shell complete finwait's command lines; and complete, which they ask.
#include "agent/steps/table.hpp"
#include "cli/candidates.hpp"
#include "cli/commands.hpp"
#include "cli/library_options.hpp"
#include "cli/usage.hpp"

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <map>
#include <memory>
#include <set>

namespace finwait {
namespace {

constexpr const char* kBash =
    R"(# bash completion for finwait. To use it now:  source <(./finwait completion bash)
_finwait() {
    local IFS=$'\n'
    COMPREPLY=($("${COMP_WORDS[0]}" complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
    if [[ ${#COMPREPLY[@]} -gt 0 && ${COMPREPLY[0]} == */ ]]; then compopt -o nospace; fi
}
complete -o bashdefault -o default -F _finwait finwait ./finwait
)";

constexpr const char* kZsh = R"(#compdef finwait ./finwait
# zsh completion for finwait. To use it now:  source <(./finwait completion zsh)
_finwait() {
    local -a found folders
    found=("${(@f)$("${words[1]}" complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    found=("${(@)found:#}")
    if (( ${#found} == 0 )); then _files; return; fi
    folders=("${(@M)found:#*/}")
    found=("${(@)found:#*/}")
    (( ${#folders} )) && compadd -S '' -- "${folders[@]}"
    (( ${#found} )) && compadd -- "${found[@]}"
}
if [[ ${funcstack[1]-} == _finwait ]]; then _finwait "$@"; else compdef _finwait finwait ./finwait; fi
)";

constexpr const char* kFish =
    R"(# fish completion for finwait. To use it now:  ./finwait completion fish | source
function __finwait_complete
    set -l words (commandline -opc)
    $words[1] complete -- $words[2..-1] (commandline -ct) 2>/dev/null
end
complete -c finwait -a '(__finwait_complete)'
)";

const std::map<std::string, const char*> kScripts = {
    {"bash", kBash}, {"zsh", kZsh}, {"fish", kFish}};

/// Faulty scenarios are left out without a word: this is no moment for diagnostics.
std::optional<Library> library_here() {
    auto library = read_library(scenarios_folder({}), step_specs());
    if (!library) return std::nullopt;
    return std::move(*library);
}

KnownNames names_here() {
    KnownNames names;
    names.scenario_ids = [] {
        std::vector<std::string> ids;
        if (const auto library = library_here())
            for (const auto& scenario : library->scenarios) ids.push_back(scenario->id);
        return ids;
    };
    names.tags = [] {
        std::set<std::string> tags;
        if (const auto library = library_here())
            for (const auto& one : library->scenarios)
                tags.insert(one->tags.begin(), one->tags.end());
        return std::vector<std::string>(tags.begin(), tags.end());
    };
    return names;
}

} // namespace

void add_completion(CLI::App& program, Exit& /*exit*/) {
    auto* command =
        program.add_subcommand("completion", "Print a script that completes command lines");
    const auto shell = std::make_shared<std::string>();
    command->add_option("shell", *shell, "whose script")
        ->type_name("SHELL")
        ->required()
        ->check(one_of({"bash", "zsh", "fish"}));
    command->callback([shell] { fmt::print("{}", kScripts.at(*shell)); });
}

void complete(const CLI::App& program, std::vector<std::string> words) {
    if (!words.empty() && words.front() == "--") words.erase(words.begin());
    for (const auto& word : candidates(synopsis_of(program), words, names_here()))
        fmt::print("{}\n", word);
}

} // namespace finwait
