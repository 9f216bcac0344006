#include "cli/manual.hpp"

#include "cli/exit_codes.hpp"

#include <fmt/format.h>

namespace finwait {
namespace {

/// Text as roff takes it: a dash that may be copied, no escapes, no line that looks like a request.
std::string roff(const std::string& text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '\\') escaped += "\\e";
        else if (c == '-') escaped += "\\-";
        else escaped += c;
    }
    if (!escaped.empty() && (escaped[0] == '.' || escaped[0] == '\'')) escaped.insert(0, "\\&");
    return escaped;
}

std::string bold(const std::string& text) { return "\\fB" + roff(text) + "\\fR"; }
std::string italic(const std::string& text) { return "\\fI" + roff(text) + "\\fR"; }

std::string entry(const std::string& what, const std::string& says) {
    return fmt::format(".TP\n{}\n{}\n", what, roff(says));
}

std::string choices_of(const OptionText& option) {
    return option.choices.empty() ? "" : ": " + fmt::format("{}", fmt::join(option.choices, ", "));
}

std::string option_entry(const OptionText& option) {
    std::string what = option.positional() ? italic(option.full) : bold(option.full);
    if (!option.brief.empty()) what = bold(option.brief) + ", " + what;
    if (!option.positional() && !option.value.empty()) what += " " + italic(option.value);
    return entry(what, option.says + choices_of(option) + ".");
}

std::string command_section(const std::string& program, const CommandText& command) {
    std::string text = fmt::format(".SS {}\n.B {}\n[\\fIOPTION\\fR...]{}\n.PP\n{}.\n",
                                   roff(command.name), roff(program + " " + command.name),
                                   roff(usage_of(command)), roff(command.says));
    for (const auto& option : command.positionals) text += option_entry(option);
    for (const auto& option : command.options) {
        if (option.full != "--help") text += option_entry(option);
    }
    return text;
}

const char* const kDescription = R"(.SH DESCRIPTION
.B finwait
watches TCP connections end.
It runs a client and a server process through a written scenario over loopback, in a network namespace made for
the trial, and records what every system call, socket state and kernel counter did.
It needs no root.
.PP
A \fIscenario\fR is a JSON file: a question, a short story, steps with the role named in each, and claims.
A \fIcase\fR is a scenario with one value for each of its axes, such as
.IR linger/zero\-resets[family=ipv4] .
A \fItrial\fR is one run of a case.
Its \fIobservation\fR is everything that was seen, its \fIoutcome\fR the part that repeats.
A claim \fIholds\fR, is \fIcontradicted\fR, \fIundecided\fR or \fIunsupported\fR; a contradicted claim is a finding
and no failure.
.PP
Results go to standard output, progress and diagnostics to standard error.
)";

const char* const kRest = R"(.SH ENVIRONMENT
.TP
.B FINWAIT_HOME
The folder that holds
.IR scenarios/ ;
else the folder above that of the program.
.TP
.B NO_COLOR
If set, no colours.
.SH FILES
.TP
.I scenarios/<theme>/<name>.json
A scenario; its id is <theme>/<name>.
.TP
.I scenarios/README.md
The language, with every step.
.TP
.I results/schema/observation.schema.json
What
.B \-\-format ndjson
writes, a line each trial.
.SH EXAMPLES
.TP
.B finwait run
All scenarios but those tagged long.
.TP
.B finwait run linger/ \-\-repeat 200
One theme, each case 200 times: does it repeat?
.TP
.B finwait show 'linger/zero\-resets[family=ipv4]'
One trial as a ladder.
.TP
.B finwait new linger/my\-question
A scenario to begin with.
.TP
.B finwait run \-\-format ndjson \-o all.ndjson && finwait judge all.ndjson
Record now, judge later.
.SH SEE ALSO
.BR tcp (7),
.BR socket (7),
.BR shutdown (2),
.BR close (2),
.BR ss (8),
RFC 9293
)";

} // namespace

std::string manual_of(const ProgramText& program, const std::string& version) {
    const std::string& name = program.itself.name;
    std::string text = fmt::format(".TH {0} 1 \"\" \"{1} {2}\" \"User Commands\"\n"
                                   ".SH NAME\n{1} \\- watch TCP connections end\n"
                                   ".SH SYNOPSIS\n.B {1}\n\\fICOMMAND\\fR [\\fIOPTION\\fR...] "
                                   "[\\fIARGUMENT\\fR...]\n",
                                   "FINWAIT", roff(name), roff(version));
    text += kDescription;
    text += ".SH COMMANDS\n";
    for (const auto& command : program.commands) text += command_section(name, command);
    text += ".SH OPTIONS\n";
    for (const auto& option : program.itself.options) text += option_entry(option);
    text += ".SH \"EXIT STATUS\"\n";
    for (const auto& [code, says] : kExitCodes)
        text += entry(bold(std::to_string(static_cast<int>(code))), std::string(says) + ".");
    return text + kRest;
}

} // namespace finwait
