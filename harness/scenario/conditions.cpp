#include "scenario/conditions.hpp"

#include "scenario/condition_pointer.hpp"

#include <fmt/format.h>
#include <set>

namespace finwait {
namespace {

const std::vector<std::string> kClaimFields = {"id",    "source",   "says", "when",
                                               "given", "holds_if", "note"};

bool is_all_planned(const Json& document, const Plan& plan) {
    return document.contains("steps") && document["steps"].is_array() &&
           document["steps"].size() == plan.steps.size();
}

class Checker {
  public:
    Checker(Problems& problems, const Case& chosen, const Plan& plan, StepTable steps)
        : problems_(problems),
          case_(chosen), recorded_{plan, steps, is_all_planned(*chosen.document, plan)} {}

    void check() {
        const Json& document = *case_.document;
        for (const char* key : {"given", "needs"}) {
            if (document.contains(key)) conditions(child("", key), document[key]);
        }
        if (!document.contains("claims") || !expect_array(problems_, "/claims", document["claims"]))
            return;
        for (std::size_t i = 0; i < document["claims"].size(); ++i)
            claim(child("/claims", case_.claim_sources[i]), document["claims"][i]);
    }

  private:
    void claim(const std::string& at, const Json& json) {
        if (!expect_object(problems_, at, json)) return;
        expect_known_keys(problems_, at, json, "field of a claim", kClaimFields);
        for (const char* key : {"id", "source", "says", "holds_if"}) {
            expect_field(problems_, at, json, "", key, kClaimFields);
        }
        for (const char* key : {"id", "source", "says", "note"}) {
            if (!json.contains(key)) continue;
            const bool sound = expect_text(problems_, child(at, key), json[key]);
            if (sound && std::string_view(key) == "id") claim_id(child(at, key), json[key]);
        }
        if (json.contains("given")) conditions(child(at, "given"), json["given"]);
        if (json.contains("holds_if")) conditions(child(at, "holds_if"), json["holds_if"]);
    }

    void claim_id(const std::string& at, const std::string& id) {
        if (!is_slug(id))
            problems_.at_value(at, "a claim's id wants lower case letters, digits and dashes");
        if (!claim_ids_.insert(id).second)
            problems_.at_value(at, fmt::format("there is a claim \"{}\" already", id));
    }

    void conditions(const std::string& at, const Json& map) {
        if (!expect_object(problems_, at, map)) return;
        if (map.empty()) problems_.at_value(at, "wants at least one condition");
        for (const auto& [pointer, schema] : map.items()) {
            const std::string here = child(at, pointer);
            const auto names = check_pointer(problems_, here, pointer, recorded_);
            check_schema(problems_, here, schema);
            if (names) check_names(problems_, here, schema, *names);
        }
    }

    Problems& problems_;
    const Case& case_;
    const Recorded recorded_;
    std::set<std::string> claim_ids_;
};

} // namespace

void check_conditions(Problems& problems, const Case& chosen, const Plan& plan, StepTable steps) {
    Checker(problems, chosen, plan, steps).check();
}

} // namespace finwait
