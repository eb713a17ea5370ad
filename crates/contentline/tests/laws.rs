//! The laws of the crate against arbitrary trees, texts and bytes.

use arbitrary::{Result, Unstructured};
use viaduc_contentline::{Dialect, invariants};
use viaduc_fixture_runner::search;

#[test]
fn any_tree_is_written_without_adding_a_line() {
    search(200, |u| {
        invariants::any_tree_is_written(&invariants::tree(u, false)?);
        Ok(())
    });
}

#[test]
fn a_clean_tree_is_read_back_as_it_was() {
    search(200, |u| {
        let tree = invariants::tree(u, true)?;
        invariants::a_clean_tree_is_read_back(&tree, Dialect::ICalendar);
        invariants::a_clean_tree_is_read_back(&tree, Dialect::VCard4);
        Ok(())
    });
}

#[test]
fn any_text_is_read_back() {
    search(200, |u| {
        let texts: Vec<&str> = u.arbitrary()?;
        invariants::any_text_is_read_back(&texts);
        Ok(())
    });
}

#[test]
fn any_bytes_are_read() {
    search(200, |u| {
        invariants::any_bytes_are_read(u.peek_bytes(u.len()).unwrap_or_default());
        Ok(())
    });
}

#[test]
fn any_mixture_of_lines_is_read() {
    search(200, |u| {
        invariants::any_bytes_are_read(&mixture(u)?);
        Ok(())
    });
}

/// Pieces of real files in an order no file has.
fn mixture(u: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    const PIECES: [&[u8]; 38] = [
        b"BEGIN:VCARD\r\n",
        b"END:VCARD\r\n",
        b"VERSION:2.1\n",
        b"VERSION:3.0\r\n",
        b"VERSION:4.0\r\n",
        b"BEGIN:VCALENDAR\r\n",
        b"END:VCALENDAR\r\n",
        b"BEGIN:VEVENT\n",
        b"END:VEVENT\n",
        b"BEGIN:VALARM\r",
        b"BEGIN:X\n",
        b"END:X\n",
        b"AGENT:\n",
        b"NOTE;ENCODING=QUOTED-PRINTABLE:a=\n",
        b"b=C3=A9=0D=0Ac=\n",
        b"TEL;HOME;VOICE:1\n",
        b"item1.X-ABLABEL:_$!<Other>!$_\r\n",
        b" folded",
        b"\t",
        b"\r\r\n",
        b"\n\n",
        b"\xff",
        b"\xc3",
        b"\xa9",
        b"\xe2\x80\xa8",
        b"X;A=\"b:c\";D=^n^^^':v\n",
        b"X;A=\"b:v\n",
        b"X;A=\"b\"c,d:v\n",
        b":\n",
        b";\n",
        b"=\n",
        b"X=Y",
        b"\xef\xbb\xbf",
        b"\0",
        b"X;ENCODING=BASE64:\n AAAA\n AA==\n\n",
        b".:",
        b"SUMMARY:a\\,b\\x\\\n",
        b"X:",
    ];
    let mut bytes = Vec::new();
    for _ in 0..u.int_in_range(0..=30)? {
        bytes.extend_from_slice(u.choose(&PIECES)?);
    }
    Ok(bytes)
}
