//! The card as other crates have it.

use vcard_parser::error::VcardError;
use vcard_parser::vcard::Vcard;
use vcard_parser::vcard::property::Property as Parsed;
use viaduc_contentline::{Component, Dialect, Property};

/// A card of version 4.0 as the [`Vcard`] of the crate `vcard_parser`, and the properties which that crate refuses.
///
/// # Errors
/// [`VcardError`], where the card as a whole is refused: it is of another version, or no card.
pub fn to_vcard<'c, 'a>(
    card: &'c Component<'a>,
) -> Result<(Vcard, Vec<&'c Property<'a>>), VcardError> {
    let mut text = String::from("BEGIN:VCARD\r\n");
    let mut refused = Vec::new();
    for property in &card.properties {
        let line = unfolded(property);
        // It reads the version as part of the frame.
        if property.is("VERSION") || Parsed::try_from(line.as_str()).is_ok() {
            text.push_str(&line);
        } else {
            refused.push(property);
        }
    }
    text.push_str("END:VCARD\r\n");
    Ok((Vcard::try_from(text.as_str())?, refused))
}

/// The property's content line. That crate does not fold, nor unfold.
fn unfolded(property: &Property<'_>) -> String {
    let mut alone = Component::new("VCARD");
    alone.push(property.clone());
    let text = alone.to_text(Dialect::VCard4).replace("\r\n ", "");
    let line = text.split_inclusive("\r\n").nth(1);
    line.unwrap_or_default().to_owned()
}
