//! Compressed RTF, and HTML and text taken out of RTF.
#![cfg(feature = "__invariants")]
#![expect(clippy::unwrap_used, reason = "a broken case stops the test")]

mod write;

use arbitrary::Unstructured;
use viaduc_tnef::{Origin, RtfError, decompress, invariants, open};
use write::{compress, uncompressed};

/// The first example of MS-OXRTFCP (3.1.1), byte for byte.
const EXAMPLE: &[u8] = b"\x2d\0\0\0\x2b\0\0\0LZFu\xf1\xc5\xc7\xa7\x03\0\x0a\0rcpg125B2\x0a\xf3 hel\x09\0 bw\x05\xb0ld}\x0a\x80\x0f\xa0";

#[test]
fn the_examples_of_the_specification() {
    let (rtf, is_sound) = decompress(EXAMPLE, 1000).unwrap();
    assert_eq!(rtf, b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
    assert!(is_sound);
    assert_eq!(compress(&rtf), EXAMPLE, "the writer of these tests agrees with it");
    let own = compress(b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}");
    assert_eq!(
        own,
        b"\x1a\0\0\0\x1c\0\0\0LZFu\xe2\xd4\x4b\x51\x41\0\x04\x20WXYZ\x0d\x6e\x7d\x01\x0e\xb0"
    );
}

#[test]
fn damage_is_told() {
    for at in [0, 4, 12, 20, EXAMPLE.len() - 1] {
        let mut broken = EXAMPLE.to_vec();
        broken[at] ^= 0x01;
        assert!(!decompress(&broken, 1000).unwrap().1, "{at}");
    }
    let cut = &EXAMPLE[..30];
    let (rtf, is_sound) = decompress(cut, 1000).unwrap();
    assert!(rtf.starts_with(b"{\\rtf1\\ansi\\ansicpg1252") && !is_sound);
    assert_eq!(decompress(&EXAMPLE[..15], 1000), Err(RtfError::Header(15)));
    let mut other = EXAMPLE.to_vec();
    other[8..12].copy_from_slice(b"LZXX");
    assert_eq!(decompress(&other, 1000), Err(RtfError::Kind(u32::from_le_bytes(*b"LZXX"))));
    assert_eq!(decompress(EXAMPLE, 5).unwrap(), (b"{\\rtf".to_vec(), false));
    // Padding behind the size told is none of it.
    assert!(decompress(&[EXAMPLE, b"\0\0\0"].concat(), 1000).unwrap().1);
}

/// Texts that compress, with runs across the end of the dictionary.
fn text(u: &mut Unstructured<'_>) -> arbitrary::Result<Vec<u8>> {
    const PIECES: [&[u8]; 10] = [
        b"{\\rtf1\\ansi ",
        b"aaaaaaaaaaaaaaaaaaaaaaaa",
        b"\\par ",
        b"}",
        b"\0",
        b"\xff\xfe",
        b"hello ",
        b"\\'e9",
        b"WXYZ",
        b"x",
    ];
    let mut out = Vec::new();
    while !u.is_empty() && out.len() < 6000 {
        for _ in 0..u.int_in_range(1..=40)? {
            out.extend(*u.choose(&PIECES)?);
        }
        out.push(u.arbitrary()?);
    }
    Ok(out)
}

#[test]
fn what_is_compressed_comes_back() {
    viaduc_fixture_runner::search(11, |u| {
        let rtf = text(u)?;
        assert_eq!(decompress(&compress(&rtf), 1 << 20).unwrap(), (rtf.clone(), true));
        assert_eq!(decompress(&uncompressed(&rtf), 1 << 20).unwrap(), (rtf, true));
        Ok(())
    });
}

#[test]
fn any_bytes_obey_the_laws() {
    const PIECES: [&[u8]; 24] = [
        b"{",
        b"}",
        b"\\fromhtml1",
        b"\\fromtext",
        b"{\\*\\htmltag",
        b"\\htmlrtf",
        b"\\htmlrtf0 ",
        b"\\u8211?",
        b"\\u-10179?\\u-8704?",
        b"\\uc0",
        b"\\uc2",
        b"\\'e9",
        b"\\'8",
        b"\\f1",
        b"{\\fonttbl{\\f1\\fcharset128 x;}}",
        b"\\bin5 ",
        b"\\par",
        b"\\~",
        b"\\_",
        b"\\",
        b"\xe9",
        b"abc",
        b"\\ansicpg932",
        b"\\lquote ",
    ];
    viaduc_fixture_runner::search(11, |u| {
        let mut rtf = b"{\\rtf1".to_vec();
        while !u.is_empty() {
            rtf.extend(*u.choose(&PIECES)?);
        }
        invariants::check_rtf(&rtf);
        invariants::check_rtf(&compress(&rtf));
        Ok(())
    });
    viaduc_fixture_runner::search(11, |u| {
        invariants::check_rtf(u.bytes(u.len())?);
        Ok(())
    });
}

fn html(rtf: &str) -> String {
    let opened = open(format!("{{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\deff0{{\\fonttbl{{\\f0\\fswiss Arial;}}{{\\f1\\fcharset204 X;}}{{\\f2\\fcharset128 Y;}}}}{rtf}}}").as_bytes());
    assert_eq!(opened.origin, Origin::Html);
    assert!(opened.is_sound, "{opened:?}");
    opened.text
}

#[test]
fn html_is_what_it_was() {
    let cases = [
        (r"{\*\htmltag64 <p>}text", "<p>text"),
        (r"{\*\htmltag64 <p>}\htmlrtf \par hidden\htmlrtf0 shown", "<p>shown"),
        // The state ends with its group, too.
        (r"a{\htmlrtf b}c", "ac"),
        (r"\htmlrtf {\htmlrtf0 in}out\htmlrtf0 back", "inback"),
        (r"{\*\htmltag84 &lt;}\htmlrtf <\htmlrtf0 b", "&lt;b"),
        (r"a\par b\line c\tab d", "a\r\nb\r\nc\td"),
        (
            r"\lquote a\rquote \ldblquote\rdblquote\bullet\endash\emdash\~\_",
            "&lsquo;a&rsquo;&ldquo;&rdquo;&bull;&ndash;&mdash;&nbsp;&shy;",
        ),
        (r"\{\\\}", r"{\}"),
        (r"caf\'e9 \u233?t\u233 ?", "café été"),
        (r"\u-10179?\u-8704?", "\u{1f600}"),
        (r"\uc2\u8211\'96\'96!\uc0\u8212!", "–!—!"),
        (r"{\f1 \'cf\'f0}\f2 \'93\'fa\plain \'e9", "Пр日é"),
        (r"{\*\mhtmltag64 <a href=x>}{\*\htmltag64 <a>}", "<a>"),
        (r"{\*\generator x}{\colortbl;\red0;}{\pntext\f0 1.}a", "a"),
        (r"{\*\htmltag0 a{\*\other b}c}", "ac"),
        ("a\r\nb\\\r\nc", "ab\r\nc"),
        (r"a\bin3 }}}b", "ab"),
        // Japanese whose second byte is a backslash of its own.
        (r"\f2 \'95\\", "表"),
    ];
    for (rtf, expected) in cases {
        assert_eq!(html(rtf), expected, "{rtf}");
    }
}

#[test]
fn text_is_what_it_was() {
    let opened = open(br"{\rtf1\ansi\ansicpg1251\fromtext \deff0{\fonttbl{\f0 A;}}\lquote \'cf\rquote\par b\htmlrtf c}d");
    assert_eq!((opened.origin, opened.text.as_str()), (Origin::Text, "‘П’\r\nbc"));
}

#[test]
fn rtf_of_its_own_gives_its_text() {
    let rtf = br"{\rtf1\ansi{\fonttbl{\f0 A;}}{\stylesheet{\s0 Normal;}}{\info{\title No}}{\*\generator g}Caf\'e9\par {\field{\*\fldinst HYPERLINK x}{\fldrslt link}}{\pict 0102}\cell x\row}";
    let opened = open(rtf);
    assert_eq!(opened.origin, Origin::Rtf);
    assert_eq!(opened.text, "Café\r\nlink\tx\r\n");
    assert!(!open(b"Hello").is_sound);
    assert!(!open(br"{\rtf1\ansicpg65001 \'ff}").is_sound);
    assert!(!open(br"{\rtf1 \u-10179?x}").is_sound);
}

#[test]
fn depth_and_size_cost_nothing_special() {
    let deep =
        [b"{\\rtf1".as_slice(), &b"{".repeat(300_000), b"x", &b"}".repeat(300_000), b"y}"].concat();
    assert_eq!(open(&deep).text, "xy");
    let wide = [b"{\\rtf1".as_slice(), &b"{\\*\\x a}\\'e9".repeat(100_000), b"}"].concat();
    assert_eq!(open(&wide).text.chars().count(), 100_000);
    // A reference of two bytes makes seventeen at most.
    let bomb = compress(&vec![b'a'; 9_000]);
    assert!(decompress(&bomb, 1 << 13).unwrap().0.len() == 1 << 13);
}
