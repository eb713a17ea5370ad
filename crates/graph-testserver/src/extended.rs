//! Ids of extended (MAPI) properties: read by meaning, written as the service writes them.

/// A property id, by meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Id {
    kind: String,
    set: Option<String>,
    name: Name,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Name {
    Number(u32),
    Text(String),
}

/// Whether two ids mean the same property.
pub(crate) fn same(one: &str, other: &str) -> bool {
    match (read(one), read(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one == other,
    }
}

/// The form the service answers: GUIDs in lower case, hex in lower case without leading zeros.
pub(crate) fn normal(text: &str) -> String {
    let Some(id) = read(text) else { return text.to_owned() };
    let kind = text.split_whitespace().next().unwrap_or_default();
    match (id.set, id.name) {
        (Some(set), Name::Number(number)) => format!("{kind} {{{set}}} Id 0x{number:x}"),
        (Some(set), Name::Text(name)) => format!("{kind} {{{set}}} Name {name}"),
        (None, Name::Number(number)) => format!("{kind} 0x{number:x}"),
        (None, Name::Text(_)) => text.to_owned(),
    }
}

/// Whether an id follows the grammar at all.
pub(crate) fn valid(text: &str) -> bool {
    read(text).is_some()
}

fn read(text: &str) -> Option<Id> {
    let (kind, rest) = text.trim().split_once(' ')?;
    let kind = kind.to_ascii_lowercase();
    let Some((set, rest)) = rest.trim().strip_prefix('{').and_then(|rest| rest.split_once('}'))
    else {
        return Some(Id { kind, set: None, name: Name::Number(hex(rest.trim())?) });
    };
    let set = Some(set.to_ascii_lowercase());
    let (word, value) = rest.trim().split_once(' ')?;
    let name = if word.eq_ignore_ascii_case("id") {
        Name::Number(hex(value.trim())?)
    } else if word.eq_ignore_ascii_case("name") {
        Name::Text(value.trim().to_owned())
    } else {
        return None;
    };
    Some(Id { kind, set, name })
}

fn hex(text: &str) -> Option<u32> {
    match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_match_by_meaning() {
        assert!(same("Long 0x0E08", "long 0xe08"));
        assert!(same("String {AB} Id 0x8083", "String {ab} Id 32899"));
        assert!(!same("String {AB} Name a", "String {AB} Name A"));
        assert_eq!(normal("Long 0x0E08"), "Long 0xe08");
        assert_eq!(
            normal("Binary {00062002-0000-0000-C000-000000000046} Id 0x08216"),
            "Binary {00062002-0000-0000-c000-000000000046} Id 0x8216"
        );
        assert!(!valid("nonsense"));
    }
}
