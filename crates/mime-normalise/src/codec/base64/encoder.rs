use base64_simd::STANDARD;

/// So many bytes make a line of 76.
const LINE: usize = 57;

/// Writes base64 in lines of 76, from pieces of any size. The last line has no line end.
#[derive(Debug, Default)]
pub(crate) struct Encoder {
    out: Vec<u8>,
    has_line: bool,
    held: Vec<u8>,
}

impl Encoder {
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self::onto(Vec::with_capacity(bytes / LINE * 78 + 80))
    }

    /// Writes to the end of `out`.
    pub(crate) fn onto(out: Vec<u8>) -> Self {
        Self { out, has_line: false, held: Vec::new() }
    }

    pub(crate) fn push(&mut self, mut bytes: &[u8]) {
        if !self.held.is_empty() {
            let need = (57 - self.held.len()).min(bytes.len());
            let (head, rest) = bytes.split_at(need);
            self.held.extend_from_slice(head);
            bytes = rest;
            if self.held.len() < 57 {
                return;
            }
            let held = std::mem::take(&mut self.held);
            self.line(&held);
        }
        let mut chunks = bytes.chunks_exact(57);
        for chunk in &mut chunks {
            self.line(chunk);
        }
        self.held = chunks.remainder().to_vec();
    }

    fn line(&mut self, bytes: &[u8]) {
        if std::mem::replace(&mut self.has_line, true) {
            self.out.extend_from_slice(b"\r\n");
        }
        STANDARD.encode_append(bytes, &mut self.out);
    }

    /// What was written so far; it goes on behind it.
    pub(crate) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out)
    }

    /// So many bytes were written and not taken.
    pub(crate) const fn pending(&self) -> usize {
        self.out.len()
    }

    pub(crate) fn finish(mut self) -> Vec<u8> {
        let held = std::mem::take(&mut self.held);
        if !held.is_empty() {
            self.line(&held);
        }
        self.out
    }
}

/// `bytes` as base64 in lines of 76.
pub(crate) fn encode(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = Encoder::with_capacity(bytes.len());
    encoder.push(bytes);
    encoder.finish()
}
