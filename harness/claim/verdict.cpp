#include "claim/verdict.hpp"

#include <fmt/format.h>
#include <optional>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace finwait {
namespace {

/// Three answers: a value that was never recorded is neither right nor wrong.
enum class Met { yes, no, unknown };

struct Answer {
    Met met;
    std::string words;
};

bool counters_missing(const Json& observation) {
    for (const auto& missing : observation.value("missing", Json::array())) {
        if (missing.value("evidence", "") == "counters") return true;
    }
    return false;
}

std::optional<nlohmann::json> value_at(const Json& observation, const std::string& pointer) {
    try {
        const Json::json_pointer place(pointer);
        if (observation.contains(place)) return nlohmann::json(observation.at(place));
    } catch (const nlohmann::json::exception&) { // through a scalar: not there
    }
    if (pointer.starts_with("/counters/") && !counters_missing(observation))
        return nlohmann::json(0);
    return std::nullopt;
}

bool satisfies(const nlohmann::json& value, const Json& schema) {
    const nlohmann::json plain = schema;
    valijson::Schema compiled;
    valijson::SchemaParser parser;
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(plain), compiled);
    valijson::Validator validator(valijson::Validator::kStrongTypes);
    return validator.validate(compiled, valijson::adapters::NlohmannJsonAdapter(value), nullptr);
}

/// Long values would hide the point. Never cut inside a UTF-8 character: reports go out as JSON.
std::string shown(const std::string& text) {
    constexpr std::size_t kMax = 60;
    if (text.size() <= kMax) return text;
    std::size_t end = kMax - 3;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    return text.substr(0, end) + "...";
}

Answer ask(const Condition& condition, const Json& observation) {
    const auto value = value_at(observation, condition.pointer);
    if (!value) return {Met::unknown, fmt::format("{} was not recorded", condition.pointer)};
    const bool met = satisfies(*value, condition.schema);
    return {met ? Met::yes : Met::no,
            fmt::format("{} is {}{}", condition.pointer, shown(value->dump()),
                        met ? "" : fmt::format(", wanted {}", shown(condition.schema.dump())))};
}

/// All conditions together: no beats unknown beats yes. The words are of the decisive one.
Answer ask_all(const std::vector<Condition>& conditions, const Json& observation) {
    Answer all{Met::yes, ""};
    for (const auto& condition : conditions) {
        Answer one = ask(condition, observation);
        if (one.met == Met::no) return one;
        if (one.met == Met::unknown && all.met == Met::yes) all = std::move(one);
        else if (all.met == Met::yes) all.words += (all.words.empty() ? "" : "; ") + one.words;
    }
    return all;
}

std::vector<Condition> conditions_in(const Json& map) {
    std::vector<Condition> conditions;
    for (const auto& [pointer, schema] : map.items()) conditions.push_back({pointer, schema});
    return conditions;
}

Judgement judge_one(const Claim& claim, const std::vector<Condition>& needs,
                    const Json& observation) {
    if (observation.contains("not_run"))
        return {claim.id, Verdict::unsupported, observation["not_run"].get<std::string>()};
    if (const Answer have = ask_all(needs, observation); have.met != Met::yes)
        return {claim.id, Verdict::unsupported, have.words};
    if (const Answer reached = ask_all(claim.given, observation); reached.met != Met::yes)
        return {claim.id, Verdict::undecided, reached.words};
    const Answer answer = ask_all(claim.holds_if, observation);
    const Verdict verdict = answer.met == Met::yes  ? Verdict::holds
                            : answer.met == Met::no ? Verdict::contradicted
                                                    : Verdict::undecided;
    return {claim.id, verdict, answer.words};
}

} // namespace

const char* to_string(Verdict verdict) {
    switch (verdict) {
    case Verdict::holds: return "holds";
    case Verdict::contradicted: return "contradicted";
    case Verdict::undecided: return "undecided";
    case Verdict::unsupported: return "unsupported";
    }
    return "undecided";
}

std::vector<Claim> claims_of(const Json& case_document) {
    std::vector<Claim> claims;
    const auto given = conditions_in(case_document.value("given", Json::object()));
    for (const auto& json : case_document.value("claims", Json::array())) {
        Claim claim{json.at("id").get<std::string>(), json.at("source").get<std::string>(),
                    json.at("says").get<std::string>(), given, conditions_in(json.at("holds_if"))};
        for (auto& condition : conditions_in(json.value("given", Json::object())))
            claim.given.push_back(std::move(condition));
        claims.push_back(std::move(claim));
    }
    return claims;
}

std::vector<Condition> needs_of(const Json& case_document) {
    return conditions_in(case_document.value("needs", Json::object()));
}

std::vector<Judgement> judge(const std::vector<Claim>& claims, const std::vector<Condition>& needs,
                             const Json& observation) {
    std::vector<Judgement> judgements;
    judgements.reserve(claims.size());
    for (const auto& claim : claims) judgements.push_back(judge_one(claim, needs, observation));
    return judgements;
}

} // namespace finwait
