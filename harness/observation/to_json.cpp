// The writing half of the JSON form; json.cpp reads it.
#include "observation/outcome.hpp"
#include "observation/time_class.hpp"

namespace finwait {
namespace {

/// An object with room for its members. An ordered_json object is a vector whose elements cannot be moved
/// (their keys are const), so it copies all of them, deeply, whenever it grows.
Json roomy(std::size_t members) {
    Json json = Json::object();
    json.get_ptr<Json::object_t*>()->reserve(members);
    return json;
}

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json number_or_null(const std::optional<std::int64_t>& number) {
    return number ? Json(*number) : Json(nullptr);
}

Json call_to_json(const CallSeen& call) {
    Json json = roomy(11);
    json["role"] = call.role;
    json["step"] = call.step;
    json["label"] = call.label;
    json["call"] = call.call;
    json["arguments"] = call.arguments;
    json["returned"] = number_or_null(call.returned);
    json["errno"] = text_or_null(call.error);
    json["started_ns"] = call.started_ns;
    json["elapsed_ns"] = call.elapsed_ns;
    if (call.repeats != 1) json["repeats"] = call.repeats;
    if (!call.signals.empty()) json["signals"] = call.signals;
    return json;
}

Json end_to_json(const EndSeen& end) {
    Json json = roomy(6);
    json["state"] = end.state;
    json["timer"] = end.timer;
    json["timer_left_ms"] = end.timer_left_ms;
    json["receive_queue"] = end.receive_queue;
    json["send_queue"] = end.send_queue;
    json["owned"] = end.owned;
    return json;
}

Json sample_to_json(const StateSample& sample) {
    Json json = roomy(6);
    json["step"] = sample.step;
    json["role"] = sample.role;
    json["label"] = sample.label;
    json["at_ns"] = sample.at_ns;
    json["at_rest"] = sample.at_rest;
    Json& ends = json["ends"] = roomy(sample.ends.size());
    for (const auto& [name, end] : sample.ends) ends[name] = end_to_json(end);
    return json;
}

Json step_to_json(const StepSeen& step) {
    constexpr std::size_t kOwn = 12;
    Json json = roomy(kOwn + step.facts.size());
    json["op"] = step.op;
    json["step"] = step.step;
    if (step.background) json["background"] = true;
    if (!step.skipped.empty()) {
        json["skipped"] = step.skipped;
        return json;
    }
    if (step.inside.empty()) {
        json["returned"] = number_or_null(step.returned);
        json["errno"] = text_or_null(step.error);
    } else {
        json["inside"] = step.inside; // never returned, so there is no value to give
    }
    json["started_ns"] = step.started_ns;
    json["elapsed_ns"] = step.elapsed_ns;
    json["time"] = duration_class(waited_ns(step));
    json["signals"] = step.signals;
    for (const auto& [name, value] : step.facts.items()) json[name] = value;
    Json& states = json["states"] = roomy(step.states.size());
    for (const auto& [end, state] : step.states) states[end] = state;
    return json;
}

Json role_to_json(const Observation& seen, const RoleSeen& role) {
    Json json = roomy(seen.steps.size() + 3);
    for (const auto& step : seen.steps) {
        if (step.role == role.name) json[step.label] = step_to_json(step);
    }
    if (role.ended == "exit")
        json["ended"] = {{"how", "exit"}, {"status", role.status}, {"at_ns", role.ended_ns}};
    else if (role.ended == "signal")
        json["ended"] = {{"how", "signal"}, {"signal", role.signal}, {"at_ns", role.ended_ns}};
    else json["ended"] = nullptr;
    json["signals"] = role.signals;
    if (seen.states.empty()) return json;
    for (const auto& [name, end] : seen.states.back().ends) {
        if (name == role.name) json["end"] = end_to_json(end);
    }
    return json;
}

Json cut_to_json(const Cut& cut) {
    return {{"role", cut.role},
            {"label", cut.label},
            {"inside", text_or_null(cut.call)},
            {"after_ns", cut.after_ns}};
}

template <class List, class ToJson> Json array_of(const List& list, ToJson to_json_of) {
    Json array = Json::array();
    array.get_ptr<Json::array_t*>()->reserve(list.size());
    for (const auto& entry : list) array.push_back(to_json_of(entry));
    return array;
}

} // namespace

Json to_json(const Observation& seen) {
    constexpr std::size_t kOwn = 18;
    Json json = roomy(kOwn + seen.roles.size());
    json["schema"] = kObservationSchema;
    json["scenario"] = seen.scenario;
    json["case"] = seen.case_id;
    json["trial"] = seen.trial;
    json["kernel"] = seen.kernel;
    json["finwait"] = {{"version", seen.finwait_version},
                       {"scenario_digest", seen.scenario_digest}};
    json["network"] = seen.network;
    json["clock"] = {{"name", "CLOCK_MONOTONIC"}, {"origin_ns", seen.origin_ns}};
    json["elapsed_ns"] = seen.elapsed_ns;
    if (!seen.not_run.empty()) json["not_run"] = seen.not_run;
    json["roles"] = array_of(seen.roles, [](const RoleSeen& role) -> Json {
        Json entry = {{"name", role.name}, {"parent", text_or_null(role.parent)}};
        if (role.is_thread) entry["thread"] = true;
        return entry;
    });
    for (const auto& role : seen.roles) json[role.name] = role_to_json(seen, role);
    json["events"] = array_of(seen.calls, call_to_json);
    json["states"] = array_of(seen.states, sample_to_json);
    json["counters"] = seen.counters;
    json["missing"] = array_of(seen.missing, [](const Missing& missing) -> Json {
        return {{"evidence", missing.evidence}, {"why", missing.why}};
    });
    json["cut"] = seen.cut ? cut_to_json(*seen.cut) : Json(nullptr);
    json["outcome"] = outcome_of(seen);
    return json;
}

} // namespace finwait
