#!/usr/bin/env python3
"""Messages read by Python's email package, against the Graph JSON or the clean messages that they come from.

    mail.py make FILE              writes made-up Graph messages, one a line, always the same
    mail.py built FOLDER FILE      reads what graph-to-eml made of FILE
    mail.py repaired FOLDER CLEAN  reads what normalise-eml made of broken messages, beside the same without their defect

Exits 0 and says what was read, or with 1 and one line a difference.
"""

import base64
import email
import email.policy
import hashlib
import html
import json
import random
import sys
from collections import Counter
from pathlib import Path

WORDS = ["Minutes", "Fête de l’été", "a, b; c", "\"quoted\"", "日本語の件名", "plan (2)", "🎉", "=?utf-8?Q?x?=", "Straße"]
PEOPLE = ["Alice", "Petit, Hugo", "Zoé O'Brien", "\"Bob\" (work)", "北村", "", "a@b.example"]
NAMES = ["plan.pdf", "Procès-verbal.docx", "日本.txt", "a b;c.png", "naïve \"x\".bin", "x" * 120 + ".dat"]
TYPES = ["application/pdf", "image/png", "application/octet-stream", "application/vnd.ms-excel", "audio/mpeg"]


def subject(dice):
    return " ".join(dice.choice(WORDS) for _ in range(dice.randint(1, 12)))


def person(dice):
    address = f"p{dice.randint(1, 99)}.{dice.choice('abc')}@valmont.example"
    return {"emailAddress": {"name": dice.choice(PEOPLE), "address": address}}


def file(dice, index):
    content = dice.randbytes(dice.choice([1, 56, 57, 58, 4000]))
    made = {
        "@odata.type": "#microsoft.graph.fileAttachment",
        "name": dice.choice(NAMES),
        "contentType": dice.choice(TYPES),
        "isInline": False,
        "contentBytes": base64.b64encode(content).decode(),
    }
    if dice.random() < 0.4:
        made |= {"isInline": True, "contentId": f"i{index}@valmont.example", "contentType": "image/png"}
    return made


def item(dice, depth):
    kind = dice.choice(["message", "event", "contact"])
    if kind == "message":
        inner = message(dice, depth + 1)
    elif kind == "event":
        moment = {"dateTime": "2026-06-21T18:00:00.0000000", "timeZone": "UTC"}
        inner = {"subject": subject(dice), "iCalUId": "0400000082", "start": moment, "end": moment}
    else:
        inner = {"displayName": "Dora", "emailAddresses": [{"address": "dora@valmont.example"}]}
    return {
        "@odata.type": "#microsoft.graph.itemAttachment",
        "name": subject(dice),
        "isInline": False,
        "item": {"@odata.type": f"#microsoft.graph.{kind}"} | inner,
    }


def attachments(dice, depth):
    for index in range(dice.randint(0, 4)):
        roll = dice.random()
        if roll < 0.7 or depth > 2:
            yield file(dice, index)
        elif roll < 0.9:
            yield item(dice, depth)
        else:
            yield {
                "@odata.type": "#microsoft.graph.referenceAttachment",
                "name": "shared.xlsx",
                "isInline": False,
                "sourceUrl": f"https://files.valmont.example/{index}",
            }


def message(dice, depth=0):
    files = list(attachments(dice, depth))
    shown = [f["contentId"] for f in files if f.get("isInline")]
    text = "\n".join(subject(dice) * dice.randint(0, 30) for _ in range(dice.randint(0, 9)))
    page = f"<p>{html.escape(text)}</p>" + "".join(f'<img src="cid:{name}">' for name in shown)
    is_page = bool(shown) or dice.random() < 0.5
    return {
        "subject": subject(dice),
        "internetMessageId": f"<{dice.getrandbits(60)}@valmont.example>",
        "sentDateTime": "2026-03-02T08:15:00Z",
        "from": person(dice),
        "toRecipients": [person(dice) for _ in range(dice.choice([0, 1, 2, 40]))],
        "ccRecipients": [person(dice) for _ in range(dice.choice([0, 0, 3]))],
        "body": {"contentType": "html" if is_page else "text", "content": page if is_page else text},
        "hasAttachments": bool(files),
        "attachments": files,
    }


def leaves(part):
    if part.get_content_maintype() == "multipart" and part.is_multipart():
        for child in part.get_payload():
            yield from leaves(child)
    else:
        yield part


def people(part, header):
    return [a.addr_spec.lower() for value in part.get_all(header, []) for a in value.addresses]


def addresses(told):
    return [one["emailAddress"]["address"].lower() for one in told]


def words(text):
    return " ".join(str(text or "").split())


def digest(content):
    return hashlib.sha256(content).hexdigest()


def decoded(part):
    return part.get_payload(decode=True) or b""


def body_text(part):
    """The text of a part, but for the spaces at the ends of its lines."""
    text = decoded(part).decode(part.get_content_charset("utf-8"))
    return [line.rstrip() for line in text.rstrip().splitlines()]


def built(source, read):
    """Yields one line for each difference between a Graph message and the message read."""
    if words(source["subject"]) != words(read["Subject"]):
        yield f"subject {read['Subject']!r}, not {source['subject']!r}"
    for header, member in (("From", None), ("To", "toRecipients"), ("Cc", "ccRecipients")):
        told = addresses([source["from"]] if member is None else source[member])
        if people(read, header) != told:
            yield f"{header} {people(read, header)}, not {told}"
    body, *rest = leaves(read)
    kind = "text/html" if source["body"]["contentType"] == "html" else "text/plain"
    if body.get_content_type() != kind:
        yield f"the body is {body.get_content_type()}"
    lines = [line.rstrip() for line in source["body"]["content"].rstrip().splitlines()]
    if body_text(body) != lines:
        yield f"body {body_text(body)!r}, not {lines!r}"
    told = source["attachments"]
    if len(rest) != len(told):
        yield f"{len(rest)} parts beside the body, not {len(told)}"
        return
    files = Counter(
        (f["name"], digest(base64.b64decode(f["contentBytes"]))) for f in told if "contentBytes" in f
    )
    found = Counter((part.get_filename(), digest(decoded(part))) for part in rest)
    if files - found:
        yield f"files {found}, not {files}"
    inner = [part for part in rest if part.get_content_type() == "message/rfc822"]
    items = [f["item"] for f in told if f.get("item", {}).get("@odata.type", "").endswith(".message")]
    if len(inner) != len(items):
        yield f"{len(inner)} attached messages, not {len(items)}"
    for part, one in zip(inner, items):
        yield from built(one, part.get_payload(0))
    for kind, media in ((".event", "text/calendar"), (".contact", "text/vcard")):
        count = sum(f.get("item", {}).get("@odata.type", "").endswith(kind) for f in told)
        parts = [part for part in rest if part.get_content_type() == media]
        if len(parts) != count or not all(b"BEGIN:V" in decoded(part) for part in parts):
            yield f"{len(parts)} {media}, not {count}"


def row(read):
    """What is compared of a repaired message."""
    found = list(leaves(read))
    is_file = lambda part: part.get_content_maintype() not in ("text", "message")
    return {
        "subject": words(read["Subject"]),
        "people": [people(read, header) for header in ("From", "To", "Cc")],
        "leaves": [part.get_content_type() for part in found],
        "files": [digest(decoded(part)) for part in found if is_file(part)],
    }


def parse(path):
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


def main(mode, *arguments):
    if mode == "make":
        dice = random.Random(5)
        with open(arguments[0], "w", encoding="utf-8") as out:
            out.writelines(json.dumps(message(dice)) + "\n" for _ in range(300))
        return 0
    folder, wrong, count = Path(arguments[0]), [], 0
    if mode == "built":
        sources = [json.loads(line) for line in open(arguments[1], encoding="utf-8")]
        stem = Path(arguments[1]).stem
        for index, source in enumerate(sources):
            wrong += [f"{index}: {line}" for line in built(source, parse(folder / f"{stem}-{index}.eml"))]
            count += 1
    else:
        for clean in sorted(Path(arguments[1]).iterdir()):
            before, after = row(parse(clean)), row(parse(folder / clean.name))
            for key in before:
                if before[key] != after[key]:
                    wrong.append(f"{clean.name}: {key} {after[key]}, not {before[key]}")
            count += 1
    if wrong or count < 50:
        print("\n".join(wrong) or f"{count} messages are too few", file=sys.stderr)
        return 1
    print(f"Python's email package read {count} messages as {'their JSON says' if mode == 'built' else 'the clean ones'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
