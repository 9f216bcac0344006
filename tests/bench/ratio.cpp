// Compares finwait with the floor, side by side in one run.
//
//   ratio FLOOR FINWAIT SCENARIO
//
// Runs both by turns, and prints the trials per second of each and the ratio of the medians. Fails if
// finwait reaches less than half of the floor.
#include "base/clock.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

constexpr int kRounds = 9;
constexpr int kTrials = 1000;
constexpr double kWanted = 0.5;

/// Seconds that a program takes from its start to its end.
double seconds_of(const std::vector<std::string>& words) {
    std::vector<char*> arguments;
    for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    const std::int64_t started = finwait::monotonic_ns();
    pid_t pid = -1;
    int status = -1;
    if (::posix_spawn(&pid, arguments[0], &actions, nullptr, arguments.data(), environ) != 0 ||
        ::waitpid(pid, &status, 0) != pid || status != 0) {
        std::fprintf(stderr, "ratio: %s failed\n", arguments[0]);
        std::exit(1);
    }
    ::posix_spawn_file_actions_destroy(&actions);
    return static_cast<double>(finwait::monotonic_ns() - started) / 1e9;
}

double median(std::array<double, kRounds> values) {
    std::sort(values.begin(), values.end());
    return values[kRounds / 2];
}

} // namespace

int main(int count, char** arguments) {
    if (count != 4) {
        std::fprintf(stderr, "usage: ratio FLOOR FINWAIT SCENARIO\n");
        return 64;
    }
    const std::string trials = std::to_string(kTrials);
    const std::vector<std::string> floor = {arguments[1], trials};
    const std::vector<std::string> finwait = {
        arguments[2], "run",  arguments[3], "--network", "keep",   "--jobs", "1",
        "--repeat",   trials, "--quiet",    "--format",  "ndjson", "-o",     "-"};
    std::array<double, kRounds> floor_seconds{}, finwait_seconds{};
    for (int round = 0; round < kRounds; ++round) {
        floor_seconds[round] = seconds_of(floor);
        finwait_seconds[round] = seconds_of(finwait);
    }
    const double floor_rate = kTrials / median(floor_seconds);
    const double finwait_rate = kTrials / median(finwait_seconds);
    std::printf("floor    %7.0f trials/s (nothing recorded)\n", floor_rate);
    std::printf("finwait  %7.0f trials/s (everything recorded, as NDJSON)\n", finwait_rate);
    std::printf("ratio    %7.2f (wanted: at least %.2f; medians of %d rounds by turns)\n",
                finwait_rate / floor_rate, kWanted, kRounds);
    return finwait_rate / floor_rate >= kWanted ? 0 : 1;
}
