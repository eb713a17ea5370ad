//! A small reader of content lines: iCalendar and vCard as an importer needs them.

/// One content line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// The name in capitals, without its group.
    pub(crate) name: String,
    /// Parameters: names in capitals, values unquoted and split at commas.
    pub(crate) params: Vec<(String, String)>,
    /// The value as it stands.
    pub(crate) value: String,
}

impl Line {
    pub(crate) fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// The value with `\n`, `\,`, `\;` and `\\` resolved.
    pub(crate) fn text(&self) -> String {
        unescape(&self.value)
    }
}

/// A component with its lines and what is nested in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Component {
    pub(crate) name: String,
    pub(crate) lines: Vec<Line>,
    pub(crate) children: Vec<Self>,
}

impl Component {
    pub(crate) fn line(&self, name: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.name == name)
    }

    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Line> {
        self.lines.iter().filter(move |line| line.name == name)
    }

    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.line(name).map(Line::text)
    }
}

/// Every component at the top of a text; lines outside components are left out.
pub(crate) fn parse(text: &str) -> Vec<Component> {
    let mut done = Vec::new();
    let mut open: Vec<Component> = Vec::new();
    for raw in unfold(text) {
        let Some(line) = line(&raw) else { continue };
        match line.name.as_str() {
            "BEGIN" => {
                let name = line.value.trim().to_ascii_uppercase();
                open.push(Component { name, ..Component::default() });
            }
            "END" => {
                let Some(closed) = open.pop() else { continue };
                match open.last_mut() {
                    Some(parent) => parent.children.push(closed),
                    None => done.push(closed),
                }
            }
            _ => {
                if let Some(current) = open.last_mut() {
                    current.lines.push(line);
                }
            }
        }
    }
    done
}

fn unfold(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for raw in text.split('\n') {
        let raw = raw.strip_suffix('\r').unwrap_or(raw);
        match (raw.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some(last)) => last.push_str(rest),
            _ => lines.push(raw.to_owned()),
        }
    }
    lines
}

fn line(raw: &str) -> Option<Line> {
    let mut quoted = false;
    let colon = raw.bytes().position(|b| {
        quoted ^= b == b'"';
        b == b':' && !quoted
    })?;
    let (head, value) = (raw.get(..colon)?, raw.get(colon + 1..)?);
    let mut parts = split_outside_quotes(head, ';').into_iter();
    let name = parts.next()?.to_ascii_uppercase();
    let name = name.rsplit('.').next().unwrap_or_default().to_owned();
    let mut params = Vec::new();
    for part in parts {
        let (key, values) = part.split_once('=').unwrap_or(("TYPE", part));
        for value in split_outside_quotes(values, ',') {
            params.push((key.to_ascii_uppercase(), value.trim_matches('"').to_owned()));
        }
    }
    Some(Line { name, params, value: value.to_owned() })
}

fn split_outside_quotes(text: &str, at: char) -> Vec<&str> {
    let mut quoted = false;
    text.split(move |c: char| {
        quoted ^= c == '"';
        c == at && !quoted
    })
    .collect()
}

/// Resolves the escapes of a TEXT value.
pub(crate) fn unescape(text: &str) -> String {
    let (mut out, mut chars) = (String::with_capacity(text.len()), text.chars());
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n' | 'N') => out.push('\n'),
            Some(other) => out.push(other),
            None => out.push('\\'),
        }
    }
    out
}

/// Splits a value at unescaped separators, each part unescaped.
pub(crate) fn split(value: &str, at: char) -> Vec<String> {
    let (mut parts, mut current, mut escaped) = (Vec::new(), String::new(), false);
    for c in value.chars() {
        if c == at && !escaped {
            parts.push(unescape(&current));
            current.clear();
        } else {
            current.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    parts.push(unescape(&current));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_quoted_grouped_and_nested() {
        let text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nitem1.ATTENDEE;CN=\"a:b;c\";X=1,2:mailto:x@y\r\n \
                    .example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\nEND:STRAY\r\n";
        let parsed = parse(text);
        let line = &parsed[0].children[0].lines[0];
        assert_eq!((line.name.as_str(), line.value.as_str()), ("ATTENDEE", "mailto:x@y.example"));
        assert_eq!(line.param("CN"), Some("a:b;c"));
        assert_eq!(line.params.len(), 3);
    }

    #[test]
    fn values_split_at_unescaped_separators() {
        assert_eq!(split(r"a\;b;c\\;d\n", ';'), ["a;b", "c\\", "d\n"]);
    }
}
