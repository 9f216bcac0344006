#include "evidence/counters.hpp"

#include <charconv>
#include <set>
#include <vector>

namespace finwait {
namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find(separator, at), text.size());
        if (end > at) parts.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

std::string_view next(std::string_view& text, char separator) {
    const std::size_t end = std::min(text.find(separator), text.size());
    const std::string_view part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return part;
}

std::int64_t number_in(std::string_view digits) {
    std::int64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

bool is_gauge(const std::string& table, const std::string& name) {
    static const std::set<std::string> kGauges = {
        "Tcp/RtoAlgorithm", "Tcp/RtoMin",    "Tcp/RtoMax",   "Tcp/MaxConn",
        "Tcp/CurrEstab",    "Ip/Forwarding", "Ip/DefaultTTL"};
    return kGauges.contains(table + "/" + name);
}

} // namespace

Counters parse_counters(std::string_view text) {
    Counters counters;
    const auto lines = split(text, '\n');
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        const auto names = split(lines[i], ' ');
        const auto numbers = split(lines[i + 1], ' ');
        if (names.empty() || numbers.size() != names.size() || names[0] != numbers[0] ||
            !names[0].ends_with(':'))
            continue; // the second line may be the first of a pair
        ++i;
        auto& table = counters[std::string(names[0].substr(0, names[0].size() - 1))];
        for (std::size_t k = 1; k < names.size(); ++k) {
            table[std::string(names[k])] = number_in(numbers[k]);
        }
    }
    return counters;
}

Counters changed(const Counters& before, const Counters& after) {
    Counters differences;
    for (const auto& [table, counters] : after) {
        const auto old_table = before.find(table);
        for (const auto& [name, value] : counters) {
            std::int64_t old_value = 0;
            if (old_table != before.end()) {
                const auto old_counter = old_table->second.find(name);
                if (old_counter != old_table->second.end()) old_value = old_counter->second;
            }
            if (value != old_value && !is_gauge(table, name))
                differences[table][name] = value - old_value;
        }
    }
    return differences;
}

Counters changed_between(std::string_view before, std::string_view after) {
    Counters differences;
    const std::string_view all_before = before, all_after = after;
    while (!after.empty()) {
        std::string_view names = next(after, '\n'), numbers = next(after, '\n');
        const std::string_view old_names = next(before, '\n');
        std::string_view old_numbers = next(before, '\n');
        if (names != old_names) // the tables are not the same ones: take the long way
            return changed(parse_counters(all_before), parse_counters(all_after));
        if (numbers == old_numbers) continue;
        const std::string_view head = next(names, ' ');
        const std::string table(head.substr(0, head.size() - 1));
        next(numbers, ' ');
        next(old_numbers, ' ');
        while (!names.empty()) {
            const std::string_view name = next(names, ' ');
            const std::string_view now = next(numbers, ' '), then = next(old_numbers, ' ');
            if (now == then || is_gauge(table, std::string(name))) continue;
            differences[table][std::string(name)] = number_in(now) - number_in(then);
        }
    }
    return differences;
}

} // namespace finwait
