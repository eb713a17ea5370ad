//! The rules: each looks at the message and its tree, and adds repairs to the plan.
//!
//! They go in stages. A stage that finds something ends the round: the next round sees what it made.

mod added;
mod body;
mod boundary;
mod composite;
mod content_id;
mod cover;
mod depth;
mod fields;
mod names;
mod seen;
mod shape;
mod stray;
mod text;
mod tnef;

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use encoding_rs::Encoding as Charset;
use sha2::Digest as _;

pub(crate) use cover::cover;

use crate::outcome::{Digest, Frozen};
use crate::plan::{Change, Found, Plan, Signed, Splice};
use crate::scan::{Freeze, Node, Tree, slice};
use crate::{Class, Code, Options, dkim, fingerprint};

/// The repairs of one round. `opens`: whether what is wrapped or hidden may be opened.
pub(crate) fn plan(bytes: &[u8], tree: &Tree, options: &Options, opens: bool) -> Plan {
    let mut cx = Cx {
        bytes,
        tree,
        options,
        opens,
        plan: Plan::default(),
        siblings: OnceCell::new(),
        verifying: OnceCell::new(),
        stem: OnceCell::new(),
        utf8: None,
    };
    let stages: [fn(&mut Cx<'_>); 8] = [
        wrapped,
        shape::run,
        structure,
        content,
        tnef::run,
        added::headers,
        end_of_file,
        added::message_id,
    ];
    for stage in stages {
        stage(&mut cx);
        cx.spare_signed();
        if !cx.plan.changes.is_empty() {
            return cx.plan;
        }
    }
    if options.report {
        seen::run(&mut cx);
    }
    cx.plan
}

/// Parts behind an encoding that none may have: nothing in them is what it seems before it is undone.
fn wrapped(cx: &mut Cx<'_>) {
    let tree = cx.tree;
    for (index, node) in tree.nodes.iter().enumerate() {
        if node.freeze == Freeze::Open {
            composite::run(cx, index, node);
        }
    }
}

/// What is a part and what is not.
fn structure(cx: &mut Cx<'_>) {
    depth::run(cx);
    for index in 0..cx.tree.nodes.len() {
        let Some(node) = cx.tree.nodes.get(index) else { continue };
        if node.freeze == Freeze::Open {
            boundary::run(cx, index, node);
        }
    }
    boundary::close(cx);
}

/// Headers, bodies, charsets and file names.
fn content(cx: &mut Cx<'_>) {
    for (index, node) in cx.tree.nodes.iter().enumerate() {
        if node.freeze == Freeze::Open {
            fields::run(cx, index, node);
            names::run(cx, index, node);
        }
        if node.freeze != Freeze::Sealed {
            body::run(cx, index, node);
        }
        if node.freeze == Freeze::Open {
            text::run(cx, index, node);
        }
    }
}

fn end_of_file(cx: &mut Cx<'_>) {
    let at = cx.bytes.len();
    if cx.bytes.ends_with(b"\n") {
        return;
    }
    let owner = cx.tree.nodes.last();
    let is_kept = owner.is_some_and(|node| {
        node.end == at
            && (node.freeze != Freeze::Open
                || node.is_opaque()
                || (!node.is_text() && node.encoding.is_identity()))
    });
    let closed = cx.tree.root().is_some_and(|root| root.close.is_some());
    if closed || !is_kept {
        // A signature counts the last line end whether it is there or not (RFC 6376 §3.4.3).
        let splices = vec![Splice::insert(at, "\r\n")];
        cx.change(Code::EofEol, "", at..at, splices, Signed::Outside, None);
    }
}

/// What the rules see, and what they decide.
pub(crate) struct Cx<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) tree: &'a Tree,
    pub(crate) options: &'a Options,
    pub(crate) opens: bool,
    pub(crate) plan: Plan,
    siblings: OnceCell<Vec<&'static Charset>>,
    verifying: OnceCell<Option<dkim::Signature>>,
    /// What fresh boundaries start with.
    stem: OnceCell<String>,
    /// The last part that was seen to decode to UTF-8.
    pub(crate) utf8: Option<usize>,
}

impl<'a> Cx<'a> {
    /// The charsets that the message's texts name.
    pub(crate) fn siblings(&self) -> &[&'static Charset] {
        self.siblings.get_or_init(|| fingerprint::siblings(self.tree))
    }

    pub(crate) fn slice(&self, range: Range<usize>) -> &'a [u8] {
        slice(self.bytes, range)
    }

    /// What no text of the message starts a line with: looked for once, however many boundaries are renamed.
    pub(crate) fn boundary_stem(&self) -> &str {
        self.stem.get_or_init(|| {
            let mut salt = self.bytes.len();
            loop {
                let hash = Digest::<32>(sha2::Sha256::digest(salt.to_be_bytes()).into());
                let stem = format!("=_{}", hash.digits(12));
                // Each look costs the whole message; nobody guesses nine in a row by chance.
                if memchr::memmem::find(self.bytes, stem.as_bytes()).is_none()
                    || salt > self.bytes.len() + 8
                {
                    return stem;
                }
                salt += 1;
            }
        })
    }

    /// Where a rule stands that looks at a header of `node`.
    pub(crate) fn header_part(&self, index: usize, name: &str) -> String {
        if index == 0 { format!("header:{name}") } else { self.tree.path(index) }
    }

    /// Adds a repair of the class that its code has.
    pub(crate) fn change(
        &mut self,
        code: Code,
        part: &str,
        at: Range<usize>,
        splices: Vec<Splice>,
        signed: Signed,
        note: Option<String>,
    ) -> bool {
        self.change_as(code.class(), code, part, at, splices, signed, note)
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "a repair has this many sides, and a name for each"
    )]
    pub(crate) fn change_as(
        &mut self,
        class: Class,
        code: Code,
        part: &str,
        at: Range<usize>,
        splices: Vec<Splice>,
        signed: Signed,
        note: Option<String>,
    ) -> bool {
        let found = Found { code, class, part: part.to_owned(), at, note };
        self.plan.add(Change { found, splices, signed })
    }

    /// Reports what is not changed.
    pub(crate) fn see(&mut self, code: Code, part: &str, at: Range<usize>, note: Option<String>) {
        if self.plan.sights.insert((code, part.to_owned())) {
            let found = Found { code, class: Class::Info, part: part.to_owned(), at, note };
            self.plan.seen.push(found);
        }
    }

    /// Leaves out what a client would like, where a signature that still fits would be lost by it.
    fn spare_signed(&mut self) {
        let touches = |change: &Change| {
            change.found.class == Class::Should && change.signed != Signed::Outside
        };
        if !self.plan.changes.iter().any(touches) {
            return;
        }
        let verifying = self.verifying.get_or_init(|| dkim::verifying(self.bytes, self.tree));
        let Some(signature) = verifying else { return };
        let breaks = |change: &Change| {
            touches(change)
                && match &change.signed {
                    Signed::Header(name) => signature.covers(name),
                    Signed::Folds(name) => signature.covers_folds_of(name),
                    Signed::Body => true,
                    Signed::Outside => false,
                }
        };
        let spared = self.plan.take_out(breaks);
        for change in spared {
            let Found { code, part, at, .. } = change.found;
            self.see(Code::DkimKept, &part, at, Some(format!("{code} left out")));
        }
    }
}

/// The span of a field's value without the white space before it, and that after it.
pub(crate) fn value_span(bytes: &[u8], field: &crate::scan::Field) -> Range<usize> {
    let raw = field.raw(bytes);
    let lead = raw.len() - raw.trim_ascii_start().len();
    let body = raw.trim_ascii().len();
    field.value + lead..field.value + lead + body
}

/// Splices that say `encoding` in `node`'s header.
pub(crate) fn set_encoding(cx: &Cx<'_>, node: &Node, encoding: &str) -> Vec<Splice> {
    match node.encoding_field.and_then(|index| cx.tree.fields.get(index)) {
        Some(field) => vec![Splice::new(field.value..field.end, format!(" {encoding}"))],
        None => {
            let line = format!("Content-Transfer-Encoding: {encoding}\r\n");
            vec![Splice::insert(insertion(cx, node), line)]
        }
    }
}

/// Where a MIME header is added: behind the content type, else at the end of the header.
pub(crate) fn insertion(cx: &Cx<'_>, node: &Node) -> usize {
    let field = node.type_field.and_then(|index| cx.tree.fields.get(index));
    field.map_or(node.header.end, |field| field.next)
}

/// Splices that make `node` a file of this name; its charset, name and other parameters go.
pub(crate) fn set_file(cx: &Cx<'_>, node: &Node, name: &str) -> Vec<Splice> {
    let mut splices = set_type(cx, node, &format!("application/octet-stream; name=\"{name}\""));
    if cx.tree.field(cx.bytes, node, "Content-Disposition").is_none() {
        let line = format!("Content-Disposition: attachment; filename=\"{name}\"\r\n");
        splices.push(Splice::insert(insertion(cx, node), line));
    }
    splices
}

/// Splices that make `node` of another type; its parameters go.
pub(crate) fn set_type(cx: &Cx<'_>, node: &Node, value: &str) -> Vec<Splice> {
    match node.type_field.and_then(|index| cx.tree.fields.get(index)) {
        Some(field) => vec![Splice::new(field.value..field.end, format!(" {value}"))],
        None => vec![Splice::insert(node.header.end, format!("Content-Type: {value}\r\n"))],
    }
}

/// The regions kept as they are, with the hash of each, line ends as CR LF.
pub(crate) fn frozen(bytes: &[u8], tree: &Tree) -> Vec<(String, Digest<32>)> {
    let outermost =
        |index: &usize| tree.nodes.get(*index).is_some_and(|node| node.freeze == Freeze::Open);
    (0..tree.nodes.len())
        .filter(outermost)
        .filter_map(|index| {
            let node = tree.nodes.get(index)?;
            let region = node.frozen().or_else(|| node.armour(bytes))?;
            let mut hash = sha2::Sha256::new();
            dkim::signed_lines(slice(bytes, region), &mut |piece| hash.update(piece));
            Some((tree.path(index), Digest(hash.finalize().into())))
        })
        .collect()
}

/// The regions as they are `now`, each with what it was `before` anything changed (`None`: nothing did).
pub(crate) fn compared(
    now: Vec<(String, Digest<32>)>,
    before: Option<Vec<(String, Digest<32>)>>,
) -> Vec<Frozen> {
    let before: Option<HashMap<String, Digest<32>>> =
        before.map(|regions| regions.into_iter().collect());
    now.into_iter()
        .map(|(part, sha256)| {
            let before = match &before {
                Some(regions) => regions.get(&part).copied(),
                None => Some(sha256),
            };
            Frozen { part: part.into_boxed_str(), sha256, before }
        })
        .collect()
}
