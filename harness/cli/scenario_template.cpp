#include "cli/scenario_template.hpp"

namespace finwait {

const char* scenario_template() {
    return R"json({
  "$schema": "../schema/scenario.schema.json",
  "schema": "finwait/scenario/1",
  "title": "TODO: the answer, in one sentence",
  "question": "TODO: your question, as you would ask it. Until then: the client sends five bytes and closes; what do the server's reads return?",
  "story": "TODO: what happens, and why it matters to somebody who writes servers. This file runs as it stands: the client sends five bytes and closes. The server reads twice: the bytes, then the end of the stream. Replace every text that begins with TODO, and the steps one at a time, and take the tag todo away in the end.",
  "sources": ["TODO: where the facts come from, such as tcp(7) or RFC 9293 section 3.6"],
  "tags": ["todo"],
  "vary": { "family": ["ipv4", "ipv6"] },
  "steps": [
    { "server": "listen", "note": "Each step is one call by one role. It begins when the step above has returned." },
    { "client": "connect" },
    { "server": "accept" },
    { "client": "send", "bytes": 5, "as": "greeting", "note": "A name given with 'as' is shown in the table, and pointers find the step by it." },
    { "client": "close" },
    { "server": "recv", "max": 64, "as": "first-read", "note": "What arrived before the FIN can still be read." },
    { "server": "recv", "max": 64, "as": "second-read", "note": "Nothing is left but the end of the stream." },
    { "server": "close" }
  ],
  "given": {
    "/client/greeting/returned": { "const": 5 },
    "/client/close/returned": { "const": 0 }
  },
  "claims": [
    {
      "id": "todo-name-the-claim",
      "source": "TODO: who says so, such as article or tcp(7)",
      "says": "TODO: what they say, in one sentence of your own. Until then: what was sent before the close is read first, then read() returns 0.",
      "note": "A pointer leads to a fact of a step, a JSON Schema says what it must be. If one fails, the claim is contradicted; if 'given' fails, it is undecided.",
      "holds_if": {
        "/server/first-read/data": { "const": "abcde" },
        "/server/second-read/returned": { "const": 0 }
      }
    }
  ]
}
)json";
}

} // namespace finwait
