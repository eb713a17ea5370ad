use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::ExposeSecret as _;

use super::Connection;
use crate::codec::{Command, Condition, Data, Response, Status, quoted};
use crate::wire::Wire;
use crate::{Credentials, Error, ErrorKind, Mechanism, Options};

const OPERATION: &str = "login";

impl Connection {
    /// Reads the greeting, logs in, and learns capabilities and the personal namespace.
    pub(super) async fn greet(
        wire: Wire,
        credentials: &Credentials,
        options: &Options,
    ) -> Result<Self, Error> {
        let mut connection = Self {
            wire,
            options: options.clone(),
            capabilities: std::collections::HashSet::new(),
            separator: None,
            prefix: String::new(),
            known: std::collections::HashSet::new(),
            selected: None,
            last_tag: 0,
            usable: true,
            complaint: None,
        };
        let greeting = connection.greeting().await?;
        connection.learn(&greeting).await?;
        if greeting.condition != Condition::PreAuth {
            let status = connection.login(credentials).await?;
            connection.learn(&status).await?;
        }
        connection.namespace().await?;
        Ok(connection)
    }

    async fn greeting(&mut self) -> Result<Status, Error> {
        let response = self.wire.response().await;
        match response.map_err(|lost| self.lost("connect", lost))? {
            Response::Untagged(status) if status.condition == Condition::Bye => {
                let detail = format!("the server takes no connections: {}", status.text);
                Err(Error::new(ErrorKind::Unavailable, "connect", detail))
            }
            Response::Untagged(status) => Ok(status),
            Response::Continue
            | Response::Tagged { .. }
            | Response::Data(_)
            | Response::Unknown(_) => {
                let detail = "no IMAP server answers here; check the port";
                Err(Error::new(ErrorKind::Protocol, "connect", detail))
            }
        }
    }

    /// Takes the capabilities from a status that tells them, or asks.
    async fn learn(&mut self, status: &Status) -> Result<(), Error> {
        if let Some(code) = status.code.as_ref().filter(|code| code.name == "CAPABILITY") {
            let told = crate::codec::capabilities(&code.arguments);
            self.capabilities = told.into_iter().collect();
            return Ok(());
        }
        let command = self.command("CAPABILITY");
        let mut told = Vec::new();
        self.run("capability", command, &mut |data| {
            if let Data::Capability(list) = data {
                told = list;
            }
        })
        .await?;
        self.capabilities = told.into_iter().collect();
        Ok(())
    }

    async fn login(&mut self, credentials: &Credentials) -> Result<Status, Error> {
        let password = credentials.password.expose_secret();
        if credentials.login.contains('\0') || password.contains('\0') {
            let detail = "a login or password cannot hold a NUL character";
            return Err(Error::new(ErrorKind::Invalid, OPERATION, detail));
        }
        let plain = match self.options.mechanism {
            Mechanism::Automatic => self.has("AUTH=PLAIN"),
            Mechanism::Plain => true,
            Mechanism::Login => false,
        };
        let command =
            if plain { self.plain(credentials) } else { self.login_command(credentials)? };
        let status = self.exchange(OPERATION, command, &mut |_| {}).await?;
        if status.condition == Condition::Ok {
            return Ok(status);
        }
        let code = status.code.as_ref().map_or("", |code| code.name.as_str());
        if matches!(code, "UNAVAILABLE" | "INUSE" | "LIMIT") {
            let detail = format!("the server cannot log anybody in now: [{code}]");
            return Err(Error::new(ErrorKind::Unavailable, OPERATION, detail));
        }
        // The server's text is left out: some repeat what they were sent.
        let detail = format!("the server refused the login {:?}", credentials.login);
        Err(Error::new(ErrorKind::Auth, OPERATION, detail))
    }

    fn plain(&mut self, credentials: &Credentials) -> Command {
        let password = credentials.password.expose_secret();
        let initial = STANDARD.encode(format!("\0{}\0{password}", credentials.login));
        if self.has("SASL-IR") {
            return self.command(&format!("AUTHENTICATE PLAIN {initial}"));
        }
        let mut command = self.command("AUTHENTICATE PLAIN");
        command.answer(&initial);
        command
    }

    fn login_command(&mut self, credentials: &Credentials) -> Result<Command, Error> {
        if self.has("LOGINDISABLED") {
            let detail = "the server allows no LOGIN on this connection; use imaps://";
            return Err(Error::new(ErrorKind::Unsupported, OPERATION, detail));
        }
        let literals = self.literals();
        let mut command = self.command("LOGIN");
        for secret in [credentials.login.as_str(), credentials.password.expose_secret()] {
            command.text(" ");
            match quoted(secret) {
                Some(quoted) => command.text(&quoted),
                None => command.literal(secret.as_bytes().to_vec().into(), literals),
            }
        }
        Ok(command)
    }
}
