#!/usr/bin/env python3
"""Reads the streams of crates/tnef's fixtures with tnefparse, compressed_rtf and RTFDE, and compares what they find.

    tnef_readers.py FOLDER

Exits 0 and says what was read, or with 1 and one line a difference.
"""

import logging
import sys
import tomllib
from pathlib import Path

from compressed_rtf import decompress
from RTFDE.deencapsulate import DeEncapsulator
from tnefparse import TNEF

HTML, RTF, ATTACH_DATA_OBJECT = 0x1013, 0x1009, 0x3701


def names(attachment):
    return {attachment.long_filename(), attachment.name, attachment.name.rstrip("\x00")}


def compare(told, stream):
    """Yields one line for each difference, and counts on the way."""
    read = TNEF(stream, do_checksum=True)
    files = [a for a in told["attachments"]]
    if len(files) != len(read.attachments):
        yield f"{len(read.attachments)} attachments, not {len(files)}"
    for own, theirs in zip(files, read.attachments):
        if "file" in own and bytes.fromhex(own["file"]) != bytes(theirs.data):
            yield f"other bytes in {own.get('name')}"
        if "file" in own and own.get("name") not in names(theirs):
            yield f"{own.get('name')!r} is called {sorted(map(str, names(theirs)))}"
    for prop in read.mapiprops:
        if prop.name == RTF:
            data = prop.data if isinstance(prop.data, bytes) else prop.data[0]
            rtf = decompress(data)
            if b"\\fromhtml" in rtf:
                opened = DeEncapsulator(rtf)
                opened.deencapsulate()
                if opened.html.decode() != told.get("html"):
                    yield f"HTML {opened.html!r}, not {told.get('html')!r}"


def main(folder):
    logging.disable(logging.CRITICAL)
    wrong, count = [], 0
    for path in sorted(Path(folder).glob("*.toml")):
        case = tomllib.loads(path.read_text())
        stream = bytes.fromhex("".join(case["stream"].split()))
        wrong += [f"{path.name}: {line}" for line in compare(case["contents"], stream)]
        count += 1
    if wrong or not count:
        print("\n".join(wrong) or "nothing to read", file=sys.stderr)
        return 1
    print(f"tnefparse, compressed_rtf and RTFDE read {count} winmail.dat as we do")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
