//! One call as a service sees it, and what it answers.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::{Value, json};

use crate::core::Session;
use crate::fault::Fault;
use crate::model::Model;
use crate::route::Route;

/// A decoded body.
#[derive(Debug, Clone)]
pub(crate) enum Body {
    Json(Value),
    Text(Option<String>),
    Bytes(Bytes),
}

/// A call on its way to a service.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) route: &'static Route,
    pub(crate) params: Vec<String>,
    pub(crate) query: HashMap<String, String>,
    pub(crate) body: Body,
    pub(crate) session: Option<Session>,
}

/// An answer before it is put on the wire.
#[derive(Debug)]
pub(crate) enum Reply {
    /// 200 with nothing in it.
    Void,
    /// The result, completed by the declared type; null is a 204.
    Json(Value),
    /// Raw bytes with their content type.
    Stream(&'static str, Bytes),
}

impl Call {
    /// A path parameter by name; empty when the route has none of it.
    pub(crate) fn param(&self, name: &str) -> &str {
        let at = self.route.params.iter().position(|p| *p == name);
        at.and_then(|i| self.params.get(i)).map_or("", String::as_str)
    }

    /// The n-th path parameter.
    pub(crate) fn nth(&self, n: usize) -> &str {
        self.params.get(n).map_or("", String::as_str)
    }

    /// A numeric path parameter.
    pub(crate) fn number(&self, name: &str) -> Result<i64, Fault> {
        self.param(name)
            .parse()
            .map_err(|_| Fault::unknown(format!("parameter {name} is not a number")))
    }

    /// A numeric query parameter, null when absent.
    pub(crate) fn query_number(&self, name: &str) -> Result<Option<i64>, Fault> {
        match self.query.get(name) {
            None => Ok(None),
            Some(text) => text
                .parse()
                .map(Some)
                .map_err(|_| Fault::unknown(format!("parameter {name} is not a number"))),
        }
    }

    /// A boolean query parameter: `true` in any case, everything else false, null when absent.
    pub(crate) fn query_bool(&self, name: &str) -> Option<bool> {
        self.query.get(name).map(|text| text.eq_ignore_ascii_case("true"))
    }

    /// The JSON body, null when there was none.
    pub(crate) fn json(&self) -> Value {
        match &self.body {
            Body::Json(value) => value.clone(),
            Body::Text(Some(text)) => Value::String(text.clone()),
            Body::Text(None) | Body::Bytes(_) => Value::Null,
        }
    }

    /// The String body.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.body {
            Body::Text(text) => text.as_deref(),
            Body::Json(value) => value.as_str(),
            Body::Bytes(_) => None,
        }
    }

    /// The stream or byte[] body.
    pub(crate) fn bytes(&self) -> Bytes {
        match &self.body {
            Body::Bytes(bytes) => bytes.clone(),
            Body::Text(Some(text)) => Bytes::from(text.clone()),
            Body::Text(None) | Body::Json(_) => Bytes::new(),
        }
    }

    /// The caller; nobody is refused with PERMISSION_DENIED.
    pub(crate) fn me(&self) -> Result<&Session, Fault> {
        self.session.as_ref().ok_or_else(|| {
            Fault::denied(format!(
                "{}.{} is not for anonymous",
                self.route.interface, self.route.method
            ))
        })
    }

    /// The strings of a list body.
    pub(crate) fn strings(&self) -> Vec<String> {
        let json = self.json();
        json.as_array()
            .map(|list| list.iter().filter_map(Value::as_str).map(str::to_owned).collect())
            .unwrap_or_default()
    }

    /// The numbers of a list body.
    pub(crate) fn numbers(&self) -> Vec<i64> {
        let json = self.json();
        json.as_array()
            .map(|list| list.iter().filter_map(Value::as_i64).collect())
            .unwrap_or_default()
    }

    /// A fault for a method this stand-in does not have.
    pub(crate) fn unsupported(&self) -> Fault {
        Fault::unknown(format!(
            "{}.{} is not part of this stand-in",
            self.route.interface, self.route.method
        ))
    }
}

/// Decodes a body by its declared type and the content type, compared for exact equality.
pub(crate) fn decode_body(
    declared: &str,
    content_type: Option<&str>,
    bytes: Bytes,
) -> Result<Body, Fault> {
    let json = |bytes: &Bytes| -> Result<Value, Fault> {
        if bytes.is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_slice(bytes)
            .map_err(|why| Fault::unknown(format!("cannot read the body as {declared}: {why}")))
    };
    match declared {
        "" => Ok(Body::Json(Value::Null)),
        "Stream" => Ok(Body::Bytes(bytes)),
        "String" if content_type == Some("text/plain") => {
            Ok(Body::Text(Some(String::from_utf8_lossy(&bytes).into_owned())))
        }
        "String" => match json(&bytes)? {
            Value::Null => Ok(Body::Text(None)),
            Value::String(text) => Ok(Body::Text(Some(text))),
            Value::Number(n) => Ok(Body::Text(Some(n.to_string()))),
            _ => Err(Fault::unknown("cannot read the body as String")),
        },
        "bytes" if content_type == Some("application/octet-stream") => Ok(Body::Bytes(bytes)),
        "bytes" => match json(&bytes)? {
            Value::Null => Ok(Body::Bytes(Bytes::new())),
            Value::String(text) => STANDARD
                .decode(text)
                .map(|raw| Body::Bytes(raw.into()))
                .map_err(|_| Fault::unknown("cannot read the body as base64")),
            _ => Err(Fault::unknown("cannot read the body as byte[]")),
        },
        declared => Model::get()
            .read(declared, json(&bytes)?)
            .map(Body::Json)
            .map_err(|why| Fault::unknown(format!("cannot read the body as {declared}: {why}"))),
    }
}

/// A list with its total.
pub(crate) fn list_result(values: Vec<Value>) -> Value {
    let total = values.len();
    json!({"values": values, "total": total})
}
