"""The figures as Markdown, and how they stand to the targets."""

from statistics import median

from tools import MIB, MODES


class Figures:
    """Samples and counts by workload, PDU length, mode and tool."""

    def __init__(self):
        self.samples = {}
        self.syscalls = {}

    def add(self, workload, pdu, mode, tool, sample):
        self.samples.setdefault((workload, pdu, mode, tool), []).append(sample)

    def has(self, *key):
        return key in self.samples

    def wall(self, *key):
        return median(sample.wall for sample in self.samples[key])

    def cpu(self, *key):
        return median(sample.cpu for sample in self.samples[key])

    def peak(self, *key):
        """MiB."""
        return median(sample.peak for sample in self.samples[key]) / 1024


def seconds(value):
    """Three digits that say something, in the unit that fits."""
    if value < 0.1:
        return f"{value * 1000:.2f} ms" if value < 0.01 else f"{value * 1000:.1f} ms"
    return f"{value:.3f} s" if value < 1 else f"{value:.2f} s"


HEAD = (
    ("mode", "-pdu", "wall / CPU", "floor", "DCMTK, no delay", "DCMTK", "peak MiB", "syscalls per MiB",
     "objects/s", "MB/s", "to floor", "to DCMTK, no delay", "to DCMTK"),
    ("---", "---", "---", "---", "---", "---", "---", "---", "---:", "---:", "---", "---", "---:"))


def row(cells):
    return "| " + " | ".join(cells) + " |"


def workload_table(figures, workload, pdus, extra=()):
    """A row for each mode and PDU length; columns for this program and for what it is compared with."""
    columns = [*HEAD[0], *(f"{label}, to it" for _, label in extra)]
    if workload.total < MIB:
        columns[columns.index("syscalls per MiB")] = "syscalls"
    lines = [row(columns), row([*HEAD[1], *("---" for _ in extra)])]
    for mode in workload.modes:
        for pdu in pdus:
            key = (workload.name, pdu, mode)
            if figures.has(*key, "getscu"):
                lines.append(row(table_row(figures, workload, key, extra)))
    return lines


def table_row(figures, workload, key, extra):
    def times(tool):
        return f"{seconds(figures.wall(*key, tool))} / {seconds(figures.cpu(*key, tool))}" if figures.has(*key, tool) else ""

    def ratio(tool, what, digits=2):
        return f"{what(*key, 'getscu') / what(*key, tool):.{digits}f}" if figures.has(*key, tool) else ""

    def all_of(text):
        parts = [text(tool) for tool in ("getscu", "floor", "tuned")]
        return ", ".join(part for part in parts if part)

    def syscalls(tool):
        count = figures.syscalls.get((*key, tool))
        if not count:
            return ""
        return f"{count}" if workload.total < MIB else f"{count * MIB / workload.total:.1f}"

    wall = figures.wall(*key, "getscu")
    cells = [
        f"`{key[2]}`", str(key[1]), times("getscu"), times("floor"), times("tuned"),
        seconds(figures.wall(*key, "default")) if figures.has(*key, "default") else "",
        all_of(lambda tool: f"{figures.peak(*key, tool):.1f}" if figures.has(*key, tool) else ""),
        all_of(syscalls), f"{workload.objects / wall:,.{0 if workload.objects > wall * 10 else 2}f}", f"{workload.total / wall / 1e6:,.0f}",
        f"{ratio('floor', figures.wall)} / {ratio('floor', figures.cpu)}",
        f"{ratio('tuned', figures.wall)} / {ratio('tuned', figures.cpu)}",
        f"{figures.wall(*key, 'default') / wall:.0f} x" if figures.has(*key, "default") else ""]
    for other, _ in extra:
        known = figures.has(*key, other)
        cells.append(f"{times(other)}, {ratio(other, figures.wall)} / {ratio(other, figures.cpu)}" if known else "")
    return cells


def archive_table(figures, pdu, names):
    """A row for each workload of each archive."""
    lines = [row(("objects", "wall / CPU", "DCMTK, no delay", "DCMTK", "objects/s", "MB/s", "to DCMTK, no delay", "to DCMTK")),
             row(("---", "---", "---", "---", "---:", "---:", "---:", "---:"))]
    for name in names:
        count, size = int(name.split(" x ")[0]), name.split(" x ")[1].split()
        total = count * int(size[0]) * (1024 if size[1] == "KiB" else MIB)
        times = {tool: figures.wall(name, pdu, "+B", tool) for tool in ("getscu", "tuned", "default")}
        lines.append(row((
            name, f"{seconds(times['getscu'])} / {seconds(figures.cpu(name, pdu, '+B', 'getscu'))}", seconds(times["tuned"]),
            seconds(times["default"]), f"{count / times['getscu']:,.0f}", f"{total / times['getscu'] / 1e6:,.0f}",
            f"{times['tuned'] / times['getscu']:.1f} x", f"{times['default'] / times['getscu']:.1f} x")))
    return lines


def far_table(figures, workload, pdu, tools):
    """A row for each tool and number of objects in flight."""
    times = {tool.key: figures.wall(workload.name, pdu, "+B", tool.key) for tool in tools}
    lines = [row(("", "objects in flight", "wall / CPU", "peak MiB", "objects/s", "times as fast as DCMTK, no delay", "as the floor")),
             row(("---", "---:", "---", "---:", "---:", "---:", "---:"))]
    for tool in tools:
        key, wall = (workload.name, pdu, "+B", tool.key), times[tool.key]
        lines.append(row((
            tool.label, tool.in_flight, f"{seconds(wall)} / {seconds(figures.cpu(*key))}", f"{figures.peak(*key):.1f}",
            f"{workload.objects / wall:,.0f}", f"{times['tuned'] / wall:.1f}", f"{times['floor'] / wall:.1f}")))
    return lines


def far_archive_table(figures, name, objects, pdu, tools):
    """A row for each tool and number of associations."""
    times = {tool.key: figures.wall(name, pdu, "+B", tool.key) for tool in tools}
    lines = [row(("", "associations", "wall / CPU", "peak MiB", "objects/s", "times as fast as DCMTK, no delay", "as one")),
             row(("---", "---:", "---", "---:", "---:", "---:", "---:"))]
    for tool in tools:
        key, wall = (name, pdu, "+B", tool.key), times[tool.key]
        lines.append(row((
            tool.label, tool.in_flight, f"{seconds(wall)} / {seconds(figures.cpu(*key))}", f"{figures.peak(*key):.1f}",
            f"{objects / wall:,.0f}", f"{times['tuned'] / wall:.1f}", f"{times['associations 1'] / wall:.1f}")))
    return lines


def far_targets(figures, workload, archive, pdu):
    """32 objects in flight, or four associations, beside one."""
    one, four = (figures.wall(archive, pdu, "+B", f"associations {count}") for count in (1, 4))
    yield f"- {'met' if one / four >= 2.5 else 'MISSED'}: 4 associations to 1, {archive}, far away: {one / four:.1f} times as fast (at least 2.5)"
    ours = figures.wall(workload.name, pdu, "+B", "async 32")
    for other, least in (("tuned", 5), ("floor", 4)):
        speed = figures.wall(workload.name, pdu, "+B", other) / ours
        yield f"- {'met' if speed >= least else 'MISSED'}: 32 in flight to {other}, {workload.name} far away: {speed:.1f} times as fast (at least {least})"


def targets(figures, pdus, workloads, archive):
    """Each target with the worst figure that decides it."""
    names = {workload.name for workload in workloads}

    def pairs(chosen, tool):
        for name in chosen & names:
            for pdu in pdus:
                for mode in MODES:
                    if figures.has(name, pdu, mode, "getscu") and figures.has(name, pdu, mode, tool):
                        yield name, pdu, mode

    def worst(chosen, tool, what):
        """Largest ratio of this program to a tool, with its place."""
        found = [(what(*key, "getscu") / what(*key, tool), key) for key in pairs(chosen, tool)]
        return max(found) if found else None

    results = []

    def at_most(title, found, limit, unit=""):
        if found:
            value, key = found
            place = ", ".join(str(part) for part in key)
            results.append(f"- {'met' if value <= limit else 'MISSED'}: {title}: {value:.2f}{unit} (at most {limit}{unit}; {place})")

    for chosen, limit in (("512 KiB", 1.1), ("10 KiB", 1.3), ("256 MiB", 1.05)):
        group = {name for name in names if name.endswith(chosen) and not name.startswith("1 ")}
        at_most(f"wall to floor, {chosen}", worst(group, "floor", figures.wall), limit)
        at_most(f"CPU to floor, {chosen}", worst(group, "floor", figures.cpu), limit)
    at_most("wall to DCMTK, no delay", worst(names, "tuned", figures.wall), 1.0)
    at_most("CPU to DCMTK, no delay", worst(names, "tuned", figures.cpu), 1.0)
    single = {name for name in names if name == "1 x 10 KiB"}
    at_most("start to exit, to DCMTK, no delay", worst(single, "tuned", figures.wall), 0.5)
    small = {name for name in names if name.endswith("10 KiB")} - single
    found = worst(small, "default", figures.wall)
    if found:
        speed = 1 / found[0]
        results.append(f"- {'met' if speed >= 50 else 'MISSED'}: to DCMTK, 10 KiB: {speed:.0f} times as fast (at least 50)")

    for name in sorted({key[0] for key in figures.samples if key[0].startswith(archive)}):
        speed = min(figures.wall(name, pdus[0], "+B", tool) / figures.wall(name, pdus[0], "+B", "getscu") for tool in ("tuned", "default"))
        results.append(f"- {'met' if speed >= 30 else 'MISSED'}: to DCMTK, {name}: {speed:.0f} times as fast (at least 30)")

    large = {name for name in names if name.endswith("MiB")}
    for group, limit in ((("+B", "--ignore"), 8), (("-B",), 16)):
        peaks = [(figures.peak(*key, "getscu"), key) for key in pairs(large, "floor") if key[2] in group]
        at_most(f"peak memory, {' and '.join(group)}", max(peaks, default=None), limit, " MiB")
    checks = [
        (figures.cpu(name, pdu, "-B", "getscu") / figures.cpu(name, pdu, "+B", "getscu"), (name, pdu))
        for name in names - single for pdu in pdus
        if figures.has(name, pdu, "-B", "getscu") and figures.has(name, pdu, "+B", "getscu")]
    at_most("CPU of -B to +B", max(checks, default=None), 1.15)
    return results
