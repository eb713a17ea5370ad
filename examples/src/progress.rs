//! How a long run shows that it goes on: a bar on a terminal, plain lines otherwise.

use std::io::IsTerminal;
use std::sync::Mutex;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use viaduc_pipeline::Progress;

/// After so many items there is another plain line.
const EVERY: u64 = 100;

/// Shows progress on standard error.
#[derive(Debug)]
pub struct Display {
    bar: Option<ProgressBar>,
    counts: Mutex<Counts>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    items: u64,
    verified: u64,
    begun: u64,
    done: u64,
}

impl Counts {
    fn text(self) -> String {
        let Self { items, verified, begun, done } = self;
        format!("{items} items carried, {verified} verified, {done} of {begun} mailboxes done")
    }
}

impl Display {
    /// A bar if standard error is a terminal.
    #[must_use]
    pub fn new() -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            let style = ProgressStyle::with_template("{spinner} {elapsed_precise} {msg}");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
            bar
        });
        Self { bar, counts: Mutex::default() }
    }

    /// Takes one piece of news.
    pub fn show(&self, progress: Progress<'_>) {
        let Ok(mut counts) = self.counts.lock() else { return };
        let before = *counts;
        match progress {
            Progress::Mailbox(_) => counts.begun += 1,
            Progress::Items(_, _, more) => counts.items += more,
            Progress::Verified(_, _, more) => counts.verified += more,
            Progress::MailboxDone(_) => counts.done += 1,
            Progress::Waiting(owner, why) => {
                self.line(&format!("waiting for {}: {why}", owner.address));
            }
            Progress::Container(..) | _ => return,
        }
        match &self.bar {
            Some(bar) => {
                bar.set_message(counts.text());
                bar.tick();
            }
            None => {
                let passed = |before: u64, now: u64| before / EVERY != now / EVERY;
                if passed(before.items, counts.items)
                    || passed(before.verified, counts.verified)
                    || before.done != counts.done
                {
                    self.line(&counts.text());
                }
            }
        }
    }

    /// Says something that stays.
    pub fn line(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.println(text),
            None => eprintln!("{text}"),
        }
    }

    /// Ends the bar.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

impl Default for Display {
    fn default() -> Self {
        Self::new()
    }
}
