#include "scenario/source_map.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace finwait {

Place place_at(std::string_view text, std::size_t offset) {
    Place place;
    for (std::size_t i = 0; i < offset && i < text.size(); ++i) {
        if (text[i] == '\n') {
            ++place.line;
            place.column = 1;
        } else {
            ++place.column;
        }
    }
    return place;
}

std::string escape_token(std::string_view token) {
    std::string escaped;
    for (const char c : token) {
        if (c == '~') escaped += "~0";
        else if (c == '/') escaped += "~1";
        else escaped += c;
    }
    return escaped;
}

/// Walks over a text that is known to be valid JSON, so it has no errors to report. The depth is
/// bounded by the reader, which refuses deep documents first.
class SourceMap::Scanner {
  public:
    Scanner(std::string_view text, SourceMap& map) : text_(text), map_(map) {
        map_.line_starts_ = {0};
        for (std::size_t i = 0; i < text_.size(); ++i) {
            if (text_[i] == '\n') map_.line_starts_.push_back(i + 1);
        }
    }

    void value(const std::string& pointer, std::size_t key_offset) {
        skip_space();
        map_.entries_[pointer] = {at_, key_offset == kNone ? at_ : key_offset};
        if (at_ >= text_.size()) return;
        if (text_[at_] == '{') object(pointer);
        else if (text_[at_] == '[') array(pointer);
        else if (text_[at_] == '"') skip_string();
        else skip_word();
    }

    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  private:
    void object(const std::string& pointer) {
        std::set<std::string> seen;
        ++at_;
        skip_space();
        while (at_ < text_.size() && text_[at_] != '}') {
            const std::size_t key_offset = at_;
            const std::string key = skip_string();
            const std::string child = pointer + "/" + escape_token(key);
            if (!seen.insert(key).second)
                map_.repeated_.emplace_back(child, map_.place(key_offset));
            skip_space();
            ++at_; // the colon
            value(child, key_offset);
            skip_comma();
        }
        ++at_;
    }

    void array(const std::string& pointer) {
        ++at_;
        skip_space();
        for (std::size_t index = 0; at_ < text_.size() && text_[at_] != ']'; ++index) {
            value(pointer + "/" + std::to_string(index), kNone);
            skip_comma();
        }
        ++at_;
    }

    void skip_comma() {
        skip_space();
        if (at_ < text_.size() && text_[at_] == ',') ++at_;
        skip_space();
    }

    void skip_space() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }

    void skip_word() {
        while (at_ < text_.size() &&
               std::string_view(",]} \t\r\n").find(text_[at_]) == std::string_view::npos)
            ++at_;
    }

    std::string skip_string() {
        const std::size_t start = at_++;
        while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
        ++at_;
        return nlohmann::json::parse(text_.substr(start, at_ - start)).get<std::string>();
    }

    std::string_view text_;
    SourceMap& map_;
    std::size_t at_ = 0;
};

SourceMap::SourceMap(std::string_view text) { Scanner(text, *this).value("", Scanner::kNone); }

Place SourceMap::place(std::size_t offset) const {
    const auto next = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
    const auto line = static_cast<std::size_t>(next - line_starts_.begin());
    return {line, offset - line_starts_[line - 1] + 1};
}

const SourceMap::Entry* SourceMap::find(std::string pointer) const {
    for (;;) {
        if (const auto found = entries_.find(pointer); found != entries_.end())
            return &found->second;
        const auto slash = pointer.rfind('/');
        if (slash == std::string::npos) return nullptr;
        pointer.resize(slash);
    }
}

Place SourceMap::value(const std::string& pointer) const {
    const Entry* entry = find(pointer);
    return entry ? place(entry->value) : Place{};
}

Place SourceMap::key(const std::string& pointer) const {
    const Entry* entry = find(pointer);
    return entry ? place(entry->key) : Place{};
}

} // namespace finwait
