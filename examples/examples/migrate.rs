//! The main job: a Microsoft 365 tenant into a BlueMind domain.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use lexopt::{Arg, Parser};
use viaduc::{Config, Migration, Phase, Run};
use viaduc_bluemind_testserver::{BlueMind, Options as BlueMindOptions};
use viaduc_examples::{Display, Stop, demo};
use viaduc_graph_testserver::{GraphServer, Options as GraphOptions, demo as town};
use viaduc_pipeline::{Scope, Trouble};

const USAGE: &str = "\
migrate [--config FILE] [--phase NAME]… [--report FILE] [--json FILE] [--seed N]

  --config FILE  real servers; without it the demo town moves between two embedded test servers
  --phase NAME   only this part (mail, calendar, contacts, tasks, resources, verify); may be repeated
  --report FILE  the report as a page (target/viaduc/report.html)
  --json FILE    the report as data
  --seed N       seed of the demo town (1)

Exit status 0: verification found nothing missing and nothing twice. 1: something is, or a mailbox could not be read; the
report says what to do. 2: unusable arguments or configuration, or a server that cannot be used at all.";

struct Arguments {
    config: Option<PathBuf>,
    phases: Vec<Phase>,
    report: PathBuf,
    json: Option<PathBuf>,
    seed: u64,
}

fn main() -> ExitCode {
    let arguments = match arguments() {
        Ok(arguments) => arguments,
        Err(stop) => return stop.exit(),
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return Stop::Unusable(format!("cannot start the runtime: {error}")).exit(),
    };
    let done = runtime.block_on(async {
        match &arguments.config {
            Some(file) => migrate(&Config::read(file)?, &arguments).await,
            None => embedded(&arguments).await,
        }
    });
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(trouble) => {
            eprintln!("{}", explained(&trouble));
            ExitCode::from(2)
        }
    }
}

fn explained(trouble: &Trouble) -> String {
    match trouble.remedy_text() {
        Some(remedy) => format!("{}: {remedy}", trouble.chain()),
        None => trouble.chain(),
    }
}

fn arguments() -> Result<Arguments, Stop> {
    let mut arguments = Arguments {
        config: None,
        phases: Vec::new(),
        report: PathBuf::from("target/viaduc/report.html"),
        json: None,
        seed: 1,
    };
    let mut parser = Parser::from_env();
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("help") | Arg::Short('h') => return Err(Stop::Help(USAGE)),
            Arg::Long("config") => arguments.config = Some(parser.value()?.into()),
            Arg::Long("report") => arguments.report = parser.value()?.into(),
            Arg::Long("json") => arguments.json = Some(parser.value()?.into()),
            Arg::Long("phase") => {
                let name = parser.value()?.to_string_lossy().into_owned();
                let phase = Phase::from_name(&name);
                arguments.phases.push(phase.map_err(|trouble| explained(&trouble))?);
            }
            Arg::Long("seed") => {
                let text = parser.value()?.to_string_lossy().into_owned();
                let seed = text.parse();
                arguments.seed = seed.map_err(|_| format!("--seed {text} is not a number"))?;
            }
            Arg::Short(_) | Arg::Long(_) | Arg::Value(_) => return Err(arg.unexpected().into()),
        }
    }
    Ok(arguments)
}

/// One run: progress while it goes on, then the report.
async fn migrate(config: &Config, arguments: &Arguments) -> Result<bool, Trouble> {
    // Known before anything is done: a report that cannot be written is no report.
    writable(&arguments.report)?;
    arguments.json.as_deref().map(writable).transpose()?;
    let migration = Migration::connect(config).await?;
    let run = once(&migration, arguments).await?;
    finish(&run, arguments)
}

async fn once(migration: &Migration, arguments: &Arguments) -> Result<Run, Trouble> {
    let display = Display::new();
    let run = migration.run(&arguments.phases, &|progress| display.show(progress)).await;
    display.finish();
    run
}

fn finish(run: &Run, arguments: &Arguments) -> Result<bool, Trouble> {
    let report = run.report("Microsoft 365 to BlueMind");
    save(&arguments.report, &report.to_html())?;
    if let Some(file) = &arguments.json {
        save(file, &report.to_json())?;
    }
    println!("kind          seen  written unchanged   failed verified  missing  doubled  altered");
    for (kind, counts) in &report.totals {
        println!(
            "{kind:<10} {:>7} {:>8} {:>9} {:>8} {:>8} {:>8} {:>8} {:>8}",
            counts.seen,
            counts.written,
            counts.unchanged,
            counts.failed,
            counts.verified,
            counts.missing,
            counts.doubled,
            counts.altered
        );
    }
    for failure in &report.failures {
        let remedy = failure.remedy.as_ref().map(|remedy| format!(" ({remedy})"));
        let place = failure.container.as_deref().unwrap_or_default();
        let (mailbox, kind) = (&failure.mailbox, &failure.kind);
        eprintln!("{mailbox} {kind} {place}: {}{}", failure.reason, remedy.unwrap_or_default());
    }
    for note in &report.notes {
        println!("{note}");
    }
    println!("report: {}", arguments.report.display());
    Ok(report.sound)
}

fn writable(file: &Path) -> Result<(), Trouble> {
    let cannot = |error| {
        Trouble::run(format!("{} cannot be written", file.display()))
            .remedy("name a file in a folder that can be written to")
            .because(error)
    };
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(cannot)?;
    }
    std::fs::OpenOptions::new().create(true).append(true).open(file).map(drop).map_err(cannot)
}

fn save(file: &Path, text: &str) -> Result<(), Trouble> {
    std::fs::write(file, text).map_err(|error| {
        Trouble::run(format!("{} cannot be written", file.display()))
            .remedy("make room or name another file; the migration itself is done and recorded")
            .because(error)
    })
}

/// The demo town between two embedded servers, twice: the second run has nothing to write.
async fn embedded(arguments: &Arguments) -> Result<bool, Trouble> {
    let server = |error: &dyn std::fmt::Display| {
        Trouble::run(format!("a test server cannot start: {error}"))
    };
    let graph = GraphServer::start(town::town_hall(arguments.seed), GraphOptions::default());
    let graph = graph.await.map_err(|error| server(&error))?;
    let options = BlueMindOptions::default().with_domain(town::DOMAIN).with_roster(demo::seats());
    let bluemind = BlueMind::start(options).await.map_err(|error| server(&error))?;
    let folder = tempfile::tempdir().map_err(|error| server(&error))?;
    let secrets = [folder.path().join("graph"), folder.path().join("bluemind")];
    save(&secrets[0], &graph.client_secret)?;
    save(&secrets[1], bluemind.admin_password())?;
    let imap = bluemind.imap_addr().map(|address| address.to_string()).unwrap_or_default();
    let toml = format!(
        "[graph]\nbase_url = {:?}\ntoken_url = {:?}\nclient_id = {:?}\nclient_secret_file = {:?}\n\
         [bluemind]\nbase_url = {:?}\nlogin = {:?}\npassword_file = {:?}\ndomain = {:?}\nimap = \"imap://{imap}\"\n\
         [ledger]\nurl = \"sqlite://{}\"\n",
        graph.base_url,
        graph.token_url(),
        graph.client_id,
        secrets[0],
        bluemind.api_url(),
        bluemind.admin_login(),
        secrets[1],
        bluemind.domain(),
        folder.path().join("ledger.db").display()
    );
    writable(&arguments.report)?;
    let migration = Migration::connect(&Config::parse(&toml)?).await?;
    let sound = finish(&once(&migration, arguments).await?, arguments)?;
    let notices = bluemind.notifications().len();
    let mut again = migration.run(&arguments.phases, &|_| ()).await?;
    let total =
        |run: &mut Run| run.outcome.tallies.values().map(|tally| tally.written).sum::<u64>();
    let written = total(&mut again);
    println!("a second run wrote {written} items; {notices} notices were sent to people");
    if written > 0 {
        return Err(
            Trouble::run("a second run with nothing new wrote something").scoped(Scope::Run)
        );
    }
    Ok(sound && notices == 0)
}
