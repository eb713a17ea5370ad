#!/usr/bin/env python3
"""Expands every .ics of a folder with icalendar and recurring-ical-events.

    series.py FOLDER EXPECTED

EXPECTED says for each file before which day (`end`), a JSON object a line. Prints likewise: file, found (when each occurrence
starts, an instant in UTC or a day, and its SUMMARY) or error. Zones are those of the package tzdata, not the machine's.
"""

import datetime
import json
import sys
import zoneinfo
from pathlib import Path

import icalendar
import recurring_ical_events


def shown(start):
    if not isinstance(start, datetime.datetime):
        return start.isoformat()
    return start.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def found(text, end):
    calendar = icalendar.Calendar.from_ical(text)
    # Long before any of them: a changed occurrence may be years before the first.
    since = min(event["DTSTART"].dt for event in calendar.walk("VEVENT") if "RECURRENCE-ID" not in event)
    since = since - datetime.timedelta(days=3000)
    if isinstance(since, datetime.datetime):
        since = since.replace(tzinfo=datetime.timezone.utc)
        end = datetime.datetime.fromisoformat(end + "T00:00:00+00:00")
    else:
        end = datetime.date.fromisoformat(end)
    events = recurring_ical_events.of(calendar).between(since, end)
    found = [[shown(event["DTSTART"].dt), str(event["SUMMARY"])] for event in events]
    return sorted(one for one in found if one[0] < shown(end))


def main(folder, expected):
    zoneinfo.reset_tzpath(to=())
    with open(expected, encoding="utf-8") as lines:
        for line in lines:
            asked = json.loads(line)
            answer = {"file": asked["file"]}
            try:
                text = (Path(folder) / asked["file"]).read_bytes().decode()
                answer["found"] = found(text, asked["end"])
            except Exception as error:  # whatever a reader throws is an answer
                answer["error"] = f"{type(error).__name__}: {error}"
            print(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
