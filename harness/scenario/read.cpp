#include "scenario/read.hpp"

#include "base/digest.hpp"
#include "scenario/conditions.hpp"
#include "scenario/expand.hpp"
#include "scenario/form.hpp"
#include "scenario/parse.hpp"
#include "scenario/planner.hpp"

#include <fmt/format.h>

namespace finwait {
namespace {

const std::vector<std::string> kTopLevel = {
    "schema", "title",  "question", "story", "sources",          "tags",   "vary", "steps",
    "given",  "claims", "deadline", "needs", "nondeterministic", "$schema"};

void check_texts(Problems& problems, const Json& document) {
    for (const char* key : {"schema", "title", "question", "story", "steps"}) {
        expect_field(problems, "", document, "", key, kTopLevel);
    }
    // "$schema" is a word to editors: where the JSON Schema of the file is. It says nothing here.
    for (const char* key : {"$schema", "title", "question", "story", "nondeterministic"}) {
        if (document.contains(key)) expect_text(problems, child("", key), document[key]);
    }
    if (document.contains("schema") && document["schema"] != kScenarioSchema) {
        const Json& schema = document["schema"];
        problems.at_value("/schema",
                          fmt::format("wants \"{}\", has {}", kScenarioSchema,
                                      schema.is_string() ? schema.dump() : kind_of(schema)));
    }
}

void check_lists(Problems& problems, const Json& document) {
    for (const char* key : {"sources", "tags"}) {
        const std::string pointer = child("", key);
        if (!document.contains(key) || !expect_array(problems, pointer, document[key])) continue;
        for (std::size_t i = 0; i < document[key].size(); ++i) {
            const Json& entry = document[key][i];
            if (!expect_text(problems, child(pointer, i), entry)) continue;
            if (std::string_view(key) == "tags" && !is_slug(entry.get<std::string>()))
                problems.at_value(child(pointer, i), "wants lower case letters, digits and dashes");
        }
    }
}

void check_deadline(Problems& problems, const Json& document) {
    if (!document.contains("deadline")) return;
    const Json& deadline = document["deadline"];
    if (!deadline.is_number() || deadline.get<double>() <= 0 ||
        deadline.get<double>() > kMaxTrialSeconds) {
        problems.at_value("/deadline",
                          fmt::format("wants seconds, more than 0 and at most {}, has {}",
                                      kMaxTrialSeconds, kind_of(deadline)));
    }
}

void check_top_level(Problems& problems, const Json& document) {
    expect_known_keys(problems, "", document, "field", kTopLevel);
    check_texts(problems, document);
    check_lists(problems, document);
    check_deadline(problems, document);
}

std::vector<std::string> tags_of(const Json& document) {
    std::vector<std::string> tags;
    if (document.contains("tags")) {
        for (const auto& tag : document["tags"]) tags.push_back(tag.get<std::string>());
    }
    return tags;
}

} // namespace

std::string Scenario::title() const { return document->value("title", ""); }

Reading read_scenario(const std::string& file, const std::string& id, std::string_view text,
                      StepTable steps) {
    Reading reading;
    const Parsed parsed = parse_document(file, text);
    if (!parsed.document) {
        reading.problems.push_back(parsed.problem);
        return reading;
    }
    auto scenario = std::make_shared<Scenario>();
    scenario->id = id;
    scenario->file = file;
    scenario->digest = digest_of("finwait/scenario", text);
    scenario->document = parsed.document;

    const SourceMap map(text);
    Problems problems;
    std::vector<Case> cases;
    if (expect_object(problems, "", *parsed.document)) {
        check_top_level(problems, *parsed.document);
        cases = expand_cases(problems, scenario);
    }
    for (const auto& one : cases) {
        Problems of_case;
        const Plan plan = make_plan(of_case, one, steps);
        check_conditions(of_case, one, plan, steps);
        problems.take_case(of_case, one);
    }
    reading.problems = problems.placed(file, map);
    if (!reading.problems.empty()) return reading;
    scenario->tags = tags_of(*parsed.document);
    reading.scenario = scenario;
    reading.cases = std::move(cases);
    return reading;
}

Plan plan_case(const Case& chosen, StepTable steps) {
    Problems problems; // the reader has reported them all before
    return make_plan(problems, chosen, steps);
}

} // namespace finwait
