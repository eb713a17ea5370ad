//! Serves a domain as BlueMind would, REST and IMAP, on loopback ports, until standard input closes or SIGTERM comes.

use std::io::{Read, Write};
use std::net::SocketAddr;
use std::process::ExitCode;

use lexopt::{Arg, Parser};
use viaduc_bluemind_testserver::{BlueMind, Faults, Options, Running, Seat, SeatKind};
use viaduc_examples::Stop;
use viaduc_graph_testserver::demo::{DOMAIN, Entry, Kind, ROSTER};

const USAGE: &str = "\
serve-bluemind [--listen ADDR] [--imap ADDR] [--faults FILE]

  --listen ADDR  address and port of REST (127.0.0.1:0: a free port); the API is http://ADDR/api
  --imap ADDR    address and port of IMAP; without it there is none
  --faults FILE  a fault script, TOML or JSON

Runs until its standard input closes or it gets SIGTERM.";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => stop.exit(),
    }
}

fn unusable(reason: &str) -> Stop {
    Stop::Unusable(format!("unusable arguments: {reason}"))
}

fn address(parser: &mut Parser, option: &str) -> Result<SocketAddr, Stop> {
    let text = parser.value()?.to_string_lossy().into_owned();
    let bare = text.trim_start_matches("http://").trim_start_matches("imap://");
    bare.parse().map_err(|_| {
        unusable(&format!("{option} {text} is not an address and port, such as 127.0.0.1:8090"))
    })
}

fn options() -> Result<Options, Stop> {
    let mut options = Options::default().with_domain(DOMAIN).with_roster(roster()).with_imap(None);
    let mut parser = Parser::from_env();
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("help") | Arg::Short('h') => return Err(Stop::Help(USAGE)),
            Arg::Long("listen") => options.rest = address(&mut parser, "--listen")?,
            Arg::Long("imap") => options.imap = Some(address(&mut parser, "--imap")?),
            Arg::Long("faults") => {
                let file = parser.value()?.to_string_lossy().into_owned();
                let text = std::fs::read_to_string(&file)
                    .map_err(|error| Stop::Unusable(format!("{file}: {error}")))?;
                options.faults = Faults::from_text(&text)
                    .map_err(|error| Stop::Unusable(format!("{file}: {error}")))?;
            }
            Arg::Short(_) | Arg::Long(_) | Arg::Value(_) => return Err(arg.unexpected().into()),
        }
    }
    Ok(options)
}

/// The demo town's roster; groups are for a migration to make.
fn roster() -> Vec<Seat> {
    ROSTER.iter().filter_map(seat).collect()
}

fn seat(entry: &Entry) -> Option<Seat> {
    let login = entry.address.split('@').next().unwrap_or_default();
    let kind = match entry.kind {
        Kind::Person => {
            let (given, family) = entry.name.split_once(' ').unwrap_or(("", entry.name));
            return Some(Seat::person(login, given, family));
        }
        Kind::Shared => SeatKind::Mailshare,
        Kind::Room => SeatKind::Room,
        Kind::Equipment => SeatKind::Equipment,
        _ => return None,
    };
    Some(Seat::thing(kind, login, entry.name))
}

fn run() -> Result<(), Stop> {
    let options = options()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Stop::Unusable(format!("cannot start the runtime: {error}")))?;
    runtime.block_on(async {
        let running =
            BlueMind::start(options).await.map_err(|error| Stop::Unusable(error.to_string()))?;
        if announce(&running).is_ok() {
            until_told().await;
        }
        Ok(())
    })
}

/// Both lines at once and flushed: who started us reads them through a pipe.
fn announce(running: &Running) -> std::io::Result<()> {
    let login = ROSTER.iter().find(|entry| entry.kind == Kind::Person).map(|entry| entry.address);
    let login = login.and_then(|address| address.split('@').next()).unwrap_or_default();
    let imap = running.imap_addr().map(|addr| format!(" imap={addr}")).unwrap_or_default();
    let mut out = std::io::stdout().lock();
    write!(
        out,
        "listening on http://{}\nlogin={} password={} domain={} user={}{imap}\n",
        running.rest_addr(),
        running.admin_login(),
        running.admin_password(),
        running.domain(),
        running.uid(login),
    )?;
    out.flush()
}

/// Waits for the end of standard input, SIGTERM or an interrupt.
async fn until_told() {
    let (send, closed) = tokio::sync::oneshot::channel::<()>();
    // A thread of our own: a blocking task would keep the runtime from ending.
    std::thread::spawn(move || {
        let mut input = std::io::stdin().lock();
        let mut sink = [0_u8; 256];
        while matches!(input.read(&mut sink), Ok(count) if count > 0) {}
        // The receiver may be gone: then we are ending already.
        let _ending = send.send(());
    });
    tokio::select! {
        _ = closed => {}
        () = terminated() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending::<()>().await;
}
