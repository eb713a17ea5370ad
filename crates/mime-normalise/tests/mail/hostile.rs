//! Messages put together from pieces that are known to make trouble.

use arbitrary::{Result, Unstructured};

/// Pieces of messages, sound and broken.
const PIECES: &[&[u8]] = &[
    b"From: a@valmont.example\r\n",
    b"From: Zo\xc3\xa9 <zoe@valmont.example>\r\n",
    b"From: \"L\xe9on, maire\" <l\xe9on@valmont.example>\r\n",
    b"Subject: caf\xe9 noir =?x?Q?=E9?= =?utf-8?B?Y2Fmw6k=?=\r\n",
    b"Subject: =?utf-8?B?Y2Fmww==?= =?utf-8?B?qQ==?=\r\n",
    b"Message-ID: <1@valmont.example>\r\n",
    b"Message-ID:\r\n",
    b"Date: Mon, 02 Mar 2026 09:15:00 +0100\r\n",
    b"Date: soon\r\n",
    b"Received: from x by y; Mon, 02 Mar 2026 09:15:00 +0100\r\n",
    b"MIME-Version: 1.0\r\n",
    b"Content-Type: multipart/mixed; boundary=b\r\n",
    b"Content-Type: multipart/mixed; boundary=\"b b\"\r\n",
    b"Content-Type: multipart/mixed\r\n",
    b"Content-Type: multipart/signed; boundary=s; protocol=\"application/pgp-signature\"\r\n",
    b"Content-Type: multipart/alternative; boundary=bb\r\n",
    b"Content-Type: message/rfc822\r\n",
    b"Content-Type: text/plain; charset=iso-8859-1\r\n",
    b"Content-Type: text/html\r\n",
    b"Content-Type: text\r\n",
    b"Content-Type: text/plain; charset=\r\n",
    b"Content-Type: text/plain; charset=x-unknown; name=\"../\xe9\"\r\n",
    b"Content-Type: application/octet-stream; name=\"=?utf-8?Q?=C3=A9?=\"\r\n",
    b"Content-Type: application/pdf; name=a.pdf\r\n",
    b"Content-Disposition: attachment\r\n",
    b"Content-Disposition: attachment; filename=\"a\\\\b\xff.txt\"\r\n",
    b"Content-Transfer-Encoding: base64\r\n",
    b"Content-Transfer-Encoding: base64 \r\n",
    b"Content-Transfer-Encoding: quoted-printable\r\n",
    b"Content-Transfer-Encoding: binary\r\n",
    b"Content-Transfer-Encoding: 8bits\r\n",
    b"Content-Transfer-Encoding: x-odd\r\n",
    b"Content-ID: a@b\r\n",
    b"X-Bm-Event: x\r\n",
    b"X-Foo : x\r\n",
    b"X Foo: x\r\n",
    b": empty\r\n",
    b"garbage\r\n",
    b"\r\n",
    b"\r\n",
    b"\r\n",
    b" \r\n",
    b" folded\r\n",
    b"\n",
    b"\r",
    b"\0",
    b"--b\r\n",
    b"--b--\r\n",
    b"--bb\r\n",
    b"--b b\r\n",
    b"--bb--\r\n",
    b"--s\r\n",
    b"--s--\r\n",
    b"--other\r\nContent-Type: text/plain\r\n\r\n",
    b"Hello\r\n",
    b"caf\xe9\n",
    b"caf\xc3\xa9\r\n",
    b"SGVsbG8=\r\n",
    b"SGVsbG8\r\n",
    b"SGV!sbG8=x\r\n",
    b"a=E9 = b=ZZ=\r\n",
    b"\xef\xbb\xbf",
    b"From x Mon\r\n",
    b">From x Mon\r\n",
    b"\xff\xfe",
    b"=",
    b"text",
    b"-----BEGIN PGP SIGNED MESSAGE-----\r\n",
];

pub(crate) fn message(u: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    let mut message = Vec::new();
    let count = u.int_in_range(0..=40)?;
    for _ in 0..count {
        if u.ratio(1, 60)? {
            message.extend(std::iter::repeat_n(b'y', 1200));
        }
        message.extend_from_slice(u.choose(PIECES)?);
    }
    Ok(message)
}
