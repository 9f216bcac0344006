// Words for times, ends of connections and kernels.
#include "base/clock.hpp"
#include "observation/time_class.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

namespace finwait {

std::string duration_words(std::int64_t ns) {
    // The borders lie where rounding would reach the next unit, so that nothing reads `1000 us`.
    constexpr double kMicrosecond = 1e3, kMillisecond = 1e6, kSecond = 1e9;
    const auto time = static_cast<double>(ns);
    if (time < kMicrosecond) return fmt::format("{} ns", ns);
    if (time < 999.5 * kMicrosecond) return fmt::format("{:.0f} us", time / kMicrosecond);
    if (time < 99.95 * kMillisecond) return fmt::format("{:.1f} ms", time / kMillisecond);
    if (time < 999.5 * kMillisecond) return fmt::format("{:.0f} ms", time / kMillisecond);
    if (time < 99.995 * kSecond) return fmt::format("{:.2f} s", time / kSecond);
    return fmt::format("{:.0f} s", time / kSecond);
}

bool forgets_soon(const EndSeen& end) {
    const bool lingers = end.state == "TIME_WAIT" || end.state == "FIN_WAIT2";
    return lingers && end.timer != "none" && !end.timer.empty();
}

bool end_is_orphan(const EndSeen& end) {
    const bool ownerless = end.state == "CLOSED" || end.state == "TIME_WAIT";
    return !end.owned && !ownerless && end.state != "LISTEN";
}

std::string time_left_words(const EndSeen& end) {
    std::string left = time_left_class(end.timer_left_ms);
    if (left.starts_with("about ")) left.erase(0, 6);
    return left;
}

std::string end_words(const EndSeen& end) {
    std::string words = end.state;
    if (forgets_soon(end)) words += ", " + time_left_words(end) + " left";
    return end_is_orphan(end) ? words + ", orphan" : words;
}

std::string queue_words(const EndSeen& end) {
    if (end.state == "LISTEN") { // the queues of a listener count connections
        const std::string waiting = count_of(end.receive_queue, "connection");
        return end.receive_queue > 0 ? ", " + waiting + " not accepted" : "";
    }
    std::string words;
    if (end.receive_queue > 0) words += ", " + count_of(end.receive_queue, "byte") + " unread";
    if (end.send_queue > 0) words += ", " + count_of(end.send_queue, "byte") + " unacknowledged";
    return words;
}

std::string kernel_words(const Json& kernel, const Style& style) {
    std::vector<std::string> parts;
    for (const char* key : {"name", "release", "machine"}) {
        if (!kernel.is_object() || !kernel.contains(key) || !kernel[key].is_string()) continue;
        const std::string text = prose(kernel[key].get<std::string>(), style);
        if (!text.empty() && (parts.empty() || parts.back() != text)) parts.push_back(text);
    }
    return join(parts, " ");
}

} // namespace finwait
