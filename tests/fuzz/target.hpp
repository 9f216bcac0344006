// What every target has: bytes go in, and a broken promise ends the process.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

// libFuzzer calls it, and replay.cpp does where there is no libFuzzer.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace finwait::test {

inline void promise(bool kept, const std::string& what) {
    if (kept) return;
    std::fprintf(stderr, "a promise was broken: %s\n", what.c_str());
    std::abort();
}

} // namespace finwait::test
