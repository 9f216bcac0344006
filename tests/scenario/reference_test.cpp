// The generated reference and JSON Schema, and every shipped scenario against both readers.
#include "scenario/reading.hpp"
#include "scenario/reference.hpp"

#include <algorithm>
#include <filesystem>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace finwait {
namespace {

namespace fs = std::filesystem;
using namespace test;
using Adapter = valijson::adapters::NlohmannJsonAdapter;

/// schema_of() as any JSON Schema validator sees it.
class SchemaFile {
  public:
    SchemaFile() : json_(nlohmann::json::parse(schema_of(step_specs()))) {
        valijson::SchemaParser parser;
        parser.populateSchema(Adapter(json_), schema_);
    }
    /// "" if the text satisfies the schema; else the first complaint.
    [[nodiscard]] std::string complaint(const std::string& text) const {
        const auto json = nlohmann::json::parse(text);
        valijson::Validator validator(valijson::Validator::kStrongTypes);
        valijson::ValidationResults results;
        if (validator.validate(schema_, Adapter(json), &results)) return "";
        valijson::ValidationResults::Error error;
        results.popError(error);
        std::string place;
        for (const auto& part : error.context) place += part;
        return place + ": " + error.description;
    }
    [[nodiscard]] const nlohmann::json& json() const { return json_; }
    /// What a `$ref` within the schema leads to; the part itself if it is none.
    [[nodiscard]] const nlohmann::json& resolved(const nlohmann::json& part) const {
        if (!part.contains("$ref")) return part;
        return json_.at(nlohmann::json::json_pointer(part["$ref"].get<std::string>().substr(1)));
    }

  private:
    nlohmann::json json_;
    valijson::Schema schema_;
};

const SchemaFile& schema() {
    static const SchemaFile file;
    return file;
}

std::vector<std::string> shipped() {
    std::vector<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(FINWAIT_SOURCE "/scenarios")) {
        const std::string folder = entry.path().parent_path().filename().string();
        if (entry.path().extension() == ".json" && folder != "schema" && folder != "claims")
            files.push_back(entry.path().string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

BOOST_AUTO_TEST_SUITE(reference)

BOOST_AUTO_TEST_CASE(what_is_generated_is_current) {
    BOOST_TEST((file_text(FINWAIT_SOURCE "/scenarios/schema/scenario.schema.json") ==
                schema_of(step_specs())),
               "run ./finwait list --schema > scenarios/schema/scenario.schema.json");
    const std::string readme = file_text(FINWAIT_SOURCE "/scenarios/README.md");
    const std::string reference = reference_of(step_specs());
    BOOST_TEST(readme.ends_with(reference),
               "replace the end of scenarios/README.md with ./finwait list --steps");
}

/// An editor that reads "$schema" needs no settings.
BOOST_AUTO_TEST_CASE(a_file_may_say_where_its_schema_is) {
    const std::string where = R"("$schema": "../schema/scenario.schema.json")";
    const std::string text = scenario(kOpen, where);
    BOOST_TEST(all_messages(read(text)) == "");
    BOOST_TEST(schema().complaint(text) == "");
}

BOOST_AUTO_TEST_CASE(every_shipped_scenario_is_sound) {
    const auto files = shipped();
    BOOST_TEST(!files.empty());
    for (const auto& file : files) {
        const Reading reading = read_file(file, step_specs());
        for (const auto& problem : reading.problems) BOOST_ERROR(to_string(problem));
        BOOST_TEST(!reading.cases.empty(), file);
    }
}

BOOST_AUTO_TEST_CASE(every_shipped_scenario_satisfies_the_schema) {
    for (const auto& file : shipped()) BOOST_TEST(schema().complaint(file_text(file)) == "", file);
}

BOOST_AUTO_TEST_CASE(every_step_and_field_satisfies_the_schema) {
    BOOST_TEST(schema().complaint(every_step()) == "");
}

BOOST_AUTO_TEST_CASE(an_axis_may_stand_for_any_value) {
    const std::string text = scenario(
        R"({ "client": "$op", "socket": "one" },
           { "client": "send", "bytes": "$x", "flags": ["$x", "MSG_OOB"], "background": "$x" },
           { "client": "wait", "state": ["$x"], "timeout": "$x" }, { "client": "wait", "state": "$x" },
           { "client": "setsockopt", "option": "$x", "value": { "l_onoff": "$x", "l_linger": 0 } })");
    BOOST_TEST(schema().complaint(text) == "");
}

/// The schema is the editor's first help: it refuses what it can without knowing the story.
BOOST_AUTO_TEST_CASE(the_schema_refuses_what_has_the_wrong_form) {
    for (const char* name : {"array",
                             "empty-object",
                             "top-lacks-schema",
                             "top-lacks-title",
                             "top-lacks-question",
                             "top-lacks-story",
                             "top-lacks-steps",
                             "top-unknown-field",
                             "top-schema-of-other-version",
                             "top-schema-for-editors-number",
                             "top-schema-for-editors-only",
                             "top-title-number",
                             "top-title-empty",
                             "top-sources-string",
                             "top-tags-string",
                             "top-deadline-zero",
                             "top-deadline-too-long",
                             "top-steps-empty",
                             "top-step-string",
                             "vary-array",
                             "vary-axis-string",
                             "vary-axis-empty",
                             "step-unknown",
                             "field-bytes-string",
                             "field-bytes-fraction",
                             "field-bytes-negative",
                             "field-bytes-too-many",
                             "field-text-empty",
                             "field-flags-string",
                             "field-flag-unknown",
                             "field-boolean-number",
                             "field-how-missing",
                             "field-how-unknown",
                             "field-state-unknown",
                             "field-status-too-large",
                             "field-seconds-string",
                             "option-unknown",
                             "option-boolean",
                             "option-linger-lacks-member",
                             "option-linger-wrong-member",
                             "option-without-value",
                             "heir-missing",
                             "given-empty",
                             "given-array",
                             "given-not-a-pointer",
                             "given-schema-empty",
                             "given-schema-number",
                             "claim-without-id",
                             "claim-without-holds-if",
                             "claim-unknown-field",
                             "claim-id-not-a-slug",
                             "claims-object"}) {
        const std::string text =
            file_text(std::string(FINWAIT_TEST_DATA "/bad-input/") + name + ".json");
        BOOST_TEST(schema().complaint(text) != "", name << " is accepted");
    }
}

BOOST_AUTO_TEST_CASE(the_schema_knows_every_step_and_field) {
    const auto& items = schema().json()["properties"]["steps"]["items"];
    for (const StepSpec* spec : step_specs()) {
        std::size_t found = 0;
        for (const auto& choice : items["allOf"]) {
            const auto& wanted = choice["if"]["properties"].begin().value();
            if (wanted["const"] != spec->name) continue;
            ++found;
            const auto& step = schema().resolved(choice["then"]);
            for (const auto& field : spec->fields)
                BOOST_TEST(step.at("properties").contains(field.name), field.name);
        }
        BOOST_TEST(found == 2U, spec->name); // for the client and for the server
    }
}

BOOST_AUTO_TEST_CASE(the_reference_tells_every_step_and_field) {
    const std::string text = reference_of(step_specs());
    const auto tells = [&](const std::string& line) {
        return text.find(line) != std::string::npos;
    };
    for (const auto& field : common_fields())
        BOOST_TEST(tells("- `" + std::string(field.name) + "`: " + field.doc), field.name);
    for (const StepSpec* spec : step_specs()) {
        BOOST_TEST(tells("#### `" + std::string(spec->name) + "`\n\n" + spec->doc), spec->name);
        for (const auto& field : spec->fields) {
            const std::string line = "- `" + std::string(field.name) + "`" +
                                     (field.required ? " (required)" : "") + ": " + field.doc;
            BOOST_TEST(tells(line), line);
        }
    }
}

BOOST_AUTO_TEST_CASE(steps_come_in_the_order_of_the_table) {
    const std::string text = reference_of(step_specs());
    std::size_t last = 0;
    for (const StepSpec* spec : step_specs()) {
        const auto at = text.find("#### `" + std::string(spec->name) + "`");
        BOOST_TEST((at != std::string::npos && at > last), spec->name);
        last = at;
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
