//! Repairs as splices: spans of the message, and what stands there afterwards.

mod recoded;

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

pub(crate) use recoded::Form;
use recoded::Recoded;

use crate::scan::{Encoding, slice};
use crate::{Class, Code, wire};

/// A repair or a sight, at a place of the message as it stands at that moment.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) code: Code,
    pub(crate) class: Class,
    pub(crate) part: String,
    pub(crate) at: Range<usize>,
    pub(crate) note: Option<String>,
}

/// A span and its replacement; an empty span is an insertion before its byte.
#[derive(Clone, Debug)]
pub(crate) struct Splice {
    pub(crate) span: Range<usize>,
    with: With,
}

/// What stands there afterwards.
#[derive(Clone, Debug)]
enum With {
    Bytes(Vec<u8>),
    /// What the span decodes to, anew: written when the message is, so that a large file is never there thrice.
    Recoded(Recoded),
}

impl With {
    fn len(&self) -> usize {
        match self {
            Self::Bytes(bytes) => bytes.len(),
            Self::Recoded(recoded) => recoded.len(),
        }
    }

    /// Writes it to the end of `out`; `old` is what stood there.
    fn write(&self, old: &[u8], mut out: Vec<u8>) -> Vec<u8> {
        match self {
            Self::Bytes(bytes) => {
                out.extend_from_slice(bytes);
                out
            }
            Self::Recoded(recoded) => recoded.write(old, out),
        }
    }
}

impl Splice {
    pub(crate) fn new(span: Range<usize>, with: impl Into<Vec<u8>>) -> Self {
        Self { span, with: With::Bytes(with.into()) }
    }

    /// Writes what `bytes[span]` decodes to in another form; `closed`: with a line end behind it.
    pub(crate) fn recoded(
        bytes: &[u8],
        span: Range<usize>,
        from: &Encoding,
        to: Form,
        closed: bool,
    ) -> Self {
        let recoded = Recoded::new(slice(bytes, span.clone()), from, to, closed);
        Self { span, with: With::Recoded(recoded) }
    }

    pub(crate) fn insert(at: usize, with: impl Into<Vec<u8>>) -> Self {
        Self::new(at..at, with)
    }
}

/// What DKIM thinks of a repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Signed {
    /// It changes nothing that a signature covers.
    Outside,
    /// It changes or adds this header (lower case), which a signature may list.
    Header(String),
    /// It folds this header (lower case) anew: RFC 6376 §3.4.1 (`simple`) minds, §3.4.2 (`relaxed`) does not.
    Folds(String),
    /// It changes the body.
    Body,
}

impl Signed {
    pub(crate) fn header(name: &[u8]) -> Self {
        Self::Header(String::from_utf8_lossy(name).to_ascii_lowercase())
    }

    pub(crate) fn folds(name: &[u8]) -> Self {
        Self::Folds(String::from_utf8_lossy(name).to_ascii_lowercase())
    }
}

/// One repair: all its splices are made, or none.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) found: Found,
    pub(crate) splices: Vec<Splice>,
    pub(crate) signed: Signed,
}

/// The repairs of one round: none overlaps another. What had to wait is found again in the next round.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(crate) changes: Vec<Change>,
    /// Sights that change nothing, and repairs left out for a signature.
    pub(crate) seen: Vec<Found>,
    /// What was seen where: said once.
    pub(crate) sights: HashSet<(Code, String)>,
    /// The non-empty spans taken, by start.
    taken: BTreeMap<usize, usize>,
    /// The places where something is inserted: one repair each, the top of the message excepted.
    inserts: BTreeMap<usize, usize>,
}

impl Plan {
    /// Adds a change, unless it would touch what another change touches.
    pub(crate) fn add(&mut self, change: Change) -> bool {
        if change.splices.iter().any(|splice| self.collides(&splice.span)) || overlaps(&change) {
            return false;
        }
        for splice in &change.splices {
            if splice.span.is_empty() {
                *self.inserts.entry(splice.span.start).or_default() += 1;
            } else {
                self.taken.insert(splice.span.start, splice.span.end);
            }
        }
        self.changes.push(change);
        true
    }

    fn collides(&self, span: &Range<usize>) -> bool {
        let before = self.taken.range(..=span.start).next_back();
        if span.is_empty() {
            return before.is_some_and(|(start, end)| *start < span.start && span.start < *end);
        }
        before.is_some_and(|(_, end)| *end > span.start)
            || self.taken.range(span.start..span.end).next().is_some()
            || self.inserts.range(span.start + 1..span.end).next().is_some()
    }

    /// Takes changes out again.
    pub(crate) fn take_out(&mut self, which: impl Fn(&Change) -> bool) -> Vec<Change> {
        let (out, keep) = std::mem::take(&mut self.changes).into_iter().partition(which);
        self.changes = keep;
        out
    }

    /// The splices in order; insertions at one place in the order in which they were added.
    pub(crate) fn into_splices(self) -> Vec<Splice> {
        let mut splices: Vec<Splice> = self.changes.into_iter().flat_map(|c| c.splices).collect();
        splices.sort_by_key(|splice| (splice.span.start, splice.span.end));
        splices
    }
}

/// Whether a change's own splices overlap: it would be a mistake of its rule, and must not become one of the message.
fn overlaps(change: &Change) -> bool {
    let mut spans: Vec<(usize, usize)> =
        change.splices.iter().map(|s| (s.span.start, s.span.end)).collect();
    spans.sort_unstable();
    spans.windows(2).any(|pair| matches!(pair, [(_, end), (start, _)] if start < end))
}

/// The message with the splices made.
pub(crate) fn apply(bytes: &[u8], splices: &[Splice]) -> Vec<u8> {
    let grown: usize = splices.iter().map(|s| s.with.len()).sum();
    let cut: usize = splices.iter().map(|s| s.span.len()).sum();
    let mut out = Vec::with_capacity((bytes.len() + grown).saturating_sub(cut));
    let mut at = 0;
    for splice in splices {
        out.extend_from_slice(slice(bytes, at..splice.span.start));
        out = splice.with.write(slice(bytes, splice.span.clone()), out);
        at = splice.span.end;
    }
    out.extend_from_slice(slice(bytes, at..bytes.len()));
    out
}

/// The same in the message's own memory: a large message is never there twice.
pub(crate) fn apply_in_place(bytes: &mut Vec<u8>, splices: &[Splice]) {
    let (mut grown, mut cut, mut room) = (0_usize, 0_usize, 0_usize);
    for splice in splices {
        // What is written while it is read may be ahead of what it will have grown by.
        let ahead = match &splice.with {
            With::Bytes(_) => 0,
            With::Recoded(recoded) => recoded.ahead(splice.span.len()),
        };
        room = room.max((grown + ahead).saturating_sub(cut));
        grown += splice.with.len();
        cut += splice.span.len();
        room = room.max((grown + ahead).saturating_sub(cut));
    }
    // Everything moves up by as much as any prefix grows, then down to its place from the front.
    let old = bytes.len();
    bytes.reserve_exact(room);
    bytes.resize(old + room, 0);
    bytes.copy_within(..old, room);
    let (mut read, mut write) = (0, 0);
    for splice in splices {
        let kept = splice.span.start.saturating_sub(read);
        bytes.copy_within(read + room..read + room + kept, write);
        write += kept;
        match &splice.with {
            With::Bytes(new) => put(bytes, write, new),
            With::Recoded(recoded) => {
                let old = splice.span.start + room..splice.span.end + room;
                recoded.write_in_place(bytes, old, write);
            }
        }
        write += splice.with.len();
        read = splice.span.end;
    }
    bytes.copy_within(read + room..old + room, write);
    bytes.truncate(write + old.saturating_sub(read));
}

fn put(bytes: &mut [u8], at: usize, new: &[u8]) {
    if let Some(place) = bytes.get_mut(at..at + new.len()) {
        place.copy_from_slice(new);
    }
}

/// How the message got from what was given to what it is now, so that places can be told in terms of the former.
#[derive(Debug, Default)]
pub(crate) struct History {
    steps: Vec<Step>,
}

#[derive(Debug)]
enum Step {
    /// The first bytes were cut off.
    Cut(usize),
    /// Each splice, in order.
    Splices(Vec<Spliced>),
    /// Line ends changed.
    Wire(Vec<(usize, usize)>),
    /// Everything changed: places are no longer known.
    Whole,
}

impl History {
    pub(crate) fn cut(&mut self, count: usize) {
        self.steps.push(Step::Cut(count));
    }

    pub(crate) fn splices(&mut self, splices: &[Splice]) {
        let (mut old, mut new) = (0, 0);
        let spliced = |splice: &Splice| {
            new += splice.span.start - old;
            let start = new;
            new += splice.with.len();
            old = splice.span.end;
            Spliced { old: splice.span.clone(), new: start..new }
        };
        self.steps.push(Step::Splices(splices.iter().map(spliced).collect()));
    }

    pub(crate) fn wire(&mut self, anchors: Vec<(usize, usize)>) {
        self.steps.push(Step::Wire(anchors));
    }

    pub(crate) fn whole(&mut self) {
        self.steps.push(Step::Whole);
    }

    /// The span in the message `given` of what now stands at `span`.
    pub(crate) fn origin(&self, given: &[u8], span: &Range<usize>) -> Range<usize> {
        let start = self.position(given, span.start);
        let end = if span.is_empty() { start } else { self.position(given, span.end).max(start) };
        start..end
    }

    fn position(&self, given: &[u8], mut at: usize) -> usize {
        for (index, step) in self.steps.iter().enumerate().rev() {
            at = match step {
                Step::Cut(count) => at + count,
                Step::Splices(spans) => before_splices(spans, at),
                Step::Wire(anchors) => {
                    // What stood before this step is at hand only if nothing but cuts came earlier.
                    let cuts =
                        self.steps.get(..index).unwrap_or_default().iter().try_fold(0, |sum, s| {
                            match s {
                                Step::Cut(count) => Some(sum + count),
                                Step::Splices(_) | Step::Wire(_) | Step::Whole => None,
                            }
                        });
                    let old = cuts.and_then(|cut| given.get(cut..));
                    wire::origin(anchors, old, at)
                }
                Step::Whole => 0,
            };
        }
        at.min(given.len())
    }
}

/// One splice: the span before, and what it became.
#[derive(Clone, Debug)]
struct Spliced {
    old: Range<usize>,
    new: Range<usize>,
}

fn before_splices(spliced: &[Spliced], at: usize) -> usize {
    let count = spliced.partition_point(|each| each.new.start <= at);
    let last = count.checked_sub(1).and_then(|last| spliced.get(last));
    last.map_or(at, |last| {
        if at < last.new.end { last.old.start } else { last.old.end + (at - last.new.end) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_to_apply_agree() {
        viaduc_fixture_runner::search(200, |u| {
            const PIECES: [&str; 12] = [
                "SGVsbG8h",
                "\r\n",
                "\n",
                "=",
                "=C3=A9",
                "é",
                "SGVs bG8h",
                "!",
                "word ",
                "\0",
                "From ",
                "SGVsbG8hSGVsbG8hSGVsbG8hSGVsbG8hSGVsbG8hSGVsbG8hSGVsbG8hSGVsbG8hSGVsbG8hSGVs",
            ];
            let mut bytes = Vec::new();
            for _ in 0..u.int_in_range(0..=40)? {
                bytes.extend_from_slice(u.choose(&PIECES)?.as_bytes());
            }
            let mut splices = Vec::new();
            let mut at = 0;
            // An exhausted generator answers the same for ever.
            while at < bytes.len() && !u.is_empty() && u.ratio(4, 5)? {
                let start = at + u.int_in_range(0..=20)?;
                let end = start + u.int_in_range(0..=120)?;
                if end > bytes.len() {
                    break;
                }
                splices.push(if u.ratio(1, 2)? {
                    let from = [Encoding::Absent, Encoding::Base64, Encoding::QuotedPrintable];
                    let to = *u.choose(&[Form::Base64, Form::Quoted, Form::Lines])?;
                    Splice::recoded(&bytes, start..end, u.choose(&from)?, to, u.arbitrary()?)
                } else {
                    Splice::new(start..end, vec![255; u.int_in_range(0..=40)?])
                });
                at = end;
            }
            let mut owned = bytes.clone();
            apply_in_place(&mut owned, &splices);
            assert_eq!(owned, apply(&bytes, &splices));
            Ok(())
        });
    }
}
