# shellcheck shell=sh disable=SC2034,SC2154
# The made-up machine of launcher_test.sh: fakes of everything that would install, build or ask about the
# system, and how the launcher is run on it.

fake() { # NAME, body on standard input
    # shellcheck disable=SC2016
    { printf '#!/bin/sh\nprintf "%%s\\n" "%s $*" >>"$FAKE/calls"\n' "$1" && cat; } >"$tools/$1"
    chmod 755 "$tools/$1"
}

make_fakes() {
    tools=$sandbox/tools
    mkdir "$tools"

    fake dpkg-query <<'BODY'
while read -r package; do
    for pattern in "$@"; do
        # shellcheck disable=SC2254
        case $package in $pattern) printf '%s install ok installed\n' "$package" ;; esac
    done
done <"$FAKE/installed"
printf 'libboost-removed-dev deinstall ok config-files\n'
BODY

    # Installs, unless it is allowed to remove something. This and the tools of the build read all
    # of their standard input, as a careless tool would.
    fake apt-get <<'BODY'
cat >/dev/null
[ "$1" = install ] || exit 0
printf 'the log of apt-get\n'
[ ! -e "$FAKE/apt-fails" ] || exit 100
case " $* " in *' --no-remove '*) ;; *) exit 99 ;; esac
for word in "$@"; do
    case $word in
        g++ | meson) ln -sf "$FAKE/../tools/$word" "$FAKE/bin/$word" ;;
        ninja-build) ln -sf "$FAKE/../tools/ninja" "$FAKE/bin/ninja" ;;
        pkg-config) ln -sf "$FAKE/../tools/pkg-config" "$FAKE/bin/pkg-config" ;;
        *-dev) ;;
        *) continue ;;
    esac
    printf '%s\n' "$word" >>"$FAKE/installed"
done
BODY

    fake sudo <<'BODY'
exec "$@"
BODY

    fake id <<'BODY'
cat "$FAKE/uid"
BODY

    # Evaluates the launcher's questions for headers against what is installed.
    fake g++ <<'BODY'
headers=$(cat "$FAKE/headers" 2>/dev/null)
boost=$(cat "$FAKE/boost" 2>/dev/null)
while read -r package; do
    case $package in
        libboost-dev) boost=108300 ;;
        libboost1.[0-9][0-9]-dev)
            boost=${package#libboost1.}
            boost=$((100000 + ${boost%-dev} * 100))
            ;;
        nlohmann-json3-dev) headers="$headers nlohmann/json.hpp" ;;
        libcli11-dev) headers="$headers CLI/CLI.hpp" ;;
        libfmt-dev) headers="$headers fmt/format.h" ;;
        libvalijson-dev) headers="$headers valijson/validator.hpp" ;;
        libboost-test*) tests=/usr/lib/ ;;
    esac
done <"$FAKE/installed"
if [ -n "$boost" ]; then headers="$headers boost/version.hpp"; fi
case $* in
    *print-file-name=*) printf '%s%s\n' "${tests-}" "${1#*=}" ;;
    *-E*)
        awk -v headers=" $headers " -v boost="$boost" '
            /^#if __has_include/ {
                split($0, part, /[<>]/)
                skip = index(headers, " " part[2] " ") == 0
                next
            }
            /^#endif/ { skip = 0; next }
            /^#/ { next }
            !skip { sub(/BOOST_VERSION/, boost); print }'
        ;;
esac
BODY

    fake pkg-config </dev/null

    fake meson <<'BODY'
cat >/dev/null
command=$1
for word in "$@"; do
    build=${root-}
    root=$word
done
if [ "$command" = setup ]; then
    printf 'the log of meson\n'
    [ ! -e "$FAKE/meson-fails" ] || exit 1
    mkdir -p "$build/meson-private" "$build/meson-logs"
    # A setup that came to its end is not repeated, as with the real one.
    if [ -e "$build/meson-private/coredata.dat" ] && [ "$2" != --reconfigure ]; then exit 0; fi
    : >"$build/meson-private/coredata.dat"
    if [ -e "$FAKE/meson-killed" ]; then
        rm "$FAKE/meson-killed"
        kill -KILL "$PPID"
        exit 1
    fi
    : >"$build/build.ninja"
    : >"$build/meson-private/cmd_line.txt"
    exit 0
fi
# meson test -C BUILD ...
printf 'the lines of the tests\n'
cp "$FAKE/results" "$3/meson-logs/testlog.json"
exit "$(cat "$FAKE/test-status")"
BODY

    # Notes two at once, and builds a program that says how it was called.
    fake ninja <<'BODY'
build=$2
[ -e "$build/build.ninja" ] || exit 1
cat >/dev/null
if ! mkdir "$FAKE/building"; then
    printf 'overlap\n' >>"$FAKE/calls"
elif [ -p "$FAKE/gate" ] && [ ! -e "$FAKE/gate-passed" ]; then
    : >"$FAKE/gate-passed"
    printf 'ninja runs\n' >"$FAKE/started"
    read -r answer <"$FAKE/gate"
    : "$answer"
fi
if [ -e "$FAKE/edit-meanwhile" ]; then
    rm "$FAKE/edit-meanwhile"
    until [ -n "$(find "$FAKE/edited" -newer "$build/.building")" ]; do : >"$FAKE/edited"; done
    mv "$FAKE/edited" "$FAKE/../root of $FAKE_CASE/harness/main.cpp"
fi
rmdir "$FAKE/building" 2>/dev/null
if [ -e "$FAKE/ninja-fails" ]; then
    line=0
    while [ "$line" -lt 60 ]; do
        line=$((line + 1))
        printf 'line %s of the log\n' "$line"
    done
    exit 1
fi
{
    printf '#!/bin/sh\n'
    printf 'printf "cwd %%s\\nhome %%s\\n" "$PWD" "$FINWAIT_HOME"\n'
    printf 'for argument in "$@"; do printf "[%%s]\\n" "$argument"; done\n'
    printf 'cat\n'
    printf 'exit 7\n'
} >"$build/finwait"
chmod 755 "$build/finwait"
BODY
}

real_tools='awk cat chmod cksum cp env find grep ln mkdir mv nproc readlink rm rmdir sed sh sleep'
real_tools="$real_tools tail tr"

# A machine with everything in place, and a fresh checkout. Cases take things away.
make_machine() { # CASE
    case_name=$1
    FAKE_CASE=$1
    FAKE=$sandbox/$1
    root="$sandbox/root of $1"
    export FAKE FAKE_CASE
    mkdir -p "$FAKE/bin" "$root/harness" "$root/tests" "$sandbox/elsewhere"
    cp "$launcher" "$root/finwait"
    : >"$root/meson.build"
    : >"$root/meson_options.txt"
    : >"$root/harness/main.cpp"
    : >"$root/tests/a_test.cpp"
    for name in $real_tools flock; do
        found=$(command -v "$name") && ln -s "$found" "$FAKE/bin/$name"
    done
    for name in "$tools"/*; do ln -s "$name" "$FAKE/bin/${name##*/}"; done
    printf '%s\n' libboost1.81-dev libboost-test1.81-dev nlohmann-json3-dev libcli11-dev \
        libfmt-dev libvalijson-dev >"$FAKE/installed"
    system debian bookworm 12
    printf '0\n' >"$FAKE/uid"
    printf '0\n' >"$FAKE/test-status"
    printf '{"name": "a", "stdout": "", "result": "OK"}\n' >"$FAKE/results"
    : >"$FAKE/calls"
    : >"$FAKE/out"
    : >"$FAKE/err"
}

system() { # ID CODENAME VERSION [ID_LIKE]
    printf 'PRETTY_NAME="A system"\nID=%s\nVERSION_CODENAME=%s\nVERSION_ID="%s"\nID_LIKE="%s"\n' \
        "$1" "$2" "$3" "${4-}" >"$FAKE/os-release"
}

without() { # TOOL...
    for name in "$@"; do rm "$FAKE/bin/$name"; done
}

uninstall() { # PACKAGE...
    for name in "$@"; do
        grep -vxF -e "$name" "$FAKE/installed" >"$FAKE/installed.new"
        mv "$FAKE/installed.new" "$FAKE/installed"
    done
}

# Runs the launcher in another directory. The output is in out and err, the exit status in status.
launch() { # ARGS...
    status=0
    (
        cd "$sandbox/elsewhere" || exit 1
        PATH=$FAKE/bin FINWAIT_OS_RELEASE=$FAKE/os-release exec "$root/finwait" "$@"
    ) </dev/null >"$FAKE/out" 2>"$FAKE/err" || status=$?
}

# Far in the future, so that no clock has to tick between a build and an edit.
edit() { touch -t 203001010000 "$root/$1"; }

unedit() { touch -t 200001010000 "$root/$1"; }
