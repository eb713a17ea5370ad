//! What kept an answer away, from the chain of causes that reqwest gives.

use std::error::Error;
use std::io;

use viaduc_rest::{TransportError, TransportErrorKind as Kind};

/// `host` is a name, or a name and a port. The message never holds the URL: it could hold a token.
pub(crate) fn explain(host: &str, without_roots: bool, error: &reqwest::Error) -> TransportError {
    let mut facts = Facts::default();
    let mut cause: Option<&(dyn Error + 'static)> = error.source();
    while let Some(current) = cause {
        facts.look_at(current);
        cause = current.source();
    }
    let connecting = error.is_connect();
    let kind = facts.kind.unwrap_or(match () {
        () if error.is_timeout() => Kind::Timeout,
        () if facts.dns => Kind::Dns,
        () if connecting => Kind::Unreachable,
        () if error.is_body() || error.is_decode() || error.is_request() => Kind::Closed,
        () => Kind::Other,
    });
    let mut found = TransportError::new(kind, host).with_never_sent(connecting);
    if kind == Kind::Tls && without_roots {
        found = found.with_detail(
            "this machine has no trusted root certificates; install them (Debian: ca-certificates) or give a CA file",
        );
    } else if let Some(detail) = facts.detail {
        found = found.with_detail(detail);
    }
    found
}

#[derive(Default)]
struct Facts {
    kind: Option<Kind>,
    dns: bool,
    detail: Option<String>,
}

impl Facts {
    fn look_at(&mut self, cause: &(dyn Error + 'static)) {
        if let Some(tls) = cause.downcast_ref::<rustls::Error>() {
            self.tls(tls);
        } else if let Some(io) = cause.downcast_ref::<io::Error>() {
            self.io(io);
        } else if self.kind.is_none() {
            let text = cause.to_string();
            if text == "dns error" {
                self.dns = true;
                self.kind = Some(Kind::Dns);
            }
            self.detail = Some(text);
        }
    }

    fn tls(&mut self, error: &rustls::Error) {
        self.kind = Some(Kind::Tls);
        self.detail = Some(error.to_string());
    }

    /// An I/O error may wrap another, which is not among its `source()`s.
    fn io(&mut self, mut error: &io::Error) {
        while let Some(inner) = error.get_ref() {
            if let Some(tls) = inner.downcast_ref::<rustls::Error>() {
                return self.tls(tls);
            }
            match inner.downcast_ref::<io::Error>() {
                Some(inner) => error = inner,
                None => break,
            }
        }
        let kind = kind_of(error.kind());
        if self.kind.is_none() || self.kind == Some(Kind::Other) {
            self.kind = kind.or(self.kind);
        }
        if self.detail.is_none() || kind.is_some() {
            self.detail = Some(error.to_string());
        }
    }
}

fn kind_of(kind: io::ErrorKind) -> Option<Kind> {
    const KINDS: &[(io::ErrorKind, Kind)] = &[
        (io::ErrorKind::ConnectionRefused, Kind::Refused),
        (io::ErrorKind::TimedOut, Kind::Timeout),
        (io::ErrorKind::ConnectionReset, Kind::Closed),
        (io::ErrorKind::ConnectionAborted, Kind::Closed),
        (io::ErrorKind::BrokenPipe, Kind::Closed),
        (io::ErrorKind::UnexpectedEof, Kind::Closed),
        (io::ErrorKind::HostUnreachable, Kind::Unreachable),
        (io::ErrorKind::NetworkUnreachable, Kind::Unreachable),
    ];
    KINDS.iter().find(|(of, _)| *of == kind).map(|(_, kind)| *kind)
}
