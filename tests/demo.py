"""Sorts the objects of a folder for the demonstration, and compares what was retrieved; started by demo.sh."""

import os
import sys

import pydicom
from pydicom.errors import InvalidDicomError

IDENTIFIERS = ("SOPClassUID", "SOPInstanceUID", "PatientID", "StudyInstanceUID")

TABLE = os.path.join(os.path.dirname(__file__), "..", "Dicom", "Tables", "storage-sop-classes.tsv")

# The option that prefers a transfer syntax.
OPTIONS = {
    "1.2.840.10008.1.2": "+xi",
    "1.2.840.10008.1.2.1": "+x=",
    "1.2.840.10008.1.2.2": "+xb",
    "1.2.840.10008.1.2.1.99": "+xd",
    "1.2.840.10008.1.2.4.50": "+xy",
    "1.2.840.10008.1.2.4.51": "+xx",
    "1.2.840.10008.1.2.4.70": "+xs",
    "1.2.840.10008.1.2.4.80": "+xt",
    "1.2.840.10008.1.2.4.81": "+xu",
    "1.2.840.10008.1.2.4.90": "+xv",
    "1.2.840.10008.1.2.4.91": "+xw",
    "1.2.840.10008.1.2.5": "+xr",
}


def proposed():
    """The storage SOP classes that the program proposes: those with a number in the last column."""
    with open(TABLE, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]
    return {row[0] for row in rows if row[-1].isdigit()}


def data_set(path):
    """The bytes after the meta information; None where the file has none."""
    with open(path, "rb") as file:
        content = file.read()
    if content[128:132] != b"DICM":
        return None
    at = 132
    while content[at:at + 2] == b"\x02\x00":
        if content[at + 4:at + 6] in (b"OB", b"UN"):
            at += 12 + int.from_bytes(content[at + 8:at + 12], "little")
        else:
            at += 8 + int.from_bytes(content[at + 6:at + 8], "little")
    return content[at:]


def select(source, destination):
    """Links each object into destination/OPTION, one of each instance. Prints option and number of objects."""
    counts, seen, classes = {}, set(), proposed()
    for folder, _, names in sorted(os.walk(source)):
        for name in sorted(names):
            path = os.path.join(folder, name)
            try:
                found = pydicom.dcmread(path, stop_before_pixels=True, specific_tags=IDENTIFIERS)
                syntax = found.file_meta.TransferSyntaxUID
                # Some test files are not encoded as their meta information says.
                is_explicit = data_set(path)[4:6].isupper() or syntax.is_deflated
                option = OPTIONS.get(syntax) if is_explicit != syntax.is_implicit_VR else None
            except (InvalidDicomError, AttributeError, OSError, EOFError, TypeError, ValueError):
                continue
            instance = found.get("SOPInstanceUID")
            if option is None or not instance or instance in seen or found.get("SOPClassUID") not in classes:
                continue
            seen.add(instance)
            os.makedirs(os.path.join(destination, option), exist_ok=True)
            counts[option] = counts.get(option, 0) + 1
            os.symlink(path, os.path.join(destination, option, instance))
    for option, count in sorted(counts.items()):
        print(option, count)


def compare(sent, received):
    """Fails unless the received data sets are those that were sent, byte for byte."""
    arrived = {pydicom.dcmread(entry.path, stop_before_pixels=True).SOPInstanceUID: entry.path for entry in os.scandir(received)}
    wrong = [uid for uid in os.listdir(sent) if uid not in arrived or data_set(arrived[uid]) != data_set(os.path.join(sent, uid))]
    if wrong or len(arrived) != len(os.listdir(sent)):
        sys.exit(f"not equal to what was sent: {wrong}; {len(arrived)} files for {len(os.listdir(sent))} objects")
    print(f"{len(arrived)} data sets are equal to those sent, byte for byte")


if __name__ == "__main__":
    {"select": select, "compare": compare}[sys.argv[1]](sys.argv[2], sys.argv[3])
