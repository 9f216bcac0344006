#include "report/moments.hpp"

#include "observation/time_class.hpp"
#include "report/words.hpp"

#include <algorithm>

namespace finwait {
namespace {

bool of_the_stage(const StepSeen& step) {
    return step.op == "pause" || step.op == "wait" || step.op == "await";
}

class Teller {
  public:
    explicit Teller(const Observation& seen) : seen_(seen) {}

    std::vector<Moment> tell() {
        for (const auto& step : seen_.steps) {
            if (const RoleSeen* role = find_role(seen_, step.role)) tell_step(step, *role);
        }
        for (const auto& role : seen_.roles) tell_death(role);
        std::stable_sort(moments_.begin(), moments_.end(),
                         [](const Moment& a, const Moment& b) { return a.at_ns < b.at_ns; });
        for (const auto& sample : seen_.states) attach(sample);
        return std::move(moments_);
    }

  private:
    Moment& add(Moment::Kind kind, std::int64_t at_ns, const RoleSeen* role, const StepSeen* step) {
        const Side side = role ? side_of(seen_, role->name) : Side::client;
        return moments_.emplace_back(Moment{kind, at_ns, side, role, step, false, {}});
    }

    void tell_step(const StepSeen& step, const RoleSeen& role) {
        if (!step.skipped.empty()) { // it has no time of its own: it stands where the story left it
            add(Moment::Kind::whole, last_start_ns_, &role, &step);
            return;
        }
        last_start_ns_ = std::max(last_start_ns_, step.started_ns);
        const bool cut_here =
            seen_.cut && seen_.cut->role == step.role && seen_.cut->label == step.label;
        if (cut_here) last_start_ns_ = std::max(last_start_ns_, seen_.elapsed_ns);
        const bool dies = !step.inside.empty() && !role.ended.empty();
        const std::int64_t end_ns = end_of(step, role);
        if (takes_long(step, end_ns)) {
            add(Moment::Kind::begins, step.started_ns, &role, &step);
            add(Moment::Kind::ends, end_ns, &role, &step).dies = dies;
        } else {
            const bool at_its_end = step.op == "wait" || step.op == "await";
            const std::int64_t at_ns = at_its_end ? end_ns : step.started_ns;
            add(Moment::Kind::whole, at_ns, &role, &step).dies = dies;
            last_start_ns_ = std::max(last_start_ns_, at_ns);
        }
    }

    std::int64_t end_of(const StepSeen& step, const RoleSeen& role) const {
        if (step.inside.empty()) return step.started_ns + step.elapsed_ns;
        const std::int64_t end_ns = role.ended.empty() ? seen_.elapsed_ns : role.ended_ns;
        return std::max(end_ns, step.started_ns);
    }

    bool takes_long(const StepSeen& step, std::int64_t end_ns) const {
        if (of_the_stage(step)) return false;
        if (duration_class(end_ns - step.started_ns) != "at once") return true;
        if (!step.inside.empty() && find_role(seen_, step.role)->ended.empty()) return true;
        return step.background &&
               std::any_of(seen_.steps.begin(), seen_.steps.end(), [&](const StepSeen& other) {
                   return other.skipped.empty() && other.step > step.step &&
                          other.started_ns < end_ns;
               });
    }

    void tell_death(const RoleSeen& role) {
        const bool told = std::any_of(moments_.begin(), moments_.end(), [&](const Moment& one) {
            return one.role == &role && one.dies;
        });
        if (told || role.ended.empty()) return;
        add(Moment::Kind::death, role.ended_ns, &role, nullptr).dies = true;
    }

    /// A sample belongs to the last moment before it; one after the story gets a moment of its own.
    void attach(const StateSample& sample) {
        auto later = std::find_if(moments_.begin(), moments_.end(),
                                  [&](const Moment& one) { return one.at_ns > sample.at_ns; });
        const bool after_the_story = sample.step < 0 && later == moments_.end();
        if (after_the_story || later == moments_.begin()) {
            Moment rest{
                Moment::Kind::rest, sample.at_ns, Side::client, nullptr, nullptr, false, {}};
            later = moments_.insert(later, std::move(rest)) + 1;
        }
        std::prev(later)->samples.push_back(&sample);
    }

    const Observation& seen_;
    std::vector<Moment> moments_;
    std::int64_t last_start_ns_ = 0;
};

} // namespace

Side side_of(const Observation& seen, const std::string& role) {
    const RoleSeen* here = find_role(seen, role);
    // A parent is told before its heirs; the bound is for files that say otherwise.
    for (std::size_t i = 0; here && !here->parent.empty() && i < seen.roles.size(); ++i)
        here = find_role(seen, here->parent);
    return (here ? here->name : role) == "server" ? Side::server : Side::client;
}

std::vector<Moment> moments_of(const Observation& seen) { return Teller(seen).tell(); }

} // namespace finwait
