//! Cuts HTML into tokens, each knowing where it stands. One pass, no recursion.

/// A piece of HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Text between tags, with its entities.
    Text(&'a str),
    /// A start or end tag.
    Tag(Tag<'a>),
    /// A comment, doctype, processing instruction or conditional.
    Comment,
}

/// A start or end tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// As written.
    pub(super) name: &'a str,
    pub(super) end: bool,
    pub(super) attributes: Vec<(&'a str, Option<&'a str>)>,
    /// The whole tag as written.
    pub(super) raw: &'a str,
}

/// The tokens of a text.
pub(super) struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Tokens<'a> {
    pub(super) const fn of(html: &'a str) -> Self {
        Self { rest: html }
    }

    /// Passes everything up to the end tag `name`, or to the end.
    pub(super) fn skip_to_end_of(&mut self, name: &str) {
        while let Some(at) = self.rest.find("</") {
            self.rest = self.rest.get(at..).unwrap_or_default();
            let after = self.rest.get(2..).unwrap_or_default();
            let found = after.get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name));
            let ends = after.get(name.len()..).is_none_or(|rest| !rest.starts_with(is_name));
            if found && ends {
                return;
            }
            self.rest = after;
        }
        self.rest = "";
    }

    fn take(&mut self, len: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(len).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    /// After `<!` or `<?` or `</` without a name.
    fn comment(&mut self) -> Token<'a> {
        let len = if let Some(body) = self.rest.strip_prefix("<!--") {
            body.find("-->").map_or(self.rest.len(), |at| at + 7)
        } else {
            self.rest.find('>').map_or(self.rest.len(), |at| at + 1)
        };
        self.take(len);
        Token::Comment
    }

    fn tag(&mut self) -> Token<'a> {
        let whole = self.rest;
        let end = whole.starts_with("</");
        let mut rest = whole.get(if end { 2 } else { 1 }..).unwrap_or_default();
        let name = cut(&mut rest, |c| !is_space(c) && c != '>' && c != '/');
        let mut attributes = Vec::new();
        loop {
            cut(&mut rest, |c| is_space(c) || c == '/');
            if rest.is_empty() || rest.starts_with('>') {
                break;
            }
            attributes.push(attribute(&mut rest));
        }
        let len = whole.len() - rest.len() + usize::from(!rest.is_empty());
        let raw = self.take(len);
        Token::Tag(Tag { name, end, attributes, raw })
    }
}

/// Cuts off the start of `rest` that `takes` holds for.
fn cut<'a>(rest: &mut &'a str, takes: impl Fn(char) -> bool) -> &'a str {
    let len = rest.find(|c| !takes(c)).unwrap_or(rest.len());
    let (taken, after) = rest.split_at(len);
    *rest = after;
    taken
}

fn attribute<'a>(rest: &mut &'a str) -> (&'a str, Option<&'a str>) {
    // A name may start with `=`, so that something is always taken.
    let first = rest.chars().next().map_or(0, char::len_utf8);
    let tail = rest.get(first..).unwrap_or_default();
    let more = tail.find(|c| is_space(c) || matches!(c, '=' | '>' | '/')).unwrap_or(tail.len());
    let (name, after) = rest.split_at(first + more);
    *rest = after;
    let mut value = after.trim_start_matches(is_space);
    let Some(after_equals) = value.strip_prefix('=') else { return (name, None) };
    value = after_equals.trim_start_matches(is_space);
    if let Some(quote @ ('"' | '\'')) = value.chars().next() {
        let inner = value.get(1..).unwrap_or_default();
        let len = inner.find(quote).unwrap_or(inner.len());
        *rest = inner.get(len + 1..).unwrap_or_default();
        return (name, inner.get(..len));
    }
    let taken = cut(&mut value, |c| !is_space(c) && c != '>');
    *rest = value;
    (name, Some(taken))
}

pub(super) const fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c')
}

const fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == ':'
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        let mut after = self.rest.chars().skip(1);
        if self.rest.starts_with('<') {
            match (after.next(), after.next()) {
                (Some(c), _) if c.is_ascii_alphabetic() => return Some(self.tag()),
                (Some('/'), Some(c)) if c.is_ascii_alphabetic() => return Some(self.tag()),
                (Some('!' | '?' | '/'), _) => return Some(self.comment()),
                _ => {}
            }
        }
        // A `<` that starts no tag is text.
        let tail = self.rest.get(1..).filter(|_| self.rest.starts_with('<'));
        let len = match tail {
            Some(tail) => tail.find('<').map_or(self.rest.len(), |at| at + 1),
            None => self.rest.find('<').unwrap_or(self.rest.len()),
        };
        Some(Token::Text(self.take(len)))
    }
}
