// Conditions: where a pointer may lead, which schemas can fail, which names exist.
#include "scenario/reading.hpp"

namespace finwait {
namespace {

using namespace test;

const std::string kStory = kOpen + R"(, { "client": "send", "bytes": 5 },
    { "server": "recv", "as": "first-read" }, { "server": "drain" }, { "client": "poll" },
    { "server": "fork", "heir": "worker" }, { "client": "getsockopt", "option": "SO_LINGER" },
    { "client": "wait", "state": "CLOSED" }, { "client": "signal", "signal": "SIGPIPE", "action": "count" })";

/// What is wrong with one condition; "" if nothing is.
std::string fault_in(const std::string& pointer,
                     const std::string& schema = R"({ "minimum": 0 })") {
    return all_messages(
        read(scenario(kStory, "\"given\": { \"" + pointer + "\": " + schema + " }")));
}

void accepts(const std::string& pointer, const std::string& schema = R"({ "minimum": 0 })") {
    BOOST_TEST(fault_in(pointer, schema) == "", pointer << " " << schema);
}

void refuses(const std::string& pointer, const std::string& schema, const std::string& message) {
    const std::string fault = fault_in(pointer, schema);
    BOOST_TEST(fault.find(message) != std::string::npos, "wanted " << message << ", got " << fault);
}

BOOST_AUTO_TEST_SUITE(condition_pointers)

BOOST_AUTO_TEST_CASE(lead_to_what_every_step_records) {
    for (const char* fact : {"op", "step", "background", "returned", "started_ns", "elapsed_ns",
                             "time", "signals", "states", "inside", "skipped"})
        accepts(std::string("/client/send/") + fact);
    accepts("/client/send", R"({ "type": "object" })");
    accepts("/client/send/errno", R"({ "const": null })");
}

BOOST_AUTO_TEST_CASE(lead_to_what_this_step_records) {
    accepts("/client/send/bytes");
    accepts("/server/first-read/data");
    accepts("/server/drain/calls");
    accepts("/server/drain/ended_by", R"({ "const": "EOF" })");
    accepts("/client/poll/revents", R"({ "contains": { "const": "POLLHUP" } })");
    accepts("/server/fork/heir", R"({ "const": "worker" })");
    accepts("/client/wait/reached", R"({ "const": true })");
    accepts("/client/getsockopt/value/l_linger");
    accepts("/client/getsockopt/length");
}

BOOST_AUTO_TEST_CASE(do_not_lead_to_what_another_step_records) {
    refuses("/client/send/data", "{ \"minimum\": 0 }", "send does not record \"data\"");
    refuses("/client/connect/bytes", "{ \"minimum\": 0 }", "connect does not record \"bytes\"");
    refuses("/server/first-read/value", "{ \"minimum\": 0 }", "recv does not record \"value\"");
}

BOOST_AUTO_TEST_CASE(lead_to_what_a_role_has_in_the_end) {
    accepts("/client/ended", R"({ "const": null })");
    accepts("/worker/ended/how", R"({ "const": "signal" })");
    accepts("/worker/ended/signal", R"({ "const": "SIGKILL" })");
    accepts("/client/signals/SIGPIPE");
    accepts("/client/end/state", R"({ "const": "TIME_WAIT" })");
    accepts("/client/end/timer_left_ms");
    refuses("/client/end/stat", "{ \"minimum\": 0 }", "did you mean \"state\"?");
    refuses("/client/signals/SIGPIP", "{ \"minimum\": 0 }", "did you mean \"SIGPIPE\"?");
}

BOOST_AUTO_TEST_CASE(lead_to_counters_of_known_tables) {
    accepts("/counters/Tcp/OutRsts");
    accepts("/counters/TcpExt/WhateverThisKernelHas");
    refuses("/counters/Tcpext/TCPAbortOnData", "{ \"minimum\": 0 }", "did you mean \"TcpExt\"?");
    refuses("/counters/Tcp", "{ \"minimum\": 0 }", "wants /counters/<table>/<name>");
    refuses("/counters/Tcp/OutRsts/more", "{ \"minimum\": 0 }", "wants /counters/<table>/<name>");
}

BOOST_AUTO_TEST_CASE(lead_to_the_state_of_an_end) {
    accepts("/client/send/states/server", R"({ "const": "CLOSE_WAIT" })");
    accepts("/client/send/states/server~1connection", R"({ "const": "CLOSE_WAIT" })");
    refuses("/client/send/states/sever", R"({ "const": "CLOSED" })", "did you mean \"server\"?");
    refuses("/client/send/states/server~1conection", R"({ "const": "CLOSED" })",
            "did you mean \"connection\"?");
    refuses("/client/send/states/server/state", R"({ "const": "CLOSED" })", "leads too far");
}

BOOST_AUTO_TEST_CASE(name_roles_and_steps_of_this_case) {
    refuses("/sever/accept/returned", "{ \"minimum\": 0 }", "unknown role \"sever\"; did you mean");
    refuses("/kernel/release", "{ \"minimum\": 0 }", "unknown role \"kernel\"");
    refuses("/server/recv/returned", "{ \"minimum\": 0 }", "unknown step of server \"recv\"");
    refuses("/client/accept/returned", "{ \"minimum\": 0 }", "unknown step of client \"accept\"");
    refuses("/client", "{ \"minimum\": 0 }", "wants the label of a step");
    refuses("client/send", "{ \"minimum\": 0 }", "wants a JSON Pointer");
}

BOOST_AUTO_TEST_CASE(a_step_that_one_case_lacks_is_told_with_the_case) {
    const std::string text =
        scenario(kOpen + R"(, { "client": "close", "when": { "family": "ipv4" } })",
                 R"("vary": { "family": ["ipv4", "ipv6"] },
                    "given": { "/client/close/returned": { "const": 0 } })");
    BOOST_TEST(all_messages(read(text)) ==
               "/given/~1client~1close~1returned: unknown step of client "
               "\"close\" (in the case [family=ipv6])\n");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(condition_schemas)

BOOST_AUTO_TEST_CASE(may_use_every_keyword) {
    for (const std::string schema :
         {R"({ "const": 0 })",
          R"({ "const": null })",
          R"({ "enum": [1, "a", null] })",
          R"({ "type": "integer" })",
          R"({ "type": ["null", "string"] })",
          R"({ "minimum": -1.5 })",
          R"({ "maximum": 9 })",
          R"({ "exclusiveMinimum": 0 })",
          R"({ "exclusiveMaximum": 9 })",
          R"({ "multipleOf": 0.5 })",
          R"({ "minLength": 0 })",
          R"({ "maxLength": 9 })",
          R"({ "pattern": "^about [0-9]+ s$" })",
          R"({ "items": { "type": "string" } })",
          R"({ "items": false })",
          R"({ "contains": { "const": 1 } })",
          R"({ "minItems": 1 })",
          R"({ "maxItems": 1 })",
          R"({ "uniqueItems": true })",
          R"({ "required": ["l_onoff"] })",
          R"({ "properties": { "a": { "const": 1 }, "b": true } })",
          R"({ "minProperties": 1 })",
          R"({ "maxProperties": 1 })",
          R"({ "additionalProperties": false })",
          R"({ "propertyNames": { "pattern": "^SIG" } })",
          R"({ "allOf": [{ "const": 1 }] })",
          R"({ "anyOf": [{ "const": 1 }, {}] })",
          R"({ "oneOf": [{ "const": 1 }] })",
          R"({ "not": { "const": 1 } })",
          R"({ "if": { "const": 1 }, "then": { "const": 1 }, "else": false })"})
        accepts("/client/send/returned", schema);
}

BOOST_AUTO_TEST_CASE(may_not_say_nothing) {
    refuses("/client/send/returned", "{}", "an empty schema accepts everything");
    refuses("/client/send/returned", "true", "wants a JSON Schema");
    refuses("/client/send/returned", "false", "wants a JSON Schema");
    refuses("/client/send/returned", R"({ "cnst": 0 })", "did you mean \"const\"?");
    refuses("/client/send/returned",
            R"({ "allOf": [{ "properties": { "a": { "mininum": 0 } } }] })",
            "/allOf/0/properties/a/mininum: unknown keyword");
}

BOOST_AUTO_TEST_CASE(name_what_can_be_recorded) {
    accepts("/client/send/errno", R"({ "enum": [null, "EPIPE", "ECONNRESET"] })");
    accepts("/client/send/errno", R"({ "enum": ["EWOULDBLOCK", "EAGAIN"] })");
    refuses("/client/send/errno", R"({ "const": "EWOULDBLOCK" })", "did you mean \"EAGAIN\"?");
    refuses("/client/send/errno", R"({ "anyOf": [{ "const": "EPIP" }] })",
            "did you mean \"EPIPE\"?");
    refuses("/client/send/errno", R"({ "const": 32 })", "has the number 32");
    refuses("/client/send/states/client", R"({ "not": { "enum": ["TIMEWAIT"] } })",
            "did you mean \"TIME_WAIT\"?");
    refuses("/client/poll/revents", R"({ "items": { "enum": ["POLLIN", "POLHUP"] } })",
            "did you mean \"POLLHUP\"?");
    accepts("/client/poll/revents", R"({ "const": ["POLLIN", "POLLHUP"] })");
    accepts("/server/drain/ended_by", R"({ "enum": ["count", "ECONNRESET"] })");
}

BOOST_AUTO_TEST_CASE(name_times_as_they_are_told) {
    accepts("/client/send/time", R"({ "enum": ["at once", "under a second", "about 12 s"] })");
    accepts("/client/send/time", R"({ "pattern": "^about" })");
    refuses("/client/send/time", R"({ "const": "atonce" })", "did you mean \"at once\"?");
    refuses("/client/send/time", R"({ "not": { "const": "about 12s" } })",
            "unknown time \"about 12s\"; did you mean \"about 12 s\"?");
    refuses("/client/send/time", R"({ "enum": ["at once", "about 0 s"] })",
            "did you mean \"about 1 s\"?");
    refuses("/client/send/time", R"({ "const": 2 })", "wants a name such as \"at once\"");
    refuses("/client/send/time/words", R"({ "const": "soon" })", "leads too far");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(claims)

std::string claim(const std::string& id, const std::string& more = "") {
    return R"({ "id": ")" + id + R"(", "source": "RFC 9293", "says": "It holds.", )" + more +
           R"("holds_if": { "/client/send/returned": { "const": 5 } } })";
}

BOOST_AUTO_TEST_CASE(have_ids_of_their_own) {
    BOOST_TEST(all_messages(read(
                   scenario(kStory, "\"claims\": [" + claim("a") + "," + claim("b") + "]"))) == "");
    BOOST_TEST(all_messages(
                   read(scenario(kStory, "\"claims\": [" + claim("a") + "," + claim("a") + "]"))) ==
               "/claims/1/id: there is a claim \"a\" already\n");
}

BOOST_AUTO_TEST_CASE(keep_their_place_in_the_file_when_others_are_left_out) {
    const std::string text =
        scenario(kStory, R"("vary": { "family": ["ipv4", "ipv6"] }, "claims": [)" +
                             claim("a", R"("when": { "family": "ipv4" }, )") + "," +
                             claim("b", R"("foo": 1, )") + "]");
    BOOST_TEST(all_messages(read(text)) == "/claims/1/foo: unknown field of a claim \"foo\"\n");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
