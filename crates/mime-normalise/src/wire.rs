//! Line ends and NUL: what a server refuses anywhere in a message, whatever it means there.

mod regions;

use std::ops::Range;

use memchr::{memchr, memchr3};

use crate::plan::Found;
use crate::scan::{Tree, slice};
use crate::{Class, Code};
pub(crate) use regions::is_binary;
use regions::{Policy, Regions, regions};

/// Whether `bytes` hold nothing but CR LF as line ends, and no NUL.
pub(crate) fn is_clean(bytes: &[u8]) -> bool {
    // Blocks without branches inside, so that the compiler can use vector instructions.
    const BLOCK: usize = 256;
    let mut last = 0_u8;
    let mut rest = bytes;
    while let Some((block, tail)) = rest.split_at_checked(BLOCK) {
        let mut bad = u8::from((last == b'\r') != (block.first() == Some(&b'\n')));
        for byte in block {
            bad |= u8::from(*byte == 0);
        }
        let shifted = block.get(1..).unwrap_or_default();
        for (before, here) in block.iter().zip(shifted) {
            bad |= u8::from(*before == b'\r') ^ u8::from(*here == b'\n');
        }
        if bad != 0 {
            return false;
        }
        last = block.last().copied().unwrap_or_default();
        rest = tail;
    }
    for byte in rest {
        if *byte == 0 || ((last == b'\r') != (*byte == b'\n')) {
            return false;
        }
        last = *byte;
    }
    last != b'\r'
}

/// What the line ends of a message call for.
#[derive(Debug)]
pub(crate) enum Wire {
    /// Nothing.
    Clean,
    /// A new copy of the message.
    Changed {
        bytes: Vec<u8>,
        found: Vec<Found>,
        /// `(new, old)` positions, now and then.
        anchors: Vec<(usize, usize)>,
    },
    /// A signed part holds a NUL: nothing can keep its signature but a cover message.
    Wrap { part: usize, at: Range<usize> },
}

/// Looks through a message that is not [clean](is_clean).
pub(crate) fn repair(bytes: &[u8], tree: &Tree) -> Wire {
    let regions = if memchr(b'\n', bytes).is_none() && memchr(b'\r', bytes).is_some() {
        vec![(0..bytes.len(), Policy::Text { cr: true, tail: bytes.len() })]
    } else {
        match regions(bytes, tree) {
            Ok(regions) => regions,
            Err((part, at)) => return Wire::Wrap { part, at },
        }
    };
    let mut dry = Pass { bytes, seen: Seen::default(), out: None, anchors: Vec::new() };
    dry.run(&regions);
    if dry.seen.is_empty() {
        return Wire::Clean;
    }
    let size = bytes.len() + dry.seen.growth;
    let out = Some(Vec::with_capacity(size));
    let mut pass = Pass { bytes, seen: Seen::default(), out, anchors: vec![(0, 0)] };
    pass.run(&regions);
    let had_crlf = memchr::memmem::find(bytes, b"\r\n").is_some();
    Wire::Changed {
        found: pass.seen.found(had_crlf),
        bytes: pass.out.unwrap_or_default(),
        anchors: pass.anchors,
    }
}

/// What was met: how often, and from where to where.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    count: usize,
    first: usize,
    last: usize,
}

impl Tally {
    fn add(&mut self, at: usize) {
        if self.count == 0 {
            self.first = at;
        }
        self.count += 1;
        self.last = at;
    }
}

#[derive(Debug, Default)]
struct Seen {
    lf: Tally,
    sealed_lf: Tally,
    mixed_lf: Tally,
    cr: Tally,
    nul: Tally,
    growth: usize,
}

impl Seen {
    fn is_empty(&self) -> bool {
        [self.lf, self.sealed_lf, self.mixed_lf, self.cr, self.nul].iter().all(|t| t.count == 0)
    }

    fn found(&self, had_crlf: bool) -> Vec<Found> {
        let mut lf = self.lf;
        if self.sealed_lf.count > 0 {
            let first = if lf.count == 0 {
                self.sealed_lf.first
            } else {
                lf.first.min(self.sealed_lf.first)
            };
            lf = Tally {
                count: lf.count + self.sealed_lf.count,
                first,
                last: lf.last.max(self.sealed_lf.last),
            };
        }
        let lf_code = if had_crlf { Code::EolMixed } else { Code::EolLf };
        let rows = [
            (lf, lf_code, "line ends"),
            (self.mixed_lf, Code::SignedEolMixed, "line ends"),
            (self.cr, Code::EolCr, "CR"),
            (self.nul, Code::NulRemoved, "NUL"),
        ];
        rows.into_iter()
            .filter(|(tally, ..)| tally.count > 0)
            .map(|(tally, code, what)| Found {
                code,
                class: Class::Must,
                part: String::new(),
                at: tally.first..tally.last + 1,
                note: Some(format!("{} {what}", tally.count)),
            })
            .collect()
    }
}

/// One pass over the message: it counts, and writes if it has somewhere to write to.
struct Pass<'a> {
    bytes: &'a [u8],
    seen: Seen,
    out: Option<Vec<u8>>,
    anchors: Vec<(usize, usize)>,
}

/// Positions are noted about as often as this, in bytes.
const ANCHOR: usize = 4096;

impl Pass<'_> {
    fn run(&mut self, regions: &Regions) {
        for (range, policy) in regions {
            if range.is_empty() {
                continue;
            }
            if *policy == Policy::Keep {
                self.keep(range.clone());
            } else {
                self.region(range.clone(), *policy);
            }
        }
    }

    fn region(&mut self, range: Range<usize>, policy: Policy) {
        let mut at = range.start;
        while at < range.end {
            let Some(found) = memchr3(b'\r', b'\n', 0, slice(self.bytes, at..range.end)) else {
                break;
            };
            let here = at + found;
            self.keep(at..here);
            at = match self.bytes.get(here) {
                Some(b'\n') => self.lf(here, policy),
                Some(b'\r') => self.cr(here, range.end, policy),
                _ => self.nul(here, policy),
            };
        }
        self.keep(at..range.end);
    }

    fn keep(&mut self, range: Range<usize>) {
        if let Some(out) = &mut self.out {
            let (new, old) = self.anchors.last().copied().unwrap_or_default();
            if out.len() - new > ANCHOR || range.start < old {
                self.anchors.push((out.len(), range.start));
            }
            out.extend_from_slice(slice(self.bytes, range));
        }
    }

    fn put(&mut self, bytes: &[u8]) {
        if let Some(out) = &mut self.out {
            out.extend_from_slice(bytes);
        }
    }

    fn lf(&mut self, at: usize, policy: Policy) -> usize {
        match policy {
            Policy::Torn => {
                self.put(b"\n");
                return at + 1;
            }
            Policy::Sealed { mixed: true } => self.seen.mixed_lf.add(at),
            Policy::Sealed { mixed: false } => self.seen.sealed_lf.add(at),
            Policy::Header
            | Policy::NestedHeader
            | Policy::Gap
            | Policy::Text { .. }
            | Policy::Base64
            | Policy::Quoted
            | Policy::Keep => self.seen.lf.add(at),
        }
        self.seen.growth += 1;
        self.put(b"\r\n");
        at + 1
    }

    fn cr(&mut self, at: usize, limit: usize, policy: Policy) -> usize {
        let run = slice(self.bytes, at..limit).iter().take_while(|b| **b == b'\r').count();
        let ends_line = at + run < limit && self.bytes.get(at + run) == Some(&b'\n');
        match policy {
            Policy::Header | Policy::Gap if ends_line => {
                if run > 1 {
                    self.seen.cr.add(at);
                }
                self.put(b"\r\n");
                at + run + 1
            }
            Policy::Header if self.starts_field(at, run, limit) => {
                self.seen.cr.add(at);
                at + run
            }
            Policy::Header => {
                self.seen.cr.add(at);
                (0..run).for_each(|_| self.put(b" "));
                at + run
            }
            Policy::Text { cr: true, .. } => {
                (0..run).for_each(|_| self.put(b"\r\n"));
                (at..at + run).for_each(|each| self.seen.cr.add(each));
                self.seen.growth += run;
                at + run
            }
            Policy::NestedHeader
            | Policy::Torn
            | Policy::Gap
            | Policy::Text { .. }
            | Policy::Base64
            | Policy::Quoted
            | Policy::Sealed { .. }
            | Policy::Keep => {
                let end = at + run + usize::from(ends_line);
                self.keep(at..end);
                end
            }
        }
    }

    /// Whether the CR from `at` on stand at the start of a line before a field: a space would make that a fold.
    fn starts_field(&self, at: usize, run: usize, limit: usize) -> bool {
        let starts_line = at == 0 || self.bytes.get(at - 1) == Some(&b'\n');
        let line = slice(self.bytes, at + run..limit);
        let name = line.iter().take_while(|b| b.is_ascii_graphic() && **b != b':').count();
        starts_line && name > 0 && line.get(name) == Some(&b':')
    }

    fn nul(&mut self, at: usize, policy: Policy) -> usize {
        match policy {
            Policy::Sealed { .. } | Policy::Keep => {
                self.put(b"\0");
                return at + 1;
            }
            Policy::Text { tail, .. } if at < tail => self.put(b" "),
            Policy::Gap => self.put(b" "),
            Policy::Quoted => {
                self.put(b"=00");
                self.seen.growth += 2;
            }
            Policy::Header
            | Policy::NestedHeader
            | Policy::Torn
            | Policy::Text { .. }
            | Policy::Base64 => {}
        }
        self.seen.nul.add(at);
        at + 1
    }
}

/// Where in the old message the byte at `new` came from: exact for line ends, near for the rest.
pub(crate) fn origin(anchors: &[(usize, usize)], old: Option<&[u8]>, new: usize) -> usize {
    let at = anchors.partition_point(|(n, _)| *n <= new).saturating_sub(1);
    let (mut out, mut here) = anchors.get(at).copied().unwrap_or_default();
    let limit = anchors.get(at + 1).map(|(_, o)| *o);
    let Some(old) = old else {
        let guess = here + (new - out.min(new));
        return limit.map_or(guess, |limit| guess.min(limit));
    };
    while out < new && here < old.len() {
        let bare =
            old.get(here) == Some(&b'\n') && (here == 0 || old.get(here - 1) != Some(&b'\r'));
        out += 1 + usize::from(bare);
        here += 1;
    }
    limit.map_or(here, |limit| here.min(limit)).min(old.len())
}
