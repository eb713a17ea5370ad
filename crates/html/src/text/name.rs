//! Names of tags.

/// A tag's name in lower case, on the stack; a longer one is none that means anything here.
pub(super) struct Name {
    bytes: [u8; 10],
    len: usize,
}

impl Name {
    pub(super) fn of(name: &str) -> Self {
        let mut found = Self { bytes: [0; 10], len: 0 };
        if name.len() <= found.bytes.len() {
            for (to, from) in found.bytes.iter_mut().zip(name.bytes()) {
                *to = from.to_ascii_lowercase();
            }
            found.len = name.len();
        }
        found
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

/// Whether an element begins and ends a line.
pub(super) fn is_block(name: &[u8]) -> bool {
    matches!(
        name,
        b"div"
            | b"section"
            | b"article"
            | b"header"
            | b"footer"
            | b"main"
            | b"aside"
            | b"nav"
            | b"address"
            | b"dl"
            | b"dt"
            | b"dd"
            | b"fieldset"
            | b"form"
            | b"figure"
            | b"figcaption"
            | b"caption"
            | b"center"
            | b"thead"
            | b"tbody"
            | b"tfoot"
            | b"body"
    )
}
