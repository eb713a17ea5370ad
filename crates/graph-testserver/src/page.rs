//! Collections: filtered, ordered, cut into pages, linked.

use serde_json::{Map, Value, json};

use crate::cx::Cx;
use crate::filter;
use crate::ids;
use crate::reply::{Answer, Reply, bad_query};
use crate::tenant::Failure;

/// How a collection is paged.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paging {
    /// Page size without `$top`.
    pub(crate) default: usize,
    /// Largest `$top`.
    pub(crate) max: usize,
    /// `$skiptoken` instead of `$skip` in links.
    pub(crate) opaque: bool,
}

impl Paging {
    /// Collections in a mailbox.
    pub(crate) const fn outlook(cx: &Cx<'_>) -> Self {
        Self { default: cx.options.page, max: 1000, opaque: false }
    }

    /// Collections of the directory.
    pub(crate) const fn directory(cx: &Cx<'_>) -> Self {
        Self { default: cx.options.directory_page, max: 999, opaque: true }
    }

    /// Collections that come whole.
    pub(crate) const fn whole() -> Self {
        Self { default: 1000, max: 1000, opaque: false }
    }
}

/// Page size: `odata.maxpagesize`, else `$top`, else the default.
pub(crate) fn size(cx: &Cx<'_>, paging: Paging) -> Result<usize, Failure> {
    let top = cx.query().number("$top")?;
    if let Some(top) = top.filter(|top| *top > paging.max || *top == 0) {
        return Err(bad_query(format!(
            "Invalid page size specified: '{top}'. Must be between 1 and {} inclusive.",
            paging.max
        )));
    }
    let asked = cx.ask.prefer.page.map(|size| size.min(paging.max));
    Ok(asked.or(top).unwrap_or(paging.default).max(1))
}

/// One page of `all`. `view` is what filters and orders look at.
pub(crate) fn page<T>(
    cx: &Cx<'_>,
    context: &str,
    paging: Paging,
    mut all: Vec<T>,
    view: impl Fn(&T) -> &Value,
    mut render: impl FnMut(&T) -> Result<Value, Failure>,
) -> Answer {
    let size = size(cx, paging)?;
    if let Some(text) = cx.query().get("$filter") {
        let wanted = filter::parse(text)?;
        all.retain(|one| wanted.matches(view(one)));
    }
    if cx.query().get("$search").is_some() {
        return Err(bad_query("The query option '$search' is not supported by this server."));
    }
    if let Some(text) = cx.query().get("$orderby") {
        let order = filter::order(text);
        all.sort_by(|one, other| filter::compare(&order, view(one), view(other)));
    }
    let (skip, seen_empty) = position(cx)?;
    let mut out = Map::new();
    out.insert("@odata.context".to_owned(), context.into());
    if cx.query().flag("$count") {
        out.insert("@odata.count".to_owned(), all.len().into());
    }
    let first = skip == 0 && !seen_empty;
    if first && (cx.options.quirks.empty_pages || cx.options.quirks.missing_value) {
        if !cx.options.quirks.missing_value {
            out.insert("value".to_owned(), json!([]));
        }
        out.insert("@odata.nextLink".to_owned(), next(cx, paging, 0, true).into());
        return Ok(Reply::json(Value::Object(out)));
    }
    let rows: Result<Vec<Value>, Failure> =
        all.iter().skip(skip).take(size).map(&mut render).collect();
    out.insert("value".to_owned(), Value::Array(rows?));
    if skip.saturating_add(size) < all.len() {
        out.insert("@odata.nextLink".to_owned(), next(cx, paging, skip + size, seen_empty).into());
    }
    Ok(Reply::json(Value::Object(out)))
}

/// Where this page starts, and whether the empty page was given already.
fn position(cx: &Cx<'_>) -> Result<(usize, bool), Failure> {
    let skip = cx.query().number("$skip")?.unwrap_or_default();
    let Some(token) = cx.query().get("$skiptoken") else { return Ok((skip, false)) };
    let bad = || bad_query("Skip token is not valid.");
    let mut parts = token.split('.');
    let number = parts.next().and_then(|text| text.strip_prefix('P')).ok_or_else(bad)?;
    let position: usize = number.parse().map_err(|_| bad())?;
    let check = parts.next().ok_or_else(bad)?;
    if check != seal(position) {
        return Err(bad());
    }
    Ok((position, true))
}

fn seal(position: usize) -> String {
    ids::letters(&["skiptoken", &position.to_string()], 24)
}

fn next(cx: &Cx<'_>, paging: Paging, position: usize, token: bool) -> String {
    let query = if paging.opaque || token {
        let token = format!("P{position}.{}", seal(position));
        cx.query().with(&["$skip", "$skiptoken"], &[("$skiptoken", &token)])
    } else {
        cx.query().with(&["$skip"], &[("$skip", &position.to_string())])
    };
    cx.link(&query)
}
