//! A server with an administrator and somebody who is none, and tables of what it refuses.

use serde_json::Value;
use viaduc_bluemind_testserver::Options;

use super::Server;

pub const DOMAIN: &str = "valmont.example";

pub struct Town {
    pub server: Server,
    pub admin: String,
    pub ada: String,
    pub key: String,
}

pub fn town() -> Town {
    let server = Server::start(Options::default().with_imap(None));
    let (admin, key) = (server.admin(), server.user("ada"));
    let ada = server.running.uid("ada");
    Town { server, admin, ada, key }
}

impl Town {
    /// The code of an answer as the administrator; empty where it is a success.
    pub fn code(&self, verb: &str, path: &str, body: &Value) -> String {
        self.code_as(&self.admin, verb, path, body)
    }

    pub fn code_as(&self, key: &str, verb: &str, path: &str, body: &Value) -> String {
        let answer = self.server.call(verb, path, Some(key), &body.to_string());
        if answer.status == 200 { String::new() } else { answer.code() }
    }

    pub fn get(&self, path: &str) -> Value {
        let answer = self.server.call("GET", path, Some(&self.admin), "");
        if answer.status == 204 { Value::Null } else { answer.json() }
    }

    /// Each value in turn; refused ones leave nothing behind.
    pub fn table(&self, verb: &str, path: &str, cases: &[(Value, &str)]) {
        for (body, code) in cases {
            assert_eq!(self.code(verb, path, body), *code, "{verb} {path} {body}");
        }
    }
}

/// A value with members changed.
pub fn with(base: &Value, changes: Value) -> Value {
    let mut value = base.clone();
    for (name, change) in changes.as_object().unwrap() {
        value[name] = change.clone();
    }
    value
}
