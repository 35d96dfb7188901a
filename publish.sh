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
  python3 - "$root" "$output" <<'PYTHON' || die 'packing failed'
import calendar, gzip, hashlib, io, json, lzma, os, pathlib, platform, re, subprocess, sys, tarfile, time

ROOT, DIR = map(pathlib.Path, sys.argv[1:])
PAGE = (DIR / "getscu.1").read_bytes()
DAY, VERSION = re.search(r'^\.TH GETSCU 1 (\S+) "getscu (\S+)"', PAGE.decode(), re.M).groups()
EPOCH = int(os.environ.get("SOURCE_DATE_EPOCH") or calendar.timegm(time.strptime(DAY, "%Y-%m-%d")))
MAINTAINER = f"{os.environ.get('DEBFULLNAME') or 'getscu'} <{os.environ.get('DEBEMAIL') or 'getscu@localhost'}>"
DEB = f"pkg:deb/{platform.freedesktop_os_release()['ID']}"
BASH, ZSH, FISH = ((DIR / "completions" / name).read_bytes() for name in ("getscu", "_getscu", "getscu.fish"))
FIELDS = "${Package}\t${Version}\t${Architecture}\t${source:Package} (= ${source:Version})\n"
LICENCES = {"libc6-dev": ("glibc", "LGPL-2.1-or-later"), "libgcc": ("libgcc", "GPL-3.0-or-later WITH GCC-exception-3.1")}

def at(form):
    return time.strftime(form, time.gmtime(EPOCH))

def output(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout

def tar(files, root=""):
    """Nothing of this machine or hour is in it. Programs are executable."""
    folders = {f"{parent}/" for name in files for parent in pathlib.PurePosixPath(name).parents if parent.name}
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w", format=tarfile.USTAR_FORMAT) as out:
        for name in sorted(folders | set(files) | ({""} if root else set())):
            entry, content = tarfile.TarInfo(root + name), files.get(name, b"")
            entry.mtime, entry.size, entry.type = EPOCH, len(content), tarfile.REGTYPE if name in files else tarfile.DIRTYPE
            entry.mode = 0o755 if name not in files or content[:2] in (b"#!", b"\x7fE") else 0o644
            out.addfile(entry, io.BytesIO(content))
    return archive.getvalue()

def linked(sums):
    """What is linked in: name, version, licence, URL of the package, source of a Debian package; and the licences' texts."""
    found, texts, files = set(), b"", []
    if subprocess.run(("sha256sum", "--check", "--quiet", sums), stdout=sys.stderr).returncode:
        sys.exit(f"{sums.parent}: what was linked in has changed since, build it again")
    for path in (line[66:] for line in sums.read_text().splitlines()):
        if not (nuget := re.search(r".*/(microsoft\.netcore\.app\.runtime\.[^/]+)/([^/]+)(?=/)", path)):
            files.append(os.path.realpath(path))
            continue
        found.add((*nuget.groups(), "MIT", "pkg:nuget/{}@{}".format(*nuget.groups()), ""))
        texts = b"".join(pathlib.Path(nuget[0], name).read_bytes() for name in ("LICENSE.TXT", "THIRD-PARTY-NOTICES.TXT"))
        if path.endswith("/libz.a"):
            version = re.search(rb" zlib-ng ([0-9.]+)", pathlib.Path(path).read_bytes())[1].decode()
            found.add(("zlib-ng", version, "Zlib", f"pkg:github/zlib-ng/zlib-ng@{version}", ""))
    owners = sorted({line.split(": ")[0] for line in output("dpkg-query", "-S", *files).splitlines()})
    for line in output("dpkg-query", "-W", "-f", FIELDS, *owners).splitlines():
        package, version, machine, source = line.split("\t")
        name, licence = next(LICENCES[prefix] for prefix in LICENCES if package.startswith(prefix))
        found.add((name, version, licence, f"{DEB}/{package}@{version.replace('+', '%2B')}?arch={machine}", source))
    return sorted(found), texts.replace(b"\r", b"")

def debian(architecture, program, libraries, notices):
    changes = f"getscu ({VERSION}) unstable; urgency=medium\n\n  * Release.\n\n -- {MAINTAINER}  {at('%a, %d %b %Y %T +0000')}\n"
    files = {"usr/bin/getscu": program} | {f"usr/share/{name}": content for name, content in {
        "bash-completion/completions/getscu": BASH, "fish/vendor_completions.d/getscu.fish": FISH,
        "zsh/vendor-completions/_getscu": ZSH, "man/man1/getscu.1.gz": gzip.compress(PAGE, 9, mtime=0),
        "doc/getscu/copyright": notices, "doc/getscu/changelog.gz": gzip.compress(changes.encode(), 9, mtime=0),
        "lintian/overrides/getscu": (ROOT / ".debian/lintian-overrides").read_bytes()}.items()}
    control = {name: (ROOT / ".debian" / name).read_bytes() for name in ("control", "preinst", "postrm")}
    size, sources = sum(map(len, files.values())) // 1024 + 1, sorted({library[4] for library in libraries} - {""})
    control["control"] = control["control"].decode().format(
        version=VERSION, architecture=architecture, maintainer=MAINTAINER, size=size, sources=", ".join(sources)).encode()
    control["md5sums"] = "".join(f"{hashlib.md5(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()
    members = {"debian-binary": b"2.0\n"} | {
        f"{name}.tar.xz": lzma.compress(tar(content, "./")) for name, content in (("control", control), ("data", files))}
    return b"!<arch>\n" + b"".join(
        f"{name:16}{EPOCH:<12}{0:<6}{0:<6}{'100644':8}{len(content):<10}`\n".encode() + content + b"\n" * (len(content) % 2)
        for name, content in members.items())

def image(runs_on, program):
    """An image layout of the OCI that has also the manifest.json of docker save: each engine takes one of them."""
    blobs, kind = {}, "application/vnd.oci.image."

    def blob(name, content):
        digest = hashlib.sha256(content).hexdigest()
        blobs[f"blobs/sha256/{digest}"] = content
        return {"mediaType": kind + name, "digest": f"sha256:{digest}", "size": len(content)}

    layer = blob("layer.v1.tar", tar({"getscu": program}))
    config = blob("config.v1+json", json.dumps(runs_on | {
        "created": at("%FT%TZ"), "config": {"Entrypoint": ["/getscu"], "WorkingDir": "/data"},
        "rootfs": {"type": "layers", "diff_ids": [layer["digest"]]}, "history": [{"created": at("%FT%TZ")}]}).encode())
    manifest = blob("manifest.v1+json", json.dumps({
        "schemaVersion": 2, "mediaType": f"{kind}manifest.v1+json", "config": config, "layers": [layer]}).encode())
    names = {tag: f"docker.io/library/getscu:{tag}" for tag in ("latest", VERSION)}
    files = {
        "oci-layout": {"imageLayoutVersion": "1.0.0"},
        "index.json": {"schemaVersion": 2, "mediaType": f"{kind}index.v1+json", "manifests": [
            manifest | {"platform": runs_on, "annotations": {
                "io.containerd.image.name": name, "org.opencontainers.image.ref.name": tag}} for tag, name in names.items()]},
        "manifest.json": [{"RepoTags": [*names.values()], "Config": list(blobs)[1], "Layers": list(blobs)[:1]}]}
    return tar(blobs | {name: json.dumps(content).encode() for name, content in files.items()})

made, parts, needs = {}, {}, {}
for rid, architecture in ("linux-x64", "amd64"), ("linux-arm64", "arm64"):
    program = (DIR / f"{rid}-static/getscu").read_bytes()
    libraries, texts = linked(DIR / f"{rid}-static/getscu.linked")
    listed = "".join("  {} {}, {}\n".format(*library) for library in libraries)
    notices = (ROOT / ".debian/copyright").read_text().format(version=VERSION, libraries=listed).encode() + texts
    made[f"getscu-{VERSION}-{rid}.tar.gz"] = gzip.compress(tar({f"getscu-{VERSION}-{rid}/{name}": content for name, content in {
        "getscu": program, "getscu.1": PAGE, "completions/getscu": BASH, "completions/_getscu": ZSH, "COPYRIGHT": notices,
        "completions/getscu.fish": FISH, "README.md": (ROOT / "README.md").read_bytes()}.items()}), 9, mtime=0)
    made[f"getscu_{VERSION}_{architecture}.deb"] = debian(architecture, program, libraries, notices)
    runs_on = {"os": "linux", "architecture": architecture} | ({"variant": "v8"} if architecture == "arm64" else {})
    made[f"getscu-{VERSION}-oci-{architecture}.tar"] = image(runs_on, program)
    parts[rid] = {"type": "application", "name": f"getscu, {rid}", "version": VERSION, "bom-ref": rid,
                  "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(program).hexdigest()}]}
    needs[rid] = [url for *_, url, _ in libraries]
    for name, version, licence, url, _ in libraries:
        parts[url] = {"type": "library", "name": name, "version": version, "bom-ref": url, "purl": url,
                      "licenses": [{"expression": licence}]}
needs["getscu"] = [*needs]
made[f"getscu-{VERSION}.cdx.json"] = json.dumps({
    "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
    "metadata": {"component": {"type": "application", "name": "getscu", "version": VERSION, "bom-ref": "getscu"}},
    "components": [*parts.values()],
    "dependencies": [{"ref": ref, "dependsOn": on} for ref, on in needs.items()]}, indent=1).encode() + b"\n"
made["SHA256SUMS"] = "".join(f"{hashlib.sha256(made[name]).hexdigest()}  {name}\n" for name in sorted(made)).encode()
for name, content in made.items():
    (DIR / f"{name}.new").write_bytes(content)
    (DIR / f"{name}.new").replace(DIR / name)
    print(f"{DIR / name}\n  {len(content)} bytes\n  SHA-256 {hashlib.sha256(content).hexdigest()}")
PYTHON
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
