#!/bin/sh
# The launcher (finwait at the top of the tree) against a made-up machine.
#
#   tests/launcher/launcher_test.sh [LAUNCHER]
#
# Each case has a project of its own in a temporary directory. Nothing is on its PATH but links to a
# few real tools, and fakes of everything that would install, build or ask about the system. The
# fakes write down how they were called. A case is a function whose name starts with case_; what it
# checks is counted. To add one, write the function and name it in the list at the end. The machine is in
# machine.sh, the cases about packages are in packages_cases.sh, all others here.
set -u

here=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd -P)
launcher=${1:-$here/../../finwait}
unset FINWAIT_HOME FINWAIT_BUILD_DIR FINWAIT_NO_INSTALL FINWAIT_OS_RELEASE

sandbox=$(mktemp -d) || exit 1
trap 'rm -rf "$sandbox"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

passed=0
failed=0

# ---- checks --------------------------------------------------------------------------------------

pass() { passed=$((passed + 1)); }

fail() { # MESSAGE
    failed=$((failed + 1))
    printf 'FAILED %s: %s\n' "$case_name" "$1"
    printf -- '--- calls\n'
    cat "$FAKE/calls"
    printf -- '--- standard output\n'
    cat "$FAKE/out"
    printf -- '--- standard error\n'
    cat "$FAKE/err"
    printf -- '---\n'
}

expect_status() { # NUMBER
    if [ "$status" -eq "$1" ]; then pass; else fail "exit status $status, not $1"; fi
}

expect_equal() { # WHAT GOT WANTED
    if [ "$2" = "$3" ]; then pass; else fail "$1 is '$2', not '$3'"; fi
}

expect_in() { # FILE FIXED-STRING
    if grep -qF -e "$2" "$FAKE/$1"; then pass; else fail "'$2' is not in $1"; fi
}

expect_not_in() { # FILE FIXED-STRING
    if grep -qF -e "$2" "$FAKE/$1"; then fail "'$2' is in $1"; else pass; fi
}

expect_calls() { # FIXED-STRING COUNT
    got=$(grep -cF -e "$1" "$FAKE/calls")
    if [ "$got" -eq "$2" ]; then pass; else fail "$got calls of '$1', not $2"; fi
}

# shellcheck source=tests/launcher/machine.sh
. "$here/machine.sh"
# shellcheck source=tests/launcher/packages_cases.sh
. "$here/packages_cases.sh"

# ---- cases: building -----------------------------------------------------------------------------

case_second_run_does_nothing() {
    uninstall libfmt-dev
    launch run
    : >"$FAKE/calls"
    launch run
    expect_status 7
    expect_equal 'calls of the second run' "$(cat "$FAKE/calls")" ''
    expect_equal 'standard error' "$(cat "$FAKE/err")" ''
}

case_edited_source_rebuilds() {
    launch run
    launch run
    expect_calls 'ninja -C' 1
    for name in harness/main.cpp meson.build meson_options.txt; do
        : >"$FAKE/calls"
        edit "$name"
        launch run
        expect_status 7
        expect_calls 'ninja -C' 1
        expect_calls 'meson setup' 0
        expect_calls dpkg-query 0
        unedit "$name"
    done
    : >"$FAKE/calls"
    edit tests/a_test.cpp
    launch run
    expect_calls ninja 0
    launch test
    expect_calls 'ninja -C' 1
}

case_edit_during_the_build() {
    : >"$FAKE/edit-meanwhile"
    : >"$FAKE/edited"
    launch run
    expect_status 7
    launch run
    expect_calls 'ninja -C' 2
    unedit harness/main.cpp
    unedit harness
    launch run
    expect_calls 'ninja -C' 2
}

case_changed_launcher_looks_again() {
    launch run
    : >"$FAKE/calls"
    printf '# changed\n' >>"$root/finwait"
    launch run
    expect_status 7
    expect_calls dpkg-query 1
    expect_calls apt-get 0
    expect_calls ninja 0
}

case_build_failure() {
    : >"$FAKE/ninja-fails"
    launch run
    expect_status 70
    expect_in err 'line 60 of the log'
    expect_in err 'line 21 of the log'
    expect_not_in err 'line 20 of the log'
    expect_in err "$root/build/build.log"
    expect_equal 'standard output' "$(cat "$FAKE/out")" ''
    rm "$FAKE/ninja-fails"
    launch run
    expect_status 7
}

case_setup_failure() {
    : >"$FAKE/meson-fails"
    launch run
    expect_status 70
    expect_in err 'the log of meson'
    rm "$FAKE/meson-fails"
    launch run
    expect_status 7
}

# The fake Meson kills the launcher when it has written half of what it should.
case_killed_during_setup() {
    : >"$FAKE/meson-killed"
    launch run 2>/dev/null
    expect_status 137
    launch run
    expect_status 7
    expect_calls 'meson setup' 2
    expect_calls 'ninja -C' 1
}

case_moved_tree() {
    launch run
    mv "$root" "$root, moved"
    root="$root, moved"
    edit harness/main.cpp
    : >"$FAKE/calls"
    launch run
    expect_status 7
    expect_calls 'meson setup -Dtests=' 1
    expect_in out "home $root"
}

# What a developer set up by hand keeps its options.
case_directory_set_up_by_hand() {
    mkdir -p "$root/build/meson-private"
    : >"$root/build/build.ninja"
    : >"$root/build/meson-private/coredata.dat"
    : >"$root/build/meson-private/cmd_line.txt"
    launch run
    expect_status 7
    expect_calls 'meson setup' 0
    mkdir "$root/build/meson-logs"
    launch test
    expect_status 0
    expect_calls 'meson setup --reconfigure -Dtests=true' 1
    expect_calls 'buildtype' 0
}

case_another_build_directory() {
    export FINWAIT_BUILD_DIR="made here"
    launch run
    unset FINWAIT_BUILD_DIR
    expect_status 7
    if [ -x "$sandbox/elsewhere/made here/finwait" ]; then pass; else fail 'no program there'; fi
    if [ -e "$root/build" ]; then fail 'build/ was made as well'; else pass; fi
    rm -rf "$sandbox/elsewhere/made here"
}

# ---- cases: the program --------------------------------------------------------------------------

case_arguments_and_directory() {
    launch run
    ln -s "$root/finwait" "$sandbox/a link"
    ln -s 'a link' "$sandbox/a link to it"
    status=0
    # shellcheck disable=SC2016
    (
        cd "$sandbox/elsewhere" || exit 1
        PATH=$FAKE/bin FINWAIT_OS_RELEASE=$FAKE/os-release exec "../a link to it" \
            'a b' '' '*' --flag -n '$HOME `x`' '\n' "it's" test
    ) >"$FAKE/out" 2>"$FAKE/err" <<'INPUT' || status=$?
the input
INPUT
    expect_status 7
    # shellcheck disable=SC2016
    expect_equal 'standard output' "$(cat "$FAKE/out")" "cwd $sandbox/elsewhere
home $root
[a b]
[]
[*]
[--flag]
[-n]
[\$HOME \`x\`]
[\\n]
[it's]
[test]
the input"
    rm "$sandbox/a link" "$sandbox/a link to it"
}

# The build must not read what is meant for the program.
case_input_survives_the_build() {
    uninstall libfmt-dev
    status=0
    (
        cd "$sandbox/elsewhere" || exit 1
        PATH=$FAKE/bin FINWAIT_OS_RELEASE=$FAKE/os-release exec "$root/finwait" judge -
    ) >"$FAKE/out" 2>"$FAKE/err" <<'INPUT' || status=$?
the input
INPUT
    expect_status 7
    expect_in out 'the input'
}

# ---- cases: tests --------------------------------------------------------------------------------

last_line() { tail -n 1 "$FAKE/out"; }

case_tests_pass() {
    launch test --suite 'a b'
    expect_status 0
    expect_in out 'the lines of the tests'
    expect_equal 'last line' "$(last_line)" '1 passed, 0 failed'
    expect_in calls '--print-errorlogs --suite a b'
    expect_calls 'meson setup -Dtests=true' 1
    : >"$FAKE/calls"
    launch test
    expect_calls 'meson setup' 0
    expect_calls ninja 0
    expect_calls 'meson test' 1
}

case_tests_are_counted() {
    cat >"$FAKE/results" <<'RESULTS'
{"name": "a", "stdout": "{\"result\": \"FAIL\"}", "result": "OK", "env": {}}
{"name": "b", "stdout": "", "result": "EXPECTEDFAIL", "env": {}}
{"name": "c", "stdout": "", "result": "SKIP", "env": {}}
{"name": "d", "stdout": "", "result": "FAIL", "env": {}}
{"name": "e", "stdout": "", "result": "TIMEOUT", "env": {}}
{"name": "f", "stdout": "", "result": "ERROR", "env": {}}
{"name": "g", "stdout": "", "result": "UNEXPECTEDPASS", "env": {}}
RESULTS
    printf '4\n' >"$FAKE/test-status"
    launch test
    expect_status 1
    expect_equal 'last line' "$(last_line)" '2 passed, 4 failed, 1 skipped'
}

case_no_test_ran() {
    : >"$FAKE/results"
    launch test
    expect_status 1
    expect_equal 'last line' "$(last_line)" '0 passed, 0 failed'
}

# As when Meson itself falls over after some tests.
case_meson_test_fails() {
    printf '1\n' >"$FAKE/test-status"
    launch test
    expect_status 1
}

case_tests_asked_for_later() {
    launch run
    launch test
    expect_status 0
    expect_calls 'meson setup --reconfigure -Dtests=true' 1
    : >"$FAKE/calls"
    edit harness/main.cpp
    launch run
    expect_calls 'meson setup' 0
    expect_calls 'ninja -C' 1
}

# ---- cases: two at once --------------------------------------------------------------------------

# The first is held inside ninja by a pipe until the second has said that it waits.
two_at_once() {
    mkfifo "$FAKE/gate" "$FAKE/started" "$FAKE/err"
    PATH=$FAKE/bin FINWAIT_OS_RELEASE=$FAKE/os-release "$root/finwait" first \
        </dev/null >"$FAKE/out1" 2>"$FAKE/err1" &
    first=$!
    read -r line <"$FAKE/started"
    expect_equal 'the first' "$line" 'ninja runs'
    PATH=$FAKE/bin FINWAIT_OS_RELEASE=$FAKE/os-release "$root/finwait" second \
        </dev/null >"$FAKE/out2" 2>"$FAKE/err" &
    second=$!
    read -r line <"$FAKE/err"
    rm "$FAKE/err"
    printf '%s\n' "$line" >"$FAKE/err"
    printf 'go on\n' >"$FAKE/gate"
    status=0
    wait "$first" || status=$?
    expect_status 7
    status=0
    wait "$second" || status=$?
    expect_status 7
    cat "$FAKE/out1" "$FAKE/out2" >"$FAKE/out"
    expect_in err 'finwait: waiting for another build'
    expect_in out '[first]'
    expect_in out '[second]'
    expect_calls 'ninja -C' 1
    expect_calls 'meson setup' 1
    expect_calls overlap 0
}

case_two_at_once() {
    rm "$FAKE/err"
    two_at_once
}

case_two_at_once_without_flock() {
    without flock
    rm "$FAKE/err"
    two_at_once
    if [ -L "$root/build/.lock.pid" ]; then fail 'the lock was left behind'; else pass; fi
}

# The number of a process that has ended.
case_dead_holder_without_flock() {
    without flock
    mkdir "$root/build"
    sh -c 'exit 0' &
    dead=$!
    wait "$dead"
    ln -s "$dead" "$root/build/.lock.pid"
    launch run
    expect_status 7
}

# ---- all of them ---------------------------------------------------------------------------------

make_fakes
for each in nothing_missing missing_as_root fresh_machine fresh_machine_of_another_release \
    missing_as_user missing_without_sudo told_not_to_install apt_fails header_from_elsewhere \
    other_system other_system_with_apt other_system_with_everything old_boost \
    old_boost_without_a_compiler old_boost_of_no_package newer_boost_is_kept \
    boost_tests_only_for_tests second_run_does_nothing edited_source_rebuilds \
    edit_during_the_build changed_launcher_looks_again build_failure setup_failure \
    killed_during_setup moved_tree directory_set_up_by_hand another_build_directory \
    arguments_and_directory input_survives_the_build tests_pass tests_are_counted no_test_ran \
    meson_test_fails tests_asked_for_later two_at_once two_at_once_without_flock \
    dead_holder_without_flock; do
    make_machine "$each"
    "case_$each"
    # Whatever happened, nothing was to be removed.
    for word in remove purge autoremove; do
        if grep -E "^apt-get (.* )?$word" "$FAKE/calls" >/dev/null; then fail "apt-get $word"; fi
    done
    if grep '^apt-get install' "$FAKE/calls" | grep -vq -e ' --no-remove '; then
        fail 'apt-get install without --no-remove'
    fi
done

printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
