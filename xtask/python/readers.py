#!/usr/bin/env python3
"""Reads every .ics of a folder with icalendar and every .vcf with vobject, and counts what they find.

    readers.py FOLDER

Exits 0 and says what was read, or with 1 and one line that says what cannot be read.
"""

import sys
from pathlib import Path

import icalendar
import vobject


def events(text):
    calendar = icalendar.Calendar.from_ical(text)
    found = [part for part in calendar.walk() if part.name == "VEVENT"]
    for event in found:
        assert event["UID"] and event["DTSTART"].dt is not None, "an event without UID or DTSTART"
        assert not event.errors, f"errors: {event.errors}"
    for zone in calendar.walk("VTIMEZONE"):
        zone.to_tz()
    return len(found)


def main(folder):
    read = {"events": 0, "cards": 0}
    for path in sorted(Path(folder).iterdir()):
        text = path.read_bytes().decode()
        try:
            if path.suffix == ".ics":
                read["events"] += events(text)
            elif path.suffix == ".vcf":
                assert vobject.readOne(text).fn.value, "a card without FN"
                read["cards"] += 1
        except Exception as error:  # whatever a reader throws is an answer
            print(f"{path.name}: {type(error).__name__}: {error}", file=sys.stderr)
            return 1
    if 0 in read.values():
        print(f"nothing to read: {read}", file=sys.stderr)
        return 1
    print(f"icalendar and vobject read {read['events']} events and {read['cards']} cards")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
