// The JSON Schemas of observations and outcomes, against what the code makes, what was recorded, and
// what was damaged.
#include "agent/calls.hpp"
#include "base/facts.hpp"
#include "base/names.hpp"
#include "observation/outcome.hpp"
#include "rich.hpp"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <set>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace finwait {
namespace {

using namespace test;
using valijson::adapters::NlohmannJsonAdapter;

nlohmann::json file(const std::string& name) {
    std::ifstream stream(FINWAIT_SOURCE "/results/schema/" + name);
    BOOST_TEST_REQUIRE(stream.good(), name);
    return nlohmann::json::parse(stream);
}

class SchemaFile {
  public:
    explicit SchemaFile(const std::string& name) : document_(file(name)) {
        valijson::SchemaParser parser;
        parser.populateSchema(NlohmannJsonAdapter(document_), schema_);
    }
    /// What is wrong; empty if nothing is.
    [[nodiscard]] std::string refuses(const Json& json) const {
        const nlohmann::json plain = json;
        valijson::Validator validator(valijson::Validator::kStrongTypes);
        valijson::ValidationResults results;
        if (validator.validate(schema_, NlohmannJsonAdapter(plain), &results)) return "";
        std::string what = "refused";
        for (const auto& result : results) {
            for (const auto& part : result.context) what += part;
            what += ": " + result.description + "\n";
        }
        return what;
    }
    [[nodiscard]] const nlohmann::json& document() const { return document_; }

  private:
    nlohmann::json document_;
    valijson::Schema schema_;
};

const SchemaFile& observations() {
    static const SchemaFile schema("observation.schema.json");
    return schema;
}
const SchemaFile& outcomes() {
    static const SchemaFile schema("outcome.schema.json");
    return schema;
}

void check_sound(const Json& json) {
    BOOST_TEST(observations().refuses(json) == "");
    BOOST_TEST(outcomes().refuses(json["outcome"]) == "");
}

std::vector<Json> samples() {
    std::ifstream stream(FINWAIT_TEST_DATA "/observation/samples/samples.ndjson");
    std::vector<Json> read;
    for (std::string line; std::getline(stream, line);) read.push_back(Json::parse(line));
    return read;
}

BOOST_AUTO_TEST_SUITE(schema)

BOOST_AUTO_TEST_CASE(observations_made_by_code) {
    check_sound(to_json(blank()));
    check_sound(to_json(rich()));
    Observation not_run = blank();
    not_run.not_run = "no network namespace";
    check_sound(to_json(not_run));
    Observation nameless = rich(); // an errno that Linux has no name for
    for (auto& step : nameless.steps) {
        if (!step.error.empty()) step.error = "512";
    }
    check_sound(to_json(nameless));
}

BOOST_AUTO_TEST_CASE(recorded_observations) {
    const auto recorded = samples();
    BOOST_TEST(recorded.size() >= 8U);
    for (const Json& json : recorded) {
        BOOST_TEST_CONTEXT(json["case"].get<std::string>()) {
            check_sound(json);
            const auto seen = observation_from_json(json);
            BOOST_TEST_REQUIRE(seen.has_value());
            BOOST_TEST(to_json(*seen) == json);
        }
    }
}

/// A schema cannot tie the members to the names in `roles`.
BOOST_AUTO_TEST_CASE(recorded_observations_have_a_member_for_each_role_and_no_other) {
    const auto& fixed = observations().document()["properties"];
    for (const Json& json : samples()) {
        std::set<std::string> named, found;
        for (const auto& role : json["roles"]) named.insert(role["name"].get<std::string>());
        for (const auto& [name, value] : json.items()) {
            if (!fixed.contains(name)) found.insert(name);
        }
        BOOST_TEST(named == found, boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(damaged_observations_are_refused) {
    const std::vector<std::pair<const char*, Json>> changes = {
        {"/schema", "finwait/observation/2"},
        {"/scenario", "name"},
        {"/case", 1},
        {"/trial", 0},
        {"/trial", 1.5},
        {"/kernel/release", ""},
        {"/kernel/colour", "red"},
        {"/finwait/scenario_digest", "abc"},
        {"/network", "mars"},
        {"/clock/name", "CLOCK_REALTIME"},
        {"/elapsed_ns", -1},
        {"/not_run", ""},
        {"/roles/0/name", "Client"},
        {"/roles/0/age", 1},
        {"/client/send/colour", 1},
        {"/client/send/returned", "5"},
        {"/client/send/errno", "broken"},
        {"/client/send/time", "about 0 s"},
        {"/client/send/time", "soon"},
        {"/client/send/signals/SIGURG", 0},
        {"/client/send/background", false},
        {"/client/send/skipped", "but it has a value"},
        {"/client/send/inside", "sendto"},
        {"/client/send/bytes", -5},
        {"/client/getsockopt/value", {{"l_onoff", 1}}},
        {"/client/getsockopt/value", 1.5},
        {"/client/info/value/hex", "0"},
        {"/client/poll/revents", "POLLIN"},
        {"/client/ended/how", "boredom"},
        {"/client/ended/status", 256},
        {"/client/ended/signal", "SIGPIPE"},
        {"/client/signals/URG", 1},
        {"/client/end/state", "OPEN"},
        {"/server/never/returned", 0},
        {"/server/drain/states/client", "CLOSE"},
        {"/events/0/call", ""},
        {"/events/0/arguments/domain", nullptr},
        {"/events/0/repeats", 1},
        {"/events/0/signals", Json::array()},
        {"/events/0/colour", 1},
        {"/states/0/step", -1},
        {"/states/0/at_rest", 1},
        {"/states/0/ends/client/timer", "egg"},
        {"/states/0/ends/client/owned", nullptr},
        {"/counters/Tcp/InSegs", 0},
        {"/counters/Tcp/InSegs", "1"},
        {"/counters/Tcp", Json::object()},
        {"/missing/0/why", ""},
        {"/cut/label", nullptr},
        {"/cut/colour", 1},
        {"/outcome/schema", "x"},
        {"/stranger", 1},
    };
    for (const auto& [pointer, value] : changes) {
        Json json = to_json(rich());
        json[Json::json_pointer(pointer)] = value;
        BOOST_TEST(observations().refuses(json) != "", pointer << " set to " << value.dump());
        BOOST_TEST(!observation_from_json(json), pointer << " set to " << value.dump());
    }
}

BOOST_AUTO_TEST_CASE(every_member_is_required) {
    const Json whole = to_json(rich());
    const auto& properties = observations().document()["properties"];
    for (const auto& [name, unused] : properties.items()) {
        if (name == "not_run") continue;
        Json json = whole;
        json.erase(name);
        BOOST_TEST(observations().refuses(json) != "", name);
        BOOST_TEST(!observation_from_json(json), name);
    }
    for (const char* parent :
         {"/kernel", "/finwait", "/clock", "/roles/0", "/client/send", "/events/0", "/states/0",
          "/states/0/ends/client", "/client/ended", "/cut"}) {
        const Json inner = whole.at(Json::json_pointer(parent));
        for (const auto& [name, unused] : inner.items()) {
            if (name == "bytes") continue; // a fact
            Json json = whole;
            json[Json::json_pointer(parent)].erase(name);
            BOOST_TEST(observations().refuses(json) != "", parent << "/" << name);
            BOOST_TEST(!observation_from_json(json), parent << "/" << name);
        }
    }
}

BOOST_AUTO_TEST_CASE(damaged_outcomes_are_refused) {
    const std::vector<std::pair<const char*, Json>> changes = {
        {"/schema", "finwait/outcome/2"},
        {"/colour", 1},
        {"/not_run", "why"},
        {"/steps/nobody", Json::object()},
        {"/steps/client~1send/returned", "some"},
        {"/steps/client~1send/time", "at once"},
        {"/steps/client~1send/elapsed_ns", 1},
        {"/steps/client~1send/skipped", "but it returned"},
        {"/steps/client~1info/value", {{"hex", "00"}}},
        {"/roles/client/ended", "bored"},
        {"/roles/client", Json::object()},
        {"/flow/client to server", "some"},
        {"/flow/client to client", "all"},
        {"/left/client", ""},
        {"/counters/ActiveOpens", 1},
        {"/counters/Tcp~1ActiveOpens", 0},
        {"/cut/after_ns", 1},
    };
    const Json whole = outcome_of(rich());
    BOOST_TEST(outcomes().refuses(whole) == "");
    for (const auto& [pointer, value] : changes) {
        Json json = whole;
        json[Json::json_pointer(pointer)] = value;
        BOOST_TEST(outcomes().refuses(json) != "", pointer << " set to " << value.dump());
    }
    for (const char* name : {"schema", "steps", "roles", "flow", "left", "counters"}) {
        Json json = whole;
        json.erase(name);
        BOOST_TEST(outcomes().refuses(json) != "", name);
    }
}

// ---- what the schemas repeat of the code ----

std::set<std::string> members(const nlohmann::json& object) {
    std::set<std::string> names;
    for (const auto& [name, value] : object.items()) names.insert(name);
    return names;
}

BOOST_AUTO_TEST_CASE(every_fact_is_a_member_of_a_step) {
    const auto seen = members(observations().document()["definitions"]["step"]["properties"]);
    const auto told = members(outcomes().document()["definitions"]["step"]["properties"]);
    for (const FactName& fact : fact_names()) {
        BOOST_TEST(seen.contains(fact.name), fact.name);
        // How much flowed is told for the whole trial; a time and a free port are not the same twice.
        const bool repeats = fact.fact != Fact::bytes && fact.fact != Fact::calls &&
                             fact.fact != Fact::longest_ns && fact.fact != Fact::port;
        BOOST_TEST(told.contains(fact.name) == repeats, fact.name);
    }
}

BOOST_AUTO_TEST_CASE(every_state_is_known) {
    const std::vector<std::string> names = all_names(state_names());
    for (const SchemaFile* schema : {&observations(), &outcomes()})
        BOOST_TEST(schema->document()["definitions"]["state"]["enum"] == nlohmann::json(names));
}

BOOST_AUTO_TEST_CASE(every_argument_of_a_call_has_a_name_that_fits) {
    Observation seen = rich();
    for (std::size_t i = 0; i < static_cast<std::size_t>(Call::last); ++i) {
        const CallSpec& spec = call_spec(static_cast<Call>(i));
        seen.calls[0].call = spec.name;
        for (const Argument& argument : spec.arguments) {
            if (argument.kind != ArgumentKind::hidden) seen.calls[0].arguments[argument.name] = 1;
        }
    }
    for (const char* value : {"1", "\"text\"", R"({"l_onoff": 1, "l_linger": 0})",
                              R"({"tv_sec": 1, "tv_usec": 0})", R"(["MSG_OOB"])"}) {
        seen.calls[0].arguments["value"] = Json::parse(value);
        check_sound(to_json(seen));
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
