#include "scenario/reference.hpp"

#include "scenario/options.hpp"
#include "scenario/scenario.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace finwait {
namespace {

bool names_socket(const StepSpec& step, const FieldSpec& field) {
    return std::string_view(field.name) != "socket" || step.sockets != SocketUse::none;
}

std::string field_line(const FieldSpec& field) {
    return fmt::format("- `{}`{}: {}\n", field.name, field.required ? " (required)" : "",
                       field.doc);
}

std::string step_section(const StepSpec& step) {
    std::string text = fmt::format("#### `{}`\n\n{}", step.name, step.doc);
    if (*step.records != '\0') text += fmt::format(" Records {}.", step.records);
    if (*step.source != '\0') text += fmt::format(" Source: {}.", step.source);
    text += "\n\n";
    for (const auto& field : step.fields) text += field_line(field);
    if (!step.fields.empty()) text += "\n";
    return text;
}

Json names_schema(NameTable (*names)()) {
    Json list = Json::array();
    for (const auto& name : names()) list.push_back(name.text);
    return {{"enum", list}};
}

/// Any field may hold `$axis` instead of its value.
Json or_axis(const Json& schema) {
    return {{"anyOf", Json::array({schema, {{"$ref", "#/definitions/axis"}}})}};
}

Json field_schema(const FieldSpec& field) {
    Json schema;
    switch (field.type) {
    case FieldType::integer:
        schema = {{"type", "integer"}, {"minimum", field.minimum}, {"maximum", field.maximum}};
        break;
    case FieldType::boolean: schema = {{"type", "boolean"}}; break;
    case FieldType::seconds: schema = {{"type", "number"}, {"minimum", 0}, {"maximum", 600}}; break;
    case FieldType::name: schema = names_schema(field.names); break;
    case FieldType::flags:
        schema = {{"type", "array"}, {"items", or_axis(names_schema(field.names))}};
        break;
    case FieldType::states: {
        const Json name = names_schema(field.names);
        schema = {{"anyOf", Json::array({name, {{"type", "array"}, {"items", or_axis(name)}}})}};
        break;
    }
    case FieldType::option: schema = {{"$ref", "#/definitions/option"}}; break;
    case FieldType::option_value: {
        const Json integer = {{"type", "integer"}};
        const auto pair = [&](const char* first, const char* second) {
            return Json{{"type", "object"},
                        {"required", Json::array({first, second})},
                        {"additionalProperties", false},
                        {"properties", {{first, or_axis(integer)}, {second, or_axis(integer)}}}};
        };
        const Json hex = {{"type", "object"},
                          {"required", Json::array({"hex"})},
                          {"additionalProperties", false},
                          {"properties", {{"hex", {{"type", "string"}}}}}};
        schema = {{"anyOf", Json::array({integer,
                                         {{"type", "boolean"}},
                                         {{"type", "string"}},
                                         hex,
                                         pair("l_onoff", "l_linger"),
                                         pair("tv_sec", "tv_usec")})}};
        break;
    }
    default: schema = {{"type", "string"}, {"minLength", 1}};
    }
    schema = or_axis(schema);
    schema["description"] = field.doc;
    return schema;
}

/// If a step's op is this one, it has these fields and no others but its role's.
Json step_schema(const StepSpec& step) {
    Json properties = Json::object();
    Json required = Json::array();
    for (const auto& field : common_fields()) {
        if (!names_socket(step, field)) continue;
        properties[field.name] = std::string_view(field.name) == "when"
                                     ? Json{{"type", "object"}, {"description", field.doc}}
                                     : field_schema(field);
    }
    for (const auto& field : step.fields) {
        properties[field.name] = field_schema(field);
        if (field.required) required.push_back(field.name);
    }
    Json schema = {{"properties", properties}};
    if (!required.empty()) schema["required"] = required;
    return schema;
}

Json ops(StepTable steps) {
    Json names = Json::array();
    for (const StepSpec* step : steps) names.push_back(step->name);
    return names;
}

/// Heirs have names of their own, so only the two roles of every story can tell an editor the op.
Json conditional(const char* role, const StepSpec& step) {
    return {{"if",
             {{"properties", {{role, {{"const", step.name}}}}}, {"required", Json::array({role})}}},
            {"then", {{"$ref", fmt::format("#/definitions/step-{}", step.name)}}}};
}

/// What is said in more than one place, said once.
Json definitions(StepTable steps) {
    Json options = Json::array();
    for (const auto& option : socket_options()) options.push_back(option.name);
    Json all = {{"axis", {{"type", "string"}, {"pattern", "^\\$[a-z][a-z0-9-]*$"}}},
                {"option", {{"anyOf", Json::array({{{"enum", options}}, {{"type", "integer"}}})}}}};
    for (const StepSpec* step : steps) all[fmt::format("step-{}", step->name)] = step_schema(*step);
    return all;
}

Json steps_schema(StepTable steps) {
    Json choices = Json::array();
    for (const char* role : {"client", "server"}) {
        for (const StepSpec* step : steps) choices.push_back(conditional(role, *step));
    }
    const Json op = or_axis({{"enum", ops(steps)}});
    return {{"type", "array"},
            {"minItems", 1},
            {"items",
             {{"type", "object"},
              {"properties", {{"client", op}, {"server", op}}},
              {"allOf", choices}}}};
}

Json conditions() {
    return {{"type", "object"},
            {"minProperties", 1},
            {"propertyNames", {{"pattern", "^/"}}},
            {"additionalProperties", {{"type", "object"}, {"minProperties", 1}}}};
}

Json claims_schema() {
    const Json text = {{"type", "string"}, {"minLength", 1}};
    return {{"type", "array"},
            {"items",
             {{"type", "object"},
              {"required", Json::array({"id", "source", "says", "holds_if"})},
              {"additionalProperties", false},
              {"properties",
               {{"id", {{"type", "string"}, {"pattern", "^[a-z][a-z0-9-]*$"}}},
                {"source", text},
                {"says", text},
                {"note", text},
                {"when", {{"type", "object"}}},
                {"given", conditions()},
                {"holds_if", conditions()}}}}}};
}

Json schema_key() {
    return {{"type", "string"},
            {"minLength", 1},
            {"description", "Where this JSON Schema is, for editors; finwait passes it over."}};
}

} // namespace

std::string reference_of(StepTable steps) {
    std::string text = "### Fields of every step\n\n";
    for (const auto& field : common_fields()) text += field_line(field);
    text += "\n### Steps\n\n";
    for (const StepSpec* step : steps) text += step_section(*step);
    return text;
}

std::string schema_of(StepTable steps) {
    const Json text = {{"type", "string"}, {"minLength", 1}};
    const Json texts = {{"type", "array"}, {"items", text}};
    const Json schema = {
        {"$schema", "http://json-schema.org/draft-07/schema#"},
        {"$id", kScenarioSchema},
        {"title", "A finwait scenario"},
        {"description", "finwait validate checks more: names, labels, pointers and order."},
        {"type", "object"},
        {"required", Json::array({"schema", "title", "question", "story", "steps"})},
        {"additionalProperties", false},
        {"properties",
         {{"$schema", schema_key()},
          {"schema", {{"const", kScenarioSchema}}},
          {"title", text},
          {"question", text},
          {"story", text},
          {"sources", texts},
          {"tags", texts},
          {"vary",
           {{"type", "object"}, {"additionalProperties", {{"type", "array"}, {"minItems", 1}}}}},
          {"deadline", {{"type", "number"}, {"exclusiveMinimum", 0}, {"maximum", 600}}},
          {"nondeterministic", text},
          {"steps", steps_schema(steps)},
          {"needs", conditions()},
          {"given", conditions()},
          {"claims", claims_schema()}}},
        {"definitions", definitions(steps)}};
    return schema.dump(2) + "\n";
}

} // namespace finwait
