#!/usr/bin/env bash
# Measures the native binary beside the reference getscu of Debian's dcmtk (with its defaults, and with TCP_NODELAY=1
# in its environment), and beside the floor: a minimal receiver that only reads and writes. Prints Markdown tables of
# wall and CPU time, peak memory, system calls and throughput, and how they stand to the targets. Objects come from a fast
# sender of its own, and from Orthanc and dcmqrscp.
#
#   tests/bench.sh [--quick] [--runs N] [--only TEXT] [--no-archives] [--no-link] [--far]
#   tests/bench.sh --chart
#   tests/bench.sh --tls [--runs N]
#
#   --quick      smaller workloads, three rounds, no link: about three minutes (else about half an hour)
#   --runs N     rounds that count; what is compared runs in turns within a round
#   --only TEXT  only workloads whose name contains the text
#   --no-archives  nothing from Orthanc and dcmqrscp of Debian's packages
#   --no-link    nothing over the link with 5 ms delay each way (which needs root and a tun device)
#   --far        only what several objects in flight are worth over that link: about two minutes
#   --chart      measures nothing: draws tests/Bench/chart.svg anew from the tables in tests/Bench/RESULTS.md
#   --tls        only what TLS costs, with the static binary that has OpenSSL: about a minute
#
# BINARY=FILE measures another build than publish/getscu. YARDSTICK=FILE is the C source of another floor
# (usage: PROGRAM PORT PDU FOLDER|-), which then stands beside the own one.
# Files go to /dev/shm. Let nothing else run meanwhile. Sources: tests/Bench.
set -euo pipefail
# shellcheck source=tests/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

if [[ ${1:-} == -h || ${1:-} == --help ]]; then
  sed -n '2,/^set /s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
  exit 0
fi

tls=false
export PYTHONDONTWRITEBYTECODE=1
if [[ ${1:-} == --chart ]]; then
  need_packages python3
  exec /usr/bin/python3 "$root/tests/Bench/chart.py"
elif [[ ${1:-} == --tls ]]; then
  tls=true
  shift
  need_packages libssl-dev openssl
fi

need_packages gcc libc6-dev clang lld dcmtk orthanc strace iproute2 python3
build=$root/obj/bench
mkdir -p "$build"
rm -f "$build/yardstick"
for program in blast floor measure link; do
  gcc -O2 -Wall -Wextra -Werror -o "$build/$program" "$root/tests/Bench/$program.c"
done
[[ -z ${YARDSTICK:-} ]] || gcc -O2 -w -o "$build/yardstick" "$YARDSTICK"

if $tls; then
  gcc -O2 -Wall -Wextra -Werror -o "$build/front" "$root/tests/Bench/front.c" -lssl -lcrypto
  need_sdk
  [[ -n ${BINARY:-} ]] || publish "$root/publish/linux-x64-tls" --rid linux-x64 --tls >&2
  exec /usr/bin/python3 "$root/tests/Bench/tls.py" --build "$build" --binary "${BINARY:-$root/publish/linux-x64-tls/getscu}" "$@"
fi

if [[ -z ${BINARY:-} ]]; then
  need_sdk
  publish "$root/publish" >&2
  BINARY=$root/publish/getscu
fi

exec /usr/bin/python3 "$root/tests/Bench/bench.py" --build "$build" --binary "$BINARY" "$@"
