//! IAddressBook, IAddressBooksMgmt, IAddressBooks: cards.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::api::calendar::{mentions, page};
use crate::api::card_rules::{check, default_mail, resolve_tags, sanitize};
use crate::api::containers::remove_container;
use crate::api::items::{Ctx, Kind, common, member, remove, set, store, store_new, text};
use crate::api::{tasks, users};
use crate::call::{Call, Reply};
use crate::container::{Container, Item};
use crate::core::Core;
use crate::fault::Fault;

/// Cards a book holds at most.
const MAX_ITEMS: usize = 15_000;

/// Cards.
pub(crate) fn kind() -> Kind {
    Kind { create, update, delete, view }
}

pub(crate) fn handle(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    match call.route.interface {
        "IAddressBooksMgmt" => return mgmt(core, call),
        "IAddressBooks" => return across(core, call),
        _ => {}
    }
    let container = call.param("containerUid").to_owned();
    let me = call.me()?.clone();
    if call.route.method == "updates"
        && let Some(refusal) = too_many(core, &container, &call.json())
    {
        core.need(&me, &container, "Write")?;
        return Ok(Reply::Json(refusal));
    }
    if matches!(call.route.method, "updates" | "sync") {
        let mut ordered = call.json();
        order(&mut ordered);
        let call = Call {
            route: call.route,
            params: call.params.clone(),
            query: call.query.clone(),
            body: crate::call::Body::Json(ordered.clone()),
            session: call.session.clone(),
        };
        let answer = common(core, &call, &container, kind());
        photos(core, &container, &ordered);
        return answer.unwrap_or_else(|| Err(call.unsupported()));
    }
    if let Some(answer) = common(core, call, &container, kind()) {
        return answer;
    }
    let uid = call.param("uid").to_owned();
    match call.route.method {
        "getPhoto" | "getIcon" | "setPhoto" | "deletePhoto" => {
            let writes = !call.route.method.starts_with("get");
            core.need(&me, &container, if writes { "Write" } else { "Read" })?;
            core.container(&container)?
                .get(&uid)
                .ok_or_else(|| Fault::not_found(format!("card {uid} not found")))?;
            users::photo(core, call, &format!("{container}/{uid}"))
        }
        "getInfo" => {
            core.need(&me, &container, "Read")?;
            let found = core.container(&container)?.get(&uid);
            let info = |item: &Item| item.envelope(info(&shown(core, &container, item)));
            Ok(Reply::Json(found.map_or(Value::Null, info)))
        }
        "search" | "range" => {
            core.need(&me, &container, "Read")?;
            let query = call.json();
            let items = core.container(&container)?.items();
            let mut found: Vec<&Item> = items.filter(|i| mentions(&i.value, &query)).collect();
            found.sort_by_key(|item| item.display_name.clone());
            let info = |item: &Item| item.envelope(info(&shown(core, &container, item)));
            Ok(Reply::Json(page(found.into_iter().map(info), &query)))
        }
        _ => Err(call.unsupported()),
    }
}

fn across(core: &Core, call: &Call) -> Result<Reply, Fault> {
    let me = call.me()?.clone();
    let books = core.containers.values().filter(|c| c.kind == "addressbook");
    let seen = books.filter(|c| core.may(&me, &c.uid, "Read"));
    if call.route.method == "findUidsByEmail" {
        let wanted = call.text().unwrap_or_default().to_lowercase();
        let has = |item: &&Item| {
            let mails = item.value.pointer("/communications/emails").and_then(Value::as_array);
            mails.into_iter().flatten().any(|mail| text(mail, "value") == wanted)
        };
        let found = seen.flat_map(|c| c.items().filter(has).map(|i| Value::from(i.uid.clone())));
        return Ok(Reply::Json(found.collect()));
    }
    let query = call.json();
    let found = seen.flat_map(|c| {
        let uid = c.uid.clone();
        c.items().filter(|i| mentions(&i.value, &query)).map(move |item| {
            let mut card = item.envelope(info(&shown(core, &uid, item)));
            set(&mut card, "containerUid", uid.clone());
            card
        })
    });
    Ok(Reply::Json(page(found.collect::<Vec<_>>().into_iter(), &query)))
}

fn mgmt(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    let me = call.me()?.clone();
    let uid = call.param("containerUid").to_owned();
    let body = call.json();
    match call.route.method {
        "create" => {
            let name = text(&body, "name");
            let domain = core.domain_of(&text(&body, "domainUid")).map(str::to_owned);
            let (Some(domain), false) = (domain, name.is_empty()) else {
                return Err(Fault::invalid("a book needs name and an existing domainUid"));
            };
            let mut owner = text(&body, "owner");
            if owner.is_empty() {
                owner.clone_from(&me.uid);
            }
            if owner != me.uid {
                core.need_admin(&me, &domain)?;
            }
            if core.entry(&domain, &owner).is_none() && owner != domain && owner != me.uid {
                return Err(Fault::unknown(format!("owner {owner} not found")));
            }
            let mut c = Container::new(&uid, "addressbook", &name, &owner, &domain);
            c.default = call.query_bool("isDefault") == Some(true);
            c.settings = member(&body, "settings").as_object().cloned().unwrap_or_default();
            core.add_container(c)?;
            Ok(Reply::Void)
        }
        "update" => {
            core.need(&me, &uid, "Manage")?;
            let c = core.container_mut(&uid)?;
            c.name = text(&body, "name");
            c.settings = member(&body, "settings").as_object().cloned().unwrap_or_default();
            Ok(Reply::Void)
        }
        "getComplete" => Ok(Reply::Json(core.containers.get(&uid).map_or(Value::Null, |c| {
            json!({"name": c.name, "domainUid": c.domain, "owner": c.owner,
                   "settings": c.settings, "system": false})
        }))),
        "delete" => {
            core.need(&me, &uid, "Manage")?;
            remove_container(core, &uid).map(|()| Reply::Void)
        }
        "reindex" | "reindexAll" | "reindexDomain" => {
            Ok(tasks::done(core, vec!["done".to_owned()], String::new()))
        }
        _ => Err(call.unsupported()),
    }
}

/// The whole batch is refused when it would take the book over its limit.
fn too_many(core: &Core, container: &str, body: &Value) -> Option<Value> {
    let c = core.containers.get(container)?;
    let count = |name: &str| body.get(name).and_then(Value::as_array).map_or(0, Vec::len);
    let domain_book = c.owner == c.domain;
    if domain_book || (c.len() + count("add")).saturating_sub(count("delete")) <= MAX_ITEMS {
        return None;
    }
    let error = json!({"message": "too many cards", "errorCode": "MAX_ITEM_COUNT", "uid": null});
    Some(json!({"errors": [error], "version": c.version}))
}

/// People before lists, and lists before the lists that name them.
fn order(body: &mut Value) {
    let Some(list) = body.get_mut("add").and_then(Value::as_array_mut) else { return };
    let is_group = |e: &Value| e.pointer("/value/kind").and_then(Value::as_str) == Some("group");
    let (mut waiting, mut out): (Vec<Value>, Vec<Value>) = list.drain(..).partition(is_group);
    while !waiting.is_empty() {
        let uids: Vec<String> = waiting.iter().map(|e| text(e, "uid")).collect();
        let blocked = |e: &Value| {
            let own = text(e, "uid");
            let members = e.pointer("/value/organizational/member").and_then(Value::as_array);
            members.into_iter().flatten().any(|m| {
                let wanted = text(m, "itemUid");
                wanted != own && uids.contains(&wanted)
            })
        };
        let (later, now): (Vec<Value>, Vec<Value>) = waiting.into_iter().partition(blocked);
        if now.is_empty() {
            out.extend(later);
            break;
        }
        out.extend(now);
        waiting = later;
    }
    *list = out;
}

/// Photos that came with a batch; an empty one removes.
fn photos(core: &mut Core, container: &str, body: &Value) {
    for part in ["add", "modify"] {
        for entry in body.get(part).and_then(Value::as_array).into_iter().flatten() {
            let Some(photo) = entry.get("photo").and_then(Value::as_str) else { continue };
            let uid = text(entry, "uid");
            let key = format!("{container}/{uid}");
            let there = core.containers.get(container).is_some_and(|c| c.get(&uid).is_some());
            match STANDARD.decode(photo) {
                Ok(raw) if raw.is_empty() => drop(core.photos.remove(&key)),
                Ok(raw) if there => drop(core.photos.insert(key, raw.into())),
                _ => {}
            }
        }
    }
}

fn create(core: &mut Core, ctx: &Ctx, uid: &str, mut card: Value) -> Result<i64, Fault> {
    let c = core.container(&ctx.container)?;
    if c.settings.get("readonly").and_then(Value::as_str) == Some("true") {
        return Err(Fault::denied(format!("{} is read-only", ctx.container)));
    }
    if c.len() >= MAX_ITEMS && c.owner != c.domain {
        return Err(Fault::new("MAX_ITEM_COUNT", "too many cards"));
    }
    settle(core, ctx, &mut card)?;
    store_new(core, ctx, uid, card)
}

fn update(core: &mut Core, ctx: &Ctx, uid: &str, mut card: Value) -> Result<i64, Fault> {
    settle(core, ctx, &mut card)?;
    store(core, ctx, uid, card)
}

fn settle(core: &Core, ctx: &Ctx, card: &mut Value) -> Result<(), Fault> {
    let null_keys = card.pointer("/security/keys").is_some_and(Value::is_null);
    if null_keys {
        return Err(Fault::null_pointer("security.keys"));
    }
    sanitize(core, &ctx.container, card);
    if let Some(explanatory) = card.get_mut("explanatory") {
        resolve_tags(core, explanatory, "categories")?;
    }
    check(core, &ctx.container, card)
}

fn delete(core: &mut Core, ctx: &Ctx, uid: &str) -> Result<(), Fault> {
    core.photos.remove(&format!("{}/{uid}", ctx.container));
    remove(core, ctx, uid)
}

fn view(core: &Core, ctx: &Ctx, item: &Item) -> Value {
    shown(core, &ctx.container, item)
}

/// A card of a book, which knows whether it has a photo.
fn shown(core: &Core, book: &str, item: &Item) -> Value {
    let mut card = item.value.clone();
    let photo = core.photos.contains_key(&format!("{book}/{}", item.uid));
    if let Some(identification) = card.get_mut("identification") {
        set(identification, "photo", photo);
    }
    card
}

fn info(card: &Value) -> Value {
    let at = |pointer: &str| card.pointer(pointer).cloned().unwrap_or_default();
    let members = at("/organizational/member").as_array().map_or(0, Vec::len);
    let keys = at("/security/keys").as_array().is_some_and(|keys| !keys.is_empty());
    json!({
        "kind": at("/kind"), "mail": default_mail(card), "tel": at("/communications/tels/0/value"),
        "formatedName": at("/identification/formatedName/value"),
        "categories": at("/explanatory/categories"), "memberCount": members,
        "photo": at("/identification/photo"), "source": at("/source"), "hasSecurityKey": keys,
    })
}
