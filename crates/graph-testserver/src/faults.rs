//! Fault scripts: which requests go wrong, when, and how.

use serde::Deserialize;

/// A list of faults. For each request the first fault that is due answers.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Script {
    /// The faults, tried in order.
    #[serde(default, rename = "fault")]
    pub faults: Vec<Fault>,
}

/// One fault: requests that match, `after` of them spared, the next `times` hit.
///
/// ```
/// use viaduc_graph_testserver::faults::{Action, Fault};
/// let fault = Fault::on("/v1.0/users/*/messages/*/$value", Action::Drop { bytes: 100 })
///     .method("GET").after(2).times(1);
/// assert!(fault.matches("GET", "/v1.0/users/a/messages/b/$value"));
/// ```
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Fault {
    /// HTTP method; any if absent.
    #[serde(default)]
    pub method: Option<String>,
    /// Pattern over path and query as sent, or percent-decoded; `*` stands for any characters.
    pub path: String,
    /// Matching requests that pass first.
    #[serde(default)]
    pub after: u32,
    /// Matching requests then hit; 0: all of them.
    #[serde(default = "once")]
    pub times: u32,
    /// What happens to them.
    #[serde(flatten)]
    pub action: Action,
    #[serde(skip)]
    pub(crate) seen: u32,
}

const fn once() -> u32 {
    1
}

/// What happens to a request that a fault hits. In a file: `then = "throttle"` and so on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "then", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Action {
    /// An error in Graph's shape, with any status.
    Status {
        /// HTTP status.
        status: u16,
        /// `error.code`; follows from the status if absent.
        #[serde(default)]
        code: Option<String>,
        /// `error.message`.
        #[serde(default)]
        message: Option<String>,
        /// `Retry-After` as sent: seconds or an HTTP date.
        #[serde(default)]
        retry_after: Option<String>,
    },
    /// 429 `ApplicationThrottled`.
    Throttle {
        /// `Retry-After` as sent; absent if absent.
        #[serde(default)]
        retry_after: Option<String>,
    },
    /// 503 (or another status) with an empty body.
    Empty {
        /// HTTP status.
        #[serde(default = "unavailable")]
        status: u16,
    },
    /// The connection closes after so many bytes of the true body.
    Drop {
        /// Bytes sent first.
        #[serde(default)]
        bytes: usize,
    },
    /// The true answer, late.
    Slow {
        /// Milliseconds to wait.
        millis: u64,
    },
    /// 200 with the true body cut short, and a matching length: JSON that does not parse.
    Truncate {
        /// Bytes kept.
        bytes: usize,
    },
    /// The true answer to this request with this body instead.
    Body {
        /// Content type.
        #[serde(default = "html")]
        content_type: String,
        /// The body.
        body: String,
    },
}

const fn unavailable() -> u16 {
    503
}

fn html() -> String {
    "text/html".to_owned()
}

/// A fault file that could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ScriptError {
    /// Not TOML, or not a script.
    #[error("not a fault script in TOML")]
    Toml(#[from] toml::de::Error),
    /// Not JSON, or not a script.
    #[error("not a fault script in JSON")]
    Json(#[from] serde_json::Error),
}

impl Script {
    /// Reads a script: JSON if the text starts with `{`, TOML otherwise.
    ///
    /// # Errors
    /// The text is neither, or has members that no fault has.
    ///
    /// ```
    /// # fn main() -> Result<(), viaduc_graph_testserver::faults::ScriptError> {
    /// let script = viaduc_graph_testserver::faults::Script::parse(r#"
    ///     [[fault]]
    ///     method = "GET"
    ///     path = "*/messages/*/$value"
    ///     after = 3
    ///     times = 2
    ///     then = "throttle"
    ///     retry_after = "1"
    /// "#)?;
    /// assert_eq!(script.faults.len(), 1);
    /// # Ok(()) }
    /// ```
    pub fn parse(text: &str) -> Result<Self, ScriptError> {
        if text.trim_start().starts_with('{') {
            Ok(serde_json::from_str(text)?)
        } else {
            Ok(toml::from_str(text)?)
        }
    }

    /// Adds a fault, and returns the script.
    #[must_use]
    pub fn with(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// Counts a request against the faults that match it; answers the action that is due.
    pub(crate) fn strike(&mut self, method: &str, target: &str) -> Option<Action> {
        let mut due = None;
        for fault in &mut self.faults {
            if due.is_none() && fault.matches(method, target) {
                fault.seen = fault.seen.saturating_add(1);
                let hit = fault.seen > fault.after
                    && (fault.times == 0 || fault.seen - fault.after <= fault.times);
                due = hit.then(|| fault.action.clone());
            }
        }
        due
    }
}

impl Fault {
    /// A fault for every method, from the first match on, once.
    pub fn on(path: &str, action: Action) -> Self {
        Self { method: None, path: path.to_owned(), after: 0, times: 1, action, seen: 0 }
    }

    /// Limits it to a method.
    #[must_use]
    pub fn method(mut self, method: &str) -> Self {
        self.method = Some(method.to_owned());
        self
    }

    /// Spares the first matches.
    #[must_use]
    pub const fn after(mut self, after: u32) -> Self {
        self.after = after;
        self
    }

    /// Hits so many matches; 0: all of them.
    #[must_use]
    pub const fn times(mut self, times: u32) -> Self {
        self.times = times;
        self
    }

    /// Whether a request is meant, by method and by path with query.
    pub fn matches(&self, method: &str, target: &str) -> bool {
        self.method.as_deref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(method))
            && (glob(&self.path, target)
                || percent_encoding::percent_decode_str(target)
                    .decode_utf8()
                    .is_ok_and(|decoded| glob(&self.path, &decoded)))
    }
}

/// `*` matches any run of characters; the pattern without a query also matches a target with one.
fn glob(pattern: &str, target: &str) -> bool {
    let bare = target.split('?').next().unwrap_or(target);
    wild(pattern.as_bytes(), target.as_bytes()) || wild(pattern.as_bytes(), bare.as_bytes())
}

fn wild(pattern: &[u8], text: &[u8]) -> bool {
    let (mut at, mut from, mut star, mut retry) = (0, 0, None, 0);
    while from < text.len() {
        match (pattern.get(at), text.get(from)) {
            (Some(b'*'), _) => {
                star = Some(at);
                retry = from;
                at += 1;
            }
            (Some(want), Some(have)) if want == have => {
                at += 1;
                from += 1;
            }
            _ => {
                let Some(back) = star else { return false };
                retry += 1;
                from = retry;
                at = back + 1;
            }
        }
    }
    pattern.iter().skip(at).all(|byte| *byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_match_any_run() {
        assert!(glob("*/messages/*/$value", "/v1.0/users/a/messages/b%3D/$value?x=1"));
        assert!(glob("/a*", "/a"));
        assert!(!glob("/a*b", "/ac"));
        assert!(glob("*", ""));
        assert!(glob("/a*b*c", "/a-b-b-c"));
    }

    #[test]
    fn a_fault_spares_then_hits_then_rests() {
        let mut script = Script::default()
            .with(Fault::on("/x", Action::Empty { status: 503 }).after(1).times(2));
        let hits: Vec<bool> = (0..5).map(|_| script.strike("GET", "/x").is_some()).collect();
        assert_eq!(hits, [false, true, true, false, false]);
    }
}
