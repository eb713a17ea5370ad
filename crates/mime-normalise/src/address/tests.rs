use super::*;

#[test]
fn first_address() {
    let cases = [
        ("A B <a@valmont.example>", "a@valmont.example"),
        ("a@valmont.example (A)", "a@valmont.example"),
        ("\"x <y@z>\" <a@valmont.example>, <b@valmont.example>", "a@valmont.example"),
        ("a@valmont.example, B <b@valmont.example>", "a@valmont.example"),
        ("Team: <a@valmont.example>, b@valmont.example;", "a@valmont.example"),
        ("", ""),
    ];
    for (line, expected) in cases {
        assert_eq!(first(line.as_bytes()), expected, "{line}");
    }
}

#[test]
fn names_are_encoded_and_addresses_kept() {
    let value = " Zo\u{e9} Le\u{f4}n <zoe@valmont.example>,\r\n \"D\u{e9}p\u{f4}t, nord\" <depot@valmont.example>";
    let new = rewrite(value.as_bytes(), 3, &[]).unwrap();
    assert_eq!(
        String::from_utf8(new).unwrap(),
        " =?utf-8?Q?Zo=C3=A9_Le=C3=B4n?= <zoe@valmont.example>,\r\n =?utf-8?Q?D=C3=A9p=C3=B4t=2C_nord?= <depot@valmont.example>"
    );
    assert_eq!(rewrite(b" a@valmont.example", 3, &[]), None);
}

#[test]
fn addresses_become_ascii() {
    let new = rewrite("<jos\u{e9}@m\u{fc}nchen.example>".as_bytes(), 3, &[]).unwrap();
    assert_eq!(String::from_utf8(new).unwrap(), "<xn--jos-dma@xn--mnchen-3ya.example>");
    assert_eq!(punycode("他们为什么不说中文"), "ihqwcrb4cv8a8dqg056pqjye");
    assert_eq!(punycode("pročprostěnemluvíčesky"), "proprostnemluvesky-uyb24dma41a");
}

#[test]
fn names_stand_before_the_address_or_in_comments() {
    let cases = [
        ("\"Dupont, Jean\" <jean@valmont.example>", "Dupont, Jean"),
        ("jean@valmont.example (Jean =?utf-8?Q?D=C3=A9pont?=)", "Jean D\u{e9}pont"),
        ("(Jean) <jean@valmont.example>", "Jean"),
        ("<jean@valmont.example> (Jean)", "Jean"),
        ("Jean <jean@valmont.example> (the \\) mayor)", "Jean (the ) mayor)"),
        ("jean@valmont.example", ""),
        ("Jean <jean@valmont.example", "Jean"),
    ];
    for (line, expected) in cases {
        let found = people(line.as_bytes(), &[]);
        assert_eq!(found.len(), 1, "{line}");
        assert_eq!(found[0].name, expected, "{line}");
        assert_eq!(found[0].address, "jean@valmont.example", "{line}");
    }
}
