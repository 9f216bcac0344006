#include "cli/candidates.hpp"

#include <algorithm>
#include <set>

namespace finwait {
namespace {

using Words = std::vector<std::string>;

Words that_begin_with(const std::string& start, const Words& words) {
    Words found;
    std::copy_if(words.begin(), words.end(), std::back_inserter(found),
                 [&](const auto& word) { return word.starts_with(start); });
    return found;
}

bool is_called(const OptionText& option, const std::string& word) {
    return word == option.full || (!option.brief.empty() && word == option.brief);
}

const OptionText* option_called(const CommandText& command, const std::string& word) {
    const auto found =
        std::find_if(command.options.begin(), command.options.end(),
                     [&](const OptionText& option) { return is_called(option, word); });
    return found == command.options.end() ? nullptr : &*found;
}

Words themes_of(const Words& ids) {
    std::set<std::string> themes;
    for (const auto& id : ids) themes.insert(id.substr(0, id.find('/') + 1));
    return {themes.begin(), themes.end()};
}

/// A hundred ids are no help. Themes come first, and ids when only one theme is left.
Words scenario_words(const std::string& start, const Words& ids) {
    const Words themes = that_begin_with(start, themes_of(ids));
    if (themes.size() > 1) return themes;
    Words found = that_begin_with(start, ids);
    found.insert(found.begin(), themes.begin(), themes.end());
    return found;
}

/// What may stand for the value of an option, or for a positional argument.
Words values_of(const OptionText& option, const std::string& start, const KnownNames& names) {
    if (!option.choices.empty()) return that_begin_with(start, option.choices);
    if (option.value == "SELECTOR" || option.value == "CASE")
        return scenario_words(start, names.scenario_ids());
    if (option.value == "TAG") return that_begin_with(start, names.tags());
    if (option.value == "ID") return that_begin_with(start, themes_of(names.scenario_ids()));
    return {};
}

Words option_names(const CommandText& command, const Words& before, const std::string& start) {
    Words found;
    for (const auto& option : command.options) {
        const bool given = std::any_of(before.begin(), before.end(),
                                       [&](const auto& word) { return is_called(option, word); });
        if (!given || option.repeats) found.push_back(option.full);
    }
    return that_begin_with(start, found);
}

/// `--format=js`: the shell wants the whole word.
Words joined_values(const CommandText& command, const std::string& word, const KnownNames& names) {
    const auto equals = word.find('=');
    const OptionText* option = option_called(command, word.substr(0, equals));
    if (!option || option->value.empty()) return {};
    Words found = values_of(*option, word.substr(equals + 1), names);
    for (auto& value : found) value.insert(0, word, 0, equals + 1);
    return found;
}

/// How many of the words are arguments of their own, neither options nor their values.
std::size_t positionals_in(const CommandText& command, const Words& words) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool is_option = words[i].starts_with('-') && words[i] != "-";
        if (!is_option) {
            ++count;
            continue;
        }
        const OptionText* option = option_called(command, words[i]);
        const bool joined = i + 1 < words.size() && words[i + 1] == "=";
        if (option && !option->value.empty()) i += joined ? 2 : 1;
    }
    return count;
}

Words words_of_command(const CommandText& command, Words before, const std::string& word,
                       const KnownNames& names) {
    const bool joined = !before.empty() && before.back() == "=";
    if (joined) before.pop_back();
    if (!before.empty()) {
        const OptionText* last = option_called(command, before.back());
        if (last && !last->value.empty()) return values_of(*last, word, names);
    }
    if (joined) return {};
    if (word.starts_with('-'))
        return word.find('=') != std::string::npos ? joined_values(command, word, names)
                                                   : option_names(command, before, word);
    if (command.positionals.empty()) return {};
    const std::size_t place = positionals_in(command, before);
    const OptionText& last = command.positionals.back();
    if (place < command.positionals.size())
        return values_of(command.positionals[place], word, names);
    return last.repeats ? values_of(last, word, names) : Words{};
}

} // namespace

std::vector<std::string> candidates(const ProgramText& program,
                                    const std::vector<std::string>& words,
                                    const KnownNames& names) {
    if (words.empty()) return {};
    const std::string word = words.back() == "=" ? "" : words.back();
    Words before(words.begin(), words.end() - (words.back() == "=" ? 0 : 1));
    const auto name = std::find_if(before.begin(), before.end(),
                                   [](const auto& one) { return !one.starts_with('-'); });
    if (name == before.end()) {
        if (word.starts_with('-')) return option_names(program.itself, before, word);
        Words commands;
        for (const auto& command : program.commands) commands.push_back(command.name);
        return that_begin_with(word, commands);
    }
    const auto command = std::find_if(program.commands.begin(), program.commands.end(),
                                      [&](const CommandText& one) { return one.name == *name; });
    if (command == program.commands.end()) return {};
    return words_of_command(*command, {name + 1, before.end()}, word, names);
}

} // namespace finwait
