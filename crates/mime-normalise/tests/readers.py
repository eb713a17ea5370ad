"""What Python's email package makes of every file of a folder: a line each, tabs between the columns."""

import email
import email.policy
import hashlib
import pathlib
import sys


def leaves(part):
    if part.get_content_maintype() == "multipart" and part.is_multipart():
        for child in part.get_payload():
            yield from leaves(child)
    else:
        yield part


def people(message):
    for header in ("From", "To", "Cc"):
        for value in message.get_all(header, []):
            for address in value.addresses:
                yield address.addr_spec.lower()


def row(message):
    found = list(leaves(message))
    files = [
        hashlib.sha256(part.get_payload(decode=True) or b"").hexdigest()
        for part in found
        if part.get_content_maintype() not in ("text", "message")
    ]
    subject = " ".join(str(message["Subject"] or "").split())
    addresses = [a.replace(" ", "") for a in people(message)]
    return "\t".join((subject, " ".join(addresses), str(len(found)), " ".join(files)))


sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
for file in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    try:
        print(row(email.message_from_bytes(file.read_bytes(), policy=email.policy.default)))
    except Exception:  # It gives up on what it cannot parse: then there is nothing to agree with.
        print()
