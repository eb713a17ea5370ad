//! The laws of this crate, for its property tests and its fuzz targets. Each panics where it does not hold.
#![expect(clippy::panic, reason = "a law that does not hold has to stop the test")]

use std::borrow::Cow;

use arbitrary::{Result, Unstructured};

use crate::{
    Component, Dialect, MAX_FAULTS, Parameter, Parsed, Property, escape_text, parse, parse_bytes,
    unescape_text,
};

const DIALECTS: [Dialect; 3] = [Dialect::ICalendar, Dialect::VCard3, Dialect::VCard4];

/// Whatever the bytes, they are read, and what was read is written and read again to the same text.
pub fn any_bytes_are_read(bytes: &[u8]) {
    let parsed = parse_bytes(bytes);
    hold(parsed.faults.len() <= MAX_FAULTS, "the number of faults is bounded", "");
    for component in &parsed.components {
        let once = component.to_text(Dialect::of(component));
        lines_are_well_formed(component, &once);
        let again = parse(&once);
        hold(again.faults.is_empty(), "written text has no faults", &once);
        let [same] = again.components.as_slice() else {
            panic!("one component is read back: {once:?}")
        };
        let twice = same.to_text(Dialect::of(same));
        hold(once == twice, "writing what was read changes nothing", &format!("{once}\n{twice}"));
    }
}

/// Whatever is in a tree, its text has as many lines, properties and components as the tree.
pub fn any_tree_is_written(component: &Component<'_>) {
    for dialect in DIALECTS {
        let text = component.to_text(dialect);
        lines_are_well_formed(component, &text);
        let parsed = parse(&text);
        hold(parsed.faults.is_empty(), "written text has no faults", &text);
        let [read] = parsed.components.as_slice() else {
            panic!("one component is read back: {text:?}")
        };
        same_shape(component, read, &text);
    }
}

/// A tree that holds nothing the grammar forbids is read back as it was.
pub fn a_clean_tree_is_read_back(component: &Component<'_>, dialect: Dialect) {
    let text = component.to_text(dialect);
    let Parsed { components, faults, .. } = parse(&text);
    hold(faults.is_empty(), "written text has no faults", &text);
    hold(
        components == std::slice::from_ref(component),
        "a clean tree is read back as it was",
        &format!("{component:#?}\n{text}\n{components:#?}"),
    );
}

/// A text is read back as it was but for its line breaks and control characters, alone, in lists and in fields.
pub fn any_text_is_read_back(texts: &[&str]) {
    let plain: Vec<String> = texts.iter().map(|text| plain_line_breaks(text)).collect();
    for (text, plain) in texts.iter().zip(&plain) {
        hold(unescape_text(&escape_text(text)) == *plain, "a text is read back", text);
        hold(Property::text("X", *text).as_text() == *plain, "a text is read back", text);
    }
    if !texts.is_empty() {
        let list = Property::text_list("X", texts);
        hold(list.as_text_list() == plain, "a list is read back", &list.value);
        let fields = Property::structured("X", texts);
        hold(fields.as_structured() == plain, "fields are read back", &fields.value);
        let lists = Property::structured_lists("X", [texts, texts]);
        hold(
            lists.as_structured_lists() == [&*plain, &*plain],
            "lists are read back",
            &lists.value,
        );
    }
}

/// A tree with anything in it, or only with what every dialect can hold.
///
/// # Errors
/// The bytes are used up.
pub fn tree(u: &mut Unstructured<'_>, clean: bool) -> Result<Component<'static>> {
    component(u, clean, 3)
}

fn component(u: &mut Unstructured<'_>, clean: bool, depth: usize) -> Result<Component<'static>> {
    let mut component = Component::new(name(u, clean)?);
    for _ in 0..u.int_in_range(0..=4)? {
        component.push(property(u, clean)?);
    }
    if depth > 0 {
        for _ in 0..u.int_in_range(0..=2)? {
            component.push_component(self::component(u, clean, depth - 1)?);
        }
    }
    Ok(component)
}

fn property(u: &mut Unstructured<'_>, clean: bool) -> Result<Property<'static>> {
    let mut property = Property::new(name(u, clean)?, text(u, clean)?);
    if !clean && u.arbitrary()? {
        property.group = Some(Cow::Owned(name(u, clean)?));
    }
    for _ in 0..u.int_in_range(0..=3)? {
        let mut parameter = Parameter::new(name(u, clean)?, parameter_text(u, clean)?);
        for _ in 0..u.int_in_range(0..=2)? {
            parameter.values.push(Cow::Owned(parameter_text(u, clean)?));
        }
        property.parameters.push(parameter);
    }
    Ok(property)
}

/// Never a name to which the parser gives a meaning, but for `BEGIN` and `END` among the unclean ones.
fn name(u: &mut Unstructured<'_>, clean: bool) -> Result<String> {
    const CLEAN: [&str; 6] =
        ["X-A", "summary", "N", "X-0-9-", "DESCRIPTION", "X-LONG-LONG-LONG-LONG"];
    const UNCLEAN: [&str; 8] = ["", "BEGIN", "end", "A:B", "A;B=C", "A\r\nB", " é", "x.y\u{2028}"];
    if clean || u.ratio(1, 2)? {
        return Ok((*u.choose(&CLEAN)?).to_owned());
    }
    let name = if u.arbitrary()? { (*u.choose(&UNCLEAN)?).to_owned() } else { u.arbitrary()? };
    let meant = ["V", "STANDARD", "DAYLIGHT", "AGENT", "ENCODING"];
    let upper = name.to_ascii_uppercase();
    Ok(if meant.iter().any(|start| upper.starts_with(start)) { "X-M".to_owned() } else { name })
}

fn text(u: &mut Unstructured<'_>, clean: bool) -> Result<String> {
    const PIECES: [&str; 14] = [
        "\r\n",
        "\nEND:VCARD\n",
        "\r",
        "\\",
        ",",
        ";",
        ":",
        "\"",
        "^n",
        "été 日本 👩‍👩‍👧",
        " \t ",
        "\u{85}\u{2028}",
        "a long run of plain words that goes on and on until a line has to be folded somewhere",
        "=",
    ];
    let mut text = String::new();
    for _ in 0..u.int_in_range(0..=4)? {
        if u.arbitrary()? {
            text.push_str(u.choose(&PIECES)?);
        } else {
            text.push_str(u.arbitrary()?);
        }
    }
    if clean {
        text.retain(|c| !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}'));
    }
    Ok(text)
}

fn parameter_text(u: &mut Unstructured<'_>, clean: bool) -> Result<String> {
    let mut text = text(u, clean)?;
    if clean && u.arbitrary()? {
        text.push('\n');
    }
    Ok(text)
}

fn plain_line_breaks(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace(['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'], "\n")
        .replace(|c: char| c.is_ascii_control() && c != '\t' && c != '\n', "")
}

/// Every way to see a line in the text, even those of careless readers, sees only the tree's own, none over 75 octets.
fn lines_are_well_formed(component: &Component<'_>, text: &str) {
    let mut logical = 0;
    for line in text.split_terminator("\r\n") {
        hold(line.len() <= 75, "no line is longer than 75 octets", line);
        hold(!line.is_empty(), "no line is empty", text);
        let separator = |c: char| matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}');
        let bare = |c: char| (c.is_ascii_control() && c != '\t') || separator(c);
        hold(!line.contains(bare), "no line holds a control or separator", line);
        logical += usize::from(!line.starts_with(' '));
    }
    hold(text.ends_with("\r\n"), "the last line ends", text);
    hold(logical == count(component), "no value adds a line", text);
}

fn count(component: &Component<'_>) -> usize {
    2 + component.properties.len() + component.components.iter().map(count).sum::<usize>()
}

fn same_shape(given: &Component<'_>, read: &Component<'_>, text: &str) {
    hold(given.properties.len() == read.properties.len(), "no property is added or lost", text);
    hold(given.components.len() == read.components.len(), "no component is added or lost", text);
    for (given, read) in given.properties.iter().zip(&read.properties) {
        let values = |property: &Property<'_>| -> Vec<usize> {
            property.parameters.iter().map(|parameter| parameter.values.len()).collect()
        };
        hold(values(given) == values(read), "no parameter is added or lost", text);
    }
    for (given, read) in given.components.iter().zip(&read.components) {
        same_shape(given, read, text);
    }
}

fn hold(law: bool, what: &str, detail: &str) {
    if !law {
        panic!("{what}: {detail}");
    }
}
