//! Readers and clients that others wrote, against our files and servers.

use std::path::Path;
use std::process::Command;

use crate::Failure;
use crate::kills::{read, total};
use crate::servers::{Pair, program};
use crate::shell::{command, output, root, run as sh, scratch};
use crate::tools::{Skips, debian, node, python};

pub(crate) fn run(skips: &mut Skips) -> Result<(), Failure> {
    crate::cards::run(skips)?;
    crate::series::run(skips)?;
    crate::mail::run(skips)?;
    let files = files()?;
    let pair = Pair::start(&[], &[])?;
    let report = migrated(&pair)?;
    match python()? {
        Some(python) => {
            sh(script(&python, "readers.py", &[&files]))?;
            let streams = root().join("crates/tnef/tests/fixtures").display().to_string();
            sh(script(&python, "tnef_readers.py", &[&streams]))?;
            microsofts(&python, &pair)?;
            blueminds(&python, &pair)?;
        }
        None => skips.add(
            "icalendar, vobject, tnefparse, RTFDE, msgraph-sdk, netbluemind5",
            "no Python, or no packages for it",
        )?,
    }
    match node()? {
        Some(folder) => {
            let readers = root().join("xtask/node/readers.mjs").display().to_string();
            let mut node = command("node", [&readers, &files]);
            node.current_dir(folder);
            sh(node)?;
        }
        None => skips.add("ical.js", "no Node.js, or no packages for it")?,
    }
    if debian("chromium", "chromium")? {
        browser(&report)
    } else {
        skips.add("the report in a browser", "no program chromium")
    }
}

/// The example events and contacts as files, in both versions of vCard.
fn files() -> Result<String, Failure> {
    let folder = scratch("readers")?;
    std::fs::remove_dir_all(&folder)?;
    let out = folder.display().to_string();
    let data = |name: &str| root().join("examples/data").join(name).display().to_string();
    sh(command(
        program("graph-to-ics"),
        ["--zone", "Europe/Paris", "--out", &out, &data("events.ndjson")],
    ))?;
    for version in ["3.0", "4.0"] {
        // vobject knows 3.0 only; ical.js reads either.
        let out =
            if version == "3.0" { out.clone() } else { scratch("vcard4")?.display().to_string() };
        sh(command(
            program("graph-to-vcf"),
            ["--version", version, "--out", &out, &data("contacts.ndjson")],
        ))?;
    }
    Ok(out)
}

fn script(python: &Path, name: &str, arguments: &[&str]) -> Command {
    let file = root().join("xtask/python").join(name);
    let mut script = command(python, arguments.iter().take(0));
    script.arg(file).args(arguments);
    script
}

/// Microsoft's own client pages through the Graph test server.
fn microsofts(python: &Path, pair: &Pair) -> Result<(), Failure> {
    let (address, graph) = (&pair.graph.address, &pair.graph);
    let base = format!("{address}/v1.0");
    let token = format!("{address}/{}/oauth2/v2.0/token", graph.value("tenant")?);
    let arguments = [
        &base,
        &token,
        graph.value("client_id")?,
        graph.value("client_secret")?,
        graph.value("tenant")?,
    ];
    sh(script(python, "msgraph_client.py", &arguments))
}

/// BlueMind's own client reads what the migration wrote, and does everything else it can.
fn blueminds(python: &Path, pair: &Pair) -> Result<(), Failure> {
    let api = format!("{}/api", pair.bluemind.address);
    for mode in ["readback", "full"] {
        let mut arguments = vec![mode, &api];
        for key in ["login", "password", "domain", "user"] {
            arguments.push(pair.bluemind.value(key)?);
        }
        sh(script(python, "netbluemind_client.py", &arguments))?;
    }
    Ok(())
}

/// The demo town carried over real ports, twice; answers the report.
fn migrated(pair: &Pair) -> Result<String, Failure> {
    let folder = scratch("migrated")?;
    std::fs::remove_dir_all(&folder)?;
    std::fs::create_dir_all(&folder)?;
    let configuration = pair.configuration(&folder, &folder.join("ledger.db"))?;
    let json = folder.join("report.json");
    sh(pair.migrate(&configuration, &json)?)?;
    let first = read(&json)?;
    let html = folder.join("first.html");
    std::fs::copy(json.with_extension("html"), &html)?;
    sh(pair.migrate(&configuration, &json)?)?;
    let (seen, again) = (total(&first, "seen"), total(&read(&json)?, "written"));
    println!("migrated {seen} items; the second run wrote {again}");
    if again > 0 || seen == 0 {
        return Err("a second run with nothing new wrote something".into());
    }
    Ok(html.display().to_string())
}

/// Chromium lays the report out: its verdict is there, and nothing asked for the network.
fn browser(report: &str) -> Result<(), Failure> {
    let profile = tempfile::tempdir()?;
    let (page, picture) = (format!("file://{report}"), report.replace(".html", ".png"));
    let profile = format!("--user-data-dir={}", profile.path().display());
    let picture = format!("--screenshot={picture}");
    let flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--window-size=1280,1600",
    ];
    let chromium =
        |last: &[&str]| command("chromium", [&flags, [profile.as_str()].as_slice(), last].concat());
    let dom = output(chromium(&["--dump-dom", &page]))?;
    for wanted in ["Verified: nothing is missing", "By mailbox", "valmont.example"] {
        if !dom.contains(wanted) {
            return Err(format!("the report shows no {wanted:?} in a browser").into());
        }
    }
    sh(chromium(&[&picture, &page]))?;
    println!("the report was laid out by Chromium");
    Ok(())
}
