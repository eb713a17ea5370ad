use serde_json::Value;
use viaduc_fixture_runner::search;

use super::read;

const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\"\"",
    "\"a\"",
    "\"é’\"",
    " ",
    "\n",
    "\t",
    "\r",
    "null",
    "true",
    "false",
    "nul",
    "0",
    "-0",
    "-",
    "1",
    "12",
    "01",
    "1.5",
    "-1e3",
    "1e999",
    "1e-7",
    ".",
    "e",
    "123456789012345678",
    "-999999999999999999",
    "1234567890123456789",
    "18446744073709551616",
    "\\",
    "\\n",
    "\\u0041",
    "\\ud83d\\ude00",
    "\\ud83d",
    "\\ude00",
    "\\u00g0",
    "\\u+041",
    "\\/",
    "\\x",
    "\u{1}",
    "\u{7f}",
    "\u{feff}",
    "abcdefgh",
    "{\"a\":1}",
    "{\"a\":[1,{\"b\\n\":null}],\"a\":2}",
    "\"long enough for more than eight \\\" bytes\"",
];

/// What this reader reads, serde_json reads the same.
#[test]
fn no_other_than_serde_json() {
    search(5_000, |u| {
        let mut text = String::new();
        while !u.is_empty() && text.len() < 200 {
            text.push_str(u.choose(PIECES)?);
        }
        if let Ok(value) = read::<Value>(&text) {
            assert_eq!(serde_json::from_str::<Value>(&text).ok(), Some(value), "{text}");
        }
        Ok(())
    });
}

/// What is written rightly and not too deep it reads.
#[test]
fn all_that_is_usual() {
    for piece in
        PIECES.iter().chain(&["[[], {}, [ ] , { }]", " [1 , -2 ] ", "{\"\":{\"x\\t\":[0]} }"])
    {
        for text in
            [(*piece).to_owned(), format!("[{piece}]"), format!("{{\"k\": {piece} , \"\": 1}}")]
        {
            let known = serde_json::from_str::<Value>(&text).ok();
            assert_eq!(read::<Value>(&text).ok(), known, "{text}");
        }
    }
    let deep = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
    assert!(read::<Value>(&deep(100)).is_ok() && read::<Value>(&deep(101)).is_err());
    assert!(
        read::<Vec<Option<u8>>>("[1,null,2]").is_ok_and(|read| read == [Some(1), None, Some(2)])
    );
    assert!(
        read::<(String, f64, i32)>("[\"a\",0.1,-7]")
            .is_ok_and(|read| read == ("a".into(), 0.1, -7))
    );
}

#[test]
fn every_place_in_a_string_is_looked_at() {
    for len in 0..40 {
        for (mark, right) in
            [("\\n", true), ("\u{1f}", false), ("\u{7f}", true), ("é", true), ("\"", false)]
        {
            for at in 0..=len {
                let text = format!("\"{}{mark}{}\"", "x".repeat(at), "y".repeat(len - at));
                let value = read::<String>(&text).ok();
                assert_eq!(value.is_some(), right, "{text}");
                assert_eq!(value, serde_json::from_str(&text).ok());
            }
        }
    }
}
