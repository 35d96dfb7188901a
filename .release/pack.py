"""Packs static executables, see publish.sh --help.

    pack.py ROOT DIR

ROOT is the folder of the sources, DIR that of the executables, the manual page and the completions.
"""
import calendar, gzip, hashlib, io, json, lzma, os, pathlib, platform, re, subprocess, sys, tarfile, time

ROOT, DIR = map(pathlib.Path, sys.argv[1:])
PAGE = (DIR / "getscu.1").read_bytes()
DAY, VERSION = re.search(r'^\.TH GETSCU 1 (\S+) "getscu (\S+)"', PAGE.decode(), re.M).groups()
EPOCH = os.environ.get("SOURCE_DATE_EPOCH") or str(calendar.timegm(time.strptime(DAY, "%Y-%m-%d")))
# Eleven octal digits are what an archive has for it.
if not re.fullmatch("[0-9]{1,10}", EPOCH) or int(EPOCH) >= 8 ** 11:
    sys.exit(f"SOURCE_DATE_EPOCH is no number of seconds that archives can hold: {EPOCH}")
EPOCH = int(EPOCH)
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
        "lintian/overrides/getscu": (ROOT / ".release/lintian-overrides").read_bytes()}.items()}
    control = {name: (ROOT / ".release" / name).read_bytes() for name in ("control", "preinst", "postrm")}
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
for rid, architecture, machine in ("linux-x64", "amd64", b"\x3e\0"), ("linux-arm64", "arm64", b"\xb7\0"):
    program = (DIR / f"{rid}-static/getscu").read_bytes()
    # elf(5): e_machine. The version is a text of the runtime's.
    if program[:4] != b"\x7fELF" or program[18:20] != machine:
        sys.exit(f"{DIR}/{rid}-static/getscu: no executable for {rid}, build it again")
    if f"getscu {VERSION}".encode("utf-16-le") not in program:
        sys.exit(f"{DIR}/{rid}-static/getscu: not of version {VERSION}, build it again")
    libraries, texts = linked(DIR / f"{rid}-static/getscu.linked")
    listed = "".join("  {} {}, {}\n".format(*library) for library in libraries)
    notices = (ROOT / ".release/copyright").read_text().format(version=VERSION, libraries=listed).encode() + texts
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
