//! A server that runs, and what a test may see of it.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::clock::Clock;
use crate::core::{entry_kind, entry_value};
use crate::faults::{Fault, Script};
use crate::mail::{flags_of, number, records_uid};
use crate::notify::Notification;
use crate::options::{Options, uid_of};
use crate::seed::{empty, seed};
use crate::shared::{Logged, Shared};
use crate::{http, imap, state};

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The address cannot be listened at.
    #[error("listening at {addr}: {source}")]
    Listen {
        /// The address.
        addr: SocketAddr,
        /// Why not.
        source: std::io::Error,
    },
    /// The saved state cannot be read.
    #[error("state in {folder}: {source}")]
    State {
        /// The folder.
        folder: std::path::PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The roster has an entry a BlueMind refuses.
    #[error("seeding {login}: {why}")]
    Seed {
        /// The login of the entry.
        login: String,
        /// Why it is refused.
        why: String,
    },
}

/// Starts servers.
#[derive(Debug)]
#[non_exhaustive]
pub struct BlueMind;

impl BlueMind {
    /// Starts a server on the current tokio runtime; it stops when the [`Running`] is dropped.
    ///
    /// # Errors
    ///
    /// When an address is taken, or the roster has an entry a BlueMind refuses.
    pub async fn start(options: Options) -> Result<Running, StartError> {
        let saved = options.state.as_deref().filter(|folder| state::is_there(folder));
        let core = match saved {
            Some(folder) => state::load(folder, empty(&options))
                .map_err(|source| StartError::State { folder: folder.to_owned(), source })?,
            None => seed(&options)?,
        };
        let shared = Arc::new(Shared::new(core, Script::new(options.faults.clone())));
        let (rest, rest_addr) = listen(options.rest).await?;
        let mut tasks = vec![tokio::spawn(serve_rest(rest, Arc::clone(&shared)))];
        let mut imap_addr = None;
        if let Some(addr) = options.imap {
            let (listener, addr) = listen(addr).await?;
            imap_addr = Some(addr);
            tasks.push(tokio::spawn(serve_imap(listener, Arc::clone(&shared))));
        }
        Ok(Running {
            rest_addr,
            imap_addr,
            domain: options.domain,
            password: options.password,
            admin_password: options.admin_password,
            clock: options.clock,
            shared,
            tasks,
        })
    }
}

async fn listen(addr: SocketAddr) -> Result<(TcpListener, SocketAddr), StartError> {
    let failed = |source| StartError::Listen { addr, source };
    let listener = TcpListener::bind(addr).await.map_err(failed)?;
    let bound = listener.local_addr().map_err(failed)?;
    Ok((listener, bound))
}

async fn serve_rest(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = tokio::task::JoinSet::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        // Small answers must not wait for the acknowledgement of the one before.
        let _nodelay = stream.set_nodelay(true);
        let shared = Arc::clone(&shared);
        connections.spawn(async move {
            let service = hyper::service::service_fn(move |request| {
                http::answer(Arc::clone(&shared), request)
            });
            // A connection that ends badly, by script or by its client, has nobody to tell.
            let _ended = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
        while connections.try_join_next().is_some() {}
    }
}

async fn serve_imap(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = tokio::task::JoinSet::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        let _nodelay = stream.set_nodelay(true);
        connections.spawn(imap::serve(Arc::clone(&shared), stream));
        while connections.try_join_next().is_some() {}
    }
}

/// A message as it lies in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StoredMessage {
    /// Folder, full name within its mailbox.
    pub folder: String,
    /// IMAP UID.
    pub uid: u32,
    /// Flags and keywords.
    pub flags: Vec<String>,
    /// INTERNALDATE, milliseconds since 1970.
    pub date_ms: i64,
    /// The message, byte for byte.
    pub bytes: bytes::Bytes,
}

/// A running server. Dropping it closes both ports and every connection.
#[derive(Debug)]
pub struct Running {
    rest_addr: SocketAddr,
    imap_addr: Option<SocketAddr>,
    domain: String,
    password: String,
    admin_password: String,
    clock: Clock,
    shared: Arc<Shared>,
    tasks: Vec<JoinHandle<()>>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

impl Running {
    /// Where REST listens.
    pub fn rest_addr(&self) -> SocketAddr {
        self.rest_addr
    }

    /// Where IMAP listens, if it does.
    pub fn imap_addr(&self) -> Option<SocketAddr> {
        self.imap_addr
    }

    /// The base URL clients are given: `http://ADDR/api`.
    pub fn api_url(&self) -> String {
        format!("http://{}/api", self.rest_addr)
    }

    /// The login of the platform administrator, who may act for everybody.
    pub fn admin_login(&self) -> &'static str {
        "admin0@global.virt"
    }

    /// The administrator's password.
    pub fn admin_password(&self) -> &str {
        &self.admin_password
    }

    /// The uid, and name, of the seeded domain.
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// The password of everybody in the roster.
    pub fn password(&self) -> &str {
        &self.password
    }

    /// The uid of an entry of the roster.
    pub fn uid(&self, login: &str) -> String {
        uid_of(&self.domain, login)
    }

    /// The clock the server goes by.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Adds a line to the fault script.
    pub fn add_fault(&self, fault: Fault) {
        self.shared.script().add(fault);
    }

    /// Empties the fault script.
    pub fn clear_faults(&self) {
        self.shared.script().clear();
    }

    /// Every mail a real server would have sent to people so far.
    pub fn notifications(&self) -> Vec<Notification> {
        self.shared.core().notifications.clone()
    }

    /// Every exchange so far, REST and IMAP, in the order of their answers.
    pub fn requests(&self) -> Vec<Logged> {
        self.shared.logged()
    }

    /// Forgets the exchanges so far.
    pub fn clear_requests(&self) {
        self.shared.clear_log();
    }

    /// Uids of the containers of a type (`calendar`, `addressbook`, `todolist`…) an owner has.
    pub fn containers(&self, owner: &str, kind: &str) -> Vec<String> {
        let core = self.shared.core();
        let own = core.containers.values().filter(|c| c.owner == owner && c.kind == kind);
        own.map(|c| c.uid.clone()).collect()
    }

    /// The stored values of a container by item uid; empty for no such container.
    pub fn items(&self, container: &str) -> BTreeMap<String, Value> {
        let core = self.shared.core();
        let Some(c) = core.containers.get(container) else { return BTreeMap::new() };
        c.items().map(|item| (item.uid.clone(), item.value.clone())).collect()
    }

    /// The version of a container: grows with every write.
    pub fn version(&self, container: &str) -> Option<i64> {
        self.shared.core().containers.get(container).map(|c| c.version)
    }

    /// The access control list of a container: subject and verb.
    pub fn acl(&self, container: &str) -> Vec<(String, String)> {
        self.shared.core().containers.get(container).map(|c| c.acl.clone()).unwrap_or_default()
    }

    /// Every message of a mailbox, folder by folder in the order of creation; `owner` is the uid of a user or
    /// shared mailbox.
    pub fn mail(&self, owner: &str) -> Vec<StoredMessage> {
        let core = self.shared.core();
        let trees = core
            .containers
            .values()
            .filter(|c| c.kind == "replicated_mailboxes" && c.owner == owner);
        let mut out = Vec::new();
        for folder in trees.flat_map(|tree| tree.items()) {
            let Some(records) = core.containers.get(&records_uid(&folder.uid)) else { continue };
            let name = folder.value.get("fullName").and_then(Value::as_str).unwrap_or_default();
            out.extend(records.items().map(|item| {
                StoredMessage {
                    folder: name.to_owned(),
                    uid: u32::try_from(number(item, "imapUid")).unwrap_or(0),
                    flags: flags_of(item),
                    date_ms: number(item, "date"),
                    bytes: core
                        .mail
                        .body(item.value.get("guid").and_then(Value::as_str).unwrap_or_default()),
                }
            }));
        }
        out
    }

    /// Full names of the folders of a mailbox.
    pub fn folders(&self, owner: &str) -> Vec<String> {
        let core = self.shared.core();
        core.containers
            .values()
            .filter(|c| c.kind == "replicated_mailboxes" && c.owner == owner)
            .flat_map(|tree| tree.items())
            .filter_map(|item| item.value.get("fullName")?.as_str().map(str::to_owned))
            .collect()
    }

    /// The directory entries of the seeded domain: uid, kind (`USER`, `RESOURCE`, `MAILSHARE`, `GROUP`…), value.
    pub fn entries(&self) -> Vec<(String, &'static str, Value)> {
        let core = self.shared.core();
        let Ok(directory) = core.directory(&self.domain) else { return Vec::new() };
        directory
            .items()
            .map(|item| (item.uid.clone(), entry_kind(item), entry_value(item).clone()))
            .collect()
    }

    /// The files that events and tasks point to, by their addresses.
    pub fn attachments(&self) -> BTreeMap<String, bytes::Bytes> {
        self.shared.core().attachments.clone()
    }

    /// Writes everything but sessions, parts of messages and notifications to a folder, for [`Options::state`].
    ///
    /// # Errors
    ///
    /// When the folder cannot be written to.
    pub fn save(&self, folder: &std::path::Path) -> std::io::Result<()> {
        state::save(folder, &self.shared.core())
    }

    /// Waits for the server to stop, which by itself it does not.
    pub async fn forever(mut self) {
        for task in self.tasks.drain(..) {
            // It ends only by being aborted.
            let _aborted = task.await;
        }
    }
}
