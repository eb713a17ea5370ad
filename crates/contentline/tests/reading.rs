//! What the parser makes of texts that the grammar does not allow but that exist.

use viaduc_contentline::{Component, Dialect, FaultKind, MAX_DEPTH, MAX_FAULTS, Property};
use viaduc_contentline::{parse, parse_bytes};

fn one(text: &str) -> Component<'static> {
    let mut components = parse(text).into_owned().components;
    assert_eq!(components.len(), 1, "{text:?}");
    components.remove(0)
}

fn kinds(text: &str) -> Vec<FaultKind> {
    parse(text).faults.iter().map(|fault| fault.kind).collect()
}

fn value(text: &str, name: &str) -> String {
    one(text).property(name).map(|property| property.as_text().into_owned()).unwrap_or_default()
}

#[test]
fn line_ends_of_every_system() {
    let expected = one("BEGIN:X\r\nA:1\r\nB:2\r\nEND:X\r\n");
    for end in ["\n", "\r", "\r\r\n", "\n\n", "\r\n\r\n"] {
        let text = "BEGIN:X\r\nA:1\r\nB:2\r\nEND:X".replace("\r\n", end);
        assert_eq!(one(&text), expected, "{end:?}");
        assert_eq!(kinds(&text), []);
    }
    assert_eq!(one("\u{feff}BEGIN:X\r\nA:1\r\nB:2\r\nEND:X"), expected);
}

#[test]
fn folds_are_taken_out_by_octets() {
    assert_eq!(value("BEGIN:X\r\nA:1\r\n 2\r\n\t3\r\n  4\r\nEND:X", "A"), "123 4");
    assert_eq!(value("BEGIN:X\r\nA;B\r\n =c\r\n :1\r\nEND:X", "A"), "1");
    assert_eq!(value("BEGIN:X\r\r\nA:1\r\r\n 2\r\r\nEND:X", "A"), "12", "doubled CR before a fold");
    let inside_a_character = b"BEGIN:X\r\nA:caf\xc3\r\n \xa9\r\nEND:X\r\n";
    let parsed = parse_bytes(inside_a_character);
    assert_eq!(parsed.components[0].property("A").unwrap().value, "café");
    assert_eq!(parsed.faults, []);
}

#[test]
fn a_fold_of_nothing_is_left_out() {
    assert_eq!(kinds(" x\r\nBEGIN:X\r\nEND:X"), [FaultKind::StrayFold]);
}

#[test]
fn bytes_of_other_charsets() {
    let parsed = parse_bytes(b"BEGIN:X\nA:a\x80\n \x93b\nB:c\nEND:X\nZ:");
    let card = &parsed.components[0];
    assert_eq!(card.property("A").unwrap().value, "a€“b");
    assert_eq!(card.property("B").unwrap().value, "c");
    let faults: Vec<_> = parsed.faults.iter().map(|fault| (fault.line, fault.kind)).collect();
    assert_eq!(faults, [(2, FaultKind::NotUtf8), (6, FaultKind::OutsideComponent)]);

    let named = parse_bytes(
        b"BEGIN:X\nA;CHARSET=Shift_JIS:\x8e\x52\x93\x63\nB;CHARSET=koi8-r:\xcd\xc9\xd2\nEND:X",
    );
    assert_eq!(named.components[0].property("A").unwrap().value, "山田");
    assert_eq!(named.components[0].property("B").unwrap().value, "мир");

    for big in [false, true] {
        let units = "\u{feff}BEGIN:X\nA:é😀\nEND:X".encode_utf16();
        let bytes: Vec<u8> = units
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect();
        assert_eq!(parse_bytes(&bytes).components[0].property("A").unwrap().value, "é😀");
    }
}

#[test]
fn components_without_an_end() {
    let text =
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nBEGIN:VALARM\nBEGIN:VEVENT\nUID:2\nEND:VCALENDAR\n";
    let calendar = one(text);
    let uids: Vec<_> =
        calendar.components_named("vevent").map(|e| e.property("UID").unwrap().as_text()).collect();
    assert_eq!(uids, ["1", "2"]);
    assert_eq!(kinds(text), [FaultKind::MissingEnd; 3]);

    let cards = parse("BEGIN:VCARD\nFN:1\nBEGIN:VCARD\nFN:2\n");
    assert_eq!(cards.components.len(), 2);
    assert_eq!(kinds("BEGIN:X\nEND:Y\nEND:X"), [FaultKind::StrayEnd]);
}

#[test]
fn an_agent_is_a_card_in_a_card() {
    let text =
        "BEGIN:VCARD\nVERSION:3.0\nAGENT:\nBEGIN:VCARD\nFN:in\nEND:VCARD\nFN:out\nEND:VCARD\n";
    let card = one(text);
    assert_eq!(card.property("FN").unwrap().value, "out");
    assert_eq!(card.component("VCARD").unwrap().property("FN").unwrap().value, "in");
    assert_eq!(one(&card.to_text(Dialect::VCard3)), card);
}

#[test]
fn parameters_of_vcard_2_1() {
    let text =
        "BEGIN:VCARD\nVERSION:2.1\nTEL;HOME;VOICE:1\nKEY;BASE64:AA==\n\nPHOTO;URL:x\nEND:VCARD";
    let card = one(text);
    let tel = card.property("TEL").unwrap();
    assert!(tel.has_type("home") && tel.has_type("voice") && !tel.has_type("fax"));
    assert_eq!(card.property("KEY").unwrap().parameter("encoding"), Some("BASE64"));
    assert_eq!(card.property("PHOTO").unwrap().parameter("value"), Some("URL"));
    assert_eq!(kinds(text), [FaultKind::ParameterWithoutValue; 4]);
}

#[test]
fn quoted_printable_of_vcard_2_1() {
    let text = "BEGIN:VCARD\nVERSION:2.1\nNOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:caf=C3=A9=0D=0A=\n\
                 two=\n=3B\\;x\nADR;QUOTED-PRINTABLE:;;a=E9;b\nEND:VCARD";
    let card = one(text);
    assert_eq!(card.property("NOTE").unwrap().as_text(), "café\ntwo;;x");
    assert_eq!(card.property("ADR").unwrap().as_structured(), ["", "", "aé", "b"]);
    assert!(card.property("NOTE").unwrap().parameters.is_empty());
}

#[test]
fn parameters_quoted_and_careted() {
    let text = "BEGIN:X\nA;B=\"c;d:e,f\",g;H=\"^'i^^^n\";J=k\"l\";M=^:v:w\nEND:X";
    let x = one(text);
    let a = x.property("A").unwrap();
    assert_eq!(a.parameter_values("b").collect::<Vec<_>>(), ["c;d:e,f", "g"]);
    assert_eq!(a.parameter("H"), Some("\"i^\n"));
    assert_eq!(a.parameter("J"), Some("k\"l\""));
    assert_eq!(a.parameter("M"), Some("^"));
    assert_eq!(a.value, "v:w");
    assert_eq!(kinds(text), []);

    let old = one("BEGIN:VCARD\nVERSION:3.0\nA;B=x^ny:v\nEND:VCARD");
    assert_eq!(old.property("A").unwrap().parameter("B"), Some("x^ny"), "no RFC 6868 in vCard 3.0");
}

#[test]
fn quotes_that_do_not_close() {
    let x = one("BEGIN:X\nA;B=\"c:v\nD;E=\"f\" g;H=i:w\nEND:X");
    assert_eq!(x.property("A").unwrap().parameter("B"), Some("\"c"));
    assert_eq!(x.property("A").unwrap().value, "v");
    assert_eq!(x.property("D").unwrap().parameter("E"), Some("f g"));
    assert_eq!(x.property("D").unwrap().value, "w");
}

#[test]
fn escapes() {
    let text = "BEGIN:X\nA:a\\nb\\Nc\\,d\\;e\\\\n\\:\\\"\\x\\\nEND:X";
    assert_eq!(value(text, "A"), "a\nb\nc,d;e\\n:\"\\x\\");
    assert_eq!(Property::new("N", "a\\;b;c,d;").as_structured(), ["a;b", "c,d", ""]);
    assert_eq!(Property::new("N", "a\\,b,c\\\\,").as_text_list(), ["a,b", "c\\", ""]);
}

#[test]
fn what_is_no_content_line_is_left_out() {
    let text =
        "A:outside\nBEGIN:X\nno colon\n:no name\n;X=1:no name\nA;B=c\nA:\0b\x07c\nA B:2\nEND:X";
    let x = one(text);
    assert_eq!(x.properties, [Property::new("A", "bc"), Property::new("A-B", "2")]);
    use FaultKind::{BadName, ControlCharacter, NotAContentLine, OutsideComponent};
    let not = NotAContentLine;
    assert_eq!(kinds(text), [OutsideComponent, not, not, not, not, ControlCharacter, BadName]);
}

#[test]
fn groups() {
    let card = one("BEGIN:VCARD\nitem1.TEL:1\nitem1.X-ABLabel:a\nEND:VCARD");
    assert_eq!(card.property("tel").unwrap().group.as_deref(), Some("item1"));
    assert!(card.to_text(Dialect::VCard3).contains("item1.TEL:1\r\n"));
    assert!(card.to_text(Dialect::ICalendar).contains("\r\nTEL:1\r\n"), "iCalendar has no groups");
}

#[test]
fn nesting_and_faults_are_bounded() {
    let deep = "BEGIN:X\n".repeat(100_000) + "A:1\n" + &"END:X\n".repeat(100_000);
    let parsed = parse(&deep);
    let mut depth = 0;
    let mut inside = parsed.components.first();
    while let Some(component) = inside {
        depth += 1;
        inside = component.components.first();
    }
    assert_eq!(depth, MAX_DEPTH);
    assert_eq!(parsed.faults.len(), 1);

    let bad = parse(&"x\n".repeat(5_000)).into_owned();
    assert_eq!((bad.faults.len(), bad.more_faults), (MAX_FAULTS, 4_000));
}

/// Each of these would need hours if any step looked back at what it has read.
#[test]
fn hostile_sizes_are_read_in_one_pass() {
    const N: usize = 60_000;
    for body in [
        "x".repeat(10 * N),
        "A:".to_owned() + &"\n x".repeat(N),
        "A:".to_owned() + &"\n".repeat(N) + " x",
        "A:1\n".to_owned() + &"\n\n\r\n".repeat(N) + "B:2",
        "A;ENCODING=QUOTED-PRINTABLE:".to_owned() + &"=\n".repeat(N),
        "A".to_owned() + &"=\n ".repeat(N),
        "A".to_owned() + &";B=\"".repeat(N),
        "A".to_owned() + &";B=\"x".repeat(N) + ":",
        "A".to_owned() + &",;B".repeat(N) + ":",
        "A:".to_owned() + &"\\".repeat(N),
        "\u{1}".repeat(N),
    ] {
        let text = format!("BEGIN:X\n{body}\nEND:X\n");
        let parsed = parse(&text);
        assert_eq!(parsed.components.len(), 1);
        let again = parsed.components[0].to_text(Dialect::ICalendar);
        assert!(again.ends_with("END:X\r\n"));
    }
}

#[test]
fn quoted_printable_is_in_the_charset_it_names() {
    let line = |head: &str, text: &str| {
        value(&format!("BEGIN:VCARD\nFN;{head};ENCODING=QUOTED-PRINTABLE:{text}\nEND:VCARD"), "FN")
    };
    assert_eq!(line("CHARSET=SHIFT_JIS", "=8E=52=93=63"), "山田");
    assert_eq!(line("CHARSET=\"iso-8859-2\"", "=A3=F3d=BC"), "Łódź");
    assert_eq!(line("CHARSET=ISO-2022-JP", "=1B$B;3ED=1B(B"), "山田");
    assert_eq!(line("CHARSET=ISO-8859-1", "J=C3=B6rg"), "Jörg", "UTF-8 under another name");
    assert_eq!(line("CHARSET=unheard-of", "J=F6rg"), "Jörg");
    assert_eq!(line("LANGUAGE=de", "J=F6rg"), "Jörg");
}
