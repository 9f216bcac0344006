// Where in the text of a JSON document each value stands.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace finwait {

struct Place {
    std::size_t line = 1;   ///< from 1
    std::size_t column = 1; ///< from 1, in bytes
};

/// The line and column of a byte offset; of the end, where it lies behind the text.
[[nodiscard]] Place place_at(std::string_view text, std::size_t offset);

/// Places of all values and keys of a JSON text that a JSON parser has accepted, and keys that occur
/// twice in one object (nlohmann_json keeps the last one silently).
class SourceMap {
  public:
    /// `text` must be valid JSON.
    explicit SourceMap(std::string_view text);

    /// The place of the value at a JSON Pointer; of its nearest known ancestor otherwise.
    [[nodiscard]] Place value(const std::string& pointer) const;
    /// The place of the key that names the value.
    [[nodiscard]] Place key(const std::string& pointer) const;
    /// Pointers of keys that repeat an earlier key, with the place of the repetition.
    [[nodiscard]] const std::vector<std::pair<std::string, Place>>& repeated() const {
        return repeated_;
    }

  private:
    struct Entry {
        std::size_t value = 0;
        std::size_t key = 0;
    };
    class Scanner;
    [[nodiscard]] const Entry* find(std::string pointer) const;
    [[nodiscard]] Place place(std::size_t offset) const;
    std::vector<std::size_t> line_starts_;
    std::map<std::string, Entry> entries_;
    std::vector<std::pair<std::string, Place>> repeated_;
};

/// One token of a JSON Pointer, escaped (RFC 6901: ~ is ~0, / is ~1).
[[nodiscard]] std::string escape_token(std::string_view token);

} // namespace finwait
