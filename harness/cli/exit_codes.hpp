// Every exit code of finwait, in one place.
#pragma once

#include <array>
#include <utility>

namespace finwait {

enum class Exit : int {
    done = 0,
    differs = 1,          ///< something differs from what was asked to hold
    undecided = 2,        ///< a claim could not be decided, or a trial was cut
    nothing_selected = 4, ///< no scenario matches
    usage = 64,           ///< a wrong option, or bad input (EX_USAGE of sysexits(3))
    not_here = 69,        ///< a kernel or a package is not available (EX_UNAVAILABLE)
    fault = 70,           ///< a fault of finwait itself (EX_SOFTWARE)
    interrupted = 130,    ///< SIGINT or SIGTERM
};

/// In words, for help and manual.
inline constexpr std::array<std::pair<Exit, const char*>, 8> kExitCodes = {{
    {Exit::done, "done"},
    {Exit::differs, "something differs from what was asked to hold"},
    {Exit::undecided, "undecided"},
    {Exit::nothing_selected, "nothing selected"},
    {Exit::usage, "usage or bad input"},
    {Exit::not_here, "not available here"},
    {Exit::fault, "fault of finwait"},
    {Exit::interrupted, "interrupted"},
}};

} // namespace finwait
