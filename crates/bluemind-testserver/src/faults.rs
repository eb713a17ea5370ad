//! Fault scripts: what is to go wrong, where, and how often.

use serde::Deserialize;

/// Where in a dialogue a fault strikes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Point {
    /// IMAP: instead of the greeting.
    Greeting,
    /// Request or command read, nothing done. The default.
    Before,
    /// IMAP: instead of the `+` that asks for a literal.
    Continuation,
    /// IMAP: when half of the literal has come in.
    Literal,
    /// Everything done, nothing answered.
    After,
    /// Everything done, half of the answer sent.
    Reply,
}

/// What happens there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Trouble {
    /// The connection is closed.
    Drop,
    /// The dialogue goes on after `delay_ms`.
    Slow,
    /// REST answers `status` (500 without one) with errorCode `code`; IMAP answers NO.
    Status,
    /// The mailbox is full: IMAP answers `NO Over quota`, REST ENTITY_TOO_LARGE.
    OverQuota,
    /// The session of the call is forgotten: 401 from now on for that key.
    ExpireKey,
    /// REST answers 200 with a page of HTML, as a proxy would.
    Html,
}

/// One line of a script.
///
/// ```
/// use viaduc_bluemind_testserver::{Fault, Point, Trouble};
///
/// let twice = Fault::new("ICalendar.updates", Trouble::Drop).at(Point::After).skip(1).times(2);
/// assert_eq!(twice.on, "ICalendar.updates");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Fault {
    /// The operation: `Interface.method` over REST, `imap.COMMAND` over IMAP (`imap.UID FETCH`,
    /// `imap.connect` for the greeting). `*` stands for any run of characters.
    pub on: String,
    /// Where it strikes.
    #[serde(default = "before")]
    pub point: Point,
    /// What happens.
    #[serde(rename = "do")]
    pub trouble: Trouble,
    /// HTTP status of [`Trouble::Status`].
    #[serde(default)]
    pub status: Option<u16>,
    /// errorCode of [`Trouble::Status`].
    #[serde(default)]
    pub code: Option<String>,
    /// Milliseconds of [`Trouble::Slow`].
    #[serde(default)]
    pub delay_ms: u64,
    /// So many matches pass before the first strike.
    #[serde(default)]
    pub skip: u32,
    /// So many strikes; `None` is for ever.
    #[serde(default)]
    pub times: Option<u32>,
}

fn before() -> Point {
    Point::Before
}

impl Fault {
    /// A fault that strikes every match before anything is done.
    pub fn new(on: impl Into<String>, trouble: Trouble) -> Self {
        Self {
            on: on.into(),
            point: Point::Before,
            trouble,
            status: None,
            code: None,
            delay_ms: 0,
            skip: 0,
            times: None,
        }
    }

    /// The same at another point.
    pub fn at(mut self, point: Point) -> Self {
        self.point = point;
        self
    }

    /// The same, letting the first `n` matches pass.
    pub fn skip(mut self, n: u32) -> Self {
        self.skip = n;
        self
    }

    /// The same, `n` times only.
    pub fn times(mut self, n: u32) -> Self {
        self.times = Some(n);
        self
    }

    /// The same with a delay in milliseconds.
    pub fn delay_ms(mut self, ms: u64) -> Self {
        self.delay_ms = ms;
        self
    }

    /// The same with an HTTP status and an errorCode.
    pub fn status(mut self, status: u16, code: impl Into<String>) -> Self {
        (self.status, self.code) = (Some(status), Some(code.into()));
        self
    }
}

/// A script: every line whose turn it is strikes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Faults {
    #[serde(default, rename = "fault")]
    lines: Vec<Fault>,
}

/// A script that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("fault script: {0}")]
pub struct FaultsError(String);

impl Faults {
    /// A script of one line, to which others are added.
    pub fn one(fault: Fault) -> Self {
        Self { lines: vec![fault] }
    }

    /// The same with one more line.
    pub fn and(mut self, fault: Fault) -> Self {
        self.lines.push(fault);
        self
    }

    /// Reads a script: TOML with `[[fault]]` tables, or JSON with an array `fault`.
    ///
    /// ```
    /// let script = "[[fault]]\non = \"imap.APPEND\"\npoint = \"after\"\ndo = \"drop\"\ntimes = 1\n";
    /// assert!(viaduc_bluemind_testserver::Faults::from_text(script).is_ok());
    /// ```
    ///
    /// # Errors
    ///
    /// When the text is neither, or has a member nobody knows.
    pub fn from_text(text: &str) -> Result<Self, FaultsError> {
        if text.trim_start().starts_with('{') {
            serde_json::from_str(text).map_err(|why| FaultsError(why.to_string()))
        } else {
            toml::from_str(text).map_err(|why| FaultsError(why.to_string()))
        }
    }
}

/// A script at work: counts what it saw.
#[derive(Debug, Default)]
pub(crate) struct Script {
    lines: Vec<(Fault, u32)>,
}

impl Script {
    pub(crate) fn new(faults: Faults) -> Self {
        Self { lines: faults.lines.into_iter().map(|line| (line, 0)).collect() }
    }

    pub(crate) fn add(&mut self, fault: Fault) {
        self.lines.push((fault, 0));
    }

    pub(crate) fn clear(&mut self) {
        self.lines.clear();
    }

    /// The faults that strike this operation at this point, counted.
    pub(crate) fn strikes(&mut self, operation: &str, point: Point) -> Vec<Fault> {
        let mut out = Vec::new();
        for (line, seen) in &mut self.lines {
            if line.point != point || !glob(&line.on, operation) {
                continue;
            }
            *seen = seen.saturating_add(1);
            let over = line.times.is_some_and(|n| *seen > line.skip.saturating_add(n));
            if *seen > line.skip && !over {
                out.push(line.clone());
            }
        }
        out
    }
}

/// `*` matches any run of characters; everything else itself.
fn glob(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(first) = parts.next() else { return false };
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let mut last = None;
    for part in parts {
        if let Some(middle) = last.replace(part) {
            match rest.find(middle) {
                Some(at) => rest = rest.get(at + str::len(middle)..).unwrap_or_default(),
                None => return false,
            }
        }
    }
    last.map_or(rest.is_empty(), |part| rest.ends_with(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_match_runs() {
        assert!(glob("ICalendar.*", "ICalendar.updates"));
        assert!(glob("*.updates", "ICalendar.updates"));
        assert!(glob("imap.*APPEND", "imap.APPEND"));
        assert!(glob("*", ""));
        assert!(!glob("ICalendar.update", "ICalendar.updates"));
        assert!(!glob("a*b*c", "acb"));
    }

    #[test]
    fn a_line_skips_then_strikes_then_stops() {
        let fault = Fault::new("x", Trouble::Drop).skip(1).times(2);
        let mut script = Script::new(Faults::one(fault));
        let hits: Vec<usize> = (0..5).map(|_| script.strikes("x", Point::Before).len()).collect();
        assert_eq!(hits, [0, 1, 1, 0, 0]);
    }

    #[test]
    fn toml_and_json_say_the_same() {
        let toml = "[[fault]]\non = \"a\"\ndo = \"slow\"\ndelay_ms = 5\n";
        let json = r#"{"fault": [{"on": "a", "do": "slow", "delay_ms": 5}]}"#;
        assert_eq!(Faults::from_text(toml).unwrap(), Faults::from_text(json).unwrap());
        assert!(Faults::from_text("[[fault]]\nwhere = \"a\"\n").is_err());
    }
}
