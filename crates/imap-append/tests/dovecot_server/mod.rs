//! A Dovecot of one's own, in a temporary folder, gone at the end.
#![allow(dead_code, reason = "each test file uses what it needs")]

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

use viaduc_imap_append::{Connection, Credentials, Error, ErrorKind, ImapUrl, Options};

pub(crate) struct Dovecot {
    folder: tempfile::TempDir,
    process: Child,
    port: u16,
}

const PASSWORD: &str = "s3cret \"\\ key";
const USERS: [&str; 4] = ["plain", "login", "bob", "carol"];

impl Dovecot {
    /// `None`, said on standard error, where Dovecot is not installed.
    pub(crate) fn start() -> Option<Self> {
        let version = Command::new("dovecot").arg("--version").output();
        if !version.is_ok_and(|output| output.stdout.starts_with(b"2.3.")) {
            #[expect(clippy::disallowed_methods, reason = "a test asks how it is run")]
            let required = std::env::var_os("CI").is_some();
            assert!(!required, "Dovecot 2.3 (Debian: dovecot-imapd) is not installed");
            eprintln!("SKIPPED: Dovecot 2.3 (Debian: dovecot-imapd) is not installed");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let config = folder.path().join("dovecot.conf");
        std::fs::write(&config, configuration(&folder, port)).unwrap();
        let process = Command::new("dovecot")
            .args(["-F", "-c"])
            .arg(&config)
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        Some(Self { folder, process, port })
    }

    pub(crate) fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// The command with which this user logs in.
    #[expect(clippy::unused_self, reason = "every Dovecot here has this password")]
    pub(crate) fn login_line(&self, login: &str) -> String {
        let password = PASSWORD.replace('\\', "\\\\").replace('"', "\\\"");
        format!("LOGIN {login} \"{password}\"")
    }

    pub(crate) fn url(&self) -> ImapUrl {
        format!("imap://127.0.0.1:{}", self.port).parse().unwrap()
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    #[expect(clippy::unused_self, reason = "every Dovecot here has this password")]
    pub(crate) fn password(&self) -> &'static str {
        PASSWORD
    }

    #[expect(clippy::unused_self, reason = "every Dovecot here has this password")]
    pub(crate) fn credentials(&self, login: &str) -> Credentials {
        Credentials::new(login, PASSWORD)
    }

    /// A connection, as soon as the server listens.
    pub(crate) async fn connect(
        &self,
        login: &str,
        options: &Options,
    ) -> Result<Connection, Error> {
        let (url, credentials) = (self.url(), self.credentials(login));
        for _ in 0..2_000 {
            match Connection::connect(&url, &credentials, options).await {
                Err(error) if error.kind() == ErrorKind::Unreachable => {
                    tokio::time::sleep(std::time::Duration::from_millis(10)).await;
                }
                outcome => return outcome,
            }
        }
        panic!("no Dovecot: {}", std::fs::read_to_string(self.folder.path().join("log")).unwrap());
    }

    /// Kills every process that serves a mailbox.
    pub(crate) fn kick(&self) {
        let master = self.process.id().to_string();
        let children = Command::new("pgrep").args(["-P", &master, "-x", "imap"]).output().unwrap();
        for child in String::from_utf8(children.stdout).unwrap().split_whitespace() {
            Command::new("kill").args(["-9", child]).status().unwrap();
        }
    }
}

impl Drop for Dovecot {
    fn drop(&mut self) {
        // The master ends its children.
        let _ = Command::new("kill").arg(self.process.id().to_string()).status();
        let _ = self.process.wait();
    }
}

fn ask_id(option: &str) -> String {
    let output = Command::new("id").arg(option).output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn configuration(folder: &tempfile::TempDir, port: u16) -> String {
    use std::os::unix::fs::{PermissionsExt, chown};
    let root = folder.path().display();
    let mail = folder.path().join("mail");
    std::fs::create_dir(&mail).unwrap();
    let (mut uid, mut gid) = (ask_id("-u"), ask_id("-g"));
    let mut users = String::new();
    if uid == "0" {
        // Dovecot serves no mailbox of root's: `nobody` owns them.
        (uid, gid) = ("65534".into(), "65534".into());
        chown(&mail, Some(65534), Some(65534)).unwrap();
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755)).unwrap();
    } else {
        let (user, group) = (ask_id("-un"), ask_id("-gn"));
        users = format!(
            "default_internal_user = {user}\ndefault_internal_group = {group}\ndefault_login_user = {user}\n"
        );
    }
    let accounts = USERS.map(|user| format!("{user}@valmont.example:{{PLAIN}}{PASSWORD}\n"));
    std::fs::write(folder.path().join("users"), accounts.concat()).unwrap();
    format!(
        "{users}protocols = imap\n\
         base_dir = {root}/run\nstate_dir = {root}/state\nlog_path = {root}/log\n\
         ssl = no\ndisable_plaintext_auth = no\nauth_mechanisms = plain login\n\
         listen = 127.0.0.1\nfirst_valid_uid = {uid}\nfirst_valid_gid = 0\n\
         mail_location = maildir:~/Maildir\nmail_max_userip_connections = 100\n\
         passdb {{\n driver = passwd-file\n args = scheme=PLAIN username_format=%u {root}/users\n}}\n\
         userdb {{\n driver = static\n args = uid={uid} gid={gid} home={root}/mail/%u\n}}\n\
         service anvil {{\n chroot =\n}}\n\
         service imap-login {{\n chroot =\n inet_listener imap {{\n address = 127.0.0.1\n port = {port}\n }}\n inet_listener imaps {{\n port = 0\n }}\n}}\n\
         namespace inbox {{\n inbox = yes\n separator = /\n}}\n"
    )
}
