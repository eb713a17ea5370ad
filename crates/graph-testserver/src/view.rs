//! Items as an answer shows them: ids, keys, counts, expansions, preferences.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use crate::cx::{Cx, Selection};
use crate::extended;
use crate::ids;
use crate::query::{Expand, wanted_ids};
use crate::reply::bad_query;
use crate::schema::{self, Schema};
use crate::tenant::{Attachment, Container, Failure, Item, Kind, text};
use crate::zones;

/// The type of the items of a kind of container.
pub(crate) const fn schema_of(kind: Kind) -> &'static Schema {
    match kind {
        Kind::Mail => &schema::MESSAGE,
        Kind::Calendar => &schema::EVENT,
        Kind::Contacts => &schema::CONTACT,
        Kind::Tasks => &schema::TODO_TASK,
    }
}

/// How items are shown: chosen properties and expansions, checked once a request.
#[derive(Debug)]
pub(crate) struct ItemView {
    selection: Selection,
    expand: Vec<Expand>,
    wanted: Vec<String>,
}

impl ItemView {
    /// Reads `$select` and `$expand` for the items of a kind.
    pub(crate) fn new(cx: &Cx<'_>, kind: Kind) -> Result<Self, Failure> {
        let schema = schema_of(kind);
        let selection = cx.selection(schema)?;
        let expand = cx.query().expand()?;
        let mut wanted = Vec::new();
        for one in &expand {
            let name = one.name.as_str();
            if !schema::has(schema.links, name) {
                return Err(bad_query(format!(
                    "Could not find a property named '{name}' on type 'microsoft.graph.{}'.",
                    schema.name
                )));
            }
            if name.to_ascii_lowercase().ends_with("extendedproperties") {
                wanted.extend(wanted_ids(one.filter.as_deref().unwrap_or_default())?);
            }
        }
        if let Some(stranger) = wanted.iter().find(|id| !extended::valid(id)) {
            let message = format!("PropertyId values '{stranger}' do not match the format.");
            return Err(Failure::new(400, "ErrorInvalidProperty", message));
        }
        Ok(Self { selection, expand, wanted })
    }

    /// One item.
    pub(crate) fn show(
        &self,
        cx: &Cx<'_>,
        container: &Container,
        item: &Item,
    ) -> Result<Value, Failure> {
        let mut out = self.object(cx, container, item, &item.json);
        self.expanded(cx, item, &mut out)?;
        Ok(Value::Object(out))
    }

    /// One event of a calendar read by itself: with what lists leave out.
    pub(crate) fn show_whole(
        &self,
        cx: &Cx<'_>,
        container: &Container,
        item: &Item,
    ) -> Result<Value, Failure> {
        let mut out = self.object(cx, container, item, &item.json);
        self.expanded(cx, item, &mut out)?;
        if cx.ask.version == "v1.0" && cx.options.quirks.hide_exceptions {
            return Ok(Value::Object(out));
        }
        let id = id_of(cx, item);
        if self.selection.named("cancelledOccurrences") {
            let days = item.cancelled.iter().map(|day| format!("OID.{id}.{day}"));
            out.insert("cancelledOccurrences".to_owned(), days.collect());
        }
        let wanted = |one: &&Expand| one.name.eq_ignore_ascii_case("exceptionOccurrences");
        if let Some(expand) = self.expand.iter().find(wanted) {
            // The expanded events are whole: the master's `$select` does not reach them.
            let selection = Selection::new(&schema::EVENT, expand.select.clone())?;
            let inner = Self { selection, expand: Vec::new(), wanted: Vec::new() };
            let rows = item.exceptions.iter().map(|one| inner.occurrence(cx, container, item, one));
            out.insert("exceptionOccurrences".to_owned(), rows.collect());
        }
        Ok(Value::Object(out))
    }

    /// A changed occurrence of a series.
    pub(crate) fn occurrence(
        &self,
        cx: &Cx<'_>,
        container: &Container,
        master: &Item,
        exception: &Value,
    ) -> Value {
        let own = text(exception, "id").to_owned();
        let stand_in = Item {
            immutable_id: ids::immutable(&["occurrence", &own]),
            id: own,
            changed: master.changed,
            ..Item::default()
        };
        let mut out = self.object(cx, container, &stand_in, exception);
        if self.selection.shows("seriesMasterId") {
            out.insert("seriesMasterId".to_owned(), id_of(cx, master).into());
        }
        Value::Object(out)
    }

    fn object(
        &self,
        cx: &Cx<'_>,
        container: &Container,
        item: &Item,
        json: &Value,
    ) -> Map<String, Value> {
        let mut out = self.selection.project(json);
        let key = ids::change_key(&item.immutable_id, item.changed);
        out.insert("@odata.etag".to_owned(), format!("W/\"{key}\"").into());
        let mut add = |name: &str, value: Value| {
            if self.selection.shows(name) {
                out.insert(name.to_owned(), value);
            }
        };
        add("id", id_of(cx, item).into());
        if container.kind != Kind::Tasks {
            add("changeKey", key.into());
        }
        if matches!(container.kind, Kind::Mail | Kind::Contacts) {
            add("parentFolderId", container.id.clone().into());
        }
        let listed = item.attachments.iter().any(|one| !crate::tenant::flag(&one.json, "isInline"));
        if json.get("hasAttachments").is_none() && container.kind != Kind::Contacts {
            add("hasAttachments", listed.into());
        }
        prefer(cx, container.kind, &mut out);
        out
    }

    fn expanded(
        &self,
        cx: &Cx<'_>,
        item: &Item,
        out: &mut Map<String, Value>,
    ) -> Result<(), Failure> {
        for one in &self.expand {
            match one.name.to_ascii_lowercase().as_str() {
                "singlevalueextendedproperties" => self.properties(item, false, out),
                "multivalueextendedproperties" => self.properties(item, true, out),
                "attachments" => {
                    let selection = Selection::new(&schema::ATTACHMENT, one.select.clone())?;
                    let with_item = one.expand.iter().any(|inner| inner.name.ends_with("/item"));
                    let rows =
                        item.attachments.iter().map(|one| attachment(&selection, one, with_item));
                    out.insert("attachments".to_owned(), rows.collect());
                }
                "checklistitems" | "linkedresources" => {
                    let rows = item.json.get(&one.name).cloned().unwrap_or_else(|| json!([]));
                    out.insert(one.name.clone(), rows);
                }
                _ => {}
            }
        }
        let _ = cx;
        Ok(())
    }

    /// What the item has of the wanted properties; an empty array is left out, as the service does.
    fn properties(&self, item: &Item, many: bool, out: &mut Map<String, Value>) {
        let found: Vec<Value> = item
            .extended
            .iter()
            .filter(|(id, value)| {
                value.is_array() == many && self.wanted.iter().any(|one| extended::same(one, id))
            })
            .map(|(id, value)| json!({ "id": extended::normal(id), "value": value }))
            .collect();
        if !found.is_empty() {
            let name = if many { "multi" } else { "single" };
            out.insert(format!("{name}ValueExtendedProperties"), found.into());
        }
    }
}

/// The id by which the request wants the item named.
pub(crate) fn id_of(cx: &Cx<'_>, item: &Item) -> String {
    if cx.ask.prefer.immutable { &item.immutable_id } else { &item.id }.clone()
}

/// An attachment with its content, unless `$select` leaves that out.
pub(crate) fn attachment(selection: &Selection, one: &Attachment, with_item: bool) -> Value {
    let mut out = selection.project(&one.json);
    let file = !text(&one.json, "@odata.type").ends_with("itemAttachment");
    if let (true, true, Some(bytes)) = (file, selection.shows("contentBytes"), &one.bytes) {
        out.insert("contentBytes".to_owned(), STANDARD.encode(bytes).into());
    }
    if let (true, Some(item)) = (with_item, &one.item) {
        out.insert("item".to_owned(), item.clone());
    }
    if !selection.named("contentBytes") {
        out.insert("@odata.mediaContentType".to_owned(), text(&one.json, "contentType").into());
    }
    Value::Object(out)
}

fn prefer(cx: &Cx<'_>, kind: Kind, out: &mut Map<String, Value>) {
    if cx.ask.prefer.text_body
        && matches!(kind, Kind::Mail | Kind::Calendar)
        && let Some(body) = out.get_mut("body").filter(|body| text(body, "contentType") == "html")
    {
        *body = json!({ "contentType": "text", "content": plain(text(body, "content")) });
    }
    let Some(zone) = &cx.ask.prefer.zone else { return };
    if kind != Kind::Calendar {
        return;
    }
    let whole = out.get("isAllDay").and_then(Value::as_bool).unwrap_or_default();
    for name in ["start", "end"] {
        let Some(time) = out.get_mut(name).filter(|time| text(time, "timeZone") == "UTC") else {
            continue;
        };
        let Some(utc) = zones::parse(text(time, "dateTime")) else { continue };
        let local = if whole { Some(utc) } else { zone.local(utc) };
        if let Some(local) = local {
            *time = json!({ "dateTime": zones::wire(local), "timeZone": zone.name });
        }
    }
}

/// HTML without its tags: crude, and enough to see that a preference was honoured.
fn plain(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut inside = false;
    for letter in html.chars() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => out.push(letter),
            _ => {}
        }
    }
    out.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}
