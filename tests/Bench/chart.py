"""Draws chart.svg from the tables of RESULTS.md: no figure in it is from anywhere else."""

import os
import sys
from html import escape

FOLDER = os.path.dirname(os.path.abspath(__file__))
LINE, GAP, LEFT, WIDTH, BAR = 22, 26, 150, 760, 500
OURS, OTHERS = "#2f81f7", "#8b949e"
# Readable on white and on black.
TEXT = "#6e7781"


def tables(text):
    """Each row of each table as a dictionary by column, with what stands above the table as None."""
    above, head = "", None
    for line in text.splitlines():
        if not line.startswith("|"):
            above, head = line or above, None
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if head is None:
            head = cells
        elif set(line) - set("|-: "):
            yield {None: above, **dict(zip(head, cells))}


def seconds(cell):
    """The wall time of a cell, "96.8 ms / 90.1 ms" or "134.05 s"."""
    number, unit = cell.split(" / ")[0].split()
    return float(number) / {"s": 1, "ms": 1000}[unit]


def find(rows, **wanted):
    found = [row for row in rows if all(row.get({"above": None}.get(key, key)) == value for key, value in wanted.items())]
    if len(found) != 1:
        sys.exit(f"chart.py: {len(found)} rows of RESULTS.md are {wanted}")
    return found[0]


def panels(rows):
    """Title, and name, figure and its text of each bar."""
    small = find(rows, above="3,000 x 10 KiB:", mode="`+B`", **{"-pdu": "16384"})
    large = find(rows, above="1 x 4.5 GiB:", mode="`-B`", **{"-pdu": "16384"})
    archive = find(rows, objects="500 x 10 KiB from Orthanc")
    for title, count, row in (
            ("objects of 10 KiB per second, 3,000 from a fast sender", 3000, small),
            ("objects of 10 KiB per second, 500 from Orthanc", 500, archive)):
        rates = [(name, count / seconds(row[column])) for name, column in (
            ("DCMTK, no delay", "DCMTK, no delay"), ("DCMTK", "DCMTK"))]
        yield title, [("getscu", float(row["objects/s"].replace(",", "")), row["objects/s"]),
                      *((name, rate, f"{rate:,.0f}") for name, rate in rates)]
    ours, _, theirs = large["peak MiB"].split(", ")
    yield "peak memory in MiB, one object of 4.5 GiB", [("getscu", float(ours), ours), ("DCMTK", float(theirs), theirs)]


def draw(rows):
    shapes, y = [], 4
    for title, bars in panels(rows):
        y += LINE
        shapes.append(f'<text x="0" y="{y - 6}" font-weight="bold">{escape(title)}</text>')
        for name, figure, text in bars:
            length = max(BAR * figure / max(bar[1] for bar in bars), 1)
            shapes.append(f'<text x="{LEFT - 8}" y="{y + 15}" text-anchor="end">{escape(name)}</text>'
                          f'<rect x="{LEFT}" y="{y + 2}" width="{length:.1f}" height="{LINE - 5}" fill="{OURS if name == "getscu" else OTHERS}"/>'
                          f'<text x="{LEFT + length + 6:.1f}" y="{y + 15}">{escape(text)}</text>')
            y += LINE
        y += GAP - LINE
    return "\n".join((
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y + 4}" width="{WIDTH}" height="{y + 4}" '
        f'font-family="system-ui, sans-serif" font-size="14" fill="{TEXT}" role="img">',
        "<title>Objects per second and peak memory of getscu and of DCMTK's getscu</title>", *shapes, "</svg>\n"))


with open(os.path.join(FOLDER, "RESULTS.md"), encoding="utf-8") as results:
    drawing = draw(list(tables(results.read())))
with open(os.path.join(FOLDER, "chart.svg"), "w", encoding="utf-8") as chart:
    chart.write(drawing)
