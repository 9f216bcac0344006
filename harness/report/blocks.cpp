#include "report/blocks.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace finwait {
namespace {

std::string theme_of(const std::string& scenario) { return scenario.substr(0, scenario.find('/')); }

Theme& theme_called(std::vector<Theme>& themes, const std::string& name) {
    const auto known = std::find_if(themes.begin(), themes.end(),
                                    [&](const Theme& theme) { return theme.name == name; });
    return known != themes.end() ? *known : themes.emplace_back(Theme{name, {}});
}

Block& block_of(Theme& theme, const CaseReport& report) {
    const auto known =
        std::find_if(theme.blocks.begin(), theme.blocks.end(),
                     [&](const Block& block) { return block.first->scenario == report.scenario; });
    return known != theme.blocks.end() ? *known : theme.blocks.emplace_back(Block{&report, {}, {}});
}

/// Equal for verdicts that are told together.
std::string key_of(const Merged& one) {
    return fmt::format("{} {} {}", one.claim.id, to_string(one.verdict), one.trials);
}

/// The labels of the rows that share this verdict; "" if all rows do.
std::string where(const Block& block, const Merged& one) {
    std::vector<std::string> labels;
    for (const auto& row : block.rows) {
        const bool same = std::any_of(row.claims.begin(), row.claims.end(), [&](const Merged& its) {
            return key_of(its) == key_of(one);
        });
        if (same) labels.push_back(join(row.label, ", "));
    }
    return labels.size() == block.rows.size() ? "" : join(labels, "; ");
}

} // namespace

std::vector<Theme> themes_of(const std::vector<CaseReport>& cases, const Style& style) {
    std::vector<Theme> themes;
    for (const auto& report : cases) {
        Theme& theme = theme_called(themes, theme_of(report.scenario));
        block_of(theme, report).cases.push_back(&report);
    }
    for (auto& theme : themes) {
        for (auto& block : theme.blocks) block.rows = fold(block.cases, style);
    }
    return themes;
}

std::vector<ToldClaim> claims_to_tell(const Block& block) {
    std::vector<ToldClaim> claims;
    std::set<std::string> told;
    for (const auto& row : block.rows) {
        for (const auto& one : row.claims) {
            if (one.verdict != Verdict::holds && told.insert(key_of(one)).second)
                claims.push_back({&one, where(block, one)});
        }
    }
    return claims;
}

} // namespace finwait
