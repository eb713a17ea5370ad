//! Senders and recipients (RFC 5322 §3.4).

use viaduc_fidelity::{Losses, Place};
use viaduc_graph_types::{EmailAddress, Recipient};
use viaduc_identities::{Identities, is_smtp_address, x500_alias};

use super::codes::{
    ADDRESS_ASCII, ADDRESS_INVALID, ADDRESS_UNRESOLVED, ADDRESS_X500, TEXT_CONTROL,
};
use super::line;
use crate::address::{rewrite, x500_name};

/// A name to show and an address in ASCII.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mailbox {
    pub(crate) name: String,
    pub(crate) address: String,
}

/// Who `recipient` is; `None` if it says nothing at all.
pub(crate) fn mailbox(
    recipient: &Recipient,
    identities: &Identities,
    place: &Place<'_>,
    losses: &mut Losses,
) -> Option<Mailbox> {
    let Recipient { email_address, other } = recipient;
    super::unknown(other, place, losses);
    let EmailAddress { address, name, other } = email_address.as_ref()?;
    let place = place.key("emailAddress");
    super::unknown(other, &place, losses);
    let given = address.as_deref().map(str::trim).unwrap_or_default();
    let name = name.as_deref().map(str::trim).unwrap_or_default();
    if name.chars().any(char::is_control) {
        losses.report(&TEXT_CONTROL, &place.key("name"));
    }
    let name = line::one_line(name);
    let name = name.trim();
    if given.is_empty() && name.is_empty() {
        return None;
    }
    let place = place.key("address");
    let address = resolved(given, identities, &place, losses);
    let shown = if name.is_empty() && address.is_none() { given } else { name };
    // The address as the name says nothing more.
    let shown = if address.as_deref() == Some(shown) { "" } else { shown };
    Some(Mailbox {
        name: shown.to_owned(),
        address: address.unwrap_or_else(|| "unknown@address.invalid".to_owned()),
    })
}

/// The address in ASCII; `None` if it is none.
fn resolved(
    given: &str,
    identities: &Identities,
    place: &Place<'_>,
    losses: &mut Losses,
) -> Option<String> {
    let x500 = x500_name(given);
    let found = identities.resolve(x500.as_deref().unwrap_or(given)).filter(|a| is_smtp_address(a));
    match (found, &x500) {
        (Some(found), wrapped) => {
            if wrapped.is_some() || viaduc_identities::is_x500(given) {
                losses.note(&ADDRESS_X500, place, found);
            }
            Some(ascii(found, place, losses))
        }
        (None, Some(name)) => {
            losses.note(&ADDRESS_UNRESOLVED, place, given);
            let alias = x500_alias(name).unwrap_or_default();
            let plain = |c: &char| c.is_ascii_alphanumeric() || "-_.".contains(*c);
            let alias: String = alias.chars().filter(plain).take(64).collect();
            let alias = alias.trim_matches('.').replace("..", ".");
            let address = format!("{alias}@x500.invalid");
            Some(if is_smtp_address(&address) { address } else { "unknown@x500.invalid".into() })
        }
        (None, None) => {
            losses.note(&ADDRESS_INVALID, place, given);
            None
        }
    }
}

fn ascii(address: &str, place: &Place<'_>, losses: &mut Losses) -> String {
    let Some(written) = rewrite(format!("<{address}>").as_bytes(), 0, &[]) else {
        return address.to_owned();
    };
    losses.note(&ADDRESS_ASCII, place, address);
    String::from_utf8_lossy(&written).trim_matches(['<', '>']).to_owned()
}

/// Writes a field of mailboxes, each on a line of its own; nothing if there are none.
pub(crate) fn field(out: &mut Vec<u8>, name: &str, mailboxes: &[Mailbox]) {
    if mailboxes.is_empty() {
        return;
    }
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b": ");
    for (at, mailbox) in mailboxes.iter().enumerate() {
        let mut column = 1;
        if at == 0 {
            column = name.len() + 2;
        } else {
            out.extend_from_slice(b",\r\n ");
        }
        let phrase = line::phrase(&mailbox.name, column);
        if phrase.is_empty() {
            out.extend_from_slice(mailbox.address.as_bytes());
            continue;
        }
        out.extend_from_slice(&phrase);
        let last = phrase.rsplit(|b| *b == b'\n').next().unwrap_or_default().len();
        let folded = last < phrase.len();
        let column = if folded { last } else { column + last };
        let gap = if column + mailbox.address.len() + 4 > 76 { "\r\n " } else { " " };
        out.extend_from_slice(format!("{gap}<{}>", mailbox.address).as_bytes());
    }
    out.extend_from_slice(b"\r\n");
}
