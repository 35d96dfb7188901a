"""Measures what TLS costs, beside OpenSSL's own client; started by bench.sh --tls, which builds what it needs."""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

from report import seconds
from tools import KIB, Failure, Sample, Server, Tool, empty, measure

OBJECTS, SIZE = 1000, 512 * KIB
LIMIT = 1.15
# Of s_client's output nothing is kept.
CLIENT = "openssl s_client"


class Front:
    """TLS before a server, or before so many zeros."""

    def __init__(self, program, folder, *arguments):
        self.process = subprocess.Popen(
            [program, f"{folder}/own.pem", f"{folder}/own.key", *arguments], stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line.startswith("listening on "):
            raise Failure(f"{program}: no port: {line!r}")
        self.port = line.split()[-1]

    def close(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


def certificate(folder):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", f"{folder}/own.key",
         "-out", f"{folder}/own.pem", "-days", "2", "-subj", "/CN=localhost"], check=True, capture_output=True)


def of_client(measurer, port, folder):
    command = [measurer, "openssl", "s_client", "-quiet", "-CAfile", f"{folder}/own.pem", "-connect", f"127.0.0.1:{port}"]
    words = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL).stdout.split()
    if len(words) != 5 or words[4] != "0":
        raise Failure(f"{' '.join(command)}: {words}")
    wall, user, system, peak = (int(word) for word in words[:4])
    return Sample(wall / 1e6, (user + system) / 1e6, peak)


def report(samples, binary):
    print(f"TLS 1.3, {OBJECTS:,} x {SIZE // KIB} KiB, `-pdu` 131072; static with OpenSSL, {os.path.getsize(binary):,} bytes; "
          "ratios are of this program to OpenSSL's client, which drops what it gets:\n")
    print("| what | wall / CPU | MB/s | peak MiB | to it |\n| --- | --- | ---: | ---: | --- |")
    base = samples[CLIENT]
    worst = 0
    for name, each in samples.items():
        wall, cpu, peak = (statistics.median(getattr(sample, field) for sample in each) for field in ("wall", "cpu", "peak"))
        to_wall, to_cpu = (
            value / statistics.median(getattr(sample, field) for sample in base) for value, field in ((wall, "wall"), (cpu, "cpu")))
        ratio = "" if name == CLIENT else f"{to_wall:.2f} / {to_cpu:.2f}"
        worst = max(worst, 0 if name == CLIENT or name.startswith("without") else to_cpu)
        print(f"| {name} | {seconds(wall)} / {seconds(cpu)} | {OBJECTS * SIZE / wall / 1e6:,.0f} | {peak / KIB:.1f} | {ratio} |")
    print(f"\n- {'met' if worst <= LIMIT else 'MISSED'}: CPU over TLS to OpenSSL's client: {worst:.2f} (at most {LIMIT})")


def main():
    parser = argparse.ArgumentParser(prog="bench.sh --tls")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--build", required=True)
    options = parser.parse_args()
    build, measurer = options.build, os.path.join(options.build, "measure")
    scratch = tempfile.mkdtemp(prefix="getscu-bench-", dir="/dev/shm")
    fronts = []
    try:
        certificate(scratch)
        out = f"{scratch}/out"
        empty(out)
        secure = Tool("getscu", "getscu", options.binary, arguments=("+tla", "+cf", f"{scratch}/own.pem"))
        plain = Tool("plain", "getscu", options.binary)
        with Server(os.path.join(build, "blast"), OBJECTS, SIZE) as server:
            fronts.append(Front(os.path.join(build, "front"), scratch, server.port))
            fronts.append(Front(os.path.join(build, "front"), scratch, "0", str(OBJECTS * SIZE)))
            own_port = server.port
            samples = {}
            for turn in range(options.runs + 1):
                for mode in ("--ignore", "+B", "-B"):
                    for name, tool, port in ((f"`{mode}`", secure, fronts[0].port), (f"without TLS, `{mode}`", plain, own_port)):
                        server.port = port
                        sample = measure(measurer, tool, server, mode, 131072, out, OBJECTS, SIZE)
                        if turn > 0:
                            samples.setdefault(name, []).append(sample)
                sample = of_client(measurer, fronts[1].port, scratch)
                if turn > 0:
                    samples.setdefault(CLIENT, []).append(sample)
        report(samples, options.binary)
    except Failure as error:
        sys.exit(f"bench.sh: {error}")
    finally:
        for front in fronts:
            front.close()
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
