"""Measures getscu beside the reference and the floor; started by bench.sh, which builds what it needs."""

import argparse
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from archives import Dcmqrscp, Orthanc
from report import Figures, archive_table, far_archive_table, far_table, far_targets, seconds, targets, workload_table
from tools import GIB, KIB, MIB, Failure, Sample, Server, Tool, Workload, count_syscalls, measure

PDUS = (16384, 131072)

FULL = (
    Workload("1 x 10 KiB", 1, 10 * KIB, repeat=10),
    Workload("3,000 x 10 KiB", 3000, 10 * KIB, repeat=5, share=30),
    Workload("1,000 x 512 KiB", 1000, 512 * KIB, share=20),
    Workload("4 x 256 MiB", 4, 256 * MIB),
    Workload("1 x 4.5 GiB", 1, 9 * GIB // 2, is_large=True),
)
QUICK = (
    Workload("1 x 10 KiB", 1, 10 * KIB, repeat=10),
    Workload("3,000 x 10 KiB", 3000, 10 * KIB, repeat=3, share=100),
    Workload("200 x 512 KiB", 200, 512 * KIB, share=20),
    Workload("1 x 256 MiB", 1, 256 * MIB),
)
LINK = (
    Workload("200 x 10 KiB", 200, 10 * KIB, share=4, modes=("+B",)),
    Workload("50 x 512 KiB", 50, 512 * KIB, modes=("+B",)),
)
# What a far peer costs: objects in flight, agreed on as an asynchronous operations window.
FAR = Workload("400 x 64 KiB", 400, 64 * KIB, modes=("+B",))
WINDOWS = (1, 2, 8, 32, 0)
# Where the peer agrees on no window: associations at once, each for other series.
SERIES = 8
ASSOCIATIONS = (1, 2, 4)
ARCHIVES = (
    Workload("500 x 10 KiB", 500, 10 * KIB, share=10, modes=("+B",)),
    Workload("200 x 512 KiB", 200, 512 * KIB, share=10, modes=("+B",)),
    Workload("1 x 256 MiB", 1, 256 * MIB, modes=("+B",)),
)


FAR_ARCHIVE = f"{FAR.name} in {SERIES} series from Orthanc"


def say(text):
    print(f"[{time.monotonic() - START:6.0f} s] {text}", file=sys.stderr, flush=True)


def output_of(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


class Bench:
    def __init__(self, options, tools, workloads):
        self.options = options
        self.tools = tools
        self.extra = [(tool.key, tool.label) for tool in tools if tool.key in ("whole", "yardstick")]
        self.workloads = workloads
        self.measurer = os.path.join(options.build, "measure")
        self.scratch = tempfile.mkdtemp(prefix="getscu-bench-", dir="/dev/shm")
        self.folder = os.path.join(self.scratch, "out")
        self.figures = Figures()

    def close(self):
        shutil.rmtree(self.scratch, ignore_errors=True)

    def available(self):
        """Free memory, which the memory file system and the reference's whole objects share."""
        with open("/proc/meminfo", encoding="ascii") as lines:
            return next(int(line.split()[1]) * KIB for line in lines if line.startswith("MemAvailable"))

    def combinations(self, workload):
        for tool in self.tools:
            # One object, one stall: that the default reference takes as long as the tuned one goes without saying.
            if workload.is_large and tool.key == "default":
                continue
            for mode in workload.modes:
                # The floor's stored figure stands beside +B and -B.
                if tool.is_floor and mode == "-B" or tool.key == "whole" and mode == "--ignore":
                    continue
                needed = workload.total * (0 if mode == "--ignore" else 1 if mode == "+B" or tool.key == "getscu" else 2)
                if needed > 0.8 * self.available():
                    say(f"{workload.name} {mode} {tool.label}: left out, needs {needed / GIB:.1f} GiB")
                    continue
                for pdu in PDUS if workload is not FAR else PDUS[:1]:
                    yield tool, mode, pdu

    def run(self, workload, generator, address="127.0.0.1", spaces=(None, None)):
        """All rounds of a workload; the first is to warm up and does not count."""
        rounds = self.options.runs * workload.repeat
        say(f"{workload.name} ({rounds} rounds)")
        combinations = list(self.combinations(workload))
        with Server(generator, workload.objects, workload.bytes, spaces[0], address) as server:
            with Server(generator, workload.objects // workload.share, workload.bytes, spaces[0], address) as few:
                for turn in range(rounds + 1):
                    # Every second round backwards: no tool always follows the same one.
                    for tool, mode, pdu in combinations if turn % 2 == 0 else reversed(combinations):
                        if tool.key == "default" and turn > self.options.runs:
                            continue
                        share = workload.share if tool.key == "default" else 1
                        sample = measure(
                            self.measurer, tool, few if share > 1 else server, mode, pdu, self.folder,
                            workload.objects // share, workload.bytes, spaces[1])
                        if turn > 0:
                            self.add(workload.name, pdu, mode, tool, sample, share)
                if spaces[0] is None and not workload.is_large:
                    self.trace(workload, server, combinations)
        shutil.rmtree(self.folder, ignore_errors=True)

    def of_archives(self):
        """What users have: servers that write a message in several small pieces, and wait in between."""
        pdu = PDUS[0]
        for kind in (Orthanc, Dcmqrscp):
            archive = kind(self.scratch)
            try:
                for workload in ARCHIVES:
                    name = f"{workload.name} from {kind.name}"
                    say(name)
                    whole = archive.fill(workload.objects, workload.bytes)
                    part = archive.fill(workload.objects // workload.share, workload.bytes) if workload.share > 1 else whole
                    for turn in range(self.options.runs + 1):
                        for tool in (tool for tool in self.tools if not tool.is_floor):
                            # Both references wait for the server's second piece.
                            share = 1 if tool.key == "getscu" else workload.share
                            sample = measure(
                                self.measurer, tool, whole if share == 1 else part, workload.modes[0], pdu, self.folder,
                                workload.objects // share, workload.bytes)
                            if turn > 0:
                                self.add(name, pdu, workload.modes[0], tool, sample, share)
            finally:
                archive.close()
                shutil.rmtree(archive.folder, ignore_errors=True)

    def add(self, name, pdu, mode, tool, sample, share):
        sample = Sample(sample.wall * share, sample.cpu * share, sample.peak)
        self.figures.add(name, pdu, mode, tool.key, sample)
        if tool.is_floor and mode == "+B":
            self.figures.add(name, pdu, "-B", tool.key, sample)

    def trace(self, workload, server, combinations):
        for tool, mode, pdu in combinations:
            if tool.key in ("getscu", "floor", "tuned"):
                count = count_syscalls(
                    tool, server, mode, pdu, self.folder, workload.objects, workload.bytes)
                self.figures.syscalls[workload.name, pdu, mode, tool.key] = count
                if tool.is_floor and mode == "+B":
                    self.figures.syscalls[workload.name, pdu, "-B", tool.key] = count

    def version(self):
        """Median wall time of --version."""
        runs = output_of(self.measurer, "-n", "50", self.options.binary, "--version").splitlines()
        times = sorted(int(line.split()[0]) for line in runs if line.endswith(" 0"))
        return times[len(times) // 2] / 1e6 if times else float("nan")

    def over_link(self):
        """The reference stalls and the round trips show: 5 ms each way between two network namespaces."""
        names = [f"getscu-bench-{os.getpid()}-{end}" for end in "ab"]
        addresses = ("192.0.2.1", "192.0.2.2")
        cable = None
        try:
            for name in names:
                subprocess.run(["ip", "netns", "add", name], check=True)
            cable = subprocess.Popen(
                [os.path.join(self.options.build, "link"), "5000", *names], stdout=subprocess.PIPE, text=True)
            if cable.stdout.readline() != "ready\n":
                raise Failure("no tun device")
            for name, address in zip(names, addresses):
                subprocess.run(["ip", "-n", name, "address", "add", f"{address}/30", "dev", "link0"], check=True)
                subprocess.run(["ip", "-n", name, "link", "set", "link0", "up", "txqueuelen", "10000"], check=True)
                subprocess.run(["ip", "-n", name, "link", "set", "lo", "up"], check=True)
            blast = os.path.join(self.options.build, "blast")
            for workload in () if self.options.far else LINK:
                self.run(workload, blast, addresses[0], names)
            plain = {tool.key: tool for tool in self.tools}
            self.tools = [plain["getscu"], plain["tuned"], plain["floor"], *(
                Tool(f"async {count}", f"getscu --async {count}", self.options.binary, arguments=("--async", str(count)),
                     in_flight=str(count or "any")) for count in WINDOWS)]
            self.run(FAR, blast, addresses[0], names)
            self.of_far_archive(names, addresses[0], plain)
        finally:
            if cable:
                cable.kill()
                cable.wait()
            for name in names:
                subprocess.run(["ip", "netns", "delete", name], check=False)


    def of_far_archive(self, names, address, plain):
        """Orthanc behind the link: it leaves a window unanswered."""
        self.far_tools = [plain["tuned"], *(
            Tool(f"associations {count}", f"getscu --associations {count}", self.options.binary,
                 arguments=("--associations", str(count)), in_flight=str(count)) for count in ASSOCIATIONS)]
        archive = Orthanc(self.scratch, names[0], address)
        try:
            say(FAR_ARCHIVE)
            study = archive.fill(FAR.objects, FAR.bytes, SERIES)
            for turn in range(self.options.runs + 1):
                for tool in self.far_tools:
                    sample = measure(
                        self.measurer, tool, study, "+B", PDUS[0], self.folder, FAR.objects, FAR.bytes, names[1])
                    if turn > 0:
                        self.add(FAR_ARCHIVE, PDUS[0], "+B", tool, sample, 1)
        finally:
            archive.close()
            shutil.rmtree(archive.folder, ignore_errors=True)


def print_report(bench, version, link_ran, archives_ran):
    figures = bench.figures
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo", encoding="ascii") if "model name" in line), "")
    reference = output_of("getscu", "--version").split("\n", maxsplit=1)[0].replace("$dcmtk: ", "").replace(" $", "")
    rounds = bench.options.runs
    print(f"Measured {time.strftime('%Y-%m-%d')} on {os.cpu_count()} cores ({model or platform.machine()}), Linux {platform.release()}, "
          f"at least {rounds} interleaved rounds, medians, loopback, files in memory. This program: static, "
          f"{os.path.getsize(bench.options.binary):,} bytes, `--version` in {seconds(version)}. DCMTK: {reference}.\n")
    print("Pairs of times are wall / user + system CPU; ratios are of this program to the other one, wall / CPU. Lists "
          "name this program, the floor, and DCMTK without delay. System calls are those of the whole process. DCMTK with "
          "its defaults is given a part of the objects where it stalls on each, and its time is multiplied.\n")
    for workload in bench.workloads:
        print(f"{workload.name}:\n")
        print("\n".join(workload_table(figures, workload, PDUS, bench.extra)) + "\n")
    if archives_ran:
        print("From archives of Debian's packages as they come, `+B`, `-pdu` 16384; DCMTK gets a part of the objects where it waits "
              "for each, and its time is multiplied:\n")
        print("\n".join(archive_table(figures, PDUS[0], [
            f"{workload.name} from {kind.name}" for kind in (Orthanc, Dcmqrscp) for workload in ARCHIVES])) + "\n")
    for workload in LINK if link_ran and not bench.options.far else ():
        print(f"{workload.name}, over a link with 5 ms delay each way:\n")
        print("\n".join(workload_table(figures, workload, PDUS)) + "\n")
    if link_ran:
        print(f"{FAR.name} to `+B`, over a link with 5 ms delay each way, by objects in flight:\n")
        print("\n".join(far_table(figures, FAR, PDUS[0], bench.tools)) + "\n")
        print(f"{FAR_ARCHIVE}, over the same link, by associations at once:\n")
        print("\n".join(far_archive_table(figures, FAR_ARCHIVE, FAR.objects, PDUS[0], bench.far_tools)) + "\n")
    print("Targets:\n")
    print(f"- {'met' if version <= 0.002 else 'MISSED'}: `--version`: {seconds(version)} (at most 2 ms)")
    print("\n".join(targets(figures, PDUS, bench.workloads, f"{ARCHIVES[0].name} from ")))
    if link_ran:
        print("\n".join(far_targets(figures, FAR, FAR_ARCHIVE, PDUS[0])))


def main():
    parser = argparse.ArgumentParser(prog="bench.sh", description="Measures getscu beside the reference and the floor.")
    parser.add_argument("--quick", action="store_true", help="smaller workloads, fewer rounds, no link: about three minutes")
    parser.add_argument("--runs", type=int, help="rounds that count (default: 5, quick: 3)")
    parser.add_argument("--only", help="only workloads whose name contains this text")
    parser.add_argument("--no-archives", action="store_true", help="nothing from Orthanc and dcmqrscp")
    parser.add_argument("--no-link", action="store_true", help="nothing over the link with delay")
    parser.add_argument("--far", action="store_true", help="only objects in flight over the link with delay")
    parser.add_argument("--binary", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--build", required=True, help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.runs = options.runs or (3 if options.quick else 5)

    build = options.build
    tools = [
        Tool("getscu", "getscu", options.binary),
        Tool("tuned", "DCMTK, no delay", "/usr/bin/getscu", {"TCP_NODELAY": "1"}),
        Tool("default", "DCMTK", "/usr/bin/getscu"),
        Tool("floor", "floor", os.path.join(build, "floor"), is_floor=True),
        Tool("whole", "floor with header and rename", os.path.join(build, "floor"), is_floor=True, arguments=("whole",)),
    ]
    if os.path.exists(os.path.join(build, "yardstick")):
        tools.append(Tool("yardstick", "another floor", os.path.join(build, "yardstick"), is_floor=True, takes_address=False))

    options.only = "no workload" if options.far else options.only
    workloads = [each for each in (QUICK if options.quick else FULL) if not options.only or options.only in each.name]
    bench = Bench(options, tools, workloads)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        version = bench.version()
        for workload in workloads:
            bench.run(workload, os.path.join(build, "blast"))
        if not (options.only or options.no_archives):
            bench.of_archives()
        has_link = options.far or not (options.quick or options.no_link)
        if has_link and os.geteuid() != 0:
            say("the link with delay needs root: left out")
            has_link = False
        if has_link:
            bench.tools = [tool for tool in tools if tool.takes_address]
            bench.over_link()
        print_report(bench, version, has_link, not (options.only or options.no_archives))
    except Failure as error:
        sys.exit(f"bench.sh: {error}")
    finally:
        bench.close()
    say("done")


START = time.monotonic()
if __name__ == "__main__":
    main()
