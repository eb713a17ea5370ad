//! Texts, lists and parameters as the server keeps them.

use arbitrary::{Result, Unstructured};
use viaduc_bluemind_types::VCardParameter;
use viaduc_wire::List;

pub(crate) type U<'a, 'b> = &'a mut Unstructured<'b>;

/// A text as the server keeps it: something.
pub(crate) fn text(u: U<'_, '_>) -> Result<String> {
    const WORDS: [&str; 30] = [
        "Ada",
        " ",
        "Martin",
        ",",
        ";",
        ":",
        "\\",
        "\n",
        "\"",
        "^",
        "é",
        "日本",
        "📎",
        "<b>",
        "&amp;",
        "a < b",
        "'",
        "=",
        "--",
        "END:VCARD",
        "\\n",
        "^n",
        "%41",
        "\t",
        "\r\n",
        "\r",
        "\u{85}",
        "\u{2028}",
        "\u{a0}",
        "\u{7f}",
    ];
    let mut text = String::new();
    for _ in 0..u.int_in_range(1..=5)? {
        text.push_str(u.choose(&WORDS)?);
    }
    Ok(if text.trim().is_empty() { "x".to_owned() } else { text })
}

pub(crate) fn maybe<T>(
    u: U<'_, '_>,
    value: impl FnOnce(U<'_, '_>) -> Result<T>,
) -> Result<Option<T>> {
    Ok(if u.ratio(2, 3)? { Some(value(u)?) } else { None })
}

pub(crate) fn list<T>(
    u: U<'_, '_>,
    mut item: impl FnMut(U<'_, '_>) -> Result<T>,
) -> Result<List<T>> {
    let mut list = List::absent();
    for _ in 0..u.int_in_range(0..=3)? {
        list.push(item(u)?);
    }
    Ok(list)
}

pub(crate) fn parameters(u: U<'_, '_>) -> Result<List<VCardParameter>> {
    // A line break or a quote cannot stand in a parameter of vCard 3.0, a semicolon in none of BlueMind's.
    const VALUES: [&str; 11] = [
        " spaced ",
        "a\\nb",
        "home",
        "work",
        "cell",
        "true",
        "1",
        "Été",
        "a,b",
        "x:y",
        "https://a.example/?b=c",
    ];
    const TYPES: [&str; 6] = ["home", "work", "fax", "textphone", "Special", "pref"];
    let mut parameters = list(u, |u| {
        let label = *u.choose(&[
            "TYPE", "TYPE", "TYPE", "PREF", "X-A", "LANGUAGE", "DEFAULT", "x-b", "LABEL",
        ])?;
        let value = if label == "TYPE" { u.choose(&TYPES)? } else { u.choose(&VALUES)? };
        Ok(VCardParameter {
            label: Some(label.into()),
            value: Some((*value).into()),
            ..VCardParameter::default()
        })
    })?;
    // Of several of one label only the plain ones come back.
    let labels: Vec<_> = parameters.iter().map(|it| it.label.clone()).collect();
    for parameter in parameters.iter_mut() {
        if labels.iter().filter(|label| **label == parameter.label).count() > 1 {
            parameter.value = Some("work".into());
        }
    }
    Ok(parameters)
}
