#!/bin/sh
# SPDX-License-Identifier: MPL-2.0
# Runs every harness of a fuzz build for some seconds, beginning with its corpus. New inputs that reach new code are kept in
# BUILD/corpus/NAME; what crashes is in BUILD/findings. Usage: tools/fuzz.sh BUILD SECONDS [NAME...]
set -eu
build="$1"
seconds="$2"
shift 2
root="$(cd "$(dirname "$0")/.." && pwd)"
[ "$#" -gt 0 ] || set -- $(cd "$root/fuzz/corpus" && ls)

mkdir -p "$build/findings"
for name in "$@"; do
  mkdir -p "$build/corpus/$name"
  echo "== fuzzing $name for $seconds s"
  # Python keeps what it has until it ends.
  leaks=1
  [ "$name" = template_text ] && leaks=0
  "$build/fuzz_$name" -max_total_time="$seconds" -timeout=25 -rss_limit_mb=2048 -detect_leaks="$leaks" -print_final_stats=1 \
    -verbosity=0 -artifact_prefix="$build/findings/$name-" "$build/corpus/$name" "$root/fuzz/corpus/$name" 2>"$build/$name.log" ||
    { tail -n 40 "$build/$name.log"; echo "$name: a finding; its input is in $build/findings"; exit 1; }
  grep number_of_executed_units "$build/$name.log" || true
done
