#!/bin/sh
# SPDX-License-Identifier: MPL-2.0
# Installs what a build and its tests need from Debian 12; says so first; does nothing when all is there.
# Usage: tools/install_packages.sh build|check|long
set -eu

build="ca-certificates cmake ninja-build g++ pkg-config libcurl4-openssl-dev libssl-dev libsimdjson-dev nlohmann-json3-dev
  libsqlitecpp-dev libsqlite3-dev libspdlog-dev libfmt-dev libcli11-dev libsodium-dev
  libgtest-dev libgmock-dev librapidcheck-dev libcpp-httplib-dev pybind11-dev python3-dev python3-jinja2 nodejs node-graphql python3"
check="clang-format clang-tidy clang man-db pandoc python3-jsonschema binutils"
long="gcovr libclang-rt-14-dev"

case "${1:-build}" in
  build) wanted="$build" ;;
  check) wanted="$build $check" ;;
  long) wanted="$build $check $long" ;;
  *) echo "usage: $0 build|check|long" >&2; exit 64 ;;
esac

missing=""
for package in $wanted; do
  case "$package" in
    # Another Node.js than Debian's will do: only its modules are Debian's.
    nodejs) if command -v node >/dev/null 2>&1; then continue; fi ;;
  esac
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

run=""
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null 2>&1 || { echo "Please install as root: apt-get install$missing" >&2; exit 1; }
  run="sudo"
fi
echo "Installing Debian packages${run:+ through sudo}:$missing"
$run apt-get update -qq
DEBIAN_FRONTEND=noninteractive $run apt-get install -y -qq --no-install-recommends $missing >/dev/null
