//! One request, read: path segments, query, preferences.

use bytes::Bytes;
use http::{HeaderMap, Method};
use percent_encoding::percent_decode_str;

use crate::query::Query;
use crate::zones::Zone;

/// A request as the handlers see it.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    pub(crate) method: Method,
    /// `v1.0` or `beta`.
    pub(crate) version: String,
    /// Path after the version, still encoded: what links repeat.
    pub(crate) raw_path: String,
    /// Decoded segments after the version; `users('x')` counts as two.
    pub(crate) path: Vec<String>,
    pub(crate) query: Query,
    pub(crate) prefer: Prefer,
    pub(crate) content_type: String,
    pub(crate) body: Bytes,
}

/// The `Prefer` headers this server honours.
#[derive(Debug, Clone, Default)]
pub(crate) struct Prefer {
    pub(crate) page: Option<usize>,
    pub(crate) immutable: bool,
    pub(crate) text_body: bool,
    pub(crate) zone: Option<Zone>,
    pub(crate) minimal: bool,
    /// What goes into `Preference-Applied`.
    pub(crate) applied: Vec<String>,
}

impl Ask {
    /// `target` is a path with query, below the server's root or (in a batch) below the version.
    pub(crate) fn new(
        method: Method,
        version: &str,
        target: &str,
        headers: &HeaderMap,
        body: Bytes,
    ) -> Self {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        Self {
            method,
            version: version.to_owned(),
            raw_path: path.trim_end_matches('/').to_owned(),
            path: segments(path),
            query: Query::parse(query),
            prefer: Prefer::read(headers),
            content_type: header("content-type").unwrap_or_default().to_ascii_lowercase(),
            body,
        }
    }

    /// Segments in lower case, to be matched against names.
    pub(crate) fn names(&self) -> Vec<String> {
        self.path.iter().map(|segment| segment.to_ascii_lowercase()).collect()
    }

    pub(crate) fn is_get(&self) -> bool {
        self.method == Method::GET
    }
}

fn segments(path: &str) -> Vec<String> {
    let mut out = Vec::new();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        let part = percent_decode_str(part).decode_utf8_lossy().into_owned();
        match part.split_once("('") {
            Some((name, rest)) if rest.ends_with("')") => {
                out.push(name.to_owned());
                out.push(rest.trim_end_matches("')").replace("''", "'"));
            }
            _ => out.push(part),
        }
    }
    out
}

impl Prefer {
    fn read(headers: &HeaderMap) -> Self {
        let mut prefer = Self::default();
        let values = headers.get_all("prefer").iter().filter_map(|value| value.to_str().ok());
        for one in values.flat_map(commas) {
            prefer.take(one.trim());
        }
        prefer
    }

    fn take(&mut self, text: &str) {
        let (name, value) = text.split_once('=').unwrap_or((text, ""));
        let (name, value) = (name.trim().to_ascii_lowercase(), value.trim().trim_matches('"'));
        let honoured = match name.as_str() {
            "odata.maxpagesize" => {
                self.page = value.parse().ok().filter(|size| *size > 0);
                self.page.is_some()
            }
            "idtype" => {
                self.immutable = value.eq_ignore_ascii_case("ImmutableId");
                self.immutable
            }
            "outlook.body-content-type" => {
                self.text_body = value.eq_ignore_ascii_case("text");
                self.text_body || value.eq_ignore_ascii_case("html")
            }
            "outlook.timezone" => {
                self.zone = Zone::named(value);
                self.zone.is_some()
            }
            "return" => {
                self.minimal = value.eq_ignore_ascii_case("minimal");
                self.minimal
            }
            "outlook.allow-unsafe-html" => true,
            _ => false,
        };
        if honoured {
            self.applied.push(text.to_owned());
        }
    }
}

/// Splits a header at commas outside quotes.
fn commas(text: &str) -> Vec<&str> {
    let mut quoted = false;
    text.split(move |letter| {
        quoted ^= letter == '"';
        letter == ',' && !quoted
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_in_brackets_are_segments() {
        assert_eq!(
            segments("/users('a%40b')/messages/x%2Fy/$value"),
            ["users", "a@b", "messages", "x/y", "$value"]
        );
    }

    #[test]
    fn preferences_are_split_outside_quotes() {
        let mut headers = HeaderMap::new();
        headers.append(
            "prefer",
            "outlook.timezone=\"Europe/Paris\", IdType=\"ImmutableId\"".parse().unwrap(),
        );
        headers.append("prefer", "odata.maxpagesize=3, nonsense".parse().unwrap());
        let prefer = Prefer::read(&headers);
        assert!(prefer.immutable && prefer.zone.is_some());
        assert_eq!(prefer.page, Some(3));
        assert_eq!(prefer.applied.len(), 3);
    }
}
