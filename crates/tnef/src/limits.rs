/// How much of a stream is read, so that a hostile one costs no more than a large one.
///
/// What lies beyond a limit is reported ([`CODES`](crate::CODES)), and the rest is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// How many messages may lie inside one another, the outermost not counted. 8 by default; never more than 32.
    /// A message that lies deeper is kept as a file.
    pub depth: usize,
    /// Attributes (MS-OXTNEF 2.1.1) in the whole stream, those of attached messages too. 20,000 by default.
    pub attributes: usize,
    /// MAPI properties, and values of those with many, in the whole stream. 100,000 by default.
    pub properties: usize,
    /// Attachments in the whole stream. 2,000 by default.
    pub attachments: usize,
    /// Bytes of RTF that one compressed text may become. 64 MiB by default.
    pub rtf: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 8,
            attributes: 20_000,
            properties: 100_000,
            attachments: 2_000,
            rtf: 64 << 20,
        }
    }
}
