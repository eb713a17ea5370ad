//! Change tracking. A token holds the state itself, so it survives a restart with the same tenant.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::ask::Ask;
use crate::cx::Cx;
use crate::ids;
use crate::page::{self, Paging};
use crate::query::Query;
use crate::reply::{Answer, Reply};
use crate::tenant::{Failure, Item, Removed, Tenant};

/// Something a delta round may report.
#[derive(Debug)]
pub(crate) struct Entry<T> {
    pub(crate) at: u64,
    pub(crate) id: String,
    pub(crate) what: What<T>,
}

/// A live object, or one that is gone.
#[derive(Debug)]
pub(crate) enum What<T> {
    Live(T),
    Gone(String),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Token {
    /// Which tenant, as a digest.
    t: u64,
    /// Which collection.
    s: String,
    /// Changes after this version; absent in a first round.
    a: Option<u64>,
    /// Changes up to this version.
    u: u64,
    /// The last entry given; absent in a deltaLink.
    c: Option<(u64, String)>,
    /// Generation: tokens can be declared stale.
    g: u64,
    /// The query of the first call.
    q: String,
}

/// The entries of a container: its items and what left it.
pub(crate) fn entries<'a>(
    items: &'a [Item],
    removed: &[Removed],
    immutable: bool,
) -> Vec<Entry<&'a Item>> {
    let live = items.iter().map(|item| Entry {
        at: item.changed,
        id: item.id.clone(),
        what: What::Live(item),
    });
    live.chain(gone(removed, immutable)).collect()
}

/// The entries of what left.
pub(crate) fn gone<T>(removed: &[Removed], immutable: bool) -> impl Iterator<Item = Entry<T>> {
    removed.iter().map(move |gone| Entry {
        at: gone.at,
        id: gone.id.clone(),
        what: What::Gone(if immutable { &gone.immutable_id } else { &gone.id }.clone()),
    })
}

/// One page of a delta round over `entries` of the collection `scope`. `render` is told whether
/// the round is the first.
pub(crate) fn delta<T>(
    cx: &Cx<'_>,
    context: &str,
    scope: &str,
    paging: Paging,
    entries: Vec<Entry<T>>,
    render: impl Fn(&Cx<'_>, &T, bool) -> Result<Value, Failure>,
) -> Answer {
    let mut token = token(cx, scope)?;
    let ask = Ask { query: Query::parse(&token.q), ..cx.ask.clone() };
    let cx = cx.with(&ask);
    let size = page::size(&cx, paging)?;
    let first = token.a.is_none();
    let mut due: Vec<Entry<T>> = entries
        .into_iter()
        .filter(|entry| {
            entry.at <= token.u
                && token.a.is_none_or(|after| entry.at > after)
                && (!first || matches!(entry.what, What::Live(_)))
                && token.c.as_ref().is_none_or(|(at, id)| (entry.at, &entry.id) > (*at, id))
        })
        .collect();
    due.sort_by(|one, other| (one.at, &one.id).cmp(&(other.at, &other.id)));
    let more = due.len() > size;
    due.truncate(size);
    let mut rows = Vec::with_capacity(due.len());
    for entry in &due {
        rows.push(match &entry.what {
            What::Live(live) => render(&cx, live, first)?,
            What::Gone(id) => json!({ "id": id, "@removed": { "reason": "deleted" } }),
        });
    }
    if cx.options.quirks.delta_duplicates {
        rows.extend(rows.first().cloned());
    }
    let mut out = Map::new();
    out.insert("@odata.context".to_owned(), context.into());
    out.insert("value".to_owned(), Value::Array(rows));
    if more {
        token.c = due.last().map(|last| (last.at, last.id.clone()));
        out.insert("@odata.nextLink".to_owned(), link(&cx, "$skiptoken", &token).into());
    } else {
        token = Token { a: Some(token.u), c: None, ..token };
        out.insert("@odata.deltaLink".to_owned(), link(&cx, "$deltatoken", &token).into());
    }
    Ok(Reply::json(Value::Object(out)))
}

fn link(cx: &Cx<'_>, name: &str, token: &Token) -> String {
    let text = serde_json::to_vec(token).unwrap_or_default();
    let token = URL_SAFE_NO_PAD.encode(text);
    cx.link(&format!("{}={token}", name.replace('$', "%24")))
}

fn token(cx: &Cx<'_>, scope: &str) -> Result<Token, Failure> {
    let skip = cx.query().get("$skiptoken");
    let given = skip.or_else(|| cx.query().get("$deltatoken"));
    let fresh = |after| Token {
        t: fingerprint(cx.tenant),
        s: scope.to_owned(),
        a: after,
        u: cx.tenant.clock,
        c: None,
        g: cx.generation,
        q: cx.query().with(&["$skiptoken", "$deltatoken"], &[]),
    };
    let Some(text) = given else { return Ok(fresh(None)) };
    if text.eq_ignore_ascii_case("latest") {
        return Ok(fresh(Some(cx.tenant.clock)));
    }
    let bad = || Failure::new(400, "ErrorInvalidIdMalformed", "Id is malformed.");
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| bad())?;
    let mut token: Token = serde_json::from_slice(&bytes).map_err(|_| bad())?;
    if token.s != scope {
        return Err(bad());
    }
    let stale =
        token.t != fingerprint(cx.tenant) || token.g != cx.generation || token.u > cx.tenant.clock;
    if stale {
        let message = format!(
            "The sync state generation is not found; generation={};[highest={}][current=0].",
            token.g, cx.generation
        );
        return Err(Failure::new(410, "SyncStateNotFound", message));
    }
    if skip.is_none() {
        token.u = cx.tenant.clock;
    }
    Ok(token)
}

fn fingerprint(tenant: &Tenant) -> u64 {
    ids::digest(&[&tenant.id, &tenant.variant])
}
