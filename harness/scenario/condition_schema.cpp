#include "scenario/condition_schema.hpp"

#include "base/time_words.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <regex>

namespace finwait {
namespace {

/// What the value of a keyword has to be.
enum class Wants {
    anything,
    values, ///< an array of at least one
    types,  ///< a type's name, or an array of them
    number,
    divisor, ///< a number above 0
    count,   ///< a whole number, 0 or more
    boolean,
    pattern, ///< a regular expression
    names,   ///< an array of strings
    schema,
    schemas, ///< an array of at least one
    named,   ///< an object of schemas
};

struct Keyword {
    const char* name;
    Wants wants;
};

/// The keywords of JSON Schema draft 7 that assert something about a value, without references.
constexpr Keyword kKeywords[] = {
    {"const", Wants::anything},
    {"enum", Wants::values},
    {"type", Wants::types},
    {"minimum", Wants::number},
    {"maximum", Wants::number},
    {"exclusiveMinimum", Wants::number},
    {"exclusiveMaximum", Wants::number},
    {"multipleOf", Wants::divisor},
    {"minLength", Wants::count},
    {"maxLength", Wants::count},
    {"pattern", Wants::pattern},
    {"items", Wants::schema},
    {"contains", Wants::schema},
    {"minItems", Wants::count},
    {"maxItems", Wants::count},
    {"uniqueItems", Wants::boolean},
    {"required", Wants::names},
    {"properties", Wants::named},
    {"minProperties", Wants::count},
    {"maxProperties", Wants::count},
    {"additionalProperties", Wants::schema},
    {"propertyNames", Wants::schema},
    {"allOf", Wants::schemas},
    {"anyOf", Wants::schemas},
    {"oneOf", Wants::schemas},
    {"not", Wants::schema},
    {"if", Wants::schema},
    {"then", Wants::schema},
    {"else", Wants::schema},
};

const std::vector<std::string> kTypes = {"null",   "boolean", "object", "array",
                                         "number", "string",  "integer"};

constexpr std::size_t kMaxPatternBytes = 256; ///< std::regex goes one call deeper at each bracket

bool is_pattern(const std::string& text) {
    try {
        const std::regex compiled(text); // ECMAScript, as the validator has it
        return true;
    } catch (const std::regex_error&) {
        return false;
    }
}

class SchemaChecker {
  public:
    explicit SchemaChecker(Problems& problems) : problems_(problems) {}

    /// @param outermost  here true, false and {} say nothing; inside another schema they may
    void check(const std::string& at, const Json& schema, bool outermost) {
        if (schema.is_boolean() && !outermost) return;
        if (!schema.is_object()) {
            wants(at, "a JSON Schema such as { \"const\": 0 }", schema);
            return;
        }
        if (schema.empty() && outermost)
            problems_.at_value(at, "an empty schema accepts everything");
        expect_known_keys(problems_, at, schema, "keyword of JSON Schema", known());
        for (const auto& keyword : kKeywords) {
            if (schema.contains(keyword.name))
                check_keyword(child(at, keyword.name), schema[keyword.name], keyword.wants);
        }
    }

  private:
    static std::vector<std::string> known() {
        std::vector<std::string> names;
        for (const auto& keyword : kKeywords) names.emplace_back(keyword.name);
        return names;
    }

    void wants(const std::string& at, const char* wanted, const Json& value) {
        problems_.at_value(at, fmt::format("wants {}, has {}", wanted, kind_of(value)));
    }

    void check_keyword(const std::string& at, const Json& value, Wants wanted) {
        const bool is_count = value.is_number_integer() && value >= 0;
        switch (wanted) {
        case Wants::anything: break;
        case Wants::values:
            if (expect_array(problems_, at, value) && value.empty())
                problems_.at_value(at, "wants at least one value");
            break;
        case Wants::types: check_types(at, value); break;
        case Wants::number:
            if (!value.is_number()) wants(at, "a number", value);
            break;
        case Wants::divisor:
            if (!value.is_number() || value <= 0) wants(at, "a number above 0", value);
            break;
        case Wants::count:
            if (!is_count) wants(at, "a whole number, 0 or more", value);
            break;
        case Wants::boolean:
            if (!value.is_boolean()) wants(at, "true or false", value);
            break;
        case Wants::pattern:
            if (expect_text(problems_, at, value)) check_pattern(at, value);
            break;
        case Wants::names: check_strings(at, value); break;
        case Wants::schema: check(at, value, false); break;
        case Wants::schemas: check_list(at, value); break;
        case Wants::named: check_named(at, value); break;
        }
    }

    void check_pattern(const std::string& at, const std::string& text) {
        if (text.size() > kMaxPatternBytes)
            problems_.at_value(at, fmt::format("is longer than {} bytes", kMaxPatternBytes));
        else if (!is_pattern(text)) problems_.at_value(at, "is no regular expression (ECMAScript)");
    }

    void check_types(const std::string& at, const Json& value) {
        if (value.is_string()) {
            const auto name = value.get<std::string>();
            if (std::find(kTypes.begin(), kTypes.end(), name) == kTypes.end())
                problems_.unknown(at, "type of JSON", name, kTypes);
        } else if (value.is_array() && !value.empty()) {
            for (std::size_t i = 0; i < value.size(); ++i) {
                if (value[i].is_array()) wants(child(at, i), "the name of a type", value[i]);
                else check_types(child(at, i), value[i]);
            }
        } else {
            wants(at, "the name of a type, or an array of them", value);
        }
    }

    void check_strings(const std::string& at, const Json& value) {
        if (!expect_array(problems_, at, value)) return;
        for (std::size_t i = 0; i < value.size(); ++i)
            expect_text(problems_, child(at, i), value[i]);
    }

    void check_list(const std::string& at, const Json& value) {
        if (!expect_array(problems_, at, value)) return;
        if (value.empty()) problems_.at_value(at, "wants at least one schema");
        for (std::size_t i = 0; i < value.size(); ++i) check(child(at, i), value[i], false);
    }

    void check_named(const std::string& at, const Json& value) {
        if (!expect_object(problems_, at, value)) return;
        for (const auto& [name, inner] : value.items()) check(child(at, name), inner, false);
    }

    Problems& problems_;
};

/// @param beside  other values that will do as well
void check_name(Problems& problems, const std::string& at, const Json& value,
                const NamesThere& names, const Json& beside) {
    if (value.is_null() || value.is_structured()) return;
    if (!value.is_string()) {
        problems.at_value(at, fmt::format("wants a name such as \"{}\", has {}",
                                          names.table[0].text, kind_of(value)));
        return;
    }
    const auto name = value.get<std::string>();
    if (names.is_time) {
        if (!is_time_words(name)) problems.unknown(at, names.kind, name, time_words_like(name));
        return;
    }
    const auto number = value_of(names.table, name);
    if (!number) problems.unknown(at, names.kind, name, all_names(names.table));
    else if (const auto recorded = name_of(names.table, *number);
             recorded != name && std::find(beside.begin(), beside.end(), recorded) == beside.end())
        problems.at_value(at, fmt::format("{} is recorded under its other name", name), recorded);
}

} // namespace

void check_schema(Problems& problems, const std::string& pointer, const Json& schema) {
    SchemaChecker(problems).check(pointer, schema, true);
}

void check_names(Problems& problems, const std::string& pointer, const Json& schema,
                 const NamesThere& names) {
    if (!schema.is_object()) return;
    const auto each = [&](const char* keyword, auto&& check_one) {
        if (!schema.contains(keyword) || !schema[keyword].is_array()) return;
        const std::string at = child(pointer, keyword);
        for (std::size_t i = 0; i < schema[keyword].size(); ++i)
            check_one(child(at, i), schema[keyword][i]);
    };
    if (schema.contains("const"))
        check_name(problems, child(pointer, "const"), schema["const"], names, Json::array());
    each("enum", [&](const auto& at, const Json& one) {
        check_name(problems, at, one, names, schema["enum"]);
    });
    for (const char* keyword : {"not", "contains", "items", "if", "then", "else"}) {
        if (schema.contains(keyword))
            check_names(problems, child(pointer, keyword), schema[keyword], names);
    }
    for (const char* keyword : {"allOf", "anyOf", "oneOf"})
        each(keyword,
             [&](const auto& at, const Json& one) { check_names(problems, at, one, names); });
}

} // namespace finwait
