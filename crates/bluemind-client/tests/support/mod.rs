//! The stand-in for the server, and clients of it.

use std::time::Duration;

use secrecy::SecretString;
use viaduc_bluemind_client::{BlueMindClient, Credentials, Options, users};
use viaduc_bluemind_testserver::{BlueMind, Options as Served, Running};
use viaduc_bluemind_types::{DomainUid, ItemUid};
use viaduc_rest::{BaseUrl, RetryPolicy};
use viaduc_rest_reqwest::{ReqwestTransport, TokioClock};

pub(crate) type Client = BlueMindClient<ReqwestTransport, TokioClock>;

pub(crate) async fn start() -> Running {
    BlueMind::start(Served::default()).await.unwrap()
}

pub(crate) fn client(server: &Running, password: &str) -> Client {
    let credentials = Credentials::Password {
        login: server.admin_login().to_owned(),
        password: SecretString::from(password),
    };
    let mut options = Options::new(BaseUrl::parse(&server.api_url()).unwrap(), credentials);
    options.retry = RetryPolicy::default().with_first_wait(Duration::from_millis(1));
    BlueMindClient::connect(options, viaduc_rest_reqwest::Options::default()).unwrap()
}

/// The administrator, and somebody of the town hall: uid, and a client acting as that person.
pub(crate) async fn somebody(server: &Running, domain: &DomainUid) -> (Client, ItemUid, Client) {
    let admin = client(server, server.admin_password());
    let uid = admin.call(&users::All::new(domain)).await.unwrap().remove(0);
    let user = admin.call(&users::GetComplete::new(domain, &uid)).await.unwrap().unwrap();
    let login = user.value.unwrap().login.unwrap();
    let found = admin.call(&users::ByLogin::new(domain, &login)).await.unwrap().unwrap();
    assert_eq!(found.uid.as_ref(), Some(&uid));
    let acting = admin.acting_as(format!("{login}@{domain}"));
    (admin, uid, acting)
}
