use crate::cursor::Cursor;

/// Why compressed RTF could not be read as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RtfError {
    /// It is shorter than its header of 16 bytes.
    #[error("compressed RTF of {0} bytes has no header")]
    Header(usize),
    /// Its kind is neither `LZFu` nor `MELA`.
    #[error("compressed RTF of the unknown kind {0:#010x}")]
    Kind(u32),
}

/// `LZFu`: compressed.
const COMPRESSED: u32 = 0x7546_5A4C;
/// `MELA`: as it is.
const UNCOMPRESSED: u32 = 0x414C_454D;

/// What the dictionary holds at the start (MS-OXRTFCP 2.1.2.1).
const START: &[u8; 207] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}\
{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier\
{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

const SIZE: usize = 4096;

/// RTF out of compressed RTF (MS-OXRTFCP), and whether the whole of it was sound: sizes and checksum as told.
///
/// Damage costs only what comes after it. No more than `limit` bytes are made.
///
/// # Errors
/// If it is no compressed RTF at all.
///
/// ```
/// // The second example of MS-OXRTFCP (3.1.2): a reference to bytes that it writes itself.
/// let packed = b"\x1a\0\0\0\x1c\0\0\0LZFu\xe2\xd4\x4b\x51\x41\0\x04\x20WXYZ\x0d\x6e\x7d\x01\x0e\xb0";
/// let (rtf, is_sound) = viaduc_tnef::decompress(packed, 1000)?;
/// assert_eq!(rtf, b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}");
/// assert!(is_sound);
/// # Ok::<(), viaduc_tnef::RtfError>(())
/// ```
pub fn decompress(packed: &[u8], limit: usize) -> Result<(Vec<u8>, bool), RtfError> {
    let mut cursor = Cursor::new(packed);
    let mut word = || cursor.u32().ok_or(RtfError::Header(packed.len()));
    let (size, raw, kind, crc) = (word()?, word()?, word()?, word()?);
    let (size, raw) = (usize::try_from(size), usize::try_from(raw).unwrap_or(usize::MAX));
    // The size counts the three other words of the header; what follows it is padding.
    let told = size.ok().and_then(|size| size.checked_sub(12));
    let data = told.and_then(|told| cursor.rest.get(..told));
    let is_whole = data.is_some();
    let data = data.unwrap_or(cursor.rest);
    match kind {
        COMPRESSED => {
            let (rtf, has_end) = expand(data, limit);
            let is_sound = is_whole && has_end && rtf.len() == raw && checksum(data) == crc;
            Ok((rtf, is_sound))
        }
        UNCOMPRESSED => {
            let end = raw.min(limit);
            let rtf = data.get(..end).unwrap_or(data).to_vec();
            let is_sound = is_whole && rtf.len() == raw;
            Ok((rtf, is_sound))
        }
        unknown => Err(RtfError::Kind(unknown)),
    }
}

/// The dictionary: the last 4096 bytes written.
struct Dictionary {
    bytes: [u8; SIZE],
    write: usize,
}

impl Dictionary {
    fn new() -> Self {
        let mut bytes = [b' '; SIZE];
        if let Some(start) = bytes.get_mut(..START.len()) {
            start.copy_from_slice(START);
        }
        Self { bytes, write: START.len() }
    }

    fn put(&mut self, byte: u8, out: &mut Vec<u8>) {
        if let Some(place) = self.bytes.get_mut(self.write) {
            *place = byte;
        }
        self.write = (self.write + 1) % SIZE;
        out.push(byte);
    }
}

/// What `data` stands for, and whether its end was reached (MS-OXRTFCP 2.2.3.1).
fn expand(data: &[u8], limit: usize) -> (Vec<u8>, bool) {
    let mut dictionary = Dictionary::new();
    let mut out = Vec::with_capacity(data.len().min(limit));
    let mut cursor = Cursor::new(data);
    while let Some(control) = cursor.u8() {
        for bit in 0..8 {
            if out.len() >= limit {
                return (out, false);
            }
            if control & (1 << bit) == 0 {
                let Some(byte) = cursor.u8() else { return (out, false) };
                dictionary.put(byte, &mut out);
                continue;
            }
            let Some(reference) = cursor.array().map(u16::from_be_bytes) else {
                return (out, false);
            };
            let (from, count) = (usize::from(reference >> 4), usize::from(reference & 0xF) + 2);
            if from == dictionary.write {
                return (out, true);
            }
            for step in 0..count.min(limit - out.len()) {
                let byte = dictionary.bytes.get((from + step) % SIZE).copied().unwrap_or(b' ');
                dictionary.put(byte, &mut out);
            }
        }
    }
    (out, false)
}

/// The checksum (MS-OXRTFCP 2.1.3.2): CRC-32 without the inversions at its start and end.
fn checksum(data: &[u8]) -> u32 {
    data.iter().fold(0, |crc: u32, byte| {
        let [low, ..] = crc.to_le_bytes();
        let entry = TABLE.get(usize::from(low ^ byte)).copied().unwrap_or_default();
        entry ^ (crc >> 8)
    })
}

static TABLE: [u32; 256] = table();

const fn table() -> [u32; 256] {
    let mut table = [0_u32; 256];
    let mut entry = 0_u32;
    let mut at = 0;
    while at < 256 {
        let mut value = entry;
        let mut bit = 0;
        while bit < 8 {
            value = if value & 1 == 1 { 0xEDB8_8320 ^ (value >> 1) } else { value >> 1 };
            bit += 1;
        }
        table[at] = value;
        entry += 1;
        at += 1;
    }
    table
}
