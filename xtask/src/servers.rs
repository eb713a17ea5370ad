//! Both test servers as programs, for clients that are no Rust.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use crate::Failure;
use crate::shell::target;

/// One of the programs of `examples/`.
pub(crate) fn program(name: &str) -> PathBuf {
    target().join("release/examples").join(name)
}

/// A server that runs until it is dropped.
pub(crate) struct Server {
    child: Child,
    // Kept open: a server that cannot write would stop.
    _output: BufReader<ChildStdout>,
    /// `http://ADDR`.
    pub(crate) address: String,
    /// The second line.
    line: String,
}

impl Server {
    pub(crate) fn start(name: &str, arguments: &[&str]) -> Result<Self, Failure> {
        let mut child = Command::new(program(name))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{name}: {error}"))?;
        let output = child.stdout.take().ok_or("no standard output")?;
        let mut output = BufReader::new(output);
        let (mut first, mut line) = (String::new(), String::new());
        output.read_line(&mut first)?;
        output.read_line(&mut line)?;
        let address = first.trim().strip_prefix("listening on ").unwrap_or_default().to_owned();
        if address.is_empty() {
            return Err(format!("{name} says {first:?} instead of its address").into());
        }
        Ok(Self { child, _output: output, address, line })
    }

    /// `KEY=VALUE` of the second line.
    pub(crate) fn value(&self, key: &str) -> Result<&str, Failure> {
        let found = self.line.split_whitespace().find_map(|word| {
            word.split_once('=').filter(|(name, _)| *name == key).map(|(_, value)| value)
        });
        found.ok_or_else(|| format!("no {key}= in {:?}", self.line).into())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Its standard input closes: it ends by itself. Should it not, it is ended.
        drop(self.child.stdin.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The two servers, and the configuration of a migration from one to the other.
pub(crate) struct Pair {
    pub(crate) graph: Server,
    pub(crate) bluemind: Server,
    imap: String,
}

impl Pair {
    pub(crate) fn start(graph: &[&str], bluemind: &[&str]) -> Result<Self, Failure> {
        let graph = Server::start("serve-graph", graph)?;
        let imap = free_address()?;
        let arguments = [&["--imap", imap.as_str()], bluemind].concat();
        let bluemind = Server::start("serve-bluemind", &arguments)?;
        Ok(Self { graph, bluemind, imap })
    }

    /// Writes a configuration that uses the ledger `ledger`, and answers its file.
    pub(crate) fn configuration(&self, folder: &Path, ledger: &Path) -> Result<PathBuf, Failure> {
        let text = format!(
            r#"[graph]
base_url = "{graph}/v1.0"
token_url = "{graph}/{tenant}/oauth2/v2.0/token"
client_id = "{client}"
client_secret_env = "VIADUC_GRAPH_SECRET"

[bluemind]
base_url = "{bluemind}/api"
login = "{login}"
password_env = "VIADUC_BLUEMIND_PASSWORD"
domain = "{domain}"
imap = "imap://{imap}"

[ledger]
url = "sqlite://{ledger}"
"#,
            graph = self.graph.address,
            tenant = self.graph.value("tenant")?,
            client = self.graph.value("client_id")?,
            bluemind = self.bluemind.address,
            login = self.bluemind.value("login")?,
            domain = self.bluemind.value("domain")?,
            imap = self.imap,
            ledger = ledger.display(),
        );
        let file = folder.join("viaduc.toml");
        std::fs::write(&file, text)?;
        Ok(file)
    }

    /// `migrate` with that configuration.
    pub(crate) fn migrate(&self, configuration: &Path, json: &Path) -> Result<Command, Failure> {
        let mut migrate = Command::new(program("migrate"));
        migrate
            .arg("--config")
            .arg(configuration)
            .arg("--json")
            .arg(json)
            .arg("--report")
            .arg(json.with_extension("html"))
            .env("VIADUC_GRAPH_SECRET", self.graph.value("client_secret")?)
            .env("VIADUC_BLUEMIND_PASSWORD", self.bluemind.value("password")?)
            .stdout(Stdio::null());
        Ok(migrate)
    }
}

/// A loopback address that nobody listens on.
fn free_address() -> Result<String, Failure> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    Ok(listener.local_addr()?.to_string())
}
