use std::borrow::Cow;

use sha1::Digest as _;

use crate::dkim::{self, State};
use crate::outcome::{Digest, Edit, Frozen, Normalised, note};
use crate::plan::{Found, History, apply, apply_in_place};
use crate::scan::{Tree, slice};
use crate::wire::{self, Wire};
use crate::{Class, Code, Options, prefix, rules};

/// Repairs go on in rounds until one finds nothing: some can only be seen when others are done. No message known needs
/// more than five.
const ROUNDS: usize = 48;

/// After so many rounds nothing is opened any more: what is wrapped once more becomes a file, what seems to be divided
/// once more a text. Else each level of a hostile message would cost a round.
const OPENING: usize = 24;

/// Makes `message` one that every strict server takes and every client reads, and says what that took.
///
/// A message that needs no repair is answered borrowed, byte for byte. `normalise` of the result changes nothing. Any
/// bytes are a message here; nothing panics, and time is linear in the input.
///
/// ```
/// use viaduc_mime_normalise::{Options, normalise};
/// let found = normalise(b"\nFrom: a@valmont.example\nMessage-ID: <1@valmont.example>\n\nHello\n", &Options::default());
/// assert_eq!(&*found.bytes, b"From: a@valmont.example\r\nMessage-ID: <1@valmont.example>\r\n\r\nHello\r\n");
/// let codes: Vec<&str> = found.edits.iter().map(|edit| edit.code.as_str()).collect();
/// assert_eq!(codes, ["LEADING_BLANK", "EOL_LF"]);
/// ```
#[must_use]
pub fn normalise<'a>(message: &'a [u8], options: &Options) -> Normalised<'a> {
    let mut run = Run {
        given: message,
        options,
        bytes: Cow::Borrowed(message),
        history: History::default(),
        edits: Vec::new(),
    };
    let (frozen, tree) = run.run();
    let Run { bytes, edits, .. } = run;
    let bytes = settle(message, bytes);
    let sha1 = Digest(sha1::Sha1::digest(&bytes).into());
    Normalised { bytes, sha1, edits, frozen, tree }
}

/// Borrowed exactly if nothing changed: a cut at the front is a change, a round that undid another is none.
fn settle<'a>(message: &'a [u8], bytes: Cow<'a, [u8]>) -> Cow<'a, [u8]> {
    match bytes {
        Cow::Borrowed(rest) if rest.len() == message.len() => Cow::Borrowed(message),
        Cow::Borrowed(rest) => Cow::Owned(rest.to_vec()),
        Cow::Owned(new) if new == message => Cow::Borrowed(message),
        Cow::Owned(new) => Cow::Owned(new),
    }
}

struct Run<'a, 'o> {
    given: &'a [u8],
    options: &'o Options,
    bytes: Cow<'a, [u8]>,
    history: History,
    edits: Vec<Edit>,
}

impl Run<'_, '_> {
    fn run(&mut self) -> (Vec<Frozen>, Tree) {
        let mut settled = None;
        let mut seen = Vec::new();
        let mut signed = None;
        let mut before = None;
        for round in 0..ROUNDS {
            self.front();
            if self.bytes.is_empty() {
                let part = String::new();
                self.report(Found {
                    code: Code::Empty,
                    class: Class::Info,
                    part,
                    at: 0..0,
                    note: None,
                });
                return (Vec::new(), Tree::scan(&self.bytes));
            }
            let tree = Tree::scan(&self.bytes);
            if self.options.report && signed.is_none() {
                signed = Some(dkim::state(&self.bytes, &tree));
            }
            let is_clean = wire::is_clean(&self.bytes);
            if !is_clean && self.options.report && before.is_none() {
                before = Some(rules::frozen(&self.bytes, &tree));
            }
            if !is_clean && self.wire(&tree) {
                continue;
            }
            let plan = rules::plan(&self.bytes, &tree, self.options, round < OPENING);
            seen.clone_from(&plan.seen);
            if plan.changes.is_empty() {
                settled = Some(tree);
                break;
            }
            if self.options.report && before.is_none() {
                before = Some(rules::frozen(&self.bytes, &tree));
            }
            for change in &plan.changes {
                self.report(change.found.clone());
            }
            let splices = plan.into_splices();
            self.history.splices(&splices);
            match &mut self.bytes {
                Cow::Borrowed(bytes) => self.bytes = Cow::Owned(apply(bytes, &splices)),
                Cow::Owned(bytes) => apply_in_place(bytes, &splices),
            }
        }
        let tree = settled.unwrap_or_else(|| Tree::scan(&self.bytes));
        if !self.options.report {
            return (Vec::new(), tree);
        }
        for found in seen {
            self.report(found);
        }
        self.dkim(signed, &tree);
        (rules::compared(rules::frozen(&self.bytes, &tree), before), tree)
    }

    /// What became of the DKIM signatures.
    fn dkim(&mut self, before: Option<State>, tree: &Tree) {
        let code = match before {
            Some(State::Broken) => Code::DkimAlreadyBroken,
            Some(State::Fits) if dkim::state(&self.bytes, tree) != State::Fits => {
                Code::DkimBrokenByRepair
            }
            Some(State::Fits | State::Absent) | None => return,
        };
        let part = "header:DKIM-Signature".to_owned();
        self.report(Found { code, class: Class::Info, part, at: 0..0, note: None });
    }

    /// Cuts off what stands before the first header.
    fn front(&mut self) {
        if let Some(new) = prefix::from_utf16(&self.bytes) {
            self.report(Found {
                code: Code::Bom,
                class: Class::Must,
                part: String::new(),
                at: 0..2,
                note: Some("UTF-16".to_owned()),
            });
            self.bytes = Cow::Owned(new);
            self.history.whole();
        }
        let (count, found) = prefix::cut(&self.bytes);
        if count == 0 {
            return;
        }
        for each in found {
            self.report(each);
        }
        match &mut self.bytes {
            Cow::Borrowed(bytes) => *bytes = slice(bytes, count..bytes.len()),
            Cow::Owned(bytes) => {
                bytes.drain(..count);
            }
        }
        self.history.cut(count);
    }

    /// Line ends and NUL; answers whether anything changed.
    fn wire(&mut self, tree: &Tree) -> bool {
        match wire::repair(&self.bytes, tree) {
            Wire::Clean => false,
            Wire::Changed { bytes, found, anchors } => {
                for each in found {
                    self.report(each);
                }
                self.history.wire(anchors);
                self.bytes = Cow::Owned(bytes);
                true
            }
            Wire::Wrap { part, at } => {
                self.report(Found {
                    code: Code::SignedUnrepairableWrapped,
                    class: Class::Must,
                    part: tree.path(part),
                    at,
                    note: None,
                });
                self.bytes = Cow::Owned(rules::cover(&self.bytes, tree));
                self.history.whole();
                true
            }
        }
    }

    fn report(&mut self, found: Found) {
        let at = self.history.origin(self.given, &found.at);
        self.edits.push(Edit {
            code: found.code,
            class: found.class,
            part: found.part.into_boxed_str(),
            offset: at.start,
            len: at.len(),
            note: found.note.map(|text| note(&text)),
        });
    }
}
