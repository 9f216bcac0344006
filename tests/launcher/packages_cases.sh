# shellcheck shell=sh disable=SC2154
# Cases of launcher_test.sh: packages that are missing, there, or in the way.

case_nothing_missing() {
    launch run x
    expect_status 7
    expect_in out '[run]'
    expect_calls apt-get 0
    expect_calls sudo 0
    expect_calls 'meson setup' 1
    expect_calls 'ninja -C' 1
    expect_equal 'standard error' "$(cat "$FAKE/err")" ''
}

case_missing_as_root() {
    without meson
    uninstall libvalijson-dev
    launch run
    expect_status 7
    expect_in err 'finwait: installing meson, libvalijson-dev (needed to build; once)'
    expect_equal 'lines of standard error' "$(grep -c '' "$FAKE/err")" 1
    expect_calls 'apt-get update -qq' 1
    expect_calls 'apt-get install -y -qq --no-install-recommends --no-remove' 1
    expect_equal 'end of the call' "$(grep -c ' meson libvalijson-dev$' "$FAKE/calls")" 1
    expect_calls sudo 0
}

case_fresh_machine() {
    without g++ meson ninja pkg-config
    : >"$FAKE/installed"
    launch test
    expect_status 0
    expect_in calls 'g++ meson ninja-build pkg-config libboost1.81-dev nlohmann-json3-dev'
    expect_in calls 'libcli11-dev libfmt-dev libvalijson-dev libboost-test1.81-dev'
}

case_fresh_machine_of_another_release() {
    system ubuntu noble 24.04 debian
    : >"$FAKE/installed"
    launch test
    expect_status 0
    expect_in calls 'libboost-dev nlohmann-json3-dev libcli11-dev'
    expect_in calls 'libfmt-dev libvalijson-dev libboost-test-dev'
    expect_not_in calls 'libboost1.81-dev'
}

case_missing_as_user() {
    printf '1000\n' >"$FAKE/uid"
    uninstall libfmt-dev
    launch run
    expect_status 7
    expect_calls 'sudo env DEBIAN_FRONTEND=noninteractive apt-get update' 1
    expect_calls 'sudo env DEBIAN_FRONTEND=noninteractive apt-get install' 1
    expect_in err 'installing libfmt-dev with sudo'
}

case_missing_without_sudo() {
    printf '1000\n' >"$FAKE/uid"
    without sudo
    uninstall libfmt-dev
    launch run
    expect_status 69
    expect_in err 'As root: apt-get install --no-install-recommends libfmt-dev'
    expect_calls apt-get 0
    expect_calls meson 0
}

case_told_not_to_install() {
    uninstall libfmt-dev libcli11-dev
    export FINWAIT_NO_INSTALL=1
    launch run
    unset FINWAIT_NO_INSTALL
    expect_status 69
    expect_in err 'missing: libcli11-dev, libfmt-dev'
    expect_calls apt-get 0
}

case_apt_fails() {
    uninstall libfmt-dev
    : >"$FAKE/apt-fails"
    launch run
    expect_status 69
    expect_in err 'the log of apt-get'
    expect_calls meson 0
    rm "$FAKE/apt-fails"
    launch run
    expect_status 7
}

case_header_from_elsewhere() {
    uninstall libfmt-dev
    printf 'fmt/format.h\n' >"$FAKE/headers"
    launch run
    expect_status 7
    expect_calls apt-get 0
}

case_other_system() {
    system fedora '' 42
    without apt-get dpkg-query meson
    : >"$FAKE/installed"
    launch run
    expect_status 69
    for name in meson 'Boost headers, 1.81' nlohmann/json.hpp CLI/CLI.hpp fmt/format.h \
        valijson/validator.hpp; do
        expect_in err "$name"
    done
    expect_not_in err 'pkg-config'
    expect_calls ninja 0
}

# apt-get alone does not make a Debian.
case_other_system_with_apt() {
    system altlinux '' 11
    : >"$FAKE/installed"
    launch run
    expect_status 69
    expect_calls apt-get 0
}

case_other_system_with_everything() {
    system fedora '' 42
    without apt-get dpkg-query
    launch run
    expect_status 7
    launch run
    expect_status 7
    expect_calls 'g++' 1
}

# ---- cases: Boost --------------------------------------------------------------------------------

case_old_boost() {
    uninstall libboost1.81-dev libboost-test1.81-dev
    printf 'libboost1.74-dev\n' >>"$FAKE/installed"
    launch run
    expect_status 69
    expect_in err 'libboost1.74-dev is installed (1.74)'
    expect_in err 'apt-get install libboost1.81-dev (this removes libboost1.74-dev)'
    expect_calls apt-get 0
    expect_calls meson 0
}

case_old_boost_without_a_compiler() {
    uninstall libboost1.81-dev libboost-test1.81-dev
    printf 'libboost1.74-dev\n' >>"$FAKE/installed"
    without g++
    launch test
    expect_status 69
    expect_in err 'libboost1.74-dev'
    expect_calls apt-get 0
}

case_old_boost_of_no_package() {
    uninstall libboost1.81-dev libboost-test1.81-dev
    printf '107400\n' >"$FAKE/boost"
    launch run
    expect_status 69
    expect_in err 'The compiler finds Boost 1.74, which no package owns'
    expect_calls apt-get 0
}

case_newer_boost_is_kept() {
    uninstall libboost1.81-dev libboost-test1.81-dev
    printf '%s\n' libboost1.83-dev libboost1.83-tools-dev >>"$FAKE/installed"
    launch test
    expect_status 0
    expect_calls 'apt-get install' 1
    expect_equal 'end of the call' \
        "$(grep -c ' DPkg::Lock::Timeout=300 libboost-test1.83-dev$' "$FAKE/calls")" 1
}

case_boost_tests_only_for_tests() {
    uninstall libboost-test1.81-dev
    launch run
    expect_status 7
    expect_calls apt-get 0
    launch test
    expect_status 0
    expect_in err 'installing libboost-test1.81-dev (needed'
}
