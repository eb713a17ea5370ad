//! Serves a domain as BlueMind would, REST and IMAP, on loopback ports, until standard input closes or SIGTERM comes.

use std::net::SocketAddr;
use std::process::ExitCode;

use lexopt::{Arg, Parser};
use viaduc_bluemind_testserver::{BlueMind, Faults, Options, Running};
use viaduc_examples::{Stop, demo, serve};
use viaduc_graph_testserver::demo::{DOMAIN, Kind, ROSTER};

const USAGE: &str = "\
serve-bluemind [--listen ADDR] [--imap ADDR] [--faults FILE] [--state DIR]

  --listen ADDR  address and port of REST (127.0.0.1:0: a free port); the API is http://ADDR/api
  --imap ADDR    address and port of IMAP; without it there is none
  --faults FILE  a fault script, TOML or JSON
  --state DIR    go on from what an earlier run left in DIR, and leave there what this one has when it ends

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
    let mut options =
        Options::default().with_domain(DOMAIN).with_roster(demo::seats()).with_imap(None);
    let mut parser = Parser::from_env();
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("help") | Arg::Short('h') => return Err(Stop::Help(USAGE)),
            Arg::Long("listen") => options.rest = address(&mut parser, "--listen")?,
            Arg::Long("imap") => options.imap = Some(address(&mut parser, "--imap")?),
            Arg::Long("state") => {
                let folder = std::path::PathBuf::from(parser.value()?);
                std::fs::create_dir_all(&folder)
                    .map_err(|error| Stop::Unusable(format!("{}: {error}", folder.display())))?;
                options.state = Some(folder);
            }
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

fn run() -> Result<(), Stop> {
    let options = options()?;
    let state = options.state.clone();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Stop::Unusable(format!("cannot start the runtime: {error}")))?;
    runtime.block_on(async {
        let running =
            BlueMind::start(options).await.map_err(|error| Stop::Unusable(error.to_string()))?;
        if announce(&running).is_ok() {
            serve::until_told().await;
        }
        let Some(folder) = state else { return Ok(()) };
        running
            .save(&folder)
            .map_err(|error| Stop::Unusable(format!("state in {}: {error}", folder.display())))
    })
}

fn announce(running: &Running) -> std::io::Result<()> {
    let login = ROSTER.iter().find(|entry| entry.kind == Kind::Person).map(|entry| entry.address);
    let login = login.and_then(|address| address.split('@').next()).unwrap_or_default();
    let imap = running.imap_addr().map(|addr| format!(" imap={addr}")).unwrap_or_default();
    let second = format!(
        "login={} password={} domain={} user={}{imap}",
        running.admin_login(),
        running.admin_password(),
        running.domain(),
        running.uid(login),
    );
    serve::announce(running.rest_addr(), &second)
}
