use memchr::memmem;

use super::{
    ContentType, Encoding, Fault, Field, Freeze, Kind, Node, before_line, content_type, line,
    scan_as, slice, token_value, trim_end_wsp,
};

/// Deeper entities than this are not looked into (Dovecot reads 100 levels).
pub(crate) const MAX_DEPTH: usize = 95;

/// More entities than this are not looked into (Dovecot reads 10 000).
pub(crate) const MAX_PARTS: usize = 9_000;

/// A message's entities in the order in which they start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
    pub(crate) fields: Vec<Field>,
    pub(crate) faults: Vec<Fault>,
}

impl Tree {
    pub(crate) fn scan(bytes: &[u8]) -> Self {
        let mut walk =
            Walk { bytes, tree: Self::default(), open: Vec::new(), live: Vec::new(), lengths: 0 };
        walk.run();
        walk.tree
    }

    pub(crate) fn fields_of(&self, node: &Node) -> &[Field] {
        self.fields.get(node.fields.clone()).unwrap_or_default()
    }

    pub(crate) fn faults_of(&self, node: &Node) -> &[Fault] {
        self.faults.get(node.faults.clone()).unwrap_or_default()
    }

    /// The first field of `node` named `name`.
    pub(crate) fn field(&self, bytes: &[u8], node: &Node, name: &str) -> Option<&Field> {
        self.fields_of(node).iter().find(|field| field.is(bytes, name))
    }

    pub(crate) fn root(&self) -> Option<&Node> {
        self.nodes.first()
    }

    /// The number of a part as IMAP counts; empty for the message as a whole.
    pub(crate) fn path(&self, index: usize) -> String {
        let mut numbers = Vec::new();
        let mut here = self.nodes.get(index);
        if here.is_some_and(|node| node.kind != Kind::Multipart && self.is_message_root(node)) {
            numbers.push(1);
        }
        while let Some(node) = here {
            let parent = node.parent.and_then(|p| self.nodes.get(p));
            if parent.is_some_and(|p| p.kind == Kind::Multipart) {
                numbers.push(node.number);
            } else if parent.is_some_and(|p| self.is_message_root(p)) {
                // A message whose whole content is a message: that one is part 1.
                numbers.push(1);
            }
            here = parent;
        }
        numbers.iter().rev().map(usize::to_string).collect::<Vec<_>>().join(".")
    }

    fn is_message_root(&self, node: &Node) -> bool {
        node.parent.and_then(|p| self.nodes.get(p)).is_none_or(|p| p.kind == Kind::Message)
    }
}

/// A multipart whose closing delimiter has not been met.
struct Open {
    node: usize,
    boundary: Vec<u8>,
    children: usize,
}

/// A delimiter line that was met.
struct Hit {
    start: usize,
    end: usize,
    next: usize,
    level: usize,
    closing: bool,
}

struct Walk<'a> {
    bytes: &'a [u8],
    tree: Tree,
    open: Vec<Open>,
    /// The entities that have not ended: each inside the one before it.
    live: Vec<usize>,
    /// Bit `n` is set if an open boundary has length `n` (63: that or more).
    lengths: u64,
}

impl Walk<'_> {
    fn run(&mut self) {
        let mut at = 0;
        let mut parent = None;
        // Each turn reads one entity's header and goes on to where the next one starts.
        loop {
            let index = self.entity(at, parent);
            let many = self.tree.nodes.len() >= MAX_PARTS;
            let Some(node) = self.tree.nodes.get_mut(index) else { break };
            let body = node.header.body;
            if node.kind != Kind::Leaf && (node.depth >= MAX_DEPTH || many) {
                node.kind = Kind::Leaf;
                node.cut = Some(body);
            }
            if node.kind == Kind::Message {
                (at, parent) = (body, Some(index));
                continue;
            }
            if node.kind == Kind::Multipart {
                let boundary = node.boundary.clone();
                self.open.push(Open { node: index, boundary, children: 0 });
                self.note_lengths();
            }
            let Some((next, owner)) = self.next_entity(body) else { break };
            (at, parent) = (next, Some(owner));
        }
    }

    /// Reads the header at `at` and adds the entity; answers its index.
    fn entity(&mut self, at: usize, parent: Option<usize>) -> usize {
        let bytes = self.bytes;
        let (first_field, first_fault) = (self.tree.fields.len(), self.tree.faults.len());
        let mut fields = std::mem::take(&mut self.tree.fields);
        let mut faults = std::mem::take(&mut self.tree.faults);
        let above = parent.and_then(|p| self.tree.nodes.get(p));
        let freeze = above.map_or(Freeze::Open, |p| {
            if p.seals() {
                Freeze::Sealed
            } else if p.kind == Kind::Message {
                p.freeze.max(Freeze::Nested)
            } else {
                p.freeze
            }
        });
        let header = scan_as(
            bytes,
            at..bytes.len(),
            &|content| self.level(content).is_some(),
            freeze != Freeze::Open,
            &mut fields,
            &mut faults,
        );
        self.tree.fields = fields;
        self.tree.faults = faults;
        let digest = above.is_some_and(|p| p.mime.media == "multipart/digest");
        let depth = above.map_or(0, |p| p.depth + 1);
        let number = self.open.last().map_or(1, |open| open.children);
        let mut node = Node {
            parent,
            number,
            depth,
            start: at,
            header,
            fields: first_field..self.tree.fields.len(),
            faults: first_fault..self.tree.faults.len(),
            end: bytes.len(),
            kind: Kind::Leaf,
            freeze,
            mime: ContentType::default(),
            type_field: None,
            encoding: Encoding::Absent,
            encoding_field: None,
            boundary: Vec::new(),
            first_delimiter: None,
            delimiters: Vec::new(),
            close: None,
            cut: None,
        };
        self.read_mime(&mut node, digest);
        self.tree.nodes.push(node);
        let index = self.tree.nodes.len() - 1;
        self.live.push(index);
        index
    }

    fn read_mime(&self, node: &mut Node, digest: bool) {
        let bytes = self.bytes;
        for index in node.fields.clone() {
            let Some(field) = self.tree.fields.get(index) else { continue };
            let name = field.name(bytes);
            // Most names have other lengths: a quick look before comparing.
            if node.type_field.is_none() && name.len() == 12 && field.is(bytes, "Content-Type") {
                node.mime = content_type(bytes, field.value..field.end);
                node.type_field = Some(index);
            } else if node.encoding_field.is_none()
                && name.len() == 25
                && field.is(bytes, "Content-Transfer-Encoding")
            {
                node.encoding = Encoding::of(&token_value(field.raw(bytes)));
                node.encoding_field = Some(index);
            }
        }
        if node.type_field.is_none() && digest {
            node.mime.media = "message/rfc822".to_owned();
        }
        if node.mime.is("multipart") {
            let boundary = node.mime.parameter("boundary");
            let boundary = boundary.map(|p| trim_end_wsp(&p.value)).unwrap_or_default();
            if !boundary.is_empty() {
                node.kind = Kind::Multipart;
                node.boundary = boundary.to_vec();
            }
        } else if matches!(node.mime.media.as_str(), "message/rfc822" | "message/global")
            && !matches!(node.encoding, Encoding::Base64 | Encoding::QuotedPrintable)
        {
            node.kind = Kind::Message;
        }
    }

    /// Goes on from `from` to the next delimiter that opens an entity: where that starts, and in which multipart.
    fn next_entity(&mut self, mut from: usize) -> Option<(usize, usize)> {
        loop {
            let hit = self.hit(from)?;
            self.end_inside(hit.level, hit.start);
            self.open.truncate(hit.level + 1);
            let many = self.tree.nodes.len() >= MAX_PARTS;
            let repeated = !hit.closing && self.is_repeated(&hit);
            let open = self.open.get_mut(hit.level)?;
            let node = self.tree.nodes.get_mut(open.node)?;
            node.first_delimiter.get_or_insert(hit.start);
            from = hit.end;
            if !hit.closing && node.delimiters.len() < MAX_PARTS {
                node.delimiters.push(hit.start);
            }
            if hit.closing {
                node.close = Some(hit.start..hit.end);
                self.open.truncate(hit.level);
            } else if many {
                node.cut.get_or_insert(hit.start);
            } else if repeated {
                continue;
            } else {
                open.children += 1;
                let owner = open.node;
                self.note_lengths();
                return Some((hit.next, owner));
            }
            self.note_lengths();
        }
    }

    /// Whether the next line is the same delimiter once more: there is no part between them, to any reader.
    fn is_repeated(&self, hit: &Hit) -> bool {
        slice(self.bytes, hit.next..self.bytes.len()).starts_with(b"--")
            && self.delimiter(hit.next).is_some_and(|next| next.level == hit.level && !next.closing)
    }

    /// Ends every entity inside the open multipart of `level`: a delimiter line of it starts at `at`.
    fn end_inside(&mut self, level: usize, at: usize) {
        let Some(owner) = self.open.get(level).map(|open| open.node) else { return };
        while let Some(index) = self.live.pop_if(|index| *index > owner) {
            if let Some(node) = self.tree.nodes.get_mut(index) {
                node.end = before_line(self.bytes, node.header.body.min(at), at);
            }
        }
    }

    fn note_lengths(&mut self) {
        let bits =
            |open: &Open| length_bit(open.boundary.len()) | length_bit(open.boundary.len() + 2);
        self.lengths = self.open.iter().fold(0, |all, open| all | bits(open));
    }

    /// The next delimiter line of any open multipart from `from` on.
    fn hit(&self, from: usize) -> Option<Hit> {
        if self.open.is_empty() {
            return None;
        }
        let bytes = self.bytes;
        let at_line_start = from == 0 || bytes.get(from - 1) == Some(&b'\n');
        if at_line_start
            && slice(bytes, from..bytes.len()).starts_with(b"--")
            && let Some(hit) = self.delimiter(from)
        {
            return Some(hit);
        }
        let finder = memmem::Finder::new(b"\n--");
        finder
            .find_iter(slice(bytes, from..bytes.len()))
            .find_map(|at| self.delimiter(from + at + 1))
    }

    fn delimiter(&self, start: usize) -> Option<Hit> {
        let bytes = self.bytes;
        let (end, next) = line(bytes, start, bytes.len());
        let (level, closing) = self.level(slice(bytes, start..end))?;
        Some(Hit { start, end, next, level, closing })
    }

    /// Which open multipart the line `content`, which starts with `--`, is a delimiter of, innermost first.
    fn level(&self, content: &[u8]) -> Option<(usize, bool)> {
        if self.open.is_empty() {
            return None;
        }
        let token = trim_end_wsp(content.get(2..)?);
        if self.lengths & length_bit(token.len()) == 0 {
            return None;
        }
        let closed = token.strip_suffix(b"--");
        self.open.iter().enumerate().rev().find_map(|(level, open)| {
            if token == open.boundary {
                Some((level, false))
            } else if closed == Some(&open.boundary) {
                Some((level, true))
            } else {
                None
            }
        })
    }
}

fn length_bit(length: usize) -> u64 {
    1 << length.min(63)
}
