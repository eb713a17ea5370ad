//! The shapes of BlueMind's types, from `data/types.txt`: what Jackson would make of a body, and every
//! declared field of an answer.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use serde_json::{Map, Value};

/// A type expression: `List<ItemValue<VCard>>`.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Ty {
    Text,
    Bool,
    Int,
    Float,
    List(Box<Self>),
    Map(Box<Self>),
    Named(String, Option<Box<Self>>),
    Param,
    Any,
}

#[derive(Debug, Clone)]
struct Field {
    name: String,
    ty: Ty,
    primitive: bool,
    default: Option<String>,
}

#[derive(Debug)]
enum Def {
    Enum(Vec<String>),
    Object(Vec<Field>),
}

/// Every known type by name.
#[derive(Debug)]
pub(crate) struct Model {
    defs: HashMap<String, Def>,
}

/// How strictly a value is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// A body: a wrong type or an unknown constant is refused.
    Read,
    /// An answer: whatever we hold goes out, completed.
    Write,
}

impl Model {
    /// The one model of this crate.
    pub(crate) fn get() -> &'static Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| Self::parse(include_str!("../data/types.txt")))
    }

    fn parse(text: &str) -> Self {
        let mut own: BTreeMap<String, (Option<String>, Vec<Field>)> = BTreeMap::new();
        let mut defs = HashMap::new();
        for line in text.lines() {
            if let Some(rest) = line.strip_prefix("enum ") {
                let mut words = rest.split(' ').map(str::to_owned);
                let name = words.next().unwrap_or_default();
                defs.insert(name, Def::Enum(words.collect()));
            } else if let Some(rest) = line.strip_prefix("type ") {
                let mut parts = rest.split(" | ");
                let head = parts.next().unwrap_or_default();
                let (name, parent) = match head.split_once(" : ") {
                    Some((name, parent)) => (name, Some(parent.to_owned())),
                    None => (head, None),
                };
                let name = name.trim_end_matches("<T>").to_owned();
                own.insert(name, (parent, parts.filter_map(field).collect()));
            }
        }
        for name in own.keys() {
            let (mut fields, mut next) = (Vec::new(), Some(name.clone()));
            while let Some((parent, mine)) = next.as_ref().and_then(|n| own.get(n)) {
                fields.extend(mine.iter().cloned());
                next = parent.clone();
            }
            defs.insert(name.clone(), Def::Object(fields));
        }
        Self { defs }
    }

    /// What the server makes of a JSON body of this type: unknown members ignored, absent ones at their
    /// defaults, null primitives zero.
    pub(crate) fn read(&self, ty: &str, value: Value) -> Result<Value, String> {
        self.shape(&parse_ty(ty), None, value, Mode::Read)
    }

    /// The value with every declared field, as an answer carries it.
    pub(crate) fn write(&self, ty: &str, value: Value) -> Value {
        let kept = value.clone();
        self.shape(&parse_ty(ty), None, value, Mode::Write).unwrap_or(kept)
    }

    fn shape(
        &self,
        ty: &Ty,
        bound: Option<&Ty>,
        value: Value,
        mode: Mode,
    ) -> Result<Value, String> {
        if value.is_null() {
            return Ok(value);
        }
        match (ty, value) {
            (Ty::Param, value) => match bound {
                Some(ty) => self.shape(ty, None, value, mode),
                None => Ok(value),
            },
            (Ty::Any, value) => Ok(value),
            (Ty::Text, Value::String(text)) => Ok(Value::String(text)),
            (Ty::Text, Value::Number(n)) => Ok(Value::String(n.to_string())),
            (Ty::Text, Value::Bool(b)) => Ok(Value::String(b.to_string())),
            (Ty::Bool, Value::Bool(b)) => Ok(Value::Bool(b)),
            (Ty::Bool, Value::String(s)) if s == "true" || s == "false" => {
                Ok(Value::Bool(s == "true"))
            }
            (Ty::Int, value) => int(value, mode),
            (Ty::Float, Value::Number(n)) => Ok(Value::Number(n)),
            (Ty::List(of), Value::Array(items)) => items
                .into_iter()
                .map(|item| self.shape(of, bound, item, mode))
                .collect::<Result<Vec<_>, _>>()
                .map(Value::Array),
            (Ty::Map(of), Value::Object(members)) => members
                .into_iter()
                .map(|(key, v)| Ok((key, self.shape(of, bound, v, mode)?)))
                .collect::<Result<Map<_, _>, String>>()
                .map(Value::Object),
            (Ty::Named(name, of), value) => self.named(name, of.as_deref(), bound, value, mode),
            (_, value) if mode == Mode::Write => Ok(value),
            (ty, value) => Err(format!("cannot read {} as {ty:?}", kind(&value))),
        }
    }

    fn named(
        &self,
        name: &str,
        of: Option<&Ty>,
        bound: Option<&Ty>,
        value: Value,
        mode: Mode,
    ) -> Result<Value, String> {
        let of = match of {
            Some(Ty::Param) => bound,
            other => other,
        };
        if name == "MailboxItemFlag" {
            return Ok(match value {
                Value::Object(mut members) => members.remove("flag").unwrap_or(Value::Null),
                other => other,
            });
        }
        match (self.defs.get(name), value) {
            (Some(Def::Enum(values)), Value::String(text)) => {
                if mode == Mode::Write || values.contains(&text) {
                    Ok(Value::String(text))
                } else {
                    Err(format!("{text} is not one of the values of {name}"))
                }
            }
            (Some(Def::Object(fields)), Value::Object(members)) => {
                let fields = self.specialised(name, &members).unwrap_or(fields);
                self.object(fields, of, members, mode)
            }
            (None, value) => Ok(value),
            (_, value) if mode == Mode::Write => Ok(value),
            (_, value) => Err(format!("cannot read {} as {name}", kind(&value))),
        }
    }

    fn object(
        &self,
        fields: &[Field],
        of: Option<&Ty>,
        mut members: Map<String, Value>,
        mode: Mode,
    ) -> Result<Value, String> {
        let mut out = Map::new();
        for field in fields {
            let value = match members.remove(&field.name) {
                Some(Value::Null) if field.primitive => zero(&field.ty),
                Some(value) => self
                    .shape(&field.ty, of, value, mode)
                    .map_err(|why| format!("{}: {why}", field.name))?,
                None => self.default(field),
            };
            out.insert(field.name.clone(), value);
        }
        Ok(Value::Object(out))
    }

    fn default(&self, field: &Field) -> Value {
        match (field.default.as_deref(), &field.ty) {
            (Some("[]"), _) => Value::Array(Vec::new()),
            (Some("{}"), _) => Value::Object(Map::new()),
            (Some("new"), ty) => {
                self.shape(ty, None, Value::Object(Map::new()), Mode::Write).unwrap_or(Value::Null)
            }
            (Some(text), Ty::Bool) => Value::Bool(text == "true"),
            (Some(text), Ty::Int) => Value::from(text.parse::<i64>().unwrap_or(0)),
            (Some("\"\""), _) => Value::String(String::new()),
            (Some(text), _) => Value::String(text.to_owned()),
            (None, ty) if field.primitive => zero(ty),
            (None, _) => Value::Null,
        }
    }

    /// The subclass a discriminator names: rule filters by `operator`, rule actions by `name`.
    fn specialised(&self, name: &str, members: &Map<String, Value>) -> Option<&[Field]> {
        let key = match name {
            "MailFilterRuleFilter" => "operator",
            "MailFilterRuleAction" => "name",
            _ => return None,
        };
        let suffix = match members.get(key)?.as_str()? {
            "ADD_HEADER" => "AddHeaders".to_owned(),
            other => camel(other),
        };
        match self.defs.get(&format!("{name}{suffix}")) {
            Some(Def::Object(fields)) => Some(fields),
            _ => None,
        }
    }
}

fn field(text: &str) -> Option<Field> {
    let (name, rest) = text.split_once(' ')?;
    let (ty, default) = match rest.split_once('=') {
        Some((ty, default)) => (ty, Some(default.to_owned())),
        None => (rest, None),
    };
    let primitive = ty.ends_with('!');
    let ty = parse_ty(ty.trim_end_matches('!'));
    Some(Field { name: name.to_owned(), ty, primitive, default })
}

fn parse_ty(text: &str) -> Ty {
    if let Some((outer, inner)) = text.strip_suffix('>').and_then(|t| t.split_once('<')) {
        return match outer {
            "List" | "Set" | "Collection" | "Array" => Ty::List(Box::new(parse_ty(inner))),
            "Map" => {
                let value = inner.split_once(',').map_or("String", |(_, v)| v);
                Ty::Map(Box::new(parse_ty(value)))
            }
            name => Ty::Named(name.to_owned(), Some(Box::new(parse_ty(inner)))),
        };
    }
    match text {
        "String" | "bytes" => Ty::Text,
        "bool" => Ty::Bool,
        "i32" | "i64" | "date" => Ty::Int,
        "f64" => Ty::Float,
        "T" => Ty::Param,
        "Stream" | "void" | "" => Ty::Any,
        name => Ty::Named(name.to_owned(), None),
    }
}

fn int(value: Value, mode: Mode) -> Result<Value, String> {
    match &value {
        Value::Number(n) => {
            let whole = n.as_i64().or_else(|| {
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "Jackson truncates a float too"
                )]
                n.as_f64().map(|f| f as i64)
            });
            Ok(whole.map_or(value, Value::from))
        }
        Value::String(text) => match text.trim().parse::<i64>() {
            Ok(n) => Ok(Value::from(n)),
            Err(_) if mode == Mode::Write => Ok(value),
            Err(_) => Err(format!("{text} is not a number")),
        },
        _ if mode == Mode::Write => Ok(value),
        other => Err(format!("cannot read {} as a number", kind(other))),
    }
}

fn zero(ty: &Ty) -> Value {
    match ty {
        Ty::Bool => Value::Bool(false),
        Ty::Float => Value::from(0.0),
        _ => Value::from(0),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

fn camel(constant: &str) -> String {
    constant
        .split('_')
        .map(|word| {
            let (head, tail) = word.split_at(word.len().min(1));
            head.to_owned() + &tail.to_ascii_lowercase()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_body_gets_defaults_and_loses_unknown_members() {
        let series = Model::get()
            .read("VEventSeries", json!({"main": {"summary": "x", "draft": null, "nope": 1}}))
            .unwrap();
        assert_eq!(series["acceptCounters"], json!(true));
        assert_eq!(series["occurrences"], json!([]));
        assert_eq!(series["main"]["draft"], json!(false));
        assert_eq!(series["main"].get("nope"), None);
        assert_eq!(series["main"]["attendees"], json!([]));
    }

    #[test]
    fn an_unknown_constant_is_refused_in_a_body() {
        let why = Model::get().read("VEvent", json!({"status": "CONFIRMED"})).unwrap_err();
        assert!(why.contains("status"), "{why}");
    }

    #[test]
    fn an_answer_has_every_field_of_its_parameter() {
        let out = Model::get().write(
            "ListResult<ItemValue<VEventSeries>>",
            json!({"values": [{"value": {}}], "total": 1}),
        );
        assert_eq!(out["values"][0]["internalId"], json!(0));
        assert_eq!(out["values"][0]["value"]["counters"], json!([]));
    }

    #[test]
    fn a_rule_action_is_read_by_its_name() {
        let rule = json!({"actions": [{"name": "MOVE", "folder": "Old"}]});
        let out = Model::get().read("MailFilterRule", rule).unwrap();
        assert_eq!(out["actions"][0]["folder"], json!("Old"));
    }
}
