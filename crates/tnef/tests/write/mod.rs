//! A writer of TNEF and of compressed RTF, made from the specifications alone: nothing of the reader is used.
#![allow(dead_code, reason = "each test file uses a part of it")]

/// Attributes, as whole ids: type in the high half.
pub(crate) mod att {
    pub(crate) const OEM_CODE_PAGE: u32 = 0x0006_9007;
    pub(crate) const VERSION: u32 = 0x0008_9006;
    pub(crate) const CLASS: u32 = 0x0007_8008;
    pub(crate) const FROM: u32 = 0x0000_8000;
    pub(crate) const SUBJECT: u32 = 0x0001_8004;
    pub(crate) const DATE_SENT: u32 = 0x0003_8005;
    pub(crate) const BODY: u32 = 0x0002_800C;
    pub(crate) const PRIORITY: u32 = 0x0004_800D;
    pub(crate) const START: u32 = 0x0003_0006;
    pub(crate) const PROPERTIES: u32 = 0x0006_9003;
    pub(crate) const RECIPIENTS: u32 = 0x0006_9004;
    pub(crate) const RENDER: u32 = 0x0006_9002;
    pub(crate) const TITLE: u32 = 0x0001_8010;
    pub(crate) const DATA: u32 = 0x0006_800F;
    pub(crate) const TRANSPORT_NAME: u32 = 0x0006_9001;
    pub(crate) const ATTACHMENT: u32 = 0x0006_9005;
}

/// `IID_IMessage` and `IID_IStorage`.
pub(crate) const MESSAGE: [u8; 16] = *b"\x07\x03\x02\0\0\0\0\0\xc0\0\0\0\0\0\0\x46";
pub(crate) const STORAGE: [u8; 16] = *b"\x0b\0\0\0\0\0\0\0\xc0\0\0\0\0\0\0\x46";

/// A stream under construction.
pub(crate) struct Stream(pub(crate) Vec<u8>);

impl Stream {
    pub(crate) fn new() -> Self {
        let mut stream = Self(b"\x78\x9f\x3e\x22\x34\x12".to_vec());
        stream.add(1, att::VERSION, &[0, 0, 1, 0]);
        stream
    }

    pub(crate) fn add(&mut self, level: u8, id: u32, data: &[u8]) -> &mut Self {
        self.0.push(level);
        self.0.extend(id.to_le_bytes());
        self.0.extend(u32::try_from(data.len()).unwrap().to_le_bytes());
        self.0.extend(data);
        let sum: u64 = data.iter().map(|byte| u64::from(*byte)).sum();
        self.0.extend(u16::try_from(sum % 65536).unwrap().to_le_bytes());
        self
    }

    pub(crate) fn message(&mut self, id: u32, data: &[u8]) -> &mut Self {
        self.add(1, id, data)
    }

    pub(crate) fn file(&mut self, title: &str, data: &[u8], list: &Props) -> &mut Self {
        self.add(2, att::RENDER, &[1, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0]);
        self.add(2, att::TITLE, format!("{title}\0").as_bytes());
        if !data.is_empty() {
            self.add(2, att::DATA, data);
        }
        self.add(2, att::ATTACHMENT, &list.bytes())
    }
}

/// A list of properties.
#[derive(Default, Clone)]
pub(crate) struct Props(pub(crate) Vec<Vec<u8>>);

impl Props {
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut out = u32::try_from(self.0.len()).unwrap().to_le_bytes().to_vec();
        self.0.iter().for_each(|property| out.extend(property));
        out
    }

    fn push(mut self, kind: u16, id: u16, value: &[u8]) -> Self {
        let mut property = kind.to_le_bytes().to_vec();
        property.extend(id.to_le_bytes());
        property.extend(value);
        self.0.push(property);
        self
    }

    /// A value of a fixed size.
    pub(crate) fn fixed(self, kind: u16, id: u16, value: &[u8]) -> Self {
        self.push(kind, id, &padded(value))
    }

    pub(crate) fn number(self, id: u16, value: i32) -> Self {
        self.fixed(0x0003, id, &value.to_le_bytes())
    }

    pub(crate) fn boolean(self, id: u16, value: bool) -> Self {
        self.fixed(0x000B, id, &[u8::from(value), 0])
    }

    /// Values behind their count and lengths.
    pub(crate) fn counted(self, kind: u16, id: u16, values: &[&[u8]]) -> Self {
        let mut out = u32::try_from(values.len()).unwrap().to_le_bytes().to_vec();
        for value in values {
            out.extend(u32::try_from(value.len()).unwrap().to_le_bytes());
            out.extend(padded(value));
        }
        self.push(kind, id, &out)
    }

    pub(crate) fn string(self, id: u16, text: &[u8]) -> Self {
        self.counted(0x001E, id, &[&[text, b"\0"].concat()])
    }

    pub(crate) fn unicode(self, id: u16, text: &str) -> Self {
        self.counted(0x001F, id, &[&utf16(text)])
    }

    pub(crate) fn binary(self, id: u16, bytes: &[u8]) -> Self {
        self.counted(0x0102, id, &[bytes])
    }

    pub(crate) fn object(self, id: u16, interface: [u8; 16], bytes: &[u8]) -> Self {
        self.counted(0x000D, id, &[&[&interface, bytes].concat()])
    }

    /// A property with a name of a number, or of a text.
    pub(crate) fn named(
        mut self,
        kind: u16,
        set: [u8; 16],
        name: Result<u32, &str>,
        value: &[u8],
    ) -> Self {
        let mut property = kind.to_le_bytes().to_vec();
        property.extend(0x8001_u16.to_le_bytes());
        property.extend(set);
        match name {
            Ok(number) => {
                property.extend(0_u32.to_le_bytes());
                property.extend(number.to_le_bytes());
            }
            Err(text) => {
                let text = utf16(text);
                property.extend(1_u32.to_le_bytes());
                property.extend(u32::try_from(text.len()).unwrap().to_le_bytes());
                property.extend(padded(&text));
            }
        }
        property.extend(padded(value));
        self.0.push(property);
        self
    }
}

/// Rows of `attRecipTable`.
pub(crate) fn table(rows: &[Props]) -> Vec<u8> {
    let mut out = u32::try_from(rows.len()).unwrap().to_le_bytes().to_vec();
    rows.iter().for_each(|row| out.extend(row.bytes()));
    out
}

pub(crate) fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect()
}

fn padded(bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    out.resize(bytes.len().next_multiple_of(4), 0);
    out
}

/// `attFrom`: four numbers, the name, the address.
pub(crate) fn from(name: &[u8], address: &[u8]) -> Vec<u8> {
    let (name, address) = ([name, b"\0"].concat(), [address, b"\0"].concat());
    let mut out = Vec::new();
    for number in [4, 16 + name.len() + address.len(), name.len(), address.len()] {
        out.extend(u16::try_from(number).unwrap().to_le_bytes());
    }
    out.extend([name, address].concat());
    out
}

/// The start of the dictionary, as MS-OXRTFCP prints it.
const START: &str = "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \
\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

/// Compresses RTF: the longest match at each place, as the specification's own writer does it.
pub(crate) fn compress(rtf: &[u8]) -> Vec<u8> {
    let mut dictionary = START.as_bytes().to_vec();
    let start = dictionary.len();
    dictionary.extend(rtf);
    let (mut at, mut body, mut items) = (start, Vec::new(), Vec::<Vec<u8>>::new());
    while at < dictionary.len() {
        let (from, length) = longest(&dictionary, at);
        if length >= 2 {
            let reference = u16::try_from((from % 4096) << 4 | (length - 2)).unwrap();
            items.push(reference.to_be_bytes().to_vec());
            at += length;
        } else {
            items.push(vec![dictionary[at]]);
            at += 1;
        }
    }
    items.push(u16::try_from((at % 4096) << 4).unwrap().to_be_bytes().to_vec());
    for run in items.chunks(8) {
        let bits = run.iter().enumerate().map(|(bit, item)| u8::from(item.len() == 2) << bit).sum();
        body.push(bits);
        body.extend(run.concat());
    }
    header(b"LZFu", rtf.len(), crc(&body), &body)
}

/// The longest earlier run that equals what stands at `at`: within the last 4096 bytes, not that at the write position.
fn longest(dictionary: &[u8], at: usize) -> (usize, usize) {
    let mut best = (0, 0);
    for from in at.saturating_sub(4095)..at {
        let same = (0..17).take_while(|step| {
            at + step < dictionary.len() && dictionary[from + step] == dictionary[at + step]
        });
        let length = same.count();
        if length > best.1 {
            best = (from, length);
        }
    }
    best
}

/// RTF that is not compressed.
pub(crate) fn uncompressed(rtf: &[u8]) -> Vec<u8> {
    header(b"MELA", rtf.len(), 0, rtf)
}

fn header(kind: &[u8; 4], raw: usize, crc: u32, body: &[u8]) -> Vec<u8> {
    let mut out = u32::try_from(body.len() + 12).unwrap().to_le_bytes().to_vec();
    out.extend(u32::try_from(raw).unwrap().to_le_bytes());
    out.extend(kind);
    out.extend(crc.to_le_bytes());
    out.extend(body);
    out
}

/// CRC-32 bit by bit, from zero and not inverted.
fn crc(bytes: &[u8]) -> u32 {
    let mut crc = 0_u32;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    crc
}
