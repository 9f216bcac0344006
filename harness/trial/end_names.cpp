#include "trial/end_names.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace finwait {
namespace {

std::uint32_t key_of(const SampleEnd& end) {
    return static_cast<std::uint32_t>(end.role) << 16 |
           static_cast<std::uint32_t>(end.socket) << 8 | end.peer_role;
}

} // namespace

EndNames::EndNames(const TrialRecord& record, const Plan& plan) : plan_(plan) {
    std::map<std::uint8_t, std::map<std::uint32_t, std::string>> by_role;
    std::set<std::uint8_t> with_several; // roles that had two connections at once
    for (std::uint32_t i = 0; i < record.sample_count; ++i) {
        const Sample& sample = record.samples[i];
        std::set<std::uint8_t> here;
        for (std::uint8_t k = 0; k < sample.end_count; ++k) {
            const SampleEnd& end = sample.ends[k];
            if (end.listens) continue;
            if (!here.insert(end.role).second) with_several.insert(end.role);
            const bool waiting = end.peer_role != kNoRole;
            by_role[end.role][key_of(end)] =
                waiting ? fmt::format("{}/(to {}/{})", plan.roles[end.role],
                                      plan.roles[end.peer_role], plan.sockets[end.socket])
                        : fmt::format("{}/{}", plan.roles[end.role], plan.sockets[end.socket]);
        }
    }
    for (auto& [role, ends] : by_role) {
        const auto accepted = std::count_if(ends.begin(), ends.end(), [](const auto& end) {
            return (end.first & 0xff) == kNoRole;
        });
        const auto waiting = static_cast<std::ptrdiff_t>(ends.size()) - accepted;
        const bool single = accepted <= 1 && waiting <= 1 && !with_several.contains(role);
        for (auto& [key, name] : ends) names_[key] = single ? plan.roles[role] : name;
    }
}

std::string EndNames::of(const SampleEnd& end) const {
    if (end.listens) return fmt::format("{}/{}", plan_.roles[end.role], plan_.sockets[end.socket]);
    const auto found = names_.find(key_of(end));
    return found == names_.end() ? "" : found->second;
}

} // namespace finwait
