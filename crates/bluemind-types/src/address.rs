/// Whether BlueMind takes `address` as an e-mail address, once it is in lower case: ASCII only, a local part without dots at
/// its ends or side by side, a domain of at least two labels that ends in letters.
///
/// Of events its server silently empties other addresses; cards it refuses whole.
///
/// ```
/// use viaduc_bluemind_types::is_email_address;
/// assert!(is_email_address("o'neil+x@Valmont.example"));
/// assert!(!is_email_address("zoé@valmont.example") && !is_email_address("ada@localhost"));
/// ```
#[must_use]
pub fn is_email_address(address: &str) -> bool {
    let Some((local, domain)) = address.split_once('@') else { return false };
    let Some((rest, top)) = domain.rsplit_once('.') else { return false };
    let atom = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~.-".contains(&b);
    let label = |label: &str| {
        !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    address.len() <= 320
        && !local.is_empty()
        && local.bytes().all(atom)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && rest.split('.').all(label)
        && top.len() >= 2
        && top.bytes().all(|b| b.is_ascii_alphabetic())
}
