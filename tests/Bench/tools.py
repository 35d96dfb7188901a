"""What is measured: workloads, the tools with their command lines, one run of one of them."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass, field

KIB, MIB, GIB = 1 << 10, 1 << 20, 1 << 30
MODES = ("+B", "-B", "--ignore")


@dataclass(frozen=True)
class Workload:
    """Objects of one C-GET, and how many times the rounds asked for there are: short runs differ more."""

    name: str
    objects: int
    bytes: int
    repeat: int = 1
    # The default reference stalls 40 ms per object: it gets this part of the objects, its times are multiplied.
    share: int = 1
    is_large: bool = False
    modes: tuple = MODES

    @property
    def total(self):
        return self.objects * self.bytes


@dataclass(frozen=True)
class Tool:
    key: str
    label: str
    program: str
    environment: dict = field(default_factory=dict)
    # The floor and the yardstick know "store" and "drop" only; the others the three modes.
    is_floor: bool = False
    takes_address: bool = True
    arguments: tuple = ()
    in_flight: str = "1"

    def command(self, mode, pdu, server, folder):
        if self.is_floor:
            target = [server.address, server.port] if self.takes_address else [server.port]
            return [self.program, *target, pdu, "-" if mode == "--ignore" else folder, *self.arguments]
        store = ["--ignore"] if mode == "--ignore" else [mode, "-od", folder]
        return [self.program, *self.arguments, *store, "-pdu", pdu, *server.query, server.address, server.port]


@dataclass
class Sample:
    """Seconds, seconds, KiB."""

    wall: float
    cpu: float
    peak: float


class Failure(Exception):
    """A run that did not do what it should; its time means nothing."""


class Server:
    """The generator, for one workload."""

    query = ("-k", "0008,0052=PATIENT", "-k", "0010,0020=BENCH")

    def __init__(self, program, objects, size, namespace=None, address="127.0.0.1"):
        self.address = address
        arguments = [program, "--address", address, "0", str(objects), str(size)]
        self.process = subprocess.Popen(within(namespace, arguments), stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line.startswith("listening on "):
            raise Failure(f"{program}: no port: {line!r}")
        self.port = line.split()[-1]

    def confirm(self, objects):
        """The C-GET that has just ended was answered with success, object by object."""
        line = self.process.stdout.readline().strip()
        if not re.match(rf"objects={objects} failed=0 ", line):
            raise Failure(f"the generator says: {line}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


def within(namespace, arguments):
    return ["ip", "netns", "exec", namespace, *arguments] if namespace else arguments


def empty(folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)


def check(server, folder, mode, objects, size):
    """Everything was sent and answered with success, and lies in the folder where it was to be stored."""
    server.confirm(objects)
    files = [entry.stat().st_size for entry in os.scandir(folder)]
    expected = 0 if mode == "--ignore" else objects
    if len(files) != expected or any(length < size for length in files):
        raise Failure(f"{len(files)} files of {sum(files)} bytes for {objects} objects of {size}")


def measure(measurer, tool, server, mode, pdu, folder, objects, size, namespace=None):
    """One run of a tool."""
    empty(folder)
    command = [measurer, *tool.command(mode, str(pdu), server, folder)]
    environment = {**os.environ, **tool.environment}
    output = subprocess.run(
        within(namespace, command), env=environment, capture_output=True, text=True, check=False).stdout.split()
    if len(output) != 5 or output[4] != "0":
        raise Failure(f"{' '.join(command)}: {output}")
    check(server, folder, mode, objects, size)
    wall, user, system, peak = (int(text) for text in output[:4])
    return Sample(wall / 1e6, (user + system) / 1e6, peak)


def count_syscalls(tool, server, mode, pdu, folder, objects, size):
    """All system calls of one run, from the start of the process to its end."""
    empty(folder)
    summary = folder + ".strace"
    command = ["strace", "-f", "-c", "-o", summary, *tool.command(mode, str(pdu), server, folder)]
    subprocess.run(command, env={**os.environ, **tool.environment}, capture_output=True, check=True)
    check(server, folder, mode, objects, size)
    with open(summary, encoding="ascii") as lines:
        total = [line.split() for line in lines if line.rstrip().endswith("total")]
    os.unlink(summary)
    return int(total[0][3])
