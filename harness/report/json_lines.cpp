#include "report/json_lines.hpp"

namespace finwait {

std::string JsonText::next(const Json& observation) {
    const bool lines = form_ == Form::lines;
    const std::string text =
        observation.dump(lines ? -1 : 2, ' ', false, Json::error_handler_t::replace);
    const std::string before = lines ? "" : first_ ? "[\n" : ",\n";
    first_ = false;
    return before + text + (lines ? "\n" : "");
}

std::string JsonText::end() const {
    if (form_ == Form::lines) return "";
    return first_ ? "[]\n" : "\n]\n";
}

} // namespace finwait
