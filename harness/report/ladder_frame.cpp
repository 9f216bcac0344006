#include "report/ladder_frame.hpp"

#include "observation/outcome.hpp"
#include "report/claims.hpp"
#include "report/seen.hpp"

#include <fmt/format.h>

namespace finwait {
namespace {

constexpr int kIndent = 2;

std::string section(const std::string& title, const std::string& body, const Style& style) {
    return body.empty() ? "" : paint(title, Ink::bold, style) + "\n" + body;
}

std::string claims_section(const LadderText& text, const Style& style) {
    std::string body;
    for (const auto& one : merge(text.claims, {text.judgements}))
        body += claim_text(one, "", kIndent, style);
    return section("Claims", body, style);
}

std::string left_section(const Observation& seen, const Style& style) {
    if (seen.states.empty()) return "";
    std::string body;
    for (const auto& [name, end] : seen.states.back().ends) {
        const std::string words = name + ": " + end_words(end) + queue_words(end);
        body += paragraph(printable(words, style), kIndent, usable_columns(style));
    }
    return section("Left at the end", body, style);
}

std::string counters_section(const Observation& seen, const Style& style) {
    std::string body;
    for (const auto& [table, counters] : seen.counters) {
        for (const auto& [name, value] : counters) {
            if (value == 0 || !counter_repeats(table, name)) continue;
            body += paragraph(printable(fmt::format("{}/{}: {:+}", table, name, value), style),
                              kIndent, usable_columns(style));
        }
    }
    return section("Counters that tell of a decision", body, style);
}

std::string missing_section(const Observation& seen, const Style& style) {
    std::string body;
    for (const auto& one : seen.missing)
        body +=
            paragraph(prose(one.evidence + ": " + one.why, style), kIndent, usable_columns(style));
    return section("Evidence that was missing", body, style);
}

} // namespace

std::string ladder_head(const Observation& seen, const LadderText& text, const Style& style) {
    const int columns = usable_columns(style);
    std::string head;
    const auto add = [&](const std::string& words, Ink ink) {
        if (!words.empty()) head += paragraph(paint(prose(words, style), ink, style), 0, columns);
    };
    add(text.title, Ink::bold);
    const std::string kernel = kernel_words(seen.kernel, style);
    add(fmt::format("{}, trial {}{}{}", seen.case_id, seen.trial, kernel.empty() ? "" : ", ",
                    kernel),
        Ink::dim);
    for (const std::string* words : {&text.question, &text.story}) {
        if (words->empty()) continue;
        head += "\n";
        add(*words, Ink::plain);
    }
    return head;
}

std::string ladder_foot(const Observation& seen, const LadderText& text, const Style& style) {
    const int columns = usable_columns(style);
    std::string end;
    if (!seen.not_run.empty())
        end = paragraph(paint("not run: " + prose(seen.not_run, style), Ink::yellow, style), 0,
                        columns);
    if (seen.cut)
        end += paragraph(paint(cut_words(*seen.cut, style), Ink::yellow, style), 0, columns);
    std::string foot;
    for (const auto& part : {end, claims_section(text, style), left_section(seen, style),
                             counters_section(seen, style), missing_section(seen, style)}) {
        if (!part.empty()) foot += (foot.empty() ? "" : "\n") + part;
    }
    return foot;
}

} // namespace finwait
