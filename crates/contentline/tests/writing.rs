//! What the writer makes of names and values that the grammar forbids, and how it folds.

use viaduc_contentline::{Component, Dialect, Parameter, Property, parse};

fn line(property: Property<'_>, dialect: Dialect) -> String {
    let mut component = Component::new("X");
    component.push(property);
    let text = component.to_text(dialect);
    let inside = text.strip_prefix("BEGIN:X\r\n").and_then(|text| text.strip_suffix("END:X\r\n"));
    inside.unwrap_or_default().to_owned()
}

#[test]
fn no_value_adds_a_line() {
    let url = Property::new("URL", "http://a.example/\r\nATTENDEE:mailto:b@c.example");
    assert_eq!(
        line(url, Dialect::ICalendar),
        "URL:http://a.example/ATTENDEE:mailto:b@c.example\r\n"
    );
    let cn = Property::new("ATTENDEE", "mailto:a@b.example").with("CN", "A\"\r\nX:\u{2028}^");
    assert_eq!(
        line(cn.clone(), Dialect::ICalendar),
        "ATTENDEE;CN=\"A^'^nX:^n^^\":mailto:a@b.example\r\n"
    );
    assert_eq!(line(cn, Dialect::VCard3), "ATTENDEE;CN=\"A' X: ^\":mailto:a@b.example\r\n");
    let text = Property::text("NOTE", "a\r\nb\rc\nd\u{b}e\u{2029}f\u{85}g\0");
    assert_eq!(line(text, Dialect::VCard4), "NOTE:a\\nb\\nc\\nd\\ne\\nf\\ng\r\n");
}

#[test]
fn no_name_adds_a_line_or_a_component() {
    assert_eq!(line(Property::new("A\r\nB:", "1"), Dialect::VCard4), "A--B-:1\r\n");
    assert_eq!(line(Property::new("", "1").in_group(""), Dialect::VCard4), "X.X:1\r\n");
    assert_eq!(line(Property::new("begin", "VALARM"), Dialect::VCard4), "X-begin:VALARM\r\n");
    let parameter = Property::new("A", "1").with("B=\"", "2");
    assert_eq!(line(parameter, Dialect::VCard4), "A;B--=2:1\r\n");
}

#[test]
fn parameters() {
    let property =
        Property::new("TEL", "1").with("TYPE", "home").with("PREF", "1").with("type", "a,b");
    assert_eq!(line(property, Dialect::VCard4), "TEL;TYPE=home,\"a,b\";PREF=1:1\r\n");
    let mut empty = Property::new("TEL", "1").with("TYPE", "");
    empty.parameters.push(Parameter { name: "X".into(), ..Parameter::default() });
    assert_eq!(line(empty, Dialect::VCard4), "TEL;TYPE=:1\r\n");
}

#[test]
fn folds_at_75_octets_between_characters() {
    for text in ["x".repeat(300), "é".repeat(300), "日本".repeat(200), "👩‍👩‍👧".repeat(50)]
    {
        let written = line(Property::text("SUMMARY", text.as_str()), Dialect::ICalendar);
        let lines: Vec<&str> = written.split_terminator("\r\n").collect();
        let (last, full) = lines.split_last().unwrap();
        assert!(full.iter().all(|line| (72..=75).contains(&line.len())), "{lines:?}");
        assert!(last.len() <= 75);
        assert_eq!(full.concat().replace(' ', "").len() + last.trim().len(), 8 + text.len());
    }
    assert_eq!(line(Property::new("A", "x".repeat(73)), Dialect::ICalendar).len(), 77);
    assert!(line(Property::new("A", "x".repeat(74)), Dialect::ICalendar).ends_with("x\r\n x\r\n"));
}

#[test]
fn a_long_line_is_written_and_read_in_one_pass() {
    let mut component = Component::new("X");
    component.push(Property::text("A", "é;".repeat(500_000)));
    let text = component.to_text(Dialect::ICalendar);
    assert_eq!(parse(&text).components, [component]);
}

#[test]
fn the_dialect_of_a_component() {
    let card = |version| {
        let mut card = Component::new("vcard");
        card.push(Property::new("VERSION", version));
        Dialect::of(&card)
    };
    assert_eq!(card("2.1"), Dialect::VCard3);
    assert_eq!(card("3.0"), Dialect::VCard3);
    assert_eq!(card("4.0"), Dialect::VCard4);
    assert_eq!(Dialect::of(&Component::new("VCARD")), Dialect::VCard4);
    assert_eq!(Dialect::of(&Component::new("VCALENDAR")), Dialect::ICalendar);
}
