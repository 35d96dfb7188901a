#!/usr/bin/env bash
# Builds getscu as a native executable. See --help.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
here=$PWD

# Upper limits in bytes; a binary above its limit fails the build.
readonly STATIC_LIMIT=3500000
readonly TLS_LIMIT=8000000
readonly DYNAMIC_LIMIT=2500000

usage() {
  cat <<'TEXT'
usage: publish.sh [--static | --dynamic | --tls] [--rid RID] [--output DIR]
       publish.sh --all | --pack [--output DIR]

Builds getscu as a native executable. Without options: the static executable
for this machine, as publish/getscu.

  --static      no dependency at all, runs in an empty root (default)
  --dynamic     needs the C library (glibc) of the machine it runs on, and
                for TLS its OpenSSL 3
  --tls         as --static, with Debian's OpenSSL linked in
  --rid RID     linux-x64 or linux-arm64 (default: this machine's)
  --output DIR  folder for getscu (default: publish beside this script)
  --all         static and dynamic for both architectures, into
                DIR/<rid>-<static|dynamic>/getscu, then --pack
  --pack        only packs the static executables that --all has built
  --help        this text

Needs the .NET 10 SDK, clang and lld, and the cross C library for the other
architecture. What is missing is installed when run as root on a Debian-like
system; otherwise the command to do so is printed. The same source gives the
same bytes in every folder. Ends with path, size and SHA-256 of each file.

Beside the binaries, in DIR, lie the manual page, getscu.1, and completions/
for bash (getscu), zsh (_getscu) and fish (getscu.fish), written by a binary
that runs on this machine; beside a static one, in getscu.linked, the sums of
the files that the linker took something from. Packed are, on a Debian-like
system, dated SOURCE_DATE_EPOCH or else as the manual page:

  getscu-VERSION-linux-{x64,arm64}.tar.gz  the static executable, the manual
                page, completions, README.md, COPYRIGHT
  getscu_VERSION_{amd64,arm64}.deb         the same as a package; dcmtk's
                getscu is getscu.dcmtk while it is installed; the maintainer
                is DEBFULLNAME <DEBEMAIL>
  getscu-VERSION-oci-{amd64,arm64}.tar     an image with nothing but the
                executable, for docker load and podman load
  getscu-VERSION.cdx.json                  what is linked in (CycloneDX 1.6)
  SHA256SUMS                               for sha256sum -c
TEXT
}

die() {
  printf 'publish.sh: %s\n' "$*" >&2
  exit 1
}

kind='' rid='' output='' all=false pack=false
while (($# > 0)); do
  case $1 in
    -h | --help) usage && exit 0 ;;
    --static | --dynamic | --tls)
      [[ -z $kind || $kind == "${1#--}" ]] || die '--static, --dynamic and --tls exclude each other'
      kind=${1#--}
      ;;
    --rid | --output)
      (($# > 1)) || die "missing value for $1"
      [[ -n $2 ]] || die "empty value for $1"
      if [[ $1 == --rid ]]; then rid=$2; else output=$2; fi
      shift
      ;;
    --all) all=true pack=true ;;
    --pack) pack=true ;;
    *) die "unknown option $1 (see --help)" ;;
  esac
  shift
done

machine=$(uname -m | sed 's/^x86_64$/linux-x64/; s/^aarch64$/linux-arm64/')
[[ $machine == linux-* ]] || die "cannot build on $machine: x86_64 and aarch64 only"

if $pack; then
  [[ -z $kind && -z $rid ]] || die '--all and --pack take no --static, --dynamic, --tls or --rid'
else
  kind=${kind:-static} rid=${rid:-$machine}
  [[ $rid == linux-x64 || $rid == linux-arm64 ]] || die "unknown runtime identifier $rid: linux-x64 or linux-arm64"
fi

output=${output:-$root/publish}
[[ $output == /* ]] || output=$here/$output

# dotnet needs a home for its package cache.
HOME=${HOME:-$(getent passwd "$(id -u)" | cut -d: -f6 || true)}
export HOME=${HOME:-/tmp} DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

# archives RID: prints the folder of OpenSSL's libssl.a for RID; nothing where there is none.
archives() {
  local triple=x86_64-linux-gnu file
  [[ $1 == linux-x64 ]] || triple=aarch64-linux-gnu
  file=$(clang "--target=$triple" -print-file-name=libssl.a)
  [[ $file == /* ]] || file=$root/obj/openssl/usr/lib/$triple/libssl.a
  [[ ! -e $file ]] || dirname "$(readlink -f "$file")"
}

# unpack_openssl RID: the same for the other architecture, unpacked below obj/; the system's own packages stay as they are.
unpack_openssl() {
  local folder=$root/obj/openssl arch=amd64 options
  [[ $1 == linux-x64 ]] || arch=arm64
  command -v apt-get >/dev/null || die "OpenSSL's libssl.a and libcrypto.a for $1 are needed in $folder/usr/lib (Debian: libssl-dev:$arch)"
  rm -rf "$folder"
  mkdir -p "$folder"/apt/{state/lists/partial,cache/archives/partial}
  : >"$folder/apt/status"
  options=(-qq -o "APT::Architecture=$arch" -o "APT::Architectures=$arch" -o "Dir::State=$folder/apt/state"
    -o "Dir::State::status=$folder/apt/status" -o "Dir::Cache=$folder/apt/cache" -o APT::Sandbox::User=root)
  (cd "$folder/apt" && apt-get "${options[@]}" update && apt-get "${options[@]}" download libssl-dev \
    && dpkg-deb -x libssl-dev_*.deb "$folder") >&2 </dev/null || die "cannot get Debian's libssl-dev for $arch"
  rm -rf "$folder/apt"
}

# missing RID: prints the Debian packages that a build for RID lacks here.
missing() {
  local triple=x86_64-linux-gnu cross='gcc-x86-64-linux-gnu libc6-dev-amd64-cross' file
  [[ $1 == linux-x64 ]] || triple=aarch64-linux-gnu cross='gcc-aarch64-linux-gnu libc6-dev-arm64-cross'
  [[ $1 != "$machine" ]] || cross='gcc libc6-dev'

  if [[ $kind == tls && $1 == "$machine" ]] && { ! command -v clang >/dev/null || [[ -z $(archives "$1") ]]; }; then
    printf 'libssl-dev '
  fi

  command -v clang >/dev/null || printf 'clang '
  command -v ld.lld >/dev/null || printf 'lld '
  # An absolute answer means that clang finds the file. Without clang all is named; apt skips what is there.
  for file in crt1.o libc.a libgcc_eh.a; do
    if [[ $(clang "--target=$triple" "-print-file-name=$file" 2>/dev/null) != /* ]]; then
      printf '%s ' "$cross"
      return
    fi
  done
}

# require RID...: installs what the builds need, or tells how to.
require() {
  local packages='' target cache
  command -v dotnet >/dev/null || die 'the .NET 10 SDK is needed: no dotnet found in PATH'
  if [[ ! $(dotnet --version) =~ ^([0-9]+)\. ]] || ((BASH_REMATCH[1] < 10)); then
    die "the .NET 10 SDK is needed, found $(dotnet --version)"
  fi

  # The linker gets the packages' paths in a file that separates by blanks.
  cache=$(dotnet nuget locals global-packages --list)
  cache=${cache#*: }
  [[ $cache != *[[:space:]]* ]] ||
    die "NuGet's package cache lies in a folder with a blank in its name, which the linker does not take: $cache
  this puts it elsewhere: NUGET_PACKAGES=/var/tmp/nuget $0"

  ! $pack || command -v python3 >/dev/null || packages='python3 '
  for target in "$@"; do packages+=$(missing "$target"); done
  packages=$(tr ' ' '\n' <<<"$packages" | sort -u | paste -sd ' ' | sed 's/^ *//')
  [[ -n $packages ]] || return 0

  local install="apt-get install -y --no-install-recommends $packages"
  if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
    [[ $(id -u) == 0 ]] || install="sudo $install"
    die "missing tools; on a Debian-like system this installs them:
  $install"
  fi

  printf 'installing: %s\n' "$packages" >&2
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update && $install; } >&2 </dev/null || die "failed: $install"
  for target in "$@"; do
    [[ -z $(missing "$target") ]] || die "still missing after the installation: $(missing "$target")"
  done
}

# build RID KIND FILE
build() {
  local work=$root/obj/publish/$1-$2 log=$root/obj/publish/$1-$2.log static=false limit=$DYNAMIC_LIMIT openssl='' size
  [[ $2 == dynamic ]] || static=true limit=$STATIC_LIMIT
  if [[ $2 == tls ]]; then
    [[ -n $(archives "$1") ]] || unpack_openssl "$1"
    limit=$TLS_LIMIT openssl=$(archives "$1")
  fi

  printf 'building %s %s\n' "$1" "$2" >&2
  rm -rf "$work"
  mkdir -p "$work"
  # No build server is left behind; 9 is the lock, which no child may keep.
  if ! dotnet publish "$root/getscu.csproj" --configuration Release --runtime "$1" --self-contained \
    --artifacts-path "$work" --output "$work/out" --nologo -nodeReuse:false \
    -p:UseSharedCompilation=false -p:StaticExecutable=$static "-p:OpenSslArchives=$openssl" -p:DebugType=none \
    -p:StripSymbols=false -p:ContinuousIntegrationBuild=true -p:NuGetAudit=false "-p:PathMap=$root=/_" \
    "-p:LinkerMap=${work#"$root/"}/map" >"$log" 2>&1 9>&- </dev/null; then
    cat "$log" >&2
    die "building $1 $2 failed"
  fi

  ! grep -iE '(^|: )(warning|error)[ :]' "$log" >&2 || die "building $1 $2 gave warnings"
  size=$(stat -c %s "$work/out/getscu")
  mkdir -p "$(dirname "$3")"
  if $static; then
    # Lines of the map: VMA LMA Size Align /path/libc.a(printf.o):(.text)
    sed -nE 's|^[ 0-9a-f]+ (/.*\.[oa])(\([^:]*\))?:\(.*|\1|p' "$work/map" | grep -vF "$work/" | sort -u |
      xargs -d '\n' sha256sum >"$3.linked"
  fi

  install -m 755 "$work/out/getscu" "$3.new"
  mv -f "$3.new" "$3"
  rm -rf "$work" "$log"
  printf '%s\n  %s %s, %d bytes (limit %d)\n  SHA-256 %s\n' \
    "$3" "$1" "$2" "$size" "$limit" "$(sha256sum <"$3" | cut -d' ' -f1)"
  ((size <= limit)) || die "$3 is larger than $limit bytes"
}

# documents FILE: writes what the binary FILE has to say into DIR.
documents() {
  local kind file
  mkdir -p "$output/completions"
  for kind in man:getscu.1 bash:completions/getscu zsh:completions/_getscu fish:completions/getscu.fish; do
    file=$output/${kind#*:}
    "$1" --generate "${kind%%:*}" >"$file.new"
    mv -f "$file.new" "$file"
  done
}

# pack: makes of the static executables in DIR what is handed on.
pack() {
  [[ -f $output/linux-x64-static/getscu.linked && -f $output/linux-arm64-static/getscu.linked ]] ||
    die "nothing to pack in $output: --all builds it"
  documents "$output/$machine-static/getscu"
  python3 "$root/.release/pack.py" "$root" "$output" || die 'packing failed'
}

if $pack && ! $all; then
  pack
  exit
fi

if $all; then require linux-x64 linux-arm64; else require "$rid"; fi

# One build at a time in a source folder.
mkdir -p "$root/obj/publish"
exec 9>"$root/obj/publish/lock"
flock 9

if $all; then
  for kind in {linux-x64,linux-arm64}-{static,dynamic}; do
    build "${kind%-*}" "${kind##*-}" "$output/$kind/getscu"
  done
  pack
else
  build "$rid" "$kind" "$output/getscu"
  if [[ $rid == "$machine" ]]; then
    documents "$output/getscu"
  else
    printf 'getscu.1 and completions/ are written with a build for %s\n' "$machine" >&2
  fi
fi
