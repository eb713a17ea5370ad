use base64::Engine as _;
use base64::engine::DecodePaddingMode::Indifferent;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};

const TOLERANT: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The bytes behind base64 (RFC 4648 §4 and §5), whichever alphabet it is of, padded or not, with white space anywhere.
/// `None`, if it holds anything else.
///
/// ```
/// use viaduc_wire::from_base64;
/// assert_eq!(from_base64("+/8=").as_deref(), Some(&[0xfb, 0xff][..]));
/// assert_eq!(from_base64(" -_8\r\n"), from_base64("+/8="));
/// assert_eq!(from_base64("a*b"), None);
/// ```
#[must_use]
pub fn from_base64(text: &str) -> Option<Vec<u8>> {
    let foreign = |byte: u8| byte.is_ascii_whitespace() || byte == b'-' || byte == b'_';
    if !text.bytes().any(foreign) {
        return TOLERANT.decode(text).ok();
    }
    let standard = |byte: u8| match byte {
        b'-' => b'+',
        b'_' => b'/',
        byte => byte,
    };
    let dense: Vec<u8> =
        text.bytes().filter(|byte| !byte.is_ascii_whitespace()).map(standard).collect();
    TOLERANT.decode(dense).ok()
}
