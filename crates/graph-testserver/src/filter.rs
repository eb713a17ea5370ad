//! The part of `$filter` and `$orderby` that readers of a mailbox use: comparisons and
//! `startswith`, joined by `and`.

use std::cmp::Ordering;

use serde_json::Value;

use crate::reply::bad_query;
use crate::tenant::Failure;

/// Comparisons that must all hold.
#[derive(Debug)]
pub(crate) struct Filter {
    clauses: Vec<Clause>,
}

#[derive(Debug)]
struct Clause {
    path: String,
    test: Test,
    literal: Value,
}

#[derive(Debug, Clone, Copy)]
enum Test {
    Equal,
    Unequal,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    StartsWith,
}

/// Reads a filter.
pub(crate) fn parse(text: &str) -> Result<Filter, Failure> {
    let clauses =
        conjuncts(text).iter().map(|clause| one(clause.trim())).collect::<Result<_, _>>()?;
    Ok(Filter { clauses })
}

/// Splits at ` and ` outside quotes.
fn conjuncts(text: &str) -> Vec<&str> {
    let (mut quoted, mut from, mut out) = (false, 0, Vec::new());
    for (at, letter) in text.char_indices() {
        quoted ^= letter == '\'';
        if !quoted && at >= from && text.get(at..).is_some_and(|rest| rest.starts_with(" and ")) {
            out.push(text.get(from..at).unwrap_or_default());
            from = at + " and ".len();
        }
    }
    out.push(text.get(from..).unwrap_or_default());
    out
}

fn one(text: &str) -> Result<Clause, Failure> {
    let bad = || bad_query(format!("Invalid filter clause: {text}"));
    if text.to_ascii_lowercase().starts_with("startswith(") {
        let inner = text.get("startswith(".len()..).and_then(|rest| rest.strip_suffix(')'));
        let (path, value) = inner.and_then(|inner| inner.split_once(',')).ok_or_else(bad)?;
        let literal = literal(value.trim()).ok_or_else(bad)?;
        return Ok(Clause { path: path.trim().to_owned(), test: Test::StartsWith, literal });
    }
    let mut words = text.splitn(3, ' ');
    let (Some(path), Some(test), Some(value)) = (words.next(), words.next(), words.next()) else {
        return Err(bad());
    };
    let test = match test {
        "eq" => Test::Equal,
        "ne" => Test::Unequal,
        "gt" => Test::Greater,
        "ge" => Test::GreaterOrEqual,
        "lt" => Test::Less,
        "le" => Test::LessOrEqual,
        _ => return Err(bad()),
    };
    if !path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/_.@".contains(&byte)) {
        return Err(bad());
    }
    let literal = literal(value.trim()).ok_or_else(bad)?;
    Ok(Clause { path: path.to_owned(), test, literal })
}

fn literal(text: &str) -> Option<Value> {
    if let Some(inner) = text.strip_prefix('\'') {
        return Some(inner.strip_suffix('\'')?.replace("''", "'").into());
    }
    match text {
        "true" => Some(true.into()),
        "false" => Some(false.into()),
        "null" => Some(Value::Null),
        _ => match text.parse::<i64>() {
            Ok(number) => Some(number.into()),
            Err(_) if text.contains(' ') || text.contains('(') => None,
            Err(_) => Some(text.into()),
        },
    }
}

impl Filter {
    pub(crate) fn matches(&self, value: &Value) -> bool {
        self.clauses.iter().all(|clause| {
            let found = at(value, &clause.path);
            let order = rank(found, &clause.literal);
            match clause.test {
                Test::Equal => order == Some(Ordering::Equal),
                Test::Unequal => order != Some(Ordering::Equal),
                Test::Greater => order == Some(Ordering::Greater),
                Test::GreaterOrEqual => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
                Test::Less => order == Some(Ordering::Less),
                Test::LessOrEqual => matches!(order, Some(Ordering::Less | Ordering::Equal)),
                Test::StartsWith => starts(found, &clause.literal),
            }
        })
    }
}

fn starts(found: &Value, literal: &Value) -> bool {
    match (found.as_str(), literal.as_str()) {
        (Some(found), Some(start)) => found.to_lowercase().starts_with(&start.to_lowercase()),
        _ => false,
    }
}

/// The member at `a/b/c`; null if there is none.
fn at<'a>(value: &'a Value, path: &str) -> &'a Value {
    path.split('/').fold(value, |value, name| value.get(name).unwrap_or(&Value::Null))
}

fn rank(one: &Value, other: &Value) -> Option<Ordering> {
    match (one, other) {
        (Value::Null, Value::Null) => Some(Ordering::Equal),
        (Value::Bool(one), Value::Bool(other)) => Some(one.cmp(other)),
        (Value::Number(one), Value::Number(other)) => one.as_f64()?.partial_cmp(&other.as_f64()?),
        (Value::String(one), Value::String(other)) => {
            Some(one.to_lowercase().cmp(&other.to_lowercase()))
        }
        _ => None,
    }
}

/// Reads `$orderby`: paths, each with whether it descends.
pub(crate) fn order(text: &str) -> Vec<(String, bool)> {
    text.split(',')
        .filter_map(|part| {
            let mut words = part.split_whitespace();
            let path = words.next()?.to_owned();
            Some((path, words.next().is_some_and(|word| word.eq_ignore_ascii_case("desc"))))
        })
        .collect()
}

/// Compares two objects by `$orderby`; what is absent comes first.
pub(crate) fn compare(order: &[(String, bool)], one: &Value, other: &Value) -> Ordering {
    for (path, descends) in order {
        let (one, other) = (at(one, path), at(other, path));
        let by = rank(one, other).unwrap_or_else(|| other.is_null().cmp(&one.is_null()));
        if by != Ordering::Equal {
            return if *descends { by.reverse() } else { by };
        }
    }
    Ordering::Equal
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn clauses_join_with_and() {
        let value = json!({ "a": { "b": "Xyz and more" }, "n": 3, "t": true, "z": null });
        for (text, expected) in [
            ("a/b eq 'xyz and more' and n ge 3 and t eq true", true),
            ("startswith(a/b,'xy')", true),
            ("n lt 3", false),
            ("z eq null and n ne 4", true),
        ] {
            assert_eq!(parse(text).unwrap().matches(&value), expected, "{text}");
        }
        assert!(parse("a/any(x:x eq 1)").is_err());
    }
}
