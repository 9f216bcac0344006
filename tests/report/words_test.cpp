#include "report/words.hpp"

#include "stage.hpp"

#include <boost/test/unit_test.hpp>

using namespace finwait;
using namespace finwait::stage;

namespace {

const Style kStyle;

std::string words(const StepSeen& seen) { return step_words(seen, nullptr, kStyle); }
std::string repeating(const StepSeen& seen, bool filled = true) {
    return step_words(seen, nullptr, kStyle, {false, filled});
}

StepSeen bytes(const std::string& op, std::int64_t count) {
    return moved(step("client", op), count);
}

} // namespace

BOOST_AUTO_TEST_SUITE(report_words)

BOOST_AUTO_TEST_CASE(recv) {
    BOOST_TEST(words(received("server", "abcde")) == "5 bytes \"abcde\"");
    BOOST_TEST(words(received("server", "a")) == "1 byte \"a\"");
    BOOST_TEST(words(bytes("recv", 0)) == "EOF");
    BOOST_TEST(words(bytes("recv", 300)) == "300 bytes");
    BOOST_TEST(words(step("server", "recv", -1, "ECONNRESET")) == "ECONNRESET");
    BOOST_TEST(words(received("server", "abcdefghijklmnopqrstuvwxyzabc")) ==
               "29 bytes \"abcdefghijklmnopqrstuvwxy…\"");
    BOOST_TEST(words(received("server", "\x1b[2J")) == "4 bytes \"\\x1b[2J\"");
}

BOOST_AUTO_TEST_CASE(send_and_signals) {
    BOOST_TEST(words(bytes("send", 5)) == "5 bytes");
    StepSeen broken = step("client", "send", -1, "EPIPE");
    BOOST_TEST(words(broken) == "EPIPE");
    broken.signals = {{"SIGPIPE", 1}};
    BOOST_TEST(words(broken) == "EPIPE + SIGPIPE");
    broken.signals = {{"SIGPIPE", 2}, {"SIGURG", 0}};
    BOOST_TEST(words(broken) == "EPIPE + 2 SIGPIPE");
}

BOOST_AUTO_TEST_CASE(fill_and_drain) {
    StepSeen fill = bytes("fill", 2'541'056);
    BOOST_TEST(words(fill) == "2541056 bytes, then full");
    BOOST_TEST(repeating(fill) == "many bytes, then full");
    fill.returned = 65536; // its last call still took something
    BOOST_TEST(words(fill) == "2541056 bytes, and not full");
    fill.error = "EPIPE";
    BOOST_TEST(words(fill) == "2541056 bytes, then EPIPE");

    const StepSeen drain = bytes("drain", 12);
    BOOST_TEST(words(with(drain, "ended_by", "EOF")) == "12 bytes, then EOF");
    BOOST_TEST(words(with(drain, "ended_by", "ECONNRESET")) == "12 bytes, then ECONNRESET");
    BOOST_TEST(words(with(drain, "ended_by", "count")) == "12 bytes");
    StepSeen failed = with(bytes("drain", 0), "ended_by", "ECONNRESET");
    failed.returned = -1;
    failed.error = "ECONNRESET";
    BOOST_TEST(words(failed) == "0 bytes, then ECONNRESET");
}

BOOST_AUTO_TEST_CASE(large_amounts_repeat_only_where_nothing_is_filled) {
    BOOST_TEST(repeating(bytes("send", 100'000), false) == "100000 bytes");
    BOOST_TEST(repeating(bytes("send", 100'000), true) == "many bytes");
    BOOST_TEST(repeating(bytes("send", 4096), true) == "4096 bytes");
}

BOOST_AUTO_TEST_CASE(close_and_time) {
    BOOST_TEST(words(step("client", "close")) == "0");
    BOOST_TEST(words(step("client", "close", -1, "EBADF")) == "EBADF");
    const StepSeen slow = lasting(step("client", "close"), 2003 * kMs);
    BOOST_TEST(words(slow) == "0 after 2.00 s");
    BOOST_TEST(repeating(slow) == "0 after about 2 s");
    BOOST_TEST(repeating(lasting(slow, 600 * kMs)) == "0 in under a second");
    BOOST_TEST(words(lasting(slow, 449 * kMs)) == "0");
    BOOST_TEST(words(lasting(step("client", "recv", -1, "EAGAIN"), kSecond)) ==
               "EAGAIN after 1.00 s");
}

BOOST_AUTO_TEST_CASE(options) {
    const StepSeen option = step("client", "getsockopt");
    BOOST_TEST(words(with(option, "value", Json{{"l_onoff", 1}, {"l_linger", 0}})) == "{1, 0}");
    BOOST_TEST(words(with(option, "value", Json{{"tv_sec", 2}, {"tv_usec", 500000}})) ==
               "{2, 500000}");
    BOOST_TEST(words(with(option, "value", "EPIPE")) == "EPIPE");
    BOOST_TEST(words(with(option, "value", nullptr)) == "no error");
    BOOST_TEST(words(with(option, "value", 20000)) == "20000");
    BOOST_TEST(words(with(option, "value", Json{{"hex", "0a0b"}})) == "0x0a0b");
    BOOST_TEST(words(step("client", "getsockopt", -1, "ENOPROTOOPT")) == "ENOPROTOOPT");
    BOOST_TEST(words(step("client", "setsockopt")) == "0");
    BOOST_TEST(words(with(step("client", "fcntl"), "value", true)) == "O_NONBLOCK on");
    BOOST_TEST(words(with(step("client", "fcntl"), "value", false)) == "O_NONBLOCK off");
    BOOST_TEST(words(with(step("client", "ioctl"), "value", 5)) == "5");
}

BOOST_AUTO_TEST_CASE(poll) {
    const StepSeen seen = step("server", "poll", 1);
    BOOST_TEST(words(with(seen, "revents", {"POLLIN", "POLLOUT", "POLLRDHUP"})) == "IN OUT RDHUP");
    BOOST_TEST(words(with(seen, "revents", Json::array())) == "nothing");
    BOOST_TEST(words(with(lasting(seen, 3 * kSecond), "revents", Json::array())) ==
               "nothing after 3.00 s");
}

BOOST_AUTO_TEST_CASE(waits) {
    const auto wait = [](const char* op, bool reached, std::int64_t elapsed_ns) {
        StepSeen seen = lasting(step("client", op), elapsed_ns);
        if (!reached) seen.error = "ETIMEDOUT"; // as the stage records it
        return with(seen, "reached", reached);
    };
    BOOST_TEST(words(wait("wait", true, 40 * kMs)) == "reached");
    BOOST_TEST(words(wait("wait", true, 1250 * kMs)) == "reached after 1.25 s");
    BOOST_TEST(words(wait("wait", false, 5001 * kMs)) == "not reached in 5 s");
    BOOST_TEST(words(wait("wait", false, 200 * kMs)) == "not reached in 200 ms");
    BOOST_TEST(words(wait("await", true, kMs)) == "done");
    BOOST_TEST(words(wait("await", false, 5001 * kMs)) == "not done in 5 s");
    BOOST_TEST(words(lasting(step("client", "pause"), kSecond)) == "1.00 s");
    BOOST_TEST(notable(wait("wait", false, kMs)));
    BOOST_TEST(!notable(wait("wait", true, 2 * kSecond)));
    BOOST_TEST(!notable(lasting(step("client", "pause"), kSecond)));
}

BOOST_AUTO_TEST_CASE(calls_that_never_returned) {
    const StepSeen seen = inside(step("client", "send"), "sendto");
    RoleSeen role;
    role.name = "client";
    BOOST_TEST(words(seen) == "never returned (inside send)");
    BOOST_TEST(step_words(seen, &role, kStyle) == "never returned (inside send)");
    role.ended = "signal";
    role.signal = "SIGPIPE";
    BOOST_TEST(step_words(seen, &role, kStyle) == "killed by SIGPIPE");
    role.ended = "exit";
    role.status = 3;
    BOOST_TEST(step_words(inside(step("client", "exit"), "exit_group"), &role, kStyle) == "exit 3");
    BOOST_TEST(words(skipped(seen, "client has ended")) == "not carried out: client has ended");
    StepSeen cut_short = step("client", "close");
    cut_short.returned.reset();
    BOOST_TEST(words(cut_short) == "cut short");
    BOOST_TEST(notable(cut_short));
}

BOOST_AUTO_TEST_CASE(descriptors_and_pids_are_ok) {
    for (const char* op : {"accept", "socket", "dup", "fork", "sysctl"}) {
        BOOST_TEST(words(step("client", op, 7)) == "ok");
        BOOST_TEST(words(step("client", op, -1, "EMFILE")) == "EMFILE");
    }
    BOOST_TEST(words(step("client", "connect")) == "0");
}

BOOST_AUTO_TEST_CASE(hostile_values) {
    BOOST_TEST(words(with(step("client", "getsockopt"), "value", "\x1b]0;x\a")) ==
               R"(\x1b]0;x\x07)");
    BOOST_TEST(words(skipped(step("client", "send"), "\x1b")) == R"(not carried out: \x1b)");
    BOOST_TEST(words(inside(step("client", "send"), "\xff")) == R"(never returned (inside \xff))");
    BOOST_TEST(words(with(step("client", "poll", 1), "revents", {7})) == "7");
    BOOST_TEST(words(with(bytes("drain", 1), "ended_by", 7)) == "1 byte");
}

BOOST_AUTO_TEST_CASE(labels_of_the_author) {
    const auto label = [](const char* op, const char* text) {
        return named_by_author(named(step("client", op), text));
    };
    BOOST_TEST(!label("recv", "recv"));
    BOOST_TEST(!label("recv", "recv-2"));
    BOOST_TEST(!label("recv", "recv-12"));
    BOOST_TEST(label("recv", "first-read"));
    BOOST_TEST(label("recv", "recv-again"));
    BOOST_TEST(label("recv", "recv2"));
}

BOOST_AUTO_TEST_CASE(durations) {
    BOOST_TEST(duration_words(800) == "800 ns");
    BOOST_TEST(duration_words(12'400) == "12 us");
    BOOST_TEST(duration_words(999'700) == "1.0 ms");
    BOOST_TEST(duration_words(1'300'000) == "1.3 ms");
    BOOST_TEST(duration_words(450 * kMs) == "450 ms");
    BOOST_TEST(duration_words(999'800'000) == "1.00 s");
    BOOST_TEST(duration_words(2003 * kMs) == "2.00 s");
    BOOST_TEST(duration_words(120 * kSecond) == "120 s");
}

BOOST_AUTO_TEST_CASE(ends_of_connections) {
    BOOST_TEST(end_words(end("ESTABLISHED")) == "ESTABLISHED");
    BOOST_TEST(end_words(end("TIME_WAIT", false, 59'020)) == "TIME_WAIT, 60 s left");
    BOOST_TEST(end_words(end("FIN_WAIT2", false, 60'000)) == "FIN_WAIT2, 60 s left, orphan");
    BOOST_TEST(end_words(end("LAST_ACK", false)) == "LAST_ACK, orphan");
    BOOST_TEST(end_words(end("CLOSED", false)) == "CLOSED");
    EndSeen busy = end("CLOSE_WAIT");
    BOOST_TEST(queue_words(busy) == "");
    busy.receive_queue = 5;
    busy.send_queue = 1;
    BOOST_TEST(queue_words(busy) == ", 5 bytes unread, 1 byte unacknowledged");
    busy.state = "LISTEN";
    busy.send_queue = 128; // the backlog
    BOOST_TEST(queue_words(busy) == ", 5 connections not accepted");
}

BOOST_AUTO_TEST_CASE(kernels) {
    BOOST_TEST(kernel_words({{"name", "native"}, {"release", "6.18.0"}, {"machine", "x86_64"}},
                            kStyle) == "native 6.18.0 x86_64");
    BOOST_TEST(kernel_words(Json::object(), kStyle) == "");
    BOOST_TEST(kernel_words({{"name", 7}, {"release", "\x1b"}}, kStyle) == R"(\x1b)");
}

BOOST_AUTO_TEST_SUITE_END()
