// See harness/pch/harness_pch.hpp.
// No `#pragma once`: the compiler takes this file for a main file, and warns of it.

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>
