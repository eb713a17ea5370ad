//! Serves a tenant as Microsoft Graph would, on a loopback port, until standard input closes or SIGTERM comes.

use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use lexopt::{Arg, Parser};
use viaduc_examples::{Stop, serve};
use viaduc_graph_testserver::faults::Script;
use viaduc_graph_testserver::{GraphServer, Options, Tenant, demo};

const USAGE: &str = "\
serve-graph [--listen ADDR] [--tenant demo|DIR] [--faults FILE] [--seed N]

  --listen ADDR      address and port to listen on (127.0.0.1:0: a free port)
  --tenant demo|DIR  the demo town hall, or a folder of files (demo)
  --faults FILE      a fault script, TOML or JSON
  --seed N           seed of the demo (1)

Runs until its standard input closes or it gets SIGTERM.";

struct Arguments {
    listen: SocketAddr,
    tenant: String,
    faults: Option<String>,
    seed: u64,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => stop.exit(),
    }
}

fn arguments() -> Result<Arguments, Stop> {
    let mut arguments = Arguments {
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        tenant: "demo".to_owned(),
        faults: None,
        seed: 1,
    };
    let mut parser = Parser::from_env();
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("help") | Arg::Short('h') => return Err(Stop::Help(USAGE)),
            Arg::Long("listen") => {
                let text = parser.value()?.to_string_lossy().into_owned();
                let text = text.strip_prefix("http://").unwrap_or(&text);
                arguments.listen = text.parse().map_err(|_| {
                    unusable(&format!(
                        "--listen {text} is not an address and port, such as 127.0.0.1:8080"
                    ))
                })?;
            }
            Arg::Long("tenant") => {
                arguments.tenant = parser.value()?.to_string_lossy().into_owned();
            }
            Arg::Long("faults") => {
                arguments.faults = Some(parser.value()?.to_string_lossy().into_owned());
            }
            Arg::Long("seed") => {
                let text = parser.value()?.to_string_lossy().into_owned();
                arguments.seed = text
                    .parse()
                    .map_err(|_| unusable(&format!("--seed {text} is not a number")))?;
            }
            Arg::Short(_) | Arg::Long(_) | Arg::Value(_) => return Err(arg.unexpected().into()),
        }
    }
    Ok(arguments)
}

fn unusable(reason: &str) -> Stop {
    Stop::Unusable(format!("unusable arguments: {reason}"))
}

fn run() -> Result<(), Stop> {
    let arguments = arguments()?;
    let mut options = Options::default();
    options.listen = arguments.listen;
    if let Some(file) = &arguments.faults {
        let refused = |error: &dyn std::fmt::Display| Stop::Unusable(format!("{file}: {error}"));
        let text = std::fs::read_to_string(file).map_err(|error| refused(&error))?;
        options.faults =
            Script::parse(&text).map_err(|error| match std::error::Error::source(&error) {
                Some(source) => refused(&format_args!("{error}: {source}")),
                None => refused(&error),
            })?;
    }
    let tenant = tenant(&arguments)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Stop::Unusable(format!("cannot start the runtime: {error}")))?;
    runtime.block_on(until_told(tenant, options))
}

fn tenant(arguments: &Arguments) -> Result<Tenant, Stop> {
    if arguments.tenant == "demo" {
        return Ok(demo::town_hall(arguments.seed));
    }
    let loaded = Tenant::load(Path::new(&arguments.tenant))
        .map_err(|error| Stop::Unusable(format!("{}: {error}", arguments.tenant)))?;
    for warning in &loaded.warnings {
        eprintln!("{warning}");
    }
    Ok(loaded.tenant)
}

async fn until_told(tenant: Tenant, options: Options) -> Result<(), Stop> {
    let running = GraphServer::start(tenant, options).await.map_err(|error| {
        let source = std::error::Error::source(&error).map(|source| format!(": {source}"));
        Stop::Unusable(format!("{error}{}", source.unwrap_or_default()))
    })?;
    let second = format!(
        "client_id={} client_secret={} tenant={}",
        running.client_id, running.client_secret, running.tenant_id
    );
    if serve::announce(running.addr, &second).is_ok() {
        serve::until_told().await;
    }
    // Whoever is still reading gets a moment, not the last word.
    let _ = tokio::time::timeout(Duration::from_secs(2), running.stop()).await;
    Ok(())
}
