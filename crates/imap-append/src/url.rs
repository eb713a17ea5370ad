use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

/// Where an IMAP server listens: `imaps://HOST[:PORT]`, or `imap://HOST[:PORT]` for a loopback host only.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ImapUrl {
    host: Box<str>,
    port: u16,
    tls: bool,
}

/// Why a text is no [`ImapUrl`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidImapUrl {
    /// Neither `imaps://` nor `imap://`.
    #[error("an IMAP address starts with imaps:// (or imap:// for a loopback host)")]
    Scheme,
    /// No host, or something that is no host name or address.
    #[error(
        "an IMAP address is imaps://HOST or imaps://HOST:PORT, without a user, a password or a path"
    )]
    Host,
    /// Not a port number.
    #[error("the port of an IMAP address is a number from 1 to 65535")]
    Port,
    /// `imap://` to a host that is not this machine: the password would cross the network in clear.
    #[error("imap:// is for loopback addresses only, since it is not encrypted; use imaps://")]
    NotLoopback,
}

impl ImapUrl {
    /// The host name or address; an IPv6 address without its brackets.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port: 993 for `imaps://` and 143 for `imap://` if none was given.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Whether TLS is spoken from the first byte on.
    #[must_use]
    pub fn is_tls(&self) -> bool {
        self.tls
    }
}

impl FromStr for ImapUrl {
    type Err = InvalidImapUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (scheme, rest) = text.trim().split_once("://").ok_or(InvalidImapUrl::Scheme)?;
        let tls = match scheme.to_ascii_lowercase().as_str() {
            "imaps" => true,
            "imap" => false,
            _ => return Err(InvalidImapUrl::Scheme),
        };
        let (host, port) = host_and_port(rest.strip_suffix('/').unwrap_or(rest))?;
        let port = match port {
            None => 143 + 850 * u16::from(tls),
            Some(port) => {
                port.parse().ok().filter(|port| *port != 0).ok_or(InvalidImapUrl::Port)?
            }
        };
        if !tls && !is_loopback(host) {
            return Err(InvalidImapUrl::NotLoopback);
        }
        Ok(Self { host: host.into(), port, tls })
    }
}

fn host_and_port(authority: &str) -> Result<(&str, Option<&str>), InvalidImapUrl> {
    if let Some(bracketed) = authority.strip_prefix('[') {
        let (host, after) = bracketed.split_once(']').ok_or(InvalidImapUrl::Host)?;
        host.parse::<std::net::Ipv6Addr>().map_err(|_| InvalidImapUrl::Host)?;
        return match after.strip_prefix(':') {
            Some(port) => Ok((host, Some(port))),
            None if after.is_empty() => Ok((host, None)),
            None => Err(InvalidImapUrl::Host),
        };
    }
    if authority.contains(['@', '/', '?', '#']) {
        return Err(InvalidImapUrl::Host);
    }
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    let named = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'.' || b == b'_';
    if host.is_empty() || !host.bytes().all(named) {
        return Err(InvalidImapUrl::Host);
    }
    Ok((host, port))
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

impl fmt::Display for ImapUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.tls { "imaps" } else { "imap" };
        if self.host.contains(':') {
            write!(f, "{scheme}://[{}]:{}", self.host, self.port)
        } else {
            write!(f, "{scheme}://{}:{}", self.host, self.port)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ImapUrl, InvalidImapUrl};

    #[test]
    fn addresses() {
        for (text, shown) in [
            ("imaps://mail.example", "imaps://mail.example:993"),
            ("IMAPS://mail.example:1993/", "imaps://mail.example:1993"),
            ("imap://localhost", "imap://localhost:143"),
            ("imap://127.0.0.1:1143", "imap://127.0.0.1:1143"),
            ("imap://[::1]:1143", "imap://[::1]:1143"),
        ] {
            assert_eq!(text.parse::<ImapUrl>().unwrap().to_string(), shown);
        }
        for (text, why) in [
            ("mail.example", InvalidImapUrl::Scheme),
            ("https://mail.example", InvalidImapUrl::Scheme),
            ("imaps://", InvalidImapUrl::Host),
            ("imaps://me:secret@mail.example", InvalidImapUrl::Host),
            ("imaps://mail.example/INBOX", InvalidImapUrl::Host),
            ("imaps://mail.example:0", InvalidImapUrl::Port),
            ("imaps://mail.example:x", InvalidImapUrl::Port),
            ("imap://mail.example", InvalidImapUrl::NotLoopback),
            ("imap://192.0.2.1", InvalidImapUrl::NotLoopback),
        ] {
            assert_eq!(text.parse::<ImapUrl>(), Err(why), "{text}");
        }
    }
}
