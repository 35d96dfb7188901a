"""Sorts the objects of a folder for the demonstration, and compares what was retrieved; started by demo.sh."""

import copy
import os
import sys

import pydicom
import pydicom.data
from pydicom.errors import InvalidDicomError

IDENTIFIERS = ("SOPClassUID", "SOPInstanceUID", "PatientID", "StudyInstanceUID")

TABLE = os.path.join(os.path.dirname(__file__), "..", "Dicom", "Dictionary", "Tables", "storage-sop-classes.tsv")

# The study of README's examples: two series of two images.
PATIENT = "PAT001"
STUDY = "1.2.826.0.1.3680043.9.9999.1"

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
    """The storage SOP classes that the program proposes: those with a place in the proposal."""
    with open(TABLE, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]
    return {row[0] for row in rows if row[4].isdigit()}


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


def samples():
    """Prints where pydicom's sample objects are."""
    print(os.path.dirname(pydicom.data.__file__))


def study(destination):
    """Makes the study of README's examples of one of pydicom's images, beside the other explicit little endian objects."""
    image = pydicom.dcmread(pydicom.data.get_testdata_file("CT_small.dcm"))
    folder = os.path.join(destination, OPTIONS[image.file_meta.TransferSyntaxUID])
    os.makedirs(folder, exist_ok=True)
    for index in range(4):
        one = copy.deepcopy(image)
        one.PatientID, one.StudyInstanceUID = PATIENT, STUDY
        one.SeriesInstanceUID = f"{STUDY}.{1 + index // 2}"
        one.SOPInstanceUID = one.file_meta.MediaStorageSOPInstanceUID = f"{one.SeriesInstanceUID}.{1 + index % 2}"
        one.save_as(os.path.join(folder, one.SOPInstanceUID))


def commands(sent, getscu, port):
    """Prints a command for the largest study of each transfer syntax of which everything can be retrieved."""
    studies = {}
    for option in sorted(os.listdir(sent)):
        for entry in os.scandir(os.path.join(sent, option)):
            uid = pydicom.dcmread(entry.path, stop_before_pixels=True, specific_tags=IDENTIFIERS).get("StudyInstanceUID")
            if uid:
                studies.setdefault(uid, []).append(option)
    largest = {}
    for uid, options in sorted(studies.items(), key=lambda one: (one[0] != STUDY, -len(one[1]), one[0])):
        if len(set(options)) == 1:
            largest.setdefault(options[0], (uid, len(options)))
    print("mkdir -p incoming")
    for option, (uid, count) in sorted(largest.items(), key=lambda one: one[1][0] != STUDY):
        # A class that is there in several transfer syntaxes has a context for each with +xa only.
        prefer = "" if option == "+x=" else " +xa"
        print(f"# {count} {'object' if count == 1 else 'objects'}")
        print(f"{getscu} -v -S{prefer} -od incoming -k QueryRetrieveLevel=STUDY -k StudyInstanceUID={uid} localhost {port}")


def compare(sent, received):
    """Fails unless the received data sets are those that were sent, byte for byte."""
    arrived = {pydicom.dcmread(entry.path, stop_before_pixels=True).SOPInstanceUID: entry.path for entry in os.scandir(received)}
    wrong = [uid for uid in os.listdir(sent) if uid not in arrived or data_set(arrived[uid]) != data_set(os.path.join(sent, uid))]
    if wrong or len(arrived) != len(os.listdir(sent)):
        sys.exit(f"not equal to what was sent: {wrong}; {len(arrived)} files for {len(os.listdir(sent))} objects")
    print(f"{len(arrived)} data sets are equal to those sent, byte for byte")


if __name__ == "__main__":
    {"samples": samples, "select": select, "study": study, "commands": commands, "compare": compare}[sys.argv[1]](*sys.argv[2:])
