//! Files of old Macs (MacBinary): a header of 128 bytes, the file, its resources.

/// The file inside and its name; `None` if the bytes are no MacBinary.
pub(crate) fn data_fork(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let header = bytes.get(..128)?;
    let zero = |at: usize| header.get(at) == Some(&0);
    let length = usize::from(*header.get(1)?);
    if !(zero(0) && zero(74) && zero(82) && (1..=63).contains(&length)) {
        return None;
    }
    let name = header.get(2..2 + length)?;
    let size = u32::from_be_bytes(header.get(83..87)?.try_into().ok()?);
    let fork = bytes.get(128..)?.get(..usize::try_from(size).ok()?)?;
    Some((fork, name))
}
