use std::collections::BTreeMap;
use std::fmt;

use arbitrary::{Arbitrary as _, Result, Unstructured};
use serde_json::{Map, Value, json};

/// The types of a source format, read from a data file, and documents made up from them.
///
/// ```
/// use viaduc_fixture_runner::Schema;
/// let schema = Schema::parse("
///     pool zone: UTC | Europe/Paris
///     [event]
///     subject!  text
///     showAs    free|busy
///     start     time
///     people    person[]
///     attached  file/link
///     [time]
///     dateTime  clock
///     timeZone  zone
///     [person]
///     name      text
///     [file]
///     kind      =file
///     bytes     base64
///     [link]
///     kind      =link
///     url       url
/// ").unwrap();
/// assert_eq!(schema.members("event").count(), 5);
/// ```
///
/// A line that starts with `#` is a comment; a line names a type in brackets, or a member and what it holds, `!` after a name that is never left out, `[]` after what a list holds. That is a word
/// of a list (`free|busy`), one fixed text (`=file`), another type, one of several types (`file/link`), one of a `pool`'s texts or numbers, or
/// `text`, `address`, `url`, `instant`, `date`, `clock` (a date-time without offset), `integer`, `number`, `bool`, `base64`, `json`.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    types: BTreeMap<String, Vec<Member>>,
    pools: BTreeMap<String, Vec<String>>,
}

/// A member of a type.
#[derive(Clone, Debug)]
struct Member {
    name: String,
    holds: String,
    is_list: bool,
    required: bool,
}

/// A schema that cannot be read: which line.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct UnreadableSchema {
    /// The line as it stands.
    pub line: String,
}

impl fmt::Display for UnreadableSchema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a line of a schema that says nothing: {:?}", self.line)
    }
}

impl std::error::Error for UnreadableSchema {}

/// A made-up document, and where its leaves are.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Document {
    /// The document.
    pub value: Value,
    /// Every leaf that says something: fixed texts and empty ones say nothing.
    pub leaves: Vec<Leaf>,
}

/// A leaf of a made-up document.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Leaf {
    /// Where it stands: a JSON pointer.
    pub pointer: String,
    /// What it holds, as the schema has it.
    pub holds: String,
}

/// How much of a document is filled, and how deep types nest.
#[derive(Clone, Copy)]
struct Fill {
    /// Of twelve members, so many are there.
    of_twelve: u8,
    depth: u8,
}

/// Types do not nest deeper in a document.
const DEEPEST: u8 = 7;

impl Schema {
    /// Reads a schema.
    ///
    /// # Errors
    /// [`UnreadableSchema`], for a line that is no member, no type and no pool, or a member outside a type.
    pub fn parse(text: &str) -> std::result::Result<Self, UnreadableSchema> {
        let mut schema = Self::default();
        let mut current = None;
        for line in text.lines().map(str::trim) {
            let bad = || UnreadableSchema { line: line.to_owned() };
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                current = Some(name.to_owned());
                schema.types.entry(name.to_owned()).or_default();
            } else if let Some(pool) = line.strip_prefix("pool ") {
                let (name, texts) = pool.split_once(':').ok_or_else(bad)?;
                let texts = texts.split(" | ").map(|text| text.trim().to_owned()).collect();
                schema.pools.insert(name.trim().to_owned(), texts);
            } else {
                let (name, holds) = line.split_once(char::is_whitespace).ok_or_else(bad)?;
                let holds = holds.trim();
                let member = Member {
                    name: name.trim_end_matches('!').to_owned(),
                    holds: holds.trim_end_matches("[]").to_owned(),
                    is_list: holds.ends_with("[]"),
                    required: name.ends_with('!'),
                };
                let of = current.as_ref().and_then(|name| schema.types.get_mut(name));
                of.ok_or_else(bad)?.push(member);
            }
        }
        Ok(schema)
    }

    /// The names of a type's members.
    pub fn members(&self, of: &str) -> impl Iterator<Item = &str> {
        self.types.get(of).into_iter().flatten().map(|member| member.name.as_str())
    }

    /// Makes up a document of a type: any of its members, sparse or dense, with any values.
    ///
    /// # Errors
    /// Where `u` has no more to give.
    pub fn document(&self, of: &str, u: &mut Unstructured<'_>) -> Result<Document> {
        let fill = Fill { of_twelve: u.int_in_range(1..=12)?, depth: DEEPEST };
        let mut leaves = Vec::new();
        let value = self.object(of, u, fill, "", &mut leaves)?;
        Ok(Document { value, leaves })
    }

    fn object(
        &self,
        of: &str,
        u: &mut Unstructured<'_>,
        fill: Fill,
        at: &str,
        leaves: &mut Vec<Leaf>,
    ) -> Result<Value> {
        let mut map = Map::new();
        for member in self.types.get(of).into_iter().flatten() {
            let deeper = Fill { depth: fill.depth.saturating_sub(1), ..fill };
            // A type inside itself, over and over, would never end.
            let wanted =
                member.required || (fill.depth > 0 && u.int_in_range(1..=12)? <= fill.of_twelve);
            if !wanted {
                continue;
            }
            let at = format!("{at}/{}", member.name.replace('~', "~0").replace('/', "~1"));
            let value = if member.is_list {
                let mut items = Vec::new();
                for position in 0..u.int_in_range(0..=3)? {
                    let at = format!("{at}/{position}");
                    items.push(self.value(&member.holds, u, deeper, &at, leaves)?);
                }
                Value::Array(items)
            } else {
                self.value(&member.holds, u, deeper, &at, leaves)?
            };
            map.insert(member.name.clone(), value);
        }
        Ok(Value::Object(map))
    }

    fn value(
        &self,
        holds: &str,
        u: &mut Unstructured<'_>,
        fill: Fill,
        at: &str,
        leaves: &mut Vec<Leaf>,
    ) -> Result<Value> {
        if let Some(fixed) = holds.strip_prefix('=') {
            return Ok(fixed.into());
        }
        if self.types.contains_key(holds.split('/').next().unwrap_or_default()) {
            let kinds: Vec<&str> = holds.split('/').collect();
            // Half the depth a level: lists of lists of objects grow fast.
            let fill = Fill { depth: fill.depth.saturating_sub(1), ..fill };
            return self.object(u.choose(&kinds)?, u, fill, at, leaves);
        }
        let value = self.leaf(holds, u)?;
        if value.as_str() != Some("") {
            leaves.push(Leaf { pointer: at.to_owned(), holds: holds.to_owned() });
        }
        Ok(value)
    }

    fn leaf(&self, holds: &str, u: &mut Unstructured<'_>) -> Result<Value> {
        if let Some(pool) = self.pools.get(holds) {
            let text = u.choose(pool)?.as_str();
            return Ok(text.parse::<i64>().map_or_else(|_| text.into(), Value::from));
        }
        if holds.contains('|') {
            let words: Vec<&str> = holds.split('|').collect();
            return Ok((*u.choose(&words)?).into());
        }
        Ok(match holds {
            "bool" => bool::arbitrary(u)?.into(),
            "integer" => u.int_in_range(-3..=5000)?.into(),
            "number" => json!(f64::from(u.int_in_range(-7200..=7200)?) / 80.0),
            "base64" => {
                let letters = b"ABCDefgh0189+/";
                let text: Vec<u8> =
                    (0..4).map(|_| u.choose(letters).copied()).collect::<Result<_>>()?;
                String::from_utf8_lossy(&text).into()
            }
            "date" => day(u)?.into(),
            "clock" => format!("{}T{}.0000000", day(u)?, clock(u)?).into(),
            "instant" => format!("{}T{}Z", day(u)?, clock(u)?).into(),
            "url" => format!("https://{}.example/{}", word(u)?, word(u)?).into(),
            "address" => format!("{}@valmont.example", word(u)?).into(),
            "json" => json!({ "name": word(u)?, "list": [u.int_in_range(0..=9)?, word(u)?] }),
            _ => text(u)?.into(),
        })
    }

    /// Another value of the same kind: what a leaf could have held as well.
    ///
    /// # Errors
    /// Where `u` has no more to give.
    pub fn other(&self, leaf: &Leaf, value: &Value, u: &mut Unstructured<'_>) -> Result<Value> {
        for _ in 0..8 {
            let other = self.leaf(&leaf.holds, u)?;
            if other != *value && other.as_str() != Some("") {
                return Ok(other);
            }
        }
        Ok(match value {
            Value::Bool(flag) => (!flag).into(),
            Value::String(text) => self.neighbour(&leaf.holds, text),
            Value::Number(number) => (number.as_i64().unwrap_or(0) + 1).into(),
            Value::Null | Value::Array(_) | Value::Object(_) => json!({ "name": "other" }),
        })
    }

    /// Another text of the kind, where chance found none.
    fn neighbour(&self, holds: &str, text: &str) -> Value {
        let words =
            holds.split('|').chain(self.pools.get(holds).into_iter().flatten().map(String::as_str));
        let known = holds.contains('|') || self.pools.contains_key(holds);
        match words.filter(|_| known).find(|word| *word != text && !word.contains('|')) {
            Some(word) => word.into(),
            None if holds == "base64" => if text == "AAAA" { "BBBB" } else { "AAAA" }.into(),
            None if matches!(holds, "date" | "clock" | "instant") => {
                text.replacen("20", "19", 1).into()
            }
            None => format!("{text}x").into(),
        }
    }
}

fn day(u: &mut Unstructured<'_>) -> Result<String> {
    let (year, month, day) =
        (u.int_in_range(2001..=2037)?, u.int_in_range(1..=12)?, u.int_in_range(1..=28)?);
    Ok(format!("{year}-{month:02}-{day:02}"))
}

/// Half of them midnights: days are told as such.
fn clock(u: &mut Unstructured<'_>) -> Result<String> {
    if u.arbitrary()? {
        return Ok("00:00:00".to_owned());
    }
    Ok(format!(
        "{:02}:{:02}:{:02}",
        u.int_in_range(0..=23)?,
        u.int_in_range(0..=59)?,
        u.int_in_range(0..=59)?
    ))
}

fn word(u: &mut Unstructured<'_>) -> Result<String> {
    (0..u.int_in_range(3..=9)?).map(|_| u.int_in_range(b'a'..=b'z').map(char::from)).collect()
}

/// A text with what formats trip over in it.
fn text(u: &mut Unstructured<'_>) -> Result<String> {
    let mut out = word(u)?;
    for _ in 0..u.int_in_range(0..=3)? {
        out.push_str(u.choose(&[
            ",", ";", "\\", "\"", "\n", ":", " ", "é", "😀", "^", "<b>", "&amp;", "%",
        ])?);
        out.push_str(&word(u)?);
    }
    Ok(out)
}
