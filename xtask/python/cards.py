#!/usr/bin/env python3
"""Reads every .vcf of a folder with vobject, and prints each property as a JSON object a line: file, name, values.

    cards.py FOLDER
"""

import json
import sys
from pathlib import Path

import vobject
from vobject.vcard import Address, Name

NAME = ("family", "given", "additional", "prefix", "suffix")
ADDRESS = ("box", "extended", "street", "city", "region", "code", "country")


def flat(value):
    if isinstance(value, (list, tuple)):
        return [text for part in value for text in flat(part)]
    if isinstance(value, Name):
        return flat([getattr(value, part) for part in NAME])
    if isinstance(value, Address):
        return flat([getattr(value, part) for part in ADDRESS])
    if isinstance(value, bytes):
        return [value.hex()]
    return [str(value)]


def main(folder):
    for path in sorted(Path(folder).glob("*.vcf")):
        try:
            card = vobject.readOne(path.read_bytes().decode())
            for line in card.getChildren():
                print(json.dumps({"file": path.name, "name": line.name, "values": flat(line.value)}))
        except Exception as error:  # whatever a reader throws is an answer
            print(f"{path.name}: {type(error).__name__}: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
