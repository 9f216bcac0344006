// What most sources include and none changes. It halves the time of a build; nothing may rely on it.
// No `#pragma once`: the compiler takes this file for a main file, and warns of it.

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
