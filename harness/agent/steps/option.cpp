// setsockopt, getsockopt.
#include "agent/agent.hpp"
#include "agent/steps/table.hpp"
#include "scenario/options.hpp"

#include <algorithm>
#include <cstring>
#include <sys/socket.h>
#include <sys/time.h>

namespace finwait {
namespace {

/// The bytes of an option's value; gives its natural length.
std::size_t encode(Agent& agent, const Value& value, char* out) {
    switch (value.kind) {
    case ValueKind::linger: {
        const linger time{static_cast<int>(value.a), static_cast<int>(value.b)};
        std::memcpy(out, &time, sizeof time);
        return sizeof time;
    }
    case ValueKind::timeval: {
        const timeval time{value.a, value.b};
        std::memcpy(out, &time, sizeof time);
        return sizeof time;
    }
    case ValueKind::text: {
        const auto text = agent.text(value);
        const std::size_t size = std::min<std::size_t>(text.size(), 256);
        std::memcpy(out, text.data(), size);
        return size;
    }
    default: {
        const int number = static_cast<int>(value.a);
        std::memcpy(out, &number, sizeof number);
        return sizeof number;
    }
    }
}

// fields: option, level, value, length
void perform_setsockopt(Agent& agent, const PlanStep& step) {
    char bytes[256] = {};
    const std::size_t natural = encode(agent, step.fields[2], bytes);
    const auto length = integer_or(step.fields[3], static_cast<std::int64_t>(natural));
    agent.call(Call::setsockopt, agent.descriptor(step.socket), step.fields[0].a, step.fields[0].b,
               bytes, length);
}

void add_value(StepResult& result, const SocketOption* option, const char* bytes,
               socklen_t length) {
    const OptionType type = option ? option->type : OptionType::integer;
    if (type == OptionType::linger && length == sizeof(linger)) {
        linger time{};
        std::memcpy(&time, bytes, sizeof time);
        add_fact(result, Fact::value, FactKind::linger, time.l_onoff, time.l_linger);
    } else if (type == OptionType::timeval && length == sizeof(timeval)) {
        timeval time{};
        std::memcpy(&time, bytes, sizeof time);
        add_fact(result, Fact::value, FactKind::timeval, time.tv_sec, time.tv_usec);
    } else if (type != OptionType::bytes && length == sizeof(int)) {
        int number = 0;
        std::memcpy(&number, bytes, sizeof number);
        const bool is_error = option && option->level == SOL_SOCKET && option->number == SO_ERROR;
        add_fact(result, Fact::value, is_error ? FactKind::error : FactKind::integer, number);
    } else {
        add_text(result, Fact::value, FactKind::hex, bytes, length);
    }
}

// fields: option, level, length
void perform_getsockopt(Agent& agent, const PlanStep& step) {
    char bytes[512] = {};
    socklen_t length = sizeof bytes;
    const SocketOption* option =
        find_option(static_cast<int>(step.fields[0].a), static_cast<int>(step.fields[0].b));
    const bool is_bytes = option && option->type == OptionType::bytes;
    if (step.fields[2].kind != ValueKind::absent) length = static_cast<socklen_t>(step.fields[2].a);
    else if (!option || (!is_bytes && option->type != OptionType::linger &&
                         option->type != OptionType::timeval))
        length = sizeof(int);
    if (agent.call(Call::getsockopt, agent.descriptor(step.socket), step.fields[0].a,
                   step.fields[0].b, bytes, &length) != 0)
        return;
    add_value(agent.result(), option, bytes, std::min<socklen_t>(length, sizeof bytes));
    add_fact(agent.result(), Fact::length, FactKind::integer, length);
}

const FieldSpec kOption = {"option", FieldType::option, true,
                           "the option's name, or its number together with `level`"};
const FieldSpec kLevel = {"level", FieldType::name, false,
                          "for an option given as a number: `SOL_SOCKET`, `IPPROTO_TCP`, ...",
                          option_levels};
const FieldSpec kSetsockoptFields[] = {
    kOption,
    kLevel,
    {"value", FieldType::option_value, true,
     "an int, true or false, `{ \"l_onoff\", \"l_linger\" }`, `{ \"tv_sec\", \"tv_usec\" }` or a "
     "string, as the option has it; or any option's bytes, `{ \"hex\": \"0a00\" }`"},
    {"length", FieldType::integer, false, "a length other than the value's own, in bytes", nullptr,
     0, 256},
};
const FieldSpec kGetsockoptFields[] = {
    kOption,
    kLevel,
    {"length", FieldType::integer, false,
     "the length of the buffer, in bytes; else as the option "
     "has it",
     nullptr, 0, 512},
};

} // namespace

const Step kSetsockoptStep = {{"setsockopt", "setsockopt(2) with a typed value.", "",
                               "setsockopt(2), socket(7), tcp(7)", SocketUse::uses, Performer::role,
                               false, kSetsockoptFields},
                              perform_setsockopt};
const Step kGetsockoptStep = {{"getsockopt", "getsockopt(2).",
                               "`value`, typed by the option (of SO_ERROR: the errno's name or "
                               "null), and its `length`",
                               "getsockopt(2), socket(7), tcp(7)", SocketUse::uses, Performer::role,
                               false, kGetsockoptFields},
                              perform_getsockopt};

} // namespace finwait
