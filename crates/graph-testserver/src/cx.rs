//! What a handler works with, and the choice of properties.

use serde_json::{Map, Value};

use crate::ask::Ask;
use crate::options::Options;
use crate::query::Query;
use crate::reply::bad_query;
use crate::schema::Schema;
use crate::tenant::{Failure, Tenant, User};

/// One request, with what it may look at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cx<'a> {
    pub(crate) ask: &'a Ask,
    pub(crate) tenant: &'a Tenant,
    pub(crate) options: &'a Options,
    /// `http://ADDR`.
    pub(crate) root: &'a str,
    /// Delta tokens of older generations are stale.
    pub(crate) generation: u64,
}

/// The properties an answer shows.
#[derive(Debug, Clone)]
pub(crate) struct Selection {
    schema: &'static Schema,
    names: Option<Vec<String>>,
}

impl<'a> Cx<'a> {
    /// The same with another request.
    pub(crate) const fn with(self, ask: &'a Ask) -> Self {
        Self { ask, ..self }
    }

    /// `$select` checked against a type.
    pub(crate) fn selection(&self, schema: &'static Schema) -> Result<Selection, Failure> {
        Selection::new(schema, self.ask.query.select())
    }

    /// The value of `@odata.context`.
    pub(crate) fn context(&self, path: &str) -> String {
        format!("{}/{}/$metadata#{path}", self.root, self.ask.version)
    }

    /// The same below a user.
    pub(crate) fn user_context(&self, user: &User, path: &str) -> String {
        self.context(&format!("users('{}')/{path}", user.id()))
    }

    /// An absolute link to the resource just asked for, with another query.
    pub(crate) fn link(&self, query: &str) -> String {
        format!("{}/{}{}?{query}", self.root, self.ask.version, self.ask.raw_path)
    }

    /// One object as an answer, with its context.
    pub(crate) fn entity(&self, context: &str, mut value: Value) -> Value {
        if let Some(object) = value.as_object_mut() {
            object.insert("@odata.context".to_owned(), format!("{context}/$entity").into());
        }
        value
    }

    pub(crate) const fn query(&self) -> &Query {
        &self.ask.query
    }
}

impl Selection {
    /// Checks the names of a `$select`.
    pub(crate) fn new(
        schema: &'static Schema,
        names: Option<Vec<String>>,
    ) -> Result<Self, Failure> {
        let names = names.map(|names| names.iter().map(|name| plain(name)).collect::<Vec<_>>());
        if let Some(stranger) = names.iter().flatten().find(|name| !schema.knows(name)) {
            return Err(bad_query(format!(
                "Could not find a property named '{stranger}' on type 'microsoft.graph.{}'.",
                schema.name
            )));
        }
        Ok(Self { schema, names })
    }

    /// Everything that comes without `$select`.
    pub(crate) const fn all(schema: &'static Schema) -> Self {
        Self { schema, names: None }
    }

    /// Whether a property is shown.
    pub(crate) fn shows(&self, name: &str) -> bool {
        name.starts_with('@')
            || match &self.names {
                None => self.schema.shown(name),
                Some(names) => {
                    (self.schema.outlook && name == "id")
                        || names.iter().any(|wanted| wanted.eq_ignore_ascii_case(name))
                }
            }
    }

    /// Whether a property was asked for by name.
    pub(crate) fn named(&self, name: &str) -> bool {
        self.names.iter().flatten().any(|wanted| wanted.eq_ignore_ascii_case(name))
    }

    /// The chosen members of an object.
    pub(crate) fn project(&self, value: &Value) -> Map<String, Value> {
        value
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(name, _)| self.shows(name))
            .map(|(name, member)| (name.clone(), member.clone()))
            .collect()
    }
}

/// `microsoft.graph.fileAttachment/contentId` means `contentId`; `from/emailAddress` means `from`.
fn plain(name: &str) -> String {
    let name = match name.split_once('/') {
        Some((cast, rest)) if cast.starts_with("microsoft.graph.") => rest,
        _ => name,
    };
    name.split('/').next().unwrap_or(name).to_owned()
}
