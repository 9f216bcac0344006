// What a scenario's document says to the reader of a ladder.
#include "report/ladder.hpp"
#include "report/words.hpp"

#include <array>

namespace finwait {
namespace {

const Style kAsWritten; // the ladder makes it fit for the terminal it prints on

std::string text_of(const Json& document, const char* key) {
    const Json value = document.value(key, Json());
    return value.is_string() ? value.get<std::string>() : "";
}

/// `MSG_PEEK|MSG_DONTWAIT` for an array, a plain value otherwise.
std::string value_text(const Json& value) {
    if (!value.is_array()) return value_words(value, kAsWritten);
    std::vector<std::string> names;
    for (const auto& name : value) names.push_back(value_words(name, kAsWritten));
    return join(names, "|");
}

/// The arguments of a step as C would write them, from the fields that tell the most.
std::string arguments_of(const Json& step) {
    static constexpr std::array kFields = {
        "socket", "listener", "to",     "like",   "address", "port",      "backlog",
        "text",   "bytes",    "max",    "count",  "how",     "option",    "request",
        "name",   "value",    "target", "signal", "action",  "events",    "flags",
        "state",  "step",     "heir",   "status", "seconds", "O_NONBLOCK"};
    std::vector<std::string> parts;
    for (const char* field : kFields) {
        if (!step.contains(field)) continue;
        const Json& value = step[field];
        std::string text = value_text(value);
        if (std::string_view(field) == "O_NONBLOCK") text = "O_NONBLOCK " + text;
        if (std::string_view(field) == "text") text = "\"" + text + "\"";
        if (std::string_view(field) == "seconds") text += " s";
        parts.push_back(text);
    }
    return join(parts, ", ");
}

} // namespace

LadderText ladder_text(const Json& case_document, const std::vector<std::size_t>& step_sources) {
    LadderText text;
    text.title = text_of(case_document, "title");
    text.question = text_of(case_document, "question");
    text.story = text_of(case_document, "story");
    const Json steps = case_document.value("steps", Json::array());
    for (std::size_t i = 0; i < steps.size() && i < step_sources.size(); ++i) {
        if (!steps[i].is_object()) continue;
        const int index = static_cast<int>(step_sources[i]);
        text.arguments[index] = arguments_of(steps[i]);
        if (const std::string note = text_of(steps[i], "note"); !note.empty())
            text.notes[index] = note;
    }
    return text;
}

} // namespace finwait
