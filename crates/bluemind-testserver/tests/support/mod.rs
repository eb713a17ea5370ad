//! A server on a runtime of its own, and the smallest HTTP and IMAP clients that can talk to it.

#![allow(dead_code, unreachable_pub, reason = "every test program uses a part of it")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_debug_implementations,
    reason = "a test fails by panicking"
)]

pub mod town;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;

use serde_json::Value;
use viaduc_bluemind_testserver::{BlueMind, Options, Running};

/// A running server with the runtime it runs on.
pub struct Server {
    pub running: Running,
    _runtime: tokio::runtime::Runtime,
}

impl Server {
    pub fn start(options: Options) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let running = runtime.block_on(BlueMind::start(options)).unwrap();
        Self { running, _runtime: runtime }
    }

    /// A key for the administrator.
    pub fn admin(&self) -> String {
        let password = Value::from(self.running.admin_password()).to_string();
        let login = self.call("POST", "/auth/login?login=admin0@global.virt", None, &password);
        login.json()["authKey"].as_str().unwrap().to_owned()
    }

    /// A key for somebody of the roster.
    pub fn user(&self, login: &str) -> String {
        let password = Value::from(self.running.password()).to_string();
        let path = format!("/auth/login?login={login}@{}", self.running.domain());
        let answer = self.call("POST", &path, None, &password).json();
        answer["authKey"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
    }

    /// One exchange with a JSON body, as the generated clients have it.
    pub fn call(&self, verb: &str, path: &str, key: Option<&str>, body: &str) -> Answer {
        let key = key.map(|key| format!("X-BM-ApiKey: {key}\r\n")).unwrap_or_default();
        let head = format!("Accept: application/json\r\n{key}Content-Length: {}\r\n", body.len());
        self.raw(verb, path, &head, body.as_bytes()).expect("an answer")
    }

    /// One exchange with these header lines; `None` when the connection was dropped.
    pub fn raw(&self, verb: &str, path: &str, head: &str, body: &[u8]) -> Option<Answer> {
        let mut stream = TcpStream::connect(self.running.rest_addr()).unwrap();
        let request =
            format!("{verb} /api{path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{head}\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        // The server may have closed already: then there is an answer to read.
        let _sent = stream.write_all(body);
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).ok()?;
        Answer::parse(&bytes)
    }

    pub fn imap(&self) -> Imap {
        let stream = TcpStream::connect(self.running.imap_addr().unwrap()).unwrap();
        Imap { stream: BufReader::new(stream), tag: 0 }
    }
}

/// An HTTP answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Fewer octets came than were announced.
    pub truncated: bool,
}

impl Answer {
    fn parse(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|w| w == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.lines();
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
            .collect();
        let body = bytes[end + 4..].to_vec();
        let length = headers.iter().find(|(n, _)| n == "content-length");
        let length: usize = length.and_then(|(_, v)| v.parse().ok()).unwrap_or(0);
        Some(Self { status, truncated: body.len() < length, headers, body })
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|why| panic!("{why} in {} {:?}", self.status, self.text()))
    }

    pub fn code(&self) -> String {
        self.json()["errorCode"].as_str().unwrap_or_default().to_owned()
    }
}

/// A line-wise IMAP client.
pub struct Imap {
    stream: BufReader<TcpStream>,
    tag: u32,
}

impl Imap {
    /// Connects past the greeting and logs in.
    pub fn login(server: &Server, login: &str, password: &str) -> Self {
        let mut imap = server.imap();
        assert!(imap.line().unwrap().starts_with("* OK"));
        let answer = imap.command(&format!("LOGIN {login} {password}")).unwrap();
        assert!(answer.last().unwrap().contains(" OK "), "{answer:?}");
        imap
    }

    /// One line without its end; `None` when the connection was closed.
    pub fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        match self.stream.read_line(&mut line) {
            Ok(n) if n > 0 => Some(line.trim_end().to_owned()),
            _ => None,
        }
    }

    pub fn send(&mut self, bytes: &[u8]) {
        // A server that hung up is noticed when its answer is read.
        let _sent = self.stream.get_mut().write_all(bytes);
    }

    /// Sends a command and reads to its tagged answer; `None` when the connection was closed before that.
    pub fn command(&mut self, text: &str) -> Option<Vec<String>> {
        self.tag += 1;
        let tag = format!("a{}", self.tag);
        self.send(format!("{tag} {text}\r\n").as_bytes());
        let mut lines = Vec::new();
        loop {
            let line = self.line()?;
            let done = line.starts_with(&format!("{tag} "));
            lines.push(line);
            if done {
                return Some(lines);
            }
        }
    }

    /// Appends with a literal that does not wait; the tagged answer.
    pub fn append(&mut self, folder: &str, options: &str, message: &str) -> Option<String> {
        let text = format!("APPEND {folder} {options}{{{}+}}\r\n{message}", message.len());
        self.command(&text)?.pop()
    }
}
