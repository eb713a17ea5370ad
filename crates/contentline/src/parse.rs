use std::borrow::Cow;

use crate::write::{clean_name, is_name_byte};
use crate::{Component, Dialect, Fault, FaultKind, Property, line};

/// How deep components may be nested; RFC 5545 and RFC 6350 need three.
pub const MAX_DEPTH: usize = 32;

/// How many faults are listed for one text; further ones are only counted.
pub const MAX_FAULTS: usize = 1000;

/// What was in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parsed<'a> {
    /// The outermost components, in order.
    pub components: Vec<Component<'a>>,
    /// What the grammar does not allow and was got over, in order; at most [`MAX_FAULTS`].
    pub faults: Vec<Fault>,
    /// How many more faults there were.
    pub more_faults: usize,
}

impl Parsed<'_> {
    pub(crate) fn fault(&mut self, line: usize, kind: FaultKind) {
        if self.faults.len() < MAX_FAULTS {
            self.faults.push(Fault::new(line, kind));
        } else {
            self.more_faults += 1;
        }
    }

    /// The same, borrowing nothing.
    #[must_use]
    pub fn into_owned(self) -> Parsed<'static> {
        Parsed {
            components: self.components.into_iter().map(Component::into_owned).collect(),
            faults: self.faults,
            more_faults: self.more_faults,
        }
    }
}

/// Reads iCalendar or vCard text; never fails, in time linear in the text.
///
/// What cannot be read is left out and listed among the faults; the rest is there.
#[must_use]
pub fn parse(text: &str) -> Parsed<'_> {
    let mut parser = Parser { parsed: Parsed::default(), open: Vec::new(), skipping: 0 };
    let mut lines = Lines { rest: text.strip_prefix('\u{feff}').unwrap_or(text), number: 0 };
    while let Some((number, line)) = lines.next(&mut parser.parsed) {
        parser.line(number, line);
    }
    parser.finish(lines.number)
}

struct Parser<'a> {
    parsed: Parsed<'a>,
    /// The components not yet ended, outermost first.
    open: Vec<Component<'a>>,
    /// How many components are open beyond [`MAX_DEPTH`], all left out.
    skipping: usize,
}

impl<'a> Parser<'a> {
    fn line(&mut self, number: usize, text: Cow<'a, str>) {
        let card = self.open.last().is_some_and(|component| component.is("VCARD"));
        let parsed = &mut self.parsed;
        let mut fault = |kind| parsed.fault(number, kind);
        let Some(mut property) = line::read(text, card, &mut fault) else { return };
        if property.group.is_none() && property.is("BEGIN") {
            self.begin(number, &property);
        } else if property.group.is_none() && property.is("END") {
            self.end(number, &property);
        } else if self.skipping == 0 {
            if line::decode_quoted_printable(&mut property) {
                self.parsed.fault(number, FaultKind::QuotedPrintable);
            }
            self.property(number, property);
        }
    }

    fn property(&mut self, number: usize, property: Property<'a>) {
        let Some(component) = self.open.last_mut() else {
            self.parsed.fault(number, FaultKind::OutsideComponent);
            return;
        };
        component.push(property);
    }

    fn begin(&mut self, number: usize, property: &Property<'a>) {
        if self.skipping == 0 {
            let keep = self.depth_for(property.value.trim());
            self.close_to(number, keep);
        }
        if self.skipping > 0 || self.open.len() >= MAX_DEPTH {
            if self.skipping == 0 {
                self.parsed.fault(number, FaultKind::TooDeep);
            }
            self.skipping += 1;
            return;
        }
        let name = property.value.trim();
        if name.is_empty() || !name.bytes().all(is_name_byte) {
            self.parsed.fault(number, FaultKind::BadName);
        }
        let name = match &property.value {
            Cow::Borrowed(value) => clean_name(value.trim()),
            Cow::Owned(value) => Cow::Owned(clean_name(value.trim()).into_owned()),
        };
        self.open.push(Component::new(name));
    }

    /// How many open components a component of this name can be inside of, where the RFCs leave no doubt.
    fn depth_for(&self, begin: &str) -> usize {
        let is = |names: &[&str]| names.iter().any(|name| begin.eq_ignore_ascii_case(name));
        let inside = |parent: &str| {
            let found = self.open.iter().rposition(|component| component.is(parent));
            found.map_or(self.open.len(), |position| position + 1)
        };
        if is(&["VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE"]) {
            return inside("VCALENDAR");
        }
        if is(&["STANDARD", "DAYLIGHT"]) {
            return inside("VTIMEZONE");
        }
        // A card inside a card is the value of its empty AGENT (RFC 2426 §3.5.4); without one it is the next card.
        let has_agent = || {
            let mut agents = self.open.iter().flat_map(|card| card.properties_named("AGENT"));
            agents.any(|agent| agent.value.trim().is_empty())
        };
        if is(&["VCALENDAR"]) || (is(&["VCARD"]) && !has_agent()) {
            return 0;
        }
        self.open.len()
    }

    fn end(&mut self, number: usize, property: &Property<'_>) {
        if self.skipping > 0 {
            self.skipping -= 1;
            return;
        }
        let name = clean_name(property.value.trim());
        match self.open.iter().rposition(|component| component.is(&name)) {
            Some(position) => {
                self.close_to(number, position + 1);
                self.close();
            }
            None => self.parsed.fault(number, FaultKind::StrayEnd),
        }
    }

    /// Closes components that have no END until `depth` are open.
    fn close_to(&mut self, number: usize, depth: usize) {
        while self.open.len() > depth {
            self.parsed.fault(number, FaultKind::MissingEnd);
            self.close();
        }
    }

    fn close(&mut self) {
        let Some(mut component) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(parent) => parent.push_component(component),
            None => {
                if Dialect::of(&component) != Dialect::VCard3 {
                    line::decode_carets(&mut component);
                }
                self.parsed.components.push(component);
            }
        }
    }

    fn finish(mut self, number: usize) -> Parsed<'a> {
        self.close_to(number, 0);
        self.parsed
    }
}

/// The content lines of a text: physical lines with their folds taken out.
struct Lines<'a> {
    rest: &'a str,
    /// How many physical lines were read.
    number: usize,
}

impl<'a> Lines<'a> {
    fn next(&mut self, parsed: &mut Parsed<'a>) -> Option<(usize, Cow<'a, str>)> {
        let (number, first) = loop {
            let line = self.physical()?;
            if line.starts_with([' ', '\t']) {
                if !line.trim().is_empty() {
                    parsed.fault(self.number, FaultKind::StrayFold);
                }
            } else if !line.is_empty() {
                break (self.number, line);
            }
        };
        let quoted_printable = line::is_quoted_printable(first);
        let mut line = Cow::Borrowed(first);
        loop {
            if quoted_printable && line.ends_with('=') && !self.rest.is_empty() {
                let more = self.physical().unwrap_or_default();
                let whole = line.to_mut();
                whole.pop();
                whole.push_str(more);
            } else if let Some(folded) = self.after_fold() {
                self.rest = folded;
                line.to_mut().push_str(self.physical().unwrap_or_default());
            } else {
                return Some((number, line));
            }
        }
    }

    /// What follows the space of a folded line, if one is next: at once, or after empty lines, as `\r\r\n` line ends look like.
    fn after_fold(&mut self) -> Option<&'a str> {
        let after = self.rest.trim_start_matches(['\r', '\n']);
        let folded = after.strip_prefix([' ', '\t'])?;
        while self.rest.len() > after.len() {
            self.physical();
        }
        Some(folded)
    }

    fn physical(&mut self) -> Option<&'a str> {
        if self.rest.is_empty() {
            return None;
        }
        self.number += 1;
        let Some(end) = memchr::memchr2(b'\r', b'\n', self.rest.as_bytes()) else {
            return Some(std::mem::take(&mut self.rest));
        };
        let (line, after) = self.rest.split_at(end);
        self.rest = after.strip_prefix("\r\n").or_else(|| after.get(1..)).unwrap_or_default();
        Some(line)
    }
}
