//! The client against the stand-in for the service, over the loopback interface.
#![cfg(feature = "reqwest")]
#![expect(clippy::unwrap_used, reason = "a test helper may panic")]

use std::time::Duration;

use secrecy::SecretString;
use viaduc_graph_client::{
    ClientCredentials, ErrorKind, GraphClient, Options, calendars, contacts, events, mail_folders,
    messages, places, settings, todo, users,
};
use viaduc_graph_testserver::faults::{Action, Fault};
use viaduc_graph_testserver::{GraphServer, Options as Served, Running, demo};
use viaduc_rest::{BaseUrl, RetryPolicy};
use viaduc_rest_reqwest::{ReqwestTransport, TokioClock};

type Client = GraphClient<ReqwestTransport, TokioClock>;

fn client(server: &Running) -> Client {
    client_with(server, &server.client_secret, &server.token_url())
}

fn client_with(server: &Running, secret: &str, token_url: &str) -> Client {
    let credentials = ClientCredentials::new(
        BaseUrl::parse(token_url).unwrap(),
        server.client_id.as_str(),
        SecretString::from(secret),
    );
    let mut options = Options::new(BaseUrl::parse(&server.base_url).unwrap(), credentials);
    options.retry = RetryPolicy::default().with_first_wait(Duration::from_millis(1));
    GraphClient::connect(options, viaduc_rest_reqwest::Options::default()).unwrap()
}

async fn start() -> Running {
    GraphServer::start(demo::town_hall(1), Served::default()).await.unwrap()
}

/// Reads everything that the first mailboxes hold; gives the number of things, and of mailboxes left out.
async fn read_all(graph: &Client, mailboxes: usize) -> (usize, usize) {
    let (mut things, mut left_out) = (0, 0);
    let people = graph.all(users::List::new()).await.unwrap();
    assert!(people.unreadable.is_empty());
    for user in people.items.into_iter().take(mailboxes) {
        let user = user.id.unwrap().into_string();
        let folders = graph.delta(mail_folders::Delta::new(user.as_str()), None).collect().await;
        let folders = match folders {
            Ok(round) => round.page.items,
            Err(error) => {
                assert!(users::ends_mailbox(&error), "{error}");
                left_out += 1;
                continue;
            }
        };
        for folder in folders.into_iter().filter_map(|folder| folder.id) {
            let delta = messages::Delta::new(user.as_str(), folder);
            let round = graph.delta(delta, None).collect().await.unwrap();
            for message in round.page.items.into_iter().filter_map(|message| message.id) {
                let value = graph.call(&messages::Value::new(user.as_str(), message)).await;
                things += usize::from(value.is_ok());
            }
        }
        things += read_calendars(graph, &user).await;
        things += graph.all(contacts::List::new(user.as_str())).await.unwrap().items.len();
        graph.call(&settings::Get::new(user.as_str())).await.unwrap();
        things += graph.all(settings::Categories::new(user.as_str())).await.unwrap().items.len();
        things += graph.all(settings::Rules::new(user.as_str())).await.unwrap().items.len();
        for list in graph.all(todo::Lists::new(user.as_str())).await.unwrap().items {
            let tasks = todo::Tasks::new(user.as_str(), list.id.unwrap());
            things += graph.all(tasks).await.unwrap().items.len();
        }
    }
    (things, left_out)
}

async fn read_calendars(graph: &Client, user: &str) -> usize {
    let mut things = 0;
    for calendar in graph.all(calendars::List::new(user)).await.unwrap().items {
        let calendar = calendar.id.unwrap();
        let delta = events::Delta::new(user, calendar.clone());
        let round = graph.delta(delta, None).collect().await.unwrap();
        for event in round.page.items.iter().filter(|event| event.recurrence.is_some()) {
            let whole =
                graph.call(&events::Get::new(user, event.id.clone().unwrap())).await.unwrap();
            assert_eq!(whole.id, event.id);
        }
        things += round.page.items.len();
        let listed = graph.all(events::List::new(user, calendar.clone())).await.unwrap();
        assert_eq!(listed.items.len(), round.page.items.len());
        graph.all(calendars::Permissions::new(user, calendar)).await.unwrap();
    }
    things
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tenant_is_read_whole_and_twice_alike() {
    let server = start().await;
    let graph = client(&server);
    let few = read_all(&graph, 3).await;
    let (things, _) = read_all(&graph, 8).await;
    assert!(things > 50, "{things}");
    assert!(!graph.all(places::Rooms::new()).await.unwrap().items.is_empty());
    server.expire_tokens();
    assert_eq!(read_all(&graph, 3).await, few);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn trouble_on_the_way_changes_nothing() {
    let server = start().await;
    let graph = client(&server);
    let expected = graph.all(users::List::new()).await.unwrap();
    let throttle = Action::Throttle { retry_after: Some("0".to_owned()) };
    for action in [
        throttle,
        Action::Empty { status: 503 },
        Action::Drop { bytes: 10 },
        Action::Truncate { bytes: 25 },
    ] {
        server.fault(Fault::on("*/users*", action).times(2));
        assert_eq!(graph.all(users::List::new()).await.unwrap(), expected);
    }
    let page = Action::Body { content_type: "text/html".to_owned(), body: "<html>".to_owned() };
    server.fault(Fault::on("*/users*", page));
    let error = graph.all(users::List::new()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedReply);
    assert!(error.message().contains("web page"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stale_link_restarts() {
    let server = start().await;
    let graph = client(&server);
    let user = graph.all(users::List::new()).await.unwrap().items.remove(0).id.unwrap();
    let call = mail_folders::Delta::new(user.as_str());
    let first = graph.delta(call.clone(), None).collect().await.unwrap();
    let again = graph.delta(call.clone(), Some(&first.link)).collect().await.unwrap();
    assert!(again.page.items.is_empty() && again.restarted.is_none());
    server.expire_delta_tokens();
    let healed = graph.delta(call, Some(&again.link)).collect().await.unwrap();
    assert_eq!(healed.page.items.len(), first.page.items.len());
    assert_eq!(healed.restarted.unwrap().kind(), ErrorKind::Gone);
}

#[tokio::test]
async fn wrong_credentials_say_what_is_wrong() {
    let server = start().await;
    let error = client_with(&server, "wrong", &server.token_url()).sign_in().await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Unauthenticated, Some("AADSTS7000215")));
    let elsewhere = format!("http://{}/no-such-tenant/oauth2/v2.0/token", server.addr);
    let error =
        client_with(&server, &server.client_secret, &elsewhere).sign_in().await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Unauthenticated, Some("AADSTS90002")));
    let secret = server.client_secret.clone();
    let gone = client(&server);
    server.stop().await;
    let error = gone.sign_in().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.hint().unwrap().contains("check that the server runs"));
    assert!(!format!("{error} {error:?}").contains(&secret));
}
