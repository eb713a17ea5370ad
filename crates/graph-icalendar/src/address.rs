//! Addresses of people as calendar addresses (RFC 5545 §3.3.3; Graph: emailAddress).

use std::borrow::Cow;

use viaduc_contentline::Property;
use viaduc_fidelity::Place;
use viaduc_graph_types::EmailAddress;
use viaduc_identities::{is_smtp_address, mailto, mailto_address};

use crate::codes;
use crate::cx::{Cx, said};

/// Who stands behind an address.
#[derive(Clone, Debug)]
pub(crate) struct Person<'a> {
    /// The SMTP address; `None` where there is none.
    pub(crate) address: Option<Cow<'a, str>>,
    /// What stood there instead of one.
    pub(crate) raw: &'a str,
    pub(crate) name: &'a str,
}

/// Reads an address, resolving legacy names. `None` if it has neither an address nor a name.
pub(crate) fn person<'a>(
    cx: &mut Cx<'_>,
    source: &'a EmailAddress,
    at: &Place<'_>,
) -> Option<Person<'a>> {
    let EmailAddress { address, name, other } = source;
    cx.other(other, at);
    let raw = said(address).map(str::trim).unwrap_or_default();
    let name = said(name).unwrap_or_default();
    if raw.is_empty() && name.is_empty() {
        return None;
    }
    cx.check(name, &at.key("name"));
    let found = resolve(cx, raw);
    match &found {
        Some(found) if found.as_ref() != raw => {
            cx.note(&codes::ADDRESS_RESOLVED, &at.key("address"), raw);
        }
        Some(_) => {}
        None => cx.note(&codes::ADDRESS_UNRESOLVED, &at.key("address"), raw),
    }
    Some(Person { address: found, raw, name })
}

/// The SMTP address that a text means: itself, what it stands for, what is between `<` and `>` or two apostrophes, or what
/// it is the `mailto:` URI of.
fn resolve<'a>(cx: &Cx<'_>, raw: &'a str) -> Option<Cow<'a, str>> {
    let inside = || {
        let (_, rest) = raw.rsplit_once('<')?;
        rest.split_once('>').map(|(inside, _)| inside.trim())
    };
    let quoted = || raw.strip_prefix('\'')?.strip_suffix('\'').map(str::trim);
    let of_uri = || mailto_address(raw).filter(|address| is_smtp_address(address));
    named(cx, raw).or_else(|| named(cx, inside()?)).or_else(|| named(cx, quoted()?)).or_else(of_uri)
}

fn named<'a>(cx: &Cx<'_>, name: &'a str) -> Option<Cow<'a, str>> {
    if let Some(identities) = cx.context.identities {
        return match identities.resolve(name) {
            Some(found) if found == name => Some(Cow::Borrowed(name)),
            found => found
                .filter(|found| is_smtp_address(found))
                .map(|found| Cow::Owned(found.to_owned())),
        };
    }
    let bare = name
        .get(..5)
        .filter(|start| start.eq_ignore_ascii_case("smtp:"))
        .and_then(|_| name.get(5..));
    let bare = bare.unwrap_or(name);
    is_smtp_address(bare).then_some(Cow::Borrowed(bare))
}

/// `mailto:` and an address; without one, a URI that no mail is sent to and that still tells people apart.
pub(crate) fn cal_address<'a>(name: &'static str, person: &Person<'a>) -> Property<'a> {
    let uri = match &person.address {
        Some(address) => mailto(address),
        None if person.raw.is_empty() => "invalid:nomail".to_owned(),
        None => format!("invalid:{}", percent(person.raw)),
    };
    let mut property = Property::new(name, uri);
    // An attendee has up to seven.
    property.parameters.reserve_exact(if name == "ATTENDEE" { 7 } else { 1 });
    let property = with_name(property, person.name);
    if person.address.is_none() && !person.raw.is_empty() {
        return property.with("X-ADDRESS", person.raw);
    }
    property
}

pub(crate) fn with_name<'a>(property: Property<'a>, name: &'a str) -> Property<'a> {
    if name.is_empty() { property } else { property.with("CN", name) }
}

fn percent(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len() + 16);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
