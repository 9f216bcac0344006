#include "scenario/planner.hpp"

#include "base/clock.hpp"
#include "scenario/planner_roles.hpp"
#include "scenario/planner_sockets.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>

namespace finwait {
namespace {

class Planner {
  public:
    Planner(Problems& problems, const Case& chosen, StepTable steps)
        : problems_(problems), case_(chosen), table_(steps) {}

    Plan make() {
        const Json& document = *case_.document;
        plan_.deadline_ns = to_ns(document.value("deadline", Json(kTrialSeconds)), kTrialSeconds);
        for (const auto& [axis, value] : case_.choices) {
            if (axis == "family") plan_.family = value == "ipv6" ? Family::ipv6 : Family::ipv4;
        }
        read_steps(document);
        return std::move(plan_);
    }

  private:
    static std::int64_t to_ns(const Json& seconds, double otherwise) {
        const double number = seconds.is_number() ? seconds.get<double>() : otherwise;
        const double bounded = number > 0 && number <= kMaxTrialSeconds ? number : otherwise;
        return std::llround(bounded * static_cast<double>(kNanosecondsPerSecond));
    }

    void read_steps(const Json& document) {
        if (!document.contains("steps") || !expect_array(problems_, "/steps", document["steps"]))
            return;
        const Json& steps = document["steps"];
        if (steps.empty()) problems_.at_value("/steps", "wants at least one step");
        if (steps.size() > kMaxSteps) {
            problems_.at_value("/steps",
                               fmt::format("has {} steps, more than {}", steps.size(), kMaxSteps));
            return;
        }
        roles_.begin(steps);
        for (std::size_t i = 0; i < steps.size(); ++i) {
            source_ = case_.step_sources[i];
            at_ = child("/steps", source_);
            const std::size_t text_before = plan_.text.size();
            if (!expect_object(problems_, at_, steps[i]) || !read_step(steps[i]))
                context_.lost = true;
            if (text_before <= kMaxPlanText && plan_.text.size() > kMaxPlanText)
                problems_.at_value(at_, fmt::format("up to here the steps hold more than {} bytes "
                                                    "of text",
                                                    kMaxPlanText));
        }
    }

    /// False if the step cannot even be told apart.
    bool read_step(const Json& json) {
        const auto role = roles_.role_of(at_, json);
        if (!role) return false;
        const std::string role_name = roles_.name(*role);
        const auto index = find_op(role_name, json[role_name]);
        if (!index) return false;
        const StepSpec& spec = *table_[*index];
        check_keys(json, role_name, spec);
        if (roles_.ended(*role) && spec.performer == Performer::role)
            problems_.at_value(child(at_, role_name),
                               fmt::format("{} has ended before this step", role_name));

        PlanStep step;
        step.op = static_cast<std::uint16_t>(*index);
        step.source_step = static_cast<std::uint16_t>(source_);
        step.role = *role;
        const std::string label = roles_.label_of(at_, json, *role, spec.name);
        read_common(json, spec, step);
        const auto meant = sockets_.read(at_, json, spec, *role);
        step.socket = meant.socket;
        step.other_socket = meant.other;
        read_fields(json, spec, step);
        check_together(json, spec, step);
        if (spec.ends_role) roles_.end(*role);
        plan_.steps.push_back(step);
        plan_.labels.push_back(label);
        return true;
    }

    std::optional<std::size_t> find_op(const std::string& role, const Json& op) {
        const std::string at = child(at_, role);
        if (!op.is_string()) {
            problems_.at_value(at, fmt::format("wants the name of a step, has {}", kind_of(op)));
            return std::nullopt;
        }
        const auto name = op.get<std::string>();
        std::vector<std::string> known;
        for (std::size_t i = 0; i < table_.size(); ++i) {
            if (name == table_[i]->name) return i;
            known.emplace_back(table_[i]->name);
        }
        problems_.unknown(at, "step", name, known);
        return std::nullopt;
    }

    void check_keys(const Json& json, const std::string& role, const StepSpec& spec) {
        std::vector<std::string>& known = known_keys_;
        known = {role};
        for (const auto& field : common_fields()) {
            if (std::string_view(field.name) != "socket" || spec.sockets != SocketUse::none)
                known.emplace_back(field.name);
        }
        for (const auto& field : spec.fields) known.emplace_back(field.name);
        expect_known_keys(problems_, at_, json, fmt::format("field of {}", spec.name), known);
    }

    void read_common(const Json& json, const StepSpec& spec, PlanStep& step) {
        step.deadline_ns = to_ns(Json(kStepSeconds), kStepSeconds);
        for (const auto& field : common_fields()) {
            const std::string_view name = field.name;
            // Sockets, labels and `when` are read elsewhere.
            if (!json.contains(field.name) || name == "socket" || name == "as" || name == "when")
                continue;
            const FieldPlace place{field, child(at_, field.name), json[field.name]};
            if (name == "deadline") {
                step.deadline_ns = read_deadline(place, step.deadline_ns);
                continue;
            }
            std::string ignored;
            const Value value = read_plain_field(problems_, place, ignored);
            if (name == "background") step.background = value.a != 0;
            if (name == "stays") step.may_stay = value.a != 0;
        }
        check_background(json, spec, step);
    }

    std::int64_t read_deadline(const FieldPlace& place, std::int64_t otherwise) {
        std::string ignored;
        const double seconds = place.json.is_number() ? place.json.get<double>() : 0;
        if (seconds > 0 && seconds <= kMaxTrialSeconds) {
            const Value value = read_plain_field(problems_, place, ignored);
            if (value.a > 0) return value.a;
        }
        problems_.at_value(place.pointer,
                           fmt::format("wants seconds, more than 0 and at most {}, has {}",
                                       kMaxTrialSeconds, kind_of(place.json)));
        return otherwise;
    }

    void check_background(const Json& json, const StepSpec& spec, const PlanStep& step) {
        const bool forks = std::any_of(spec.fields.begin(), spec.fields.end(), [](const auto& one) {
            return one.type == FieldType::new_role;
        });
        if (step.background && (spec.performer == Performer::stage || spec.ends_role || forks))
            problems_.at_key(child(at_, "background"),
                             fmt::format("{} cannot go on in the background", spec.name));
        const bool unreadable = json.contains("background") && !json["background"].is_boolean();
        if (step.may_stay && !step.background && !unreadable)
            problems_.at_key(child(at_, "stays"), "belongs to a step with \"background\": true");
        if (json.contains("deadline") && spec.performer == Performer::stage)
            problems_.at_key(child(at_, "deadline"),
                             fmt::format("{} makes no call that could be cut", spec.name));
    }

    void read_fields(const Json& json, const StepSpec& spec, PlanStep& step) {
        for (std::size_t i = 0; i < spec.fields.size(); ++i) {
            const FieldSpec& field = spec.fields[i];
            if (field.required)
                expect_field(problems_, at_, json, fmt::format("{} ", spec.name), field.name,
                             known_keys_);
            if (!json.contains(field.name)) continue;
            const FieldPlace place{field, child(at_, field.name), json[field.name]};
            step.fields[i] = read_field(place, json, step);
        }
    }

    Value read_field(const FieldPlace& place, const Json& json, const PlanStep& step) {
        switch (place.spec.type) {
        case FieldType::role: return roles_.read_role(place);
        case FieldType::new_role: return read_heir(place, step);
        case FieldType::ip: return read_ip(problems_, place, plan_.family);
        case FieldType::address_of: return sockets_.read_address(place);
        case FieldType::label: return roles_.read_background_step(place, step.role);
        case FieldType::option:
            return read_option(problems_, place, json.contains("level") ? &json["level"] : nullptr);
        case FieldType::option_value:
            return read_option_value(problems_, place, step.fields[0], plan_.text);
        case FieldType::socket: return {}; // sockets_ has read it
        default: return read_plain_field(problems_, place, plan_.text);
        }
    }

    /// What one field alone cannot tell.
    void check_together(const Json& json, const StepSpec& spec, PlanStep& step) {
        const std::string_view name = spec.name;
        if (name == "connect") settle_destination(json, step);
        if (name == "sysctl") plan_.changes_sysctls = true;
        if (name == "pause") add_pause(step);
        const bool misspelt =
            is_misspelt(json, "bytes", known_keys_) || is_misspelt(json, "text", known_keys_);
        const bool sends = name == "send" || name == "write" || name == "writev";
        if (sends && json.contains("bytes") == json.contains("text") && !misspelt)
            problems_.at_value(at_, fmt::format("{} wants either \"bytes\" or \"text\"", name));
        if (name == "fcntl") check_one_field(json, spec);
        if (name == "ioctl") check_request(json);
        if (name == "bind" && json.contains("like") && json.contains("port"))
            problems_.at_key(child(at_, "port"), "stands beside \"like\", which gives the port");
        if (name == "signal" && json.contains("restart") && json.value("action", Json()) != "count")
            problems_.at_key(child(at_, "restart"), "belongs to the action \"count\"");
    }

    /// One call, one thing changed: else nobody could say which of them an error came from.
    void check_one_field(const Json& json, const StepSpec& spec) {
        const auto given = std::count_if(spec.fields.begin(), spec.fields.end(),
                                         [&](const auto& one) { return json.contains(one.name); });
        if (given > 1)
            problems_.at_value(
                at_, fmt::format("{} changes one thing: make it {} steps", spec.name, given));
    }

    void check_request(const Json& json) {
        const bool sets = json.value("request", Json()) == "FIONBIO";
        if (sets && !json.contains("value"))
            problems_.at_value(at_, "FIONBIO wants a \"value\": true or false");
        if (!sets && json.contains("value"))
            problems_.at_key(child(at_, "value"), "belongs to the request FIONBIO");
    }

    void settle_destination(const Json& json, PlanStep& step) {
        if (json.contains("to") && json.contains("port"))
            problems_.at_key(child(at_, "port"), "stands beside \"to\", which gives the port");
        if (json.contains("to") || json.contains("port")) return;
        if (const auto& listener = sockets_.listener())
            step.fields[0] = {ValueKind::address, listener->role, listener->socket};
        else if (!context_.lost)
            problems_.at_value(at_, "no role listens before this step: say where with \"to\"");
    }

    /// A story that waits longer than its trial may last would be cut in every case.
    void add_pause(const PlanStep& step) {
        const bool fitted = paused_ns_ < plan_.deadline_ns;
        paused_ns_ += step.fields[0].a;
        if (fitted && paused_ns_ >= plan_.deadline_ns)
            problems_.at_value(at_,
                               fmt::format("with this pause the story lasts longer than the trial, "
                                           "which is cut after {} s: give a longer \"deadline\"",
                                           plan_.deadline_ns / kNanosecondsPerSecond));
    }

    Value read_heir(const FieldPlace& place, const PlanStep& step) {
        const Value heir = roles_.read_heir(place);
        if (heir.kind == ValueKind::integer)
            sockets_.inherit(static_cast<std::size_t>(heir.a), step.role);
        return heir;
    }

    Problems& problems_;
    const Case& case_;
    StepTable table_;
    Plan plan_;
    PlanContext context_{problems_, table_, plan_};
    RolePlanner roles_{context_};
    SocketPlanner sockets_{context_};
    std::int64_t paused_ns_ = 0;
    std::vector<std::string> known_keys_; ///< of the step that is being read
    std::string at_;                      ///< pointer of the step that is being read
    std::size_t source_ = 0;              ///< its index in the file
};

const FieldSpec kCommonFields[] = {
    {"socket", FieldType::socket, false,
     "the name of the role's socket; not needed where the role has only one"},
    {"as", FieldType::text, false, "the step's label; else its name, then name-2, name-3 ..."},
    {"note", FieldType::text, false, "a sentence for the reader; the ladder shows it"},
    {"background", FieldType::boolean, false, "the story goes on while the call still blocks"},
    {"stays", FieldType::boolean, false,
     "with background: the call may still be blocked when the story ends; that is recorded"},
    {"deadline", FieldType::seconds, false, "seconds after which the call is cut; else 10"},
    {"when", FieldType::label, false, "only in the cases whose axes have these values"},
};

} // namespace

std::span<const FieldSpec> common_fields() { return kCommonFields; }

Plan make_plan(Problems& problems, const Case& chosen, StepTable steps) {
    return Planner(problems, chosen, steps).make();
}

} // namespace finwait
