use super::*;

fn text(line: &[u8]) -> String {
    decode_text(line, &[])
}

#[test]
fn reading() {
    let cases: [(&[u8], &str); 10] = [
        (b"=?utf-8?Q?caf=C3=A9?=", "café"),
        (b"=?ISO-8859-1?q?caf=e9_au?= lait", "café au lait"),
        (b"=?utf-8?B?Y2Fmw6k=?= =?utf-8?Q?!?=", "café!"),
        (b"=?utf-8?B?Y2Fmw6k=?==?utf-8?Q?!?=", "café!"),
        (b"=?utf-8?B?Y2Fmww==?= =?utf-8?B?qQ==?=", "café"),
        (b"=?TELETEX?Q?caf=E9_noir?=", "café noir"),
        (b"=?utf-8?Q?a b?=", "a b"),
        (b"a =? b", "a =? b"),
        (b"caf\xc3\xa9", "café"),
        (b"=?utf-8*fr?Q?=C3=A9t=C3=A9_?= fin", "été  fin"),
    ];
    for (line, expected) in cases {
        assert_eq!(text(line), expected, "{}", line.escape_ascii());
    }
}

#[test]
fn rewriting_changes_only_what_must() {
    let rewritten = rewrite(b" Re: caf\xc3\xa9 au lait", 8, &[]).unwrap();
    assert_eq!(rewritten.escape_ascii().to_string(), " Re: =?utf-8?Q?caf=C3=A9?= au lait");
    assert_eq!(rewrite(b" =?utf-8?Q?caf=C3=A9?= =?x?y", 8, &[]), None);
    assert_eq!(rewrite(b" =?utf-7?Q?+AOk-?=", 8, &[]), None);
}

#[test]
fn rewriting_keeps_the_text_and_the_line_length() {
    let long = format!(" {} \u{e9}{} fin \u{e8}", "mot ".repeat(30), "é🙂ß ".repeat(60));
    for value in [
        long.as_bytes(),
        b" \xe9\r\n t\xe9",
        b" =?utf-8?B?Y2Fmww==?=\r\n =?utf-8?B?qQ==?= x",
        b"\xc3\xa9 =?utf-8?Q?a?=",
    ] {
        let before = decode_value(value, &[]);
        let after = rewrite(value, 9, &[]).unwrap();
        assert!(after.is_ascii());
        assert_eq!(decode_value(&after, &[]), before, "{}", after.escape_ascii());
        assert_eq!(rewrite(&after, 9, &[]), None, "{}", after.escape_ascii());
        let words_lines =
            after.split(|b| *b == b'\n').filter(|line| memchr::memmem::find(line, b"=?").is_some());
        assert!(words_lines.into_iter().all(|line| line.len() <= 77 || line.starts_with(b" mot")));
    }
}
