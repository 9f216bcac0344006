#include "trial/runner.hpp"

#include "base/clock.hpp"
#include "trial/assemble.hpp"
#include "trial/stage.hpp"
#include "trial/stage_process.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <csignal>
#include <cstring>
#include <deque>
#include <fmt/format.h>
#include <optional>
#include <unistd.h>

namespace finwait {
namespace {

namespace asio = boost::asio;
using asio::awaitable;
using namespace asio::experimental::awaitable_operators;
constexpr auto use_tuple = asio::as_tuple(asio::use_awaitable);

/// Beyond the trial's own deadline, which the stage keeps itself.
constexpr std::int64_t kStagePatienceNs = 15 * kNanosecondsPerSecond;

/// A stage together with the socket that Asio reads.
class Slot {
  public:
    Slot(asio::io_context& context, StageProcess stage)
        : stage_(std::move(stage)), socket_(context) {
        // The socket object gets a descriptor of its own: it closes what it is given.
        socket_.assign(asio::local::stream_protocol(), ::dup(stage_.control()));
    }

    TrialRecord& record(std::size_t which) { return stage_.record(which); }

    /// Gives an order about one of the records. False if the stage is gone.
    awaitable<bool> tell(OrderKind kind, std::size_t which) {
        const Order order{kind, static_cast<char>(which)};
        const auto [error, written] =
            co_await asio::async_write(socket_, asio::buffer(&order, sizeof order), use_tuple);
        co_return !error;
    }

    /// Waits for the answer to the last order; nullopt if the stage died or let the deadline pass.
    awaitable<std::optional<Answer>> answer(std::int64_t deadline_ns) {
        char in = 0;
        asio::steady_timer timer(co_await asio::this_coro::executor,
                                 std::chrono::nanoseconds(deadline_ns));
        const auto first = co_await (asio::async_read(socket_, asio::buffer(&in, 1), use_tuple) ||
                                     timer.async_wait(use_tuple));
        if (first.index() != 0 || std::get<0>(std::get<0>(first))) co_return std::nullopt;
        co_return static_cast<Answer>(in);
    }

  private:
    StageProcess stage_;
    asio::local::stream_protocol::socket socket_;
};

class Run {
  public:
    Run(const std::vector<TrialJob>& jobs, const RunOptions& options,
        const std::function<bool(TrialReport&&)>& on_report)
        : jobs_(jobs), options_(options), on_report_(on_report), signals_(context_) {}

    RunEnd run() {
        signals_.add(SIGINT);
        signals_.add(SIGTERM);
        signals_.async_wait([this](const boost::system::error_code& error, int) {
            if (!error) stop(RunEnd::interrupted);
        });
        const auto slots =
            std::min<std::size_t>(static_cast<std::size_t>(options_.jobs), jobs_.size());
        active_ = slots;
        if (slots == 0) return RunEnd::done;
        for (std::size_t i = 0; i < slots; ++i)
            asio::co_spawn(context_, work(), [this](const std::exception_ptr& error) {
                if (--active_ == 0) signals_.cancel();
                if (error) std::rethrow_exception(error);
            });
        context_.run();
        return end_;
    }

  private:
    void stop(RunEnd end) {
        end_ = end;
        next_ = jobs_.size();
        again_.clear();
        context_
            .stop(); // destroys the waiting coroutines with the context, and their stages with them
    }

    void report(TrialReport&& report) {
        if (!on_report_(std::move(report))) stop(RunEnd::stopped);
    }

    /// One slot: trial after trial on the same stage, a new stage when one was lost. A stage has two
    /// records, so its next order can be waiting when it finishes a trial, and the record of that trial
    /// becomes an observation while the next one runs.
    awaitable<void> work() {
        std::optional<Slot> slot;
        std::deque<Ordered> ordered;
        while (next_ < jobs_.size() || !again_.empty() || !ordered.empty()) {
            if (!co_await order_ahead(slot, ordered)) continue;
            const Ordered first = ordered.front();
            ordered.pop_front();
            const auto answer =
                co_await slot->answer(first.job.plan->deadline_ns + kStagePatienceNs);
            report(slot->record(first.record), {first.job, answer});
            clear(slot->record(first.record));
            if (answer == Answer::done) continue;
            // The stage is lost or in doubt: what it was told ahead is told to another one.
            for (const auto& lost : ordered) again_.push_back(lost.job);
            ordered.clear();
            slot.reset();
        }
    }

    struct Ordered {
        TrialJob job;
        std::size_t record;
    };

    /// Gives orders until the stage has enough to do. More than one only where there is a single slot:
    /// elsewhere a trial that waits behind a long one would keep another slot idle. False if there is
    /// nothing to wait for.
    awaitable<bool> order_ahead(std::optional<Slot>& slot, std::deque<Ordered>& ordered) {
        const std::size_t wanted = options_.jobs == 1 ? kRecords : 1;
        while (ordered.size() < wanted) {
            const auto job = next_job();
            if (!job) break;
            if (!slot && !start(slot, *job)) break;
            const std::size_t which = ordered.empty() ? 0 : 1 - ordered.back().record;
            prepare(slot->record(which), *job);
            ordered.push_back({*job, which});
            // An order that cannot be given shows as an answer that does not come.
            static_cast<void>(co_await slot->tell(OrderKind::trial, which));
        }
        co_return !ordered.empty();
    }

    std::optional<TrialJob> next_job() {
        if (!again_.empty()) {
            const TrialJob job = again_.front();
            again_.pop_front();
            return job;
        }
        if (next_ < jobs_.size()) return jobs_[next_++];
        return std::nullopt;
    }

    struct Finished {
        TrialJob job;
        std::optional<Answer> answer;
    };

    bool start(std::optional<Slot>& slot, const TrialJob& job) {
        auto stage = StageProcess::start();
        if (stage) slot.emplace(context_, std::move(*stage));
        else report({job, stage.error().what, {}});
        return slot.has_value();
    }

    static void clear(TrialRecord& record) {
        std::memset(static_cast<void*>(&record), 0, sizeof record);
    }

    /// @param record  all zeros, as it is when it is new
    void prepare(TrialRecord& record, const TrialJob& job) const {
        record.wanted = {options_.network, options_.without_sock_diag, options_.without_proc_net,
                         options_.without_tcp_info, job.plan->deadline_ns};
        write_script(*job.plan, record.board);
    }

    void report(const TrialRecord& record, const Finished& finished) {
        const auto& [job, answer] = finished;
        TrialReport result{job, "", {}};
        if (!answer) {
            result.fault = fmt::format("{}: the stage died or never answered", job.chosen->id);
        } else if (*answer == Answer::failed) {
            result.fault = fmt::format("{}: {}", job.chosen->id, record.fault);
        } else {
            result.seen = assemble(record, *job.plan, *job.chosen, job.trial);
        }
        report(std::move(result));
    }

    const std::vector<TrialJob>& jobs_;
    const RunOptions& options_;
    const std::function<bool(TrialReport&&)>& on_report_;
    asio::io_context context_;
    asio::signal_set signals_;
    std::size_t next_ = 0;
    std::deque<TrialJob> again_; ///< ordered from a stage that was lost
    std::size_t active_ = 0;
    RunEnd end_ = RunEnd::done;
};

} // namespace

RunEnd run_trials(const std::vector<TrialJob>& jobs, const RunOptions& options,
                  const std::function<bool(TrialReport&&)>& on_report) {
    return Run(jobs, options, on_report).run();
}

namespace {

std::map<std::string, std::string> settings_in(std::string_view lines) {
    std::map<std::string, std::string> settings;
    while (!lines.empty()) {
        const auto end = std::min(lines.find('\n'), lines.size());
        const auto equals = lines.find('=');
        if (equals < end)
            settings[std::string(lines.substr(0, equals))] =
                std::string(lines.substr(equals + 1, end - equals - 1));
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
    return settings;
}

} // namespace

NetworkProbe probe_network(Network network) {
    NetworkProbe probe;
    auto stage = StageProcess::start();
    if (!stage) {
        probe.why = stage.error().what;
        return probe;
    }
    asio::io_context context;
    Slot slot(context, std::move(*stage));
    slot.record(0).wanted.network = network == Network::host ? Network::host : Network::keep;
    const auto ask = [&]() -> awaitable<void> {
        std::optional<Answer> answer;
        if (co_await slot.tell(OrderKind::keep, 0)) answer = co_await slot.answer(kStagePatienceNs);
        const TrialRecord& record = slot.record(0);
        probe.own_network = answer == Answer::done && network != Network::host;
        if (!answer) probe.why = "the stage died or never answered";
        else if (*answer == Answer::failed) probe.why = record.fault;
        probe.no_states = record.no_states;
        probe.sysctls = settings_in(record.sysctls);
    };
    asio::co_spawn(context, ask(), asio::detached);
    context.run();
    return probe;
}

} // namespace finwait
