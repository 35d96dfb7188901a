# Functions that the scripts beside this file share. Source it; it does nothing by itself.
# shellcheck shell=bash

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
script=$(basename -- "$0")

# Tools need a home for their caches; a service may have none.
if [[ -z ${HOME:-} ]]; then
  HOME=$(getent passwd "$(id -u)" | cut -d: -f6 || true)
fi
export HOME=${HOME:-/tmp} DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

say() {
  printf '== %s\n' "$*"
}

die() {
  printf '%s: %s\n' "$script" "$*" >&2
  exit 1
}

# need_packages PACKAGE...: installs the Debian packages that are absent, when root; else tells how to.
need_packages() {
  local package absent=() install attempt
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    printf '%s: not a Debian-like system; these must be there by other means: %s\n' "$script" "$*" >&2
    return 0
  fi

  for package in "$@"; do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true) == installed ]] || absent+=("$package")
  done
  ((${#absent[@]} > 0)) || return 0

  install="apt-get install -y --no-install-recommends ${absent[*]}"
  [[ $(id -u) == 0 ]] || die "packages are missing; this installs them:
  sudo $install"
  say "installing ${absent[*]}"
  export DEBIAN_FRONTEND=noninteractive
  for attempt in 1 2 3; do
    if { apt-get update -q && $install; } </dev/null >"$root/obj/apt.log" 2>&1; then
      return 0
    fi
    printf '%s: attempt %d failed\n' "$script" "$attempt" >&2
    sleep 5
  done
  tail -n 20 "$root/obj/apt.log" >&2
  die "failed: $install"
}

# npm comes with the nodejs of other sources, and as a package of its own in Debian.
need_npm() {
  command -v npm >/dev/null || need_packages npm
}

need_sdk() {
  command -v dotnet >/dev/null || die 'the .NET 10 SDK is needed: no dotnet found in PATH'
}

# is_newest FILE: whether FILE is newer than everything it is built from.
is_newest() {
  [[ -f $1 ]] || return 1
  (
    cd "$root" || exit 1
    [[ -z $(find getscu.csproj publish.sh Program.cs Dicom Net Storage ! -name '*.md' -newer "$1" -print -quit) ]]
  )
}

# publish DIR OPTION...: builds DIR/getscu unless it is there and newer than the sources.
publish() {
  local folder=$1
  shift
  if is_newest "$folder/getscu"; then
    printf '%s is up to date\n' "$folder/getscu"
  else
    "$root/publish.sh" --output "$folder" "$@"
  fi
}

mkdir -p "$root/obj"
