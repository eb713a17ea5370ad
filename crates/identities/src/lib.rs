#![doc = include_str!("../README.md")]

mod mailto;

use std::borrow::Cow;
use std::collections::HashMap;

pub use mailto::{mailto, mailto_address, percent_decoded};

/// The table: from any name of a person, room or group to its SMTP address.
///
/// Names are compared without case. See [`Identities::resolve`] for the order in which they are tried.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identities {
    by_name: HashMap<String, String>,
}

impl Identities {
    /// An empty table: every SMTP address resolves to itself, nothing else resolves.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Says that `name` (an X.500 name, the alias at the end of one, a directory id, a secondary address)
    /// stands for the SMTP address `address`. A later entry for the same name replaces an earlier one.
    pub fn insert(&mut self, name: &str, address: impl Into<String>) {
        self.by_name.insert(fold(name), address.into());
    }

    /// How many names are listed.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_name.len()
    }

    /// Whether no name is listed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }

    /// The SMTP address that `name` stands for.
    ///
    /// Tried in order: the whole name as listed; for an X.500 name, the alias at its end as listed; the name itself if
    /// it [is an SMTP address](is_smtp_address).
    #[must_use]
    pub fn resolve<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        let name = strip_prefix_ignoring_case(name.trim(), "x500:").unwrap_or(name.trim());
        if let Some(address) = self.listed(name) {
            return Some(address);
        }
        if let Some(address) = x500_alias(name).and_then(|alias| self.listed(alias)) {
            return Some(address);
        }
        let bare = strip_prefix_ignoring_case(name, "smtp:").unwrap_or(name);
        is_smtp_address(bare).then_some(bare)
    }

    fn listed(&self, name: &str) -> Option<&str> {
        if self.is_empty() {
            return None;
        }
        self.by_name.get(&fold(name)).map(String::as_str)
    }
}

impl<N: AsRef<str>, A: Into<String>> FromIterator<(N, A)> for Identities {
    fn from_iter<I: IntoIterator<Item = (N, A)>>(entries: I) -> Self {
        let mut table = Self::new();
        for (name, address) in entries {
            table.insert(name.as_ref(), address);
        }
        table
    }
}

/// The alias at the end of an X.500 name: what follows the last `cn=`, without the 32 hexadecimal digits and the
/// hyphen that Exchange Online puts before it. `None` if `name` is no X.500 name.
///
/// ```
/// use viaduc_identities::x500_alias;
/// assert_eq!(x500_alias("/o=T/cn=Recipients/cn=0123456789abcdef0123456789abcdef-alice"), Some("alice"));
/// assert_eq!(x500_alias("/o=T/cn=Recipients/cn=alice"), Some("alice"));
/// assert_eq!(x500_alias("alice@valmont.example"), None);
/// ```
#[must_use]
pub fn x500_alias(name: &str) -> Option<&str> {
    if !is_x500(name) {
        return None;
    }
    let start = (0..name.len())
        .rev()
        .find(|&i| name.get(i..i + 4).is_some_and(|four| four.eq_ignore_ascii_case("/cn=")))?
        + 4;
    let last = name.get(start..)?;
    let hex = last.bytes().take_while(u8::is_ascii_hexdigit).count();
    let alias = match last.get(32..33) {
        Some("-") if hex >= 32 => last.get(33..)?,
        _ => last,
    };
    (!alias.is_empty()).then_some(alias)
}

/// Whether `name` is a legacy Exchange (X.500) name: it starts with `/o=`, as they all do, whatever the case.
#[must_use]
pub fn is_x500(name: &str) -> bool {
    name.get(..3).is_some_and(|three| three.eq_ignore_ascii_case("/o="))
}

/// Whether `text` is an addr-spec, which [`mailto`] can write without meaning something else: a dot-atom local part
/// (RFC 5322 3.4.1, with the non-ASCII characters of RFC 6531), one `@`, and a domain of letters, digits, hyphens and dots.
#[must_use]
pub fn is_smtp_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let mut before = b'.';
    let is_host = |byte: u8| {
        let follows = byte != b'.' || before != b'.';
        before = byte;
        follows && (!byte.is_ascii() || is(byte, HOST))
    };
    !local.is_empty()
        && text.len() <= 320
        && !is_x500(text)
        && local.bytes().all(|byte| !byte.is_ascii() || is(byte, ATOM))
        && domain.bytes().all(is_host)
        // Neither an empty one nor one with a dot at its end.
        && before != b'.'
        && (text.is_ascii() || is_international(local, domain))
}

/// Whether `text` is an addr-spec of any form: [an SMTP address](is_smtp_address), or one whose local part is a quoted string or
/// whose domain is a literal in brackets (RFC 5321 §4.1.2, §4.1.3), which few formats but mail itself can hold.
///
/// ```
/// use viaduc_identities::is_addr_spec;
/// assert!(is_addr_spec("ada@valmont.example"));
/// assert!(is_addr_spec(r#""ada m."@valmont.example"#) && is_addr_spec("ada@[192.0.2.1]"));
/// assert!(!is_addr_spec(r#""ada"m@valmont.example"#) && !is_addr_spec("ada m@valmont.example"));
/// ```
#[must_use]
pub fn is_addr_spec(text: &str) -> bool {
    if is_smtp_address(text) {
        return true;
    }
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let literal = domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let is_literal = literal.is_some_and(|inside| {
        let within = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b':' | b'-');
        !inside.is_empty() && inside.bytes().all(within)
    });
    let quoted = local.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    // A plain part in place of each that is of the other form.
    let local = if quoted.is_some_and(is_quoted) { "a" } else { local };
    let domain = if is_literal { "a" } else { domain };
    text.len() <= 320 && is_smtp_address(&format!("{local}@{domain}"))
}

/// What stands between the quotes of a quoted string: no quote, and no backslash but before another character.
fn is_quoted(inside: &str) -> bool {
    let mut chars = inside.chars();
    while let Some(c) = chars.next() {
        let of_pair = if c == '\\' { chars.next().filter(char::is_ascii) } else { Some(c) };
        let is_bare = c != '"' && (c == ' ' || !c.is_whitespace());
        if !is_bare || of_pair.is_none_or(char::is_control) {
            return false;
        }
    }
    true
}

/// What is not ASCII in an address is no space and no control, and in the domain a letter or a digit.
fn is_international(local: &str, domain: &str) -> bool {
    !local.contains(|c: char| c.is_whitespace() || c.is_control())
        && domain.chars().all(|c| c.is_ascii() || c.is_alphanumeric())
}

const ATOM: u8 = 1;
const HOST: u8 = 2;

/// What each ASCII character may be part of.
const PARTS: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        if byte.is_ascii_alphanumeric() {
            table[byte as usize] = ATOM | HOST;
        }
        byte += 1;
    }
    let (atoms, hosts) = (b"!#$%&'*+-/=?^_`{|}~.", b"-._");
    let mut at = 0;
    while at < atoms.len() {
        table[atoms[at] as usize] |= ATOM;
        at += 1;
    }
    at = 0;
    while at < hosts.len() {
        table[hosts[at] as usize] |= HOST;
        at += 1;
    }
    table
};

fn is(byte: u8, part: u8) -> bool {
    PARTS.get(usize::from(byte)).is_some_and(|parts| parts & part != 0)
}

/// An address as it is compared: in lower case, since two that differ in case alone are one.
///
/// ```
/// use viaduc_identities::address_key;
/// assert_eq!(address_key(&"Ada@Valmont.example".into()), "ada@valmont.example");
/// ```
#[must_use]
pub fn address_key<'a>(address: &Cow<'a, str>) -> Cow<'a, str> {
    let is_lower = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    match address {
        Cow::Borrowed(address) if address.bytes().all(is_lower) => Cow::Borrowed(address),
        Cow::Borrowed(address) => Cow::Owned(address.to_lowercase()),
        Cow::Owned(address) => Cow::Owned(address.to_lowercase()),
    }
}

fn fold(name: &str) -> String {
    name.to_lowercase()
}

fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    text.get(..prefix.len())
        .filter(|start| start.eq_ignore_ascii_case(prefix))
        .and_then(|_| text.get(prefix.len()..))
}
