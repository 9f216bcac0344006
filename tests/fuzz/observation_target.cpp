// The reader of stored observations: what it accepts, the schema accepts, and it reads the same again when it was
// written.
#include "observation/outcome.hpp"
#include "observation/stored.hpp"
#include "target.hpp"

#include <fstream>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

using namespace finwait;
using test::promise;

namespace {

using valijson::adapters::NlohmannJsonAdapter;

const valijson::Schema& schema() {
    static const auto made = [] {
        auto schema = std::make_unique<valijson::Schema>();
        std::ifstream stream(FINWAIT_SOURCE "/results/schema/observation.schema.json");
        const auto document = nlohmann::json::parse(stream);
        valijson::SchemaParser().populateSchema(NlohmannJsonAdapter(document), *schema);
        return schema;
    }();
    return *made;
}

void check(const Json& json) {
    const auto seen = observation_from_json(json);
    if (!seen) {
        promise(!seen.error().what.empty(), "an observation is refused for a reason");
        promise(seen.error().what.find('\n') == std::string::npos, "a reason is one line");
        return;
    }
    const nlohmann::json plain = json;
    valijson::Validator validator(valijson::Validator::kStrongTypes);
    promise(validator.validate(schema(), NlohmannJsonAdapter(plain), nullptr),
            "what the reader accepts, the schema accepts");
    const Json written = to_json(*seen);
    const auto again = observation_from_json(written);
    promise(again.has_value(), "what was written can be read");
    promise(to_json(*again) == written, "what was read again is the same");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto json = parse_stored({reinterpret_cast<const char*>(data), size});
    if (!json) {
        promise(!json.error().what.empty(), "a text is refused for a reason");
        return 0;
    }
    if (!json->is_array()) check(*json);
    else
        for (const Json& one : *json) check(one);
    return 0;
}
