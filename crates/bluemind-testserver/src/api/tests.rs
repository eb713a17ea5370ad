//! Every operation takes every body: it answers or refuses, and never panics.

use std::collections::HashMap;

use bytes::Bytes;

use crate::call::{Call, Reply, decode_body};
use crate::core::{Core, Session};
use crate::model::Model;
use crate::options::{Options, uid_of};
use crate::route::Routes;

fn core() -> Core {
    crate::seed::seed(&Options::default()).unwrap()
}

fn session(uid: &str, domain: &str) -> Session {
    Session {
        sid: "s".into(),
        domain: domain.into(),
        uid: uid.into(),
        login: "x".into(),
        origin: "test".into(),
    }
}

/// A value of something that is there for the parameters that name it, something else otherwise.
fn param(name: &str, interface: &str, odd: bool) -> String {
    let ada = uid_of("valmont.example", "ada");
    if odd {
        return "é/ \u{0}'\"%".to_owned();
    }
    match name {
        "domainUid" | "domain" => "valmont.example".to_owned(),
        "containerUid" | "container" | "calendarUid" => match interface {
            "ICalendar" | "IVEvent" | "ICalendarSettings" => format!("calendar:Default:{ada}"),
            "IAddressBook" | "IVCardService" => format!("book:Contacts_{ada}"),
            "ITodoList" | "IVTodo" => format!("todolist:default_{ada}"),
            "ITags" => format!("tags_{ada}"),
            "INote" => format!("notes:default_{ada}"),
            "IUserSettings" | "IDomainSettings" => "valmont.example".to_owned(),
            "IFreebusyMgmt" => format!("freebusy:{ada}"),
            "IMailboxFoldersByContainer" => format!("subtree_valmont_example!user.{ada}"),
            _ => format!("calendar:Default:{ada}"),
        },
        "uid" | "userUid" | "ownerUid" | "subject" | "mailboxUid" | "entryUid" => ada,
        "partition" => "core__valmont_example".to_owned(),
        "mailboxRoot" => "user.ada".to_owned(),
        "id" | "imapUid" | "itemId" => "1".to_owned(),
        _ => "x".to_owned(),
    }
}

#[test]
fn every_operation_takes_every_body() {
    let bodies = [
        "",
        "null",
        "{}",
        "[]",
        "[null]",
        "[{}]",
        "[[]]",
        "3",
        "-1",
        "\"x\"",
        "true",
        "[1]",
        "[\"x\"]",
        r#"{"add": [{}], "modify": [{"uid": "a", "value": {}}], "delete": [{"uid": "a"}, {}]}"#,
        r#"{"main": {"rrule": {"frequency": "WEEKLY"}, "dtstart": {"iso8601": "9999-12-31", "precision": "Date"}, "summary": "x"}}"#,
        r#"{"identification": null, "kind": "group", "organizational": {"member": [{}]}}"#,
        r#"{"rules": [{"actions": []}], "vacation": {}, "forwarding": {"emails": [null]}}"#,
    ];
    let ada = uid_of("valmont.example", "ada");
    for me in [session("admin0", "global.virt"), session(&ada, "valmont.example")] {
        let mut core = core();
        for route in Routes::get().all() {
            for odd in [false, true] {
                for body in bodies {
                    let raw = Bytes::from(body);
                    let Ok(body) = decode_body(route.body, None, raw) else { continue };
                    let params = route.params.iter().map(|p| param(p, route.interface, odd));
                    let since = if odd { "x" } else { "-1" };
                    let query = HashMap::from([("since".to_owned(), since.to_owned())]);
                    let call = Call {
                        route,
                        params: params.collect(),
                        query,
                        body,
                        session: Some(me.clone()),
                    };
                    if let Ok(Reply::Json(value)) = super::handle(&mut core, &call) {
                        let shown = Model::get().write(route.result, value);
                        assert_eq!(shown, Model::get().write(route.result, shown.clone()));
                    }
                    if core.entry("valmont.example", &ada).is_none() {
                        core = self::core();
                    }
                }
            }
        }
    }
}
