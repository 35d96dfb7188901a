#!/usr/bin/env bash
# Runs everything that shows whether the program is sound:
#
#   tests/run.sh [--filter EXPRESSION]
#
# installs the tools the tests need (Debian packages when root, npm packages, NuGet packages), builds the native
# binaries, checks the formatting of the sources, and runs all tests against the binaries. --filter runs only the
# tests that match (as for dotnet test), for daily work. Ends with "N passed, N failed" alone on the last line, where a
# failed step before the tests counts as a failure; the status is 0 only when tests ran and nothing failed. What cannot be
# tested for want of the right to mount is said before, with its count; where CI=true it is a failure.
set -euo pipefail
# shellcheck source=tests/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

filter=()
while (($# > 0)); do
  case $1 in
    --filter)
      (($# > 1)) || die 'missing value for --filter'
      filter=(--filter "$2")
      shift
      ;;
    -h | --help)
      sed -n '2,/^set /s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
      exit 0
      ;;
    *) die "unknown option $1" ;;
  esac
  shift
done

cd "$root"
passed=0 failed=0 skipped=0

# Whatever happens, the totals are the last line.
finish() {
  local status=$?
  trap - EXIT
  # A step that ended the script has failed.
  ((status == 0 || failed > 0)) || failed=1
  if ((failed == 0 && passed == 0)); then
    echo "$script: no test was run"
    failed=1
  fi

  printf '%d passed, %d failed' "$passed" "$failed"
  ((skipped == 0)) || printf ', %d skipped' "$skipped"
  printf '\n'
  exit $((failed > 0))
}
trap finish EXIT

# step NAME COMMAND...: a check whose failure is counted; the run goes on.
step() {
  local name=$1 start=$SECONDS
  shift
  say "$name"
  if "$@"; then
    printf '%s: %d s\n' "$name" $((SECONDS - start))
  else
    printf 'FAILED: %s\n' "$name"
    failed=$((failed + 1))
  fi
}

# check_format PROJECT. The tool was seen to hang for ever after its work: it gets time, and a second try.
check_format() {
  local status=0
  timeout 240 dotnet format "$1" --verify-no-changes --no-restore </dev/null || status=$?
  if ((status == 124)); then
    status=0
    timeout 240 dotnet format "$1" --verify-no-changes --no-restore </dev/null || status=$?
  fi
  return "$status"
}

say 'tools'
need_sdk
need_packages clang lld gcc libc6-dev gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user-static binutils \
  dcmtk orthanc python3-pydicom strace time faketime tzdata e2fsprogs mandoc man-db zsh fish lintian \
  libssl-dev openssl
need_npm

# Two at a time would only share the same cores.
say 'native binaries'
publish "$root/publish"
publish "$root/publish/linux-x64-dynamic" --rid linux-x64 --dynamic
publish "$root/publish/linux-arm64-static" --rid linux-arm64
publish "$root/publish/linux-x64-tls" --rid linux-x64 --tls
publish "$root/publish/linux-arm64-tls" --rid linux-arm64 --tls

say 'real objects'
tests/objects.sh </dev/null

say 'test project'
dotnet build tests --configuration Release --nologo -v quiet </dev/null || die 'the tests do not build'

step 'format of the program' check_format getscu.csproj
step 'format of the tests' check_format tests
step 'format of the test server' check_format tests/Support/Scp

# Most machines that run this keep UTC, where local time cannot be mistaken.
in_kathmandu() {
  TZ=Asia/Kathmandu dotnet test tests --configuration Release --no-build --nologo \
    --filter 'FullyQualifiedName~Tests.Net.Log|FullyQualifiedName~PartLockTests|FullyQualifiedName~ReportWriterTests' </dev/null
}

step 'dates in another time zone' in_kathmandu

say 'tests'
results=$root/tests/TestResults
rm -rf "$results"
# A shell that runs this in the background has SIGINT ignored, which the tests of SIGINT would inherit.
env --default-signal=INT,QUIT,HUP dotnet test tests --configuration Release --no-build --nologo --logger 'trx;LogFileName=run.trx' \
  --results-directory "$results" --blame-hang-timeout 300s --blame-hang-dump-type none \
  ${filter[@]+"${filter[@]}"} </dev/null || status=$?

# <Counters total="3" executed="3" passed="3" failed="0" .../>; error, timeout and aborted are failures too.
counter() {
  sed -n "s/.*<Counters.* $1=\"\([0-9]*\)\".*/\1/p" "$results/run.trx" | head -n 1
}

[[ -f $results/run.trx ]] || die 'the test runner left no result'
total=$(counter total) executed=$(counter executed) passed=$(counter passed)
failed=$((failed + executed - passed)) skipped=$((total - executed))
if ((${status:-0} != 0 && failed == 0)); then
  echo "$script: the test runner ended with status $status"
  failed=1
fi
printf 'in all: %d s\n' "$SECONDS"

# <Message>Assert.Inconclusive failed. NOT TESTED: mounting a small disk needs root</Message>, by reason.
sed -n 's/.*\(NOT TESTED: [^<]*\).*/\1/p' "$results/run.trx" | sort | uniq -c | while read -r count reason; do
  printf '%s (%d tests)\n' "$reason" "$count"
done
