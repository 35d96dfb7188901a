"""Archives that people run, from Debian's packages, filled with objects that are made here."""

import json
import os
import shutil
import socket
import struct
import subprocess
import time

from tools import Failure, within

CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2"
EXPLICIT_LITTLE = "1.2.840.10008.1.2.1"
ROOT = "1.2.826.0.1.3680043.9.9999.7"
WAIT = 60


def element(group, number, vr, value):
    """One element in explicit little endian (PS3.5 7.1.2)."""
    value = value.encode("ascii") if isinstance(value, str) else value
    value += (b"\0" if vr in ("UI", "OB", "OW") else b" ") * (len(value) & 1)
    head = struct.pack("<HH2s", group, number, vr.encode("ascii"))
    return head + (struct.pack("<HI", 0, len(value)) if vr in ("OB", "OW") else struct.pack("<H", len(value))) + value


def write_object(path, study, series, number, size):
    """A Part 10 file (PS3.10 7.1) whose pixel data fill it up to the size."""
    instance = f"{study}.{series}.{number}"
    meta = b"".join((
        element(2, 1, "OB", b"\0\1"), element(2, 2, "UI", CT_IMAGE), element(2, 3, "UI", instance),
        element(2, 0x10, "UI", EXPLICIT_LITTLE), element(2, 0x12, "UI", ROOT)))
    head = b"".join((
        element(8, 0x16, "UI", CT_IMAGE), element(8, 0x18, "UI", instance), element(8, 0x20, "DA", "20260102"),
        element(8, 0x60, "CS", "CT"), element(0x10, 0x10, "PN", "Bench^Bench"), element(0x10, 0x20, "LO", "BENCH"),
        element(0x20, 0xD, "UI", study), element(0x20, 0xE, "UI", f"{study}.{series}"), element(0x20, 0x13, "IS", str(number))))
    with open(path, "wb") as file:
        file.write(bytes(128) + b"DICM" + element(2, 0, "UL", struct.pack("<I", len(meta))) + meta + head)
        file.write(element(0x7FE0, 0x10, "OW", bytes(max(size - len(head) - 12, 0))))


def free_ports(count):
    """Ports that nobody listens on now; a server that finds its own taken is started again with others."""
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


class Archive:
    """A server as its package starts it: with Nagle's algorithm, as everywhere."""

    def __init__(self, scratch, namespace=None, address="127.0.0.1"):
        self.namespace, self.address = namespace, address
        self.folder = os.path.join(scratch, self.name)
        os.makedirs(os.path.join(self.folder, "ARCHIVE"))
        self.query = ()
        self.count = 0
        for _ in range(5):
            self.port, other = (str(port) for port in free_ports(2))
            self.process = subprocess.Popen(
                within(namespace, self.command(other)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
            if self.is_ready():
                return
            self.close()
        raise Failure(f"{self.name} does not start")

    def is_ready(self):
        end = time.monotonic() + WAIT
        while time.monotonic() < end and self.process.poll() is None:
            echo = within(self.namespace, ["echoscu", "-aec", "ARCHIVE", self.address, self.port])
            if subprocess.run(echo, capture_output=True, check=False).returncode == 0:
                return True
            time.sleep(0.2)
        return False

    def fill(self, objects, size, series=1):
        """Stores a study of so many objects in so many series; returns the server as something to ask for it."""
        self.count += 1
        study = f"{ROOT}.{self.count}"
        files = os.path.join(self.folder, "files")
        os.makedirs(files)
        for number in range(objects):
            write_object(os.path.join(files, str(number)), study, 1 + number % series, number + 1, size)
        sent = subprocess.run(
            within(self.namespace, ["dcmsend", "--no-uid-checks", "+sd", "-aec", "ARCHIVE", self.address, self.port, files]),
            env={**os.environ, "TCP_NODELAY": "1"}, capture_output=True, text=True, check=False)
        shutil.rmtree(files)
        if sent.returncode != 0:
            raise Failure(f"{self.name} does not take the objects: {sent.stderr}")
        return Study(self, study)

    def close(self):
        self.process.kill()
        self.process.wait()


class Study:
    """What a run asks an archive for."""

    def __init__(self, archive, uid):
        self.address = archive.address
        self.port = archive.port
        self.query = ("-S", "-aec", "ARCHIVE", "-k", "0008,0052=STUDY", "-k", f"0020,000d={uid}")

    def confirm(self, objects):
        """Archives do not tell; the files that came do."""


class Orthanc(Archive):
    name = "Orthanc"

    def command(self, other):
        path = os.path.join(self.folder, "orthanc.json")
        with open(path, "w", encoding="ascii") as file:
            json.dump({
                "StorageDirectory": os.path.join(self.folder, "ARCHIVE"), "IndexDirectory": os.path.join(self.folder, "ARCHIVE"),
                "Plugins": [], "DicomPort": int(self.port), "HttpPort": int(other), "DicomAet": "ARCHIVE",
                "DicomAlwaysAllowEcho": True, "DicomAlwaysAllowStore": True, "DicomAlwaysAllowFind": True, "DicomAlwaysAllowGet": True}, file)
        return ["Orthanc", path]


class Dcmqrscp(Archive):
    name = "dcmqrscp"

    def command(self, _):
        path = os.path.join(self.folder, "dcmqrscp.cfg")
        with open(path, "w", encoding="ascii") as file:
            file.write(f"""MaxPDUSize = 131072
MaxAssociations = 16
HostTable BEGIN
HostTable END
VendorTable BEGIN
VendorTable END
AETable BEGIN
ARCHIVE {os.path.join(self.folder, "ARCHIVE")} RW (100, 4096mb) ANY
AETable END
""")
        return ["dcmqrscp", "-c", path, "+B", self.port]
