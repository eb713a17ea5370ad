use super::push_escape;

/// Writes a text: its CR LF stay line ends, lines are cut softly at 76.
pub(crate) fn encode(text: &[u8]) -> Vec<u8> {
    let mut encoder = Encoder::onto(Vec::with_capacity(text.len() + text.len() / 16 + 16));
    encoder.push(text);
    encoder.finish()
}

/// The same, from pieces of any size.
#[derive(Debug, Default)]
pub(crate) struct Encoder {
    out: Vec<u8>,
    column: usize,
    /// What cannot be written before what follows is known.
    held: Vec<u8>,
}

/// A text is looked at in pieces of this size.
const PIECE: usize = 16 * 1024;

/// So many bytes, the first of them included, tell how it is written: `From `, or what stands before a line end.
const AHEAD: usize = 5;

impl Encoder {
    /// Writes to the end of `out`.
    pub(crate) fn onto(out: Vec<u8>) -> Self {
        Self { out, ..Self::default() }
    }

    pub(crate) fn push(&mut self, bytes: &[u8]) {
        for piece in bytes.chunks(PIECE) {
            let mut data = std::mem::take(&mut self.held);
            data.extend_from_slice(piece);
            let written = self.write(&data, AHEAD);
            data.drain(..written);
            self.held = data;
        }
    }

    pub(crate) fn finish(mut self) -> Vec<u8> {
        let held = std::mem::take(&mut self.held);
        self.write(&held, 1);
        self.out
    }

    /// What was written so far; it goes on behind it.
    pub(crate) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out)
    }

    /// So many bytes were written and not taken.
    pub(crate) const fn pending(&self) -> usize {
        self.out.len()
    }

    /// Writes while `ahead` bytes are there; answers how many it wrote.
    fn write(&mut self, data: &[u8], ahead: usize) -> usize {
        let mut at = 0;
        while let Some([byte, after @ ..]) = data.get(at..).filter(|rest| rest.len() >= ahead) {
            if *byte == b'\r' && after.first() == Some(&b'\n') {
                self.out.extend_from_slice(b"\r\n");
                self.column = 0;
                at += 2;
                continue;
            }
            self.byte(*byte, after);
            at += 1;
        }
        at
    }

    fn byte(&mut self, byte: u8, after: &[u8]) {
        let is_last = after.is_empty() || after.starts_with(b"\r\n");
        let plain = match byte {
            b'=' => false,
            b' ' | b'\t' => !is_last,
            // `From ` and a lone dot at a line start are what some mail stores change.
            b'F' if self.column == 0 => !after.starts_with(b"rom "),
            b'.' if self.column == 0 => !is_last,
            33..=126 => true,
            _ => false,
        };
        let width = if plain { 1 } else { 3 };
        if self.column + width > 75 {
            self.out.extend_from_slice(b"=\r\n");
            self.column = 0;
        }
        if plain {
            self.out.push(byte);
        } else {
            push_escape(byte, &mut self.out);
        }
        self.column += width;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_make_no_difference() {
        viaduc_fixture_runner::search(300, |u| {
            const WORDS: [&str; 12] =
                ["From ", "F", ".", " ", "\t", "\r\n", "\r", "\n", "=", "é", "word", "rom "];
            let mut text = String::new();
            while !u.is_empty() && text.len() < 400 {
                text.push_str(u.choose(&WORDS)?);
            }
            let mut encoder = Encoder::default();
            let mut rest = text.as_bytes();
            let mut out = Vec::new();
            while !rest.is_empty() {
                let (piece, more) = rest.split_at(u.int_in_range(1..=rest.len().min(9))?);
                encoder.push(piece);
                out.extend(encoder.take());
                rest = more;
            }
            out.extend(encoder.finish());
            assert_eq!(
                out.escape_ascii().to_string(),
                encode(text.as_bytes()).escape_ascii().to_string()
            );
            Ok(())
        });
    }

    #[test]
    fn what_some_stores_change_is_escaped() {
        let cases: [(&str, &str); 6] = [
            ("From x\r\nFrom y\r\nFrome", "=46rom x\r\n=46rom y\r\nFrome"),
            (".\r\n..\r\n.", "=2E\r\n..\r\n=2E"),
            ("a \r\nb\t\r\n ", "a=20\r\nb=09\r\n=20"),
            ("a\rb\n\r\n", "a=0Db=0A\r\n"),
            ("From", "From"),
            ("", ""),
        ];
        for (text, expected) in cases {
            let found = encode(text.as_bytes());
            assert_eq!(
                found.escape_ascii().to_string(),
                expected.as_bytes().escape_ascii().to_string()
            );
        }
    }
}
