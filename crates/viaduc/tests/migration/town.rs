//! Both test servers, and a migration between them.
use tempfile::TempDir;
use viaduc::{Config, Migration, Run};
use viaduc_bluemind_testserver::{BlueMind, Options, Running, Seat, SeatKind};
use viaduc_graph_testserver::demo::{DOMAIN, Kind, ROSTER, town_hall};
use viaduc_graph_testserver::{GraphServer, Options as GraphOptions, Running as GraphRunning};
use viaduc_pipeline::Trouble;

/// Three people are enough to meet everything once.
pub(crate) const PEOPLE: [&str; 3] =
    ["claire.dupont@valmont.example", "hugo.petit@valmont.example", "marie.lecoq@valmont.example"];

pub(crate) struct Town {
    pub(crate) graph: GraphRunning,
    pub(crate) bluemind: Running,
    folder: TempDir,
}

impl Town {
    pub(crate) async fn new(seed: u64) -> Self {
        let graph = GraphServer::start(town_hall(seed), GraphOptions::default()).await.unwrap();
        let seats = ROSTER.iter().filter_map(|entry| {
            let login = entry.address.split('@').next().unwrap();
            match entry.kind {
                Kind::Person => Some(Seat::person(login, "", entry.name)),
                Kind::Room => Some(Seat::thing(SeatKind::Room, login, entry.name)),
                Kind::Shared | Kind::Equipment | Kind::Group | _ => None,
            }
        });
        let options = Options::default().with_domain(DOMAIN).with_roster(seats.collect::<Vec<_>>());
        let bluemind = BlueMind::start(options).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("graph"), &graph.client_secret).unwrap();
        std::fs::write(folder.path().join("bluemind"), bluemind.admin_password()).unwrap();
        Self { graph, bluemind, folder }
    }

    pub(crate) fn config(&self, users: &[&str], more: &str) -> Config {
        let path = |name: &str| self.folder.path().join(name).display().to_string();
        let toml = format!(
            "[graph]\nbase_url = {:?}\ntoken_url = {:?}\nclient_id = {:?}\nclient_secret_file = {:?}\n\
             [bluemind]\nbase_url = {:?}\npassword_file = {:?}\ndomain = {:?}\nimap = \"imap://{}\"\n\
             [ledger]\nurl = \"sqlite://{}\"\n[run]\nusers = {users:?}\n{more}",
            self.graph.base_url,
            self.graph.token_url(),
            self.graph.client_id,
            path("graph"),
            self.bluemind.api_url(),
            path("bluemind"),
            self.bluemind.domain(),
            self.bluemind.imap_addr().unwrap(),
            path("ledger.db"),
        );
        Config::parse(&toml).unwrap()
    }

    /// The ledger is lost.
    pub(crate) fn forget(&self) {
        for file in std::fs::read_dir(self.folder.path()).unwrap().map(Result::unwrap) {
            if file.file_name().to_string_lossy().starts_with("ledger.db") {
                std::fs::remove_file(file.path()).unwrap();
            }
        }
    }

    /// A process's worth of migration: connected, run, and the ledger closed again.
    pub(crate) async fn migrate(&self, users: &[&str]) -> Result<Run, Trouble> {
        Migration::connect(&self.config(users, "")).await?.run(&[], &|_| ()).await
    }
}

/// Every count of the run together.
pub(crate) fn counts(run: &Run) -> viaduc_pipeline::Tally {
    let mut total = viaduc_pipeline::Tally::default();
    run.outcome.tallies.values().for_each(|tally| total.add(tally));
    total
}

/// Everything that was seen was verified, and a further run has nothing to do.
pub(crate) async fn assert_sound(town: &Town, users: &[&str]) {
    let run = town.migrate(users).await.unwrap();
    let tally = counts(&run);
    assert!(run.outcome.is_sound(), "{:#?}", run.outcome.failures);
    assert_eq!((tally.altered, tally.failed), (0, 0));
    assert_eq!(tally.verified, tally.seen, "seen and not verified");
    let again = counts(&town.migrate(users).await.unwrap());
    assert_eq!((again.written, again.removed), (0, 0), "a run with nothing new did something");
    assert_eq!(town.bluemind.notifications().len(), 0, "somebody was told");
}
