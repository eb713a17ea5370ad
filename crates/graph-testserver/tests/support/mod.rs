//! The smallest HTTP client: one request a connection, everything visible, nothing retried.

#![allow(dead_code, reason = "each test file uses its part")]

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use viaduc_graph_testserver::{GraphServer, Options, Running, Tenant};

/// An answer, as it came.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// Whether the connection ended before the announced length.
    pub(crate) cut: bool,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| {
            panic!("{error}: {}", String::from_utf8_lossy(&self.body));
        })
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    pub(crate) fn code(&self) -> String {
        self.json()["error"]["code"].as_str().unwrap_or_default().to_owned()
    }
}

/// A server with a token for it.
#[derive(Debug)]
pub(crate) struct Client {
    pub(crate) server: Running,
    pub(crate) token: String,
}

impl Client {
    pub(crate) async fn start(tenant: Tenant, options: Options) -> Self {
        let server = GraphServer::start(tenant, options).await.unwrap();
        let mut client = Self { server, token: String::new() };
        client.renew().await;
        client
    }

    /// Asks for a token.
    pub(crate) async fn renew(&mut self) {
        let (id, secret) = (self.server.client_id.clone(), self.server.client_secret.clone());
        let answer = self.ask_token(&id, &secret).await;
        assert_eq!(answer.status, 200);
        self.token = answer.json()["access_token"].as_str().unwrap().to_owned();
    }

    pub(crate) async fn ask_token(&self, id: &str, secret: &str) -> Answer {
        let form = format!(
            "grant_type=client_credentials&client_id={id}&client_secret={secret}&\
             scope=https%3A%2F%2Fgraph.microsoft.com%2F.default"
        );
        let path = self.server.token_url();
        let path = path.split_once("//").unwrap().1.split_once('/').unwrap().1;
        let headers = [("Content-Type", "application/x-www-form-urlencoded")];
        self.send("POST", &format!("/{path}"), &headers, form.as_bytes()).await
    }

    /// GET below `/v1.0`, or of an absolute link.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[]).await
    }

    pub(crate) async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.call("GET", path, headers, b"").await
    }

    pub(crate) async fn call(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Answer {
        let root = format!("http://{}", self.server.addr);
        let path = match path.strip_prefix(&root) {
            Some(path) => path.to_owned(),
            None => format!("/v1.0{path}"),
        };
        let bearer = format!("Bearer {}", self.token);
        let mut all = vec![("Authorization", bearer.as_str())];
        all.extend_from_slice(headers);
        self.send(method, &path, &all, body).await
    }

    /// JSON of a GET that succeeds.
    pub(crate) async fn json(&self, path: &str) -> Value {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", String::from_utf8_lossy(&answer.body));
        answer.json()
    }

    /// All items of a collection, and how many pages they came in.
    pub(crate) async fn all(&self, path: &str) -> (Vec<Value>, usize) {
        let (mut next, mut items, mut pages) = (Some(path.to_owned()), Vec::new(), 0);
        while let Some(path) = next {
            let page = self.json(&path).await;
            items.extend(page["value"].as_array().into_iter().flatten().cloned());
            pages += 1;
            next = page["@odata.nextLink"].as_str().map(str::to_owned);
            assert!(pages < 1000, "endless");
        }
        (items, pages)
    }

    /// A delta round: its items and its deltaLink.
    pub(crate) async fn delta(&self, path: &str) -> (Vec<Value>, String) {
        let (mut path, mut items) = (path.to_owned(), Vec::new());
        loop {
            let page = self.json(&path).await;
            items.extend(page["value"].as_array().unwrap().iter().cloned());
            if let Some(link) = page["@odata.deltaLink"].as_str() {
                return (items, link.to_owned());
            }
            path = page["@odata.nextLink"].as_str().unwrap().to_owned();
        }
    }

    pub(crate) async fn send(
        &self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Answer {
        let mut stream = TcpStream::connect(self.server.addr).await.unwrap();
        let mut head = format!(
            "{method} {target} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {}\r\n",
            self.server.addr,
            body.len()
        );
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(body).await.unwrap();
        let mut raw = Vec::new();
        // A scripted drop may arrive as a reset: what came before it is in `raw`.
        let _ = stream.read_to_end(&mut raw).await;
        read(&raw)
    }
}

fn read(raw: &[u8]) -> Answer {
    let end = raw.windows(4).position(|part| part == b"\r\n\r\n").unwrap_or(raw.len());
    let head = String::from_utf8_lossy(&raw[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).unwrap_or(0);
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let body = raw.get(end + 4..).unwrap_or_default().to_vec();
    let length = headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, value)| value.parse::<usize>().ok());
    Answer { status, cut: length.is_some_and(|length| body.len() < length), headers, body }
}
