//! IAuthentication, IAPIKeys, ISecurityToken: who calls.

use serde_json::{Value, json};

use crate::api::user_settings;
use crate::call::{Call, Reply};
use crate::core::{ApiKey, Core, GLOBAL, Session, entry_value};
use crate::fault::Fault;

pub(crate) fn handle(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    match (call.route.interface, call.route.method) {
        ("IAuthentication", "login" | "loginWithParams") => Ok(Reply::Json(login(core, call))),
        ("IAuthentication", "su" | "suWithParams") => su(core, call),
        ("IAuthentication", "logout") => {
            if let Some(me) = &call.session {
                core.forget_session(&me.sid);
            }
            Ok(Reply::Void)
        }
        ("IAuthentication", "ping") => Ok(Reply::Void),
        ("IAuthentication", "getCurrentUser") => Ok(Reply::Json(auth_user(core, call.me()?))),
        ("IAuthentication", "validate") => Ok(Reply::Json(validate(core, call))),
        ("IAPIKeys", _) => keys(core, call),
        ("ISecurityToken", _) => token(core, call),
        _ => Err(call.unsupported()),
    }
}

fn login(core: &mut Core, call: &Call) -> Value {
    let name = call.query.get("login").cloned().unwrap_or_default();
    let origin = call.query.get("origin").cloned().unwrap_or_default();
    match core.log_in(&name, call.text().unwrap_or_default(), &origin) {
        Some(session) => opened(core, &session),
        None => json!({"status": "Bad", "message": null}),
    }
}

fn opened(core: &Core, session: &Session) -> Value {
    json!({
        "status": "Ok",
        "authKey": session.sid,
        "latd": format!("{}@{}", session.login, session.domain),
        "authUser": auth_user(core, session),
    })
}

fn su(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    let me = call.me()?;
    let name = call.query.get("login").map(String::as_str).unwrap_or_default();
    let (login, domain) = name.split_once('@').unwrap_or((name, GLOBAL));
    let Some(domain) = core.domain_of(domain).map(str::to_owned) else {
        return Ok(Reply::Json(json!({"status": "Bad"})));
    };
    if !core.is_admin(me, &domain) {
        return Err(Fault::denied(format!("{} lacks the role sudo on {name}", me.login)));
    }
    let origin = format!("{} su", me.login);
    let session = core.find_login(&domain, login).and_then(|uid| core.open(&domain, &uid, &origin));
    Ok(Reply::Json(session.map_or_else(|| json!({"status": "Bad"}), |s| opened(core, &s))))
}

fn validate(core: &mut Core, call: &Call) -> Value {
    let name = call.query.get("login").cloned().unwrap_or_default();
    let password = call.text().unwrap_or_default();
    let Some((domain, uid)) = core.find_user(&name) else { return "NONE".into() };
    if core.sessions.get(password).is_some_and(|s| s.uid == uid) {
        return "TOKEN".into();
    }
    if core.is_archived(&domain, &uid) {
        return "ARCHIVED".into();
    }
    let right = core.passwords.get(&format!("{domain}/{uid}")).is_some_and(|p| p == password);
    if right { "PASSWORD".into() } else { "NONE".into() }
}

impl Core {
    /// A session for the login and password, or a session id or API key in place of the password.
    pub(crate) fn log_in(&mut self, name: &str, password: &str, origin: &str) -> Option<Session> {
        let (domain, uid) = self.find_user(name)?;
        if self.is_archived(&domain, &uid) {
            return None;
        }
        if let Some(session) = self.session_of_key(password) {
            return (session.uid == uid && session.domain == domain).then_some(session);
        }
        if self.passwords.get(&format!("{domain}/{uid}"))? != password {
            return None;
        }
        self.open(&domain, &uid, origin)
    }

    fn open(&mut self, domain: &str, uid: &str, origin: &str) -> Option<Session> {
        if self.is_archived(domain, uid) {
            return None;
        }
        let sid = self.fresh_uid("session");
        let session = self.session_for(domain, uid, &sid, origin)?;
        self.sessions.insert(sid, session.clone());
        Some(session)
    }

    fn is_archived(&self, domain: &str, uid: &str) -> bool {
        let user = self.entry(domain, uid).map(|(_, item)| entry_value(item));
        user.and_then(|u| u.get("archived")) == Some(&Value::Bool(true))
    }

    /// The user a login means: a login of the domain, else an address.
    fn find_user(&self, name: &str) -> Option<(String, String)> {
        let name = name.to_lowercase();
        let (local, host) = name.split_once('@').unwrap_or((&name, GLOBAL));
        if self.domains.contains_key(host)
            && let Some(uid) = self.find_login(host, local)
        {
            return Some((host.to_owned(), uid));
        }
        let domain = self.domain_of(host)?;
        let item = self.by_email(domain, &name)?;
        Some((domain.to_owned(), item.uid.clone()))
    }

    pub(crate) fn find_login(&self, domain: &str, login: &str) -> Option<String> {
        let mut items = self.directory(domain).ok()?.items();
        let is = |value: &Value| value.get("login").and_then(Value::as_str) == Some(login);
        items.find(|item| is(entry_value(item))).map(|item| item.uid.clone())
    }
}

fn auth_user(core: &Core, session: &Session) -> Value {
    let entry = core.entry(&session.domain, &session.uid);
    let value = entry.map_or(Value::Null, |(_, item)| entry_value(item).clone());
    let display = entry.and_then(|(_, item)| item.display_name.clone());
    json!({
        "uid": session.uid, "domainUid": session.domain, "displayName": display, "value": value,
        "roles": roles(core, session), "rolesByOU": {},
        "settings": user_settings::merged(core, &session.domain, &session.uid),
        "features": [],
    })
}

fn roles(core: &Core, session: &Session) -> Vec<&'static str> {
    let mut roles =
        vec!["hasMail", "hasCalendar", "hasTask", "selfChangePassword", "selfChangeSettings"];
    if core.is_admin(session, &session.domain) {
        roles.extend(["admin", "domainManagement", "manageUser", "sudo"]);
    }
    if session.is_global() {
        roles.push("systemManagement");
    }
    roles
}

fn keys(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    let me = call.me()?.clone();
    let as_json = |key: &ApiKey| {
        json!({"uid": key.uid, "sid": key.sid, "displayName": key.display_name,
               "subject": key.subject, "domainUid": key.domain})
    };
    match call.route.method {
        "create" => {
            let name = call.query.get("displayName").cloned().unwrap_or_default();
            if name.trim().is_empty() {
                return Err(Fault::invalid("an API key needs a name"));
            }
            let (uid, sid) = (core.fresh_uid("apikey"), core.fresh_uid("apikey-sid"));
            let key = ApiKey { uid, sid, display_name: name, subject: me.uid, domain: me.domain };
            let answer = as_json(&key);
            core.api_keys.push(key);
            Ok(Reply::Json(answer))
        }
        "list" => {
            let mine =
                core.api_keys.iter().filter(|k| k.subject == me.uid && k.domain == me.domain);
            Ok(Reply::Json(mine.map(as_json).collect()))
        }
        "delete" => {
            let uid = call.param("uid");
            let gone = core.api_keys.iter().position(|k| k.uid == uid && k.subject == me.uid);
            if let Some(at) = gone {
                core.api_keys.remove(at);
            }
            Ok(Reply::Void)
        }
        _ => Err(call.unsupported()),
    }
}

fn token(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    let me = call.me()?;
    let sid = call.nth(0);
    if me.sid != sid && !me.is_global() {
        return Err(Fault::denied("a token is for its own session"));
    }
    if call.route.method == "destroy" {
        core.forget_session(sid);
    }
    Ok(Reply::Void)
}
