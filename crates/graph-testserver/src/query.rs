//! The query of a request: OData's options, and everything else.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::reply::bad_query;
use crate::tenant::Failure;

const VALUE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~')
    .remove(b'(')
    .remove(b')')
    .remove(b',')
    .remove(b'/');

/// Decoded pairs, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Query {
    pairs: Vec<(String, String)>,
}

/// One navigation property of `$expand` with its own options.
#[derive(Debug, Clone, Default)]
pub(crate) struct Expand {
    pub(crate) name: String,
    pub(crate) select: Option<Vec<String>>,
    pub(crate) filter: Option<String>,
    pub(crate) expand: Vec<Self>,
}

impl Query {
    pub(crate) fn parse(text: &str) -> Self {
        let decode = |part: &str| {
            let spaced = part.replace('+', " ");
            percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
        };
        let pairs = text
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (decode(name), decode(value))
            })
            .collect();
        Self { pairs }
    }

    /// The value of an option; names count without letter case, OData's also without their `$`.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let bare = name.strip_prefix('$');
        self.pairs
            .iter()
            .find(|(key, _)| {
                key.eq_ignore_ascii_case(name)
                    || bare.is_some_and(|bare| key.eq_ignore_ascii_case(bare))
            })
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn number(&self, name: &str) -> Result<Option<usize>, Failure> {
        self.get(name)
            .map(|text| {
                text.parse().map_err(|_| {
                    bad_query(format!("Invalid value '{text}' for the {name} query option."))
                })
            })
            .transpose()
    }

    pub(crate) fn flag(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }

    /// `$select`, split; `None` if absent or `*`.
    pub(crate) fn select(&self) -> Option<Vec<String>> {
        self.get("$select").and_then(names)
    }

    /// `$expand`, parsed.
    pub(crate) fn expand(&self) -> Result<Vec<Expand>, Failure> {
        self.get("$expand").map_or_else(|| Ok(Vec::new()), |text| expands(text, 0))
    }

    /// The query without some options and with others added, percent-encoded.
    pub(crate) fn with(&self, without: &[&str], extra: &[(&str, &str)]) -> String {
        let kept = self.pairs.iter().filter(|(key, _)| {
            !without.iter().any(|name| {
                let bare = name.trim_start_matches('$');
                key.trim_start_matches('$').eq_ignore_ascii_case(bare)
            })
        });
        let all = kept
            .map(|(key, value)| (key.as_str(), value.as_str()))
            .chain(extra.iter().copied())
            .map(|(key, value)| {
                format!("{}={}", utf8_percent_encode(key, VALUE), utf8_percent_encode(value, VALUE))
            });
        all.collect::<Vec<_>>().join("&")
    }
}

fn names(text: &str) -> Option<Vec<String>> {
    let all: Vec<String> =
        text.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    (!all.is_empty() && !all.iter().any(|name| name == "*")).then_some(all)
}

/// Splits at a separator outside parentheses and quotes.
fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut depth, mut quoted, mut from, mut out) = (0_usize, false, 0, Vec::new());
    for (at, letter) in text.char_indices() {
        match letter {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth = depth.saturating_sub(1),
            other if other == separator && !quoted && depth == 0 => {
                out.push(text.get(from..at).unwrap_or_default());
                from = at + letter.len_utf8();
            }
            _ => {}
        }
    }
    out.push(text.get(from..).unwrap_or_default());
    out
}

fn expands(text: &str, depth: usize) -> Result<Vec<Expand>, Failure> {
    if depth > 4 {
        return Err(bad_query("The $expand query option is nested too deeply."));
    }
    split(text, ',')
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            let Some((name, rest)) = part.split_once('(') else {
                return Ok(Expand { name: part.to_owned(), ..Expand::default() });
            };
            let inner = rest.strip_suffix(')').ok_or_else(|| {
                bad_query(format!("Found an unbalanced bracket expression: {part}"))
            })?;
            let mut expand = Expand { name: name.trim().to_owned(), ..Expand::default() };
            for option in split(inner, ';') {
                match option.trim().split_once('=') {
                    Some(("$select", value)) => expand.select = names(value),
                    Some(("$filter", value)) => expand.filter = Some(value.trim().to_owned()),
                    Some(("$expand", value)) => expand.expand = expands(value, depth + 1)?,
                    Some(("$top" | "$skip" | "$orderby" | "$count" | "$levels", _)) => {}
                    _ => return Err(bad_query(format!("Invalid $expand option '{option}'."))),
                }
            }
            Ok(expand)
        })
        .collect()
}

/// The `id eq '…'` values of an extended property filter.
pub(crate) fn wanted_ids(filter: &str) -> Result<Vec<String>, Failure> {
    let bad = || bad_query(format!("Invalid filter clause: {filter}"));
    let mut rest = filter.trim();
    let mut out = Vec::new();
    while !rest.is_empty() {
        rest = rest.trim_start_matches(['(', ' ']);
        let after = rest.strip_prefix("id").ok_or_else(bad)?.trim_start();
        let after = after.strip_prefix("eq").ok_or_else(bad)?.trim_start();
        let quoted = after.strip_prefix('\'').ok_or_else(bad)?;
        let (id, tail) = quoted.split_once('\'').ok_or_else(bad)?;
        out.push(id.to_owned());
        let tail = tail.trim_start_matches([')', ' ']);
        rest = match tail.strip_prefix("or ").or_else(|| tail.strip_prefix("or(")) {
            Some(more) => more,
            None if tail.is_empty() => tail,
            None => return Err(bad()),
        };
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_found_with_and_without_dollar() {
        let query = Query::parse("%24select=id%2Csubject&top=5&a+b=c+d");
        assert_eq!(query.select().unwrap(), ["id", "subject"]);
        assert_eq!(query.number("$top").unwrap(), Some(5));
        assert_eq!(query.get("a b"), Some("c d"));
        assert_eq!(
            query.with(&["$top"], &[("$skip", "9")]),
            "%24select=id,subject&a%20b=c%20d&%24skip=9"
        );
    }

    #[test]
    fn expansions_nest() {
        let query = Query::parse(
            "$expand=attachments($select=id,name;$expand=microsoft.graph.itemAttachment/item),\
             singleValueExtendedProperties($filter=id eq 'String {a} Name x,y(' or id eq 'Long 0x0E08')",
        );
        let all = query.expand().unwrap();
        assert_eq!(all.len(), 2);
        assert_eq!(all[0].select.as_deref().unwrap(), ["id", "name"]);
        let ids = wanted_ids(all[1].filter.as_deref().unwrap()).unwrap();
        assert_eq!(ids, ["String {a} Name x,y(", "Long 0x0E08"]);
    }
}
