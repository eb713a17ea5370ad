//! What a server starts with.

use serde_json::{Value, json};

use crate::api;
use crate::core::{Core, GLOBAL, Session};
use crate::mail::MailStore;
use crate::options::{Options, Seat, SeatKind, uid_of};
use crate::running::StartError;

/// A server without anything in it.
pub(crate) fn empty(options: &Options) -> Core {
    let mail = MailStore::new(options.message_size_limit, options.date_cache);
    let mut core = Core::new(options.clock.clone(), mail);
    let limit = options.message_size_limit.to_string();
    core.config.insert("message_size_limit".to_owned(), limit.into());
    core
}

/// Domains, administrator, resource types and roster.
pub(crate) fn seed(options: &Options) -> Result<Core, StartError> {
    let mut core = empty(options);
    let me = Session {
        sid: String::new(),
        domain: GLOBAL.to_owned(),
        uid: "admin0".to_owned(),
        login: "admin0".to_owned(),
        origin: "seed".to_owned(),
    };
    let refused = |login: &str| {
        let login = login.to_owned();
        move |fault: crate::fault::Fault| StartError::Seed {
            login,
            why: fault.message().to_owned(),
        }
    };
    let domain = &options.domain;
    for (uid, aliases) in [(GLOBAL, &[][..]), (domain, &options.aliases)] {
        let value = json!({"label": uid, "name": uid, "aliases": aliases, "global": uid == GLOBAL});
        let value = crate::model::Model::get().write("Domain", value);
        api::create_domain(&mut core, uid, value).map_err(refused(uid))?;
    }
    for (id, label) in [("room", "Room"), ("equipment", "Equipment")] {
        let kind = json!({
            "label": label, "templates": {},
            "properties": [{"id": "capacity", "label": "Capacity", "type": "Number"}],
        });
        core.extras.insert(format!("resource-type/{domain}/{id}"), kind);
    }
    let admin = user("admin0", "", "Administrator", &options.admin_password);
    api::create_entry(&mut core, &me, GLOBAL, "admin0", "USER", admin)
        .map_err(refused("admin0"))?;
    for seat in &options.roster {
        let (kind, value) = entry(options, seat);
        let uid = uid_of(domain, &seat.login);
        api::create_entry(&mut core, &me, domain, &uid, kind, value)
            .map_err(refused(&seat.login))?;
    }
    core.notifications.clear();
    Ok(core)
}

fn user(login: &str, given: &str, family: &str, password: &str) -> Value {
    let name = json!({"familyNames": family, "givenNames": given});
    let value = json!({
        "login": login, "password": password, "routing": "internal",
        "contactInfos": {"kind": "individual", "identification": {"name": name}},
    });
    crate::model::Model::get().write("User", value)
}

fn entry(options: &Options, seat: &Seat) -> (&'static str, Value) {
    let address = format!("{}@{}", seat.login, options.domain);
    let mails = json!([{"address": address, "allAliases": false, "isDefault": true}]);
    match seat.kind {
        SeatKind::Person => {
            ("USER", user(&seat.login, &seat.given, &seat.family, &options.password))
        }
        SeatKind::Mailshare => {
            let card = json!({"kind": "org",
                "identification": {"formatedName": {"value": seat.family}}});
            let value = json!({"name": seat.login, "routing": "internal", "emails": mails,
                "card": card});
            ("MAILSHARE", crate::model::Model::get().write("Mailshare", value))
        }
        SeatKind::Room | SeatKind::Equipment => {
            let kind = if seat.kind == SeatKind::Room { "room" } else { "equipment" };
            let value = json!({"label": seat.family, "typeIdentifier": kind, "emails": mails});
            ("RESOURCE", crate::model::Model::get().write("ResourceDescriptor", value))
        }
    }
}
