//! The page and the table hold what mailboxes hold, and none of it is read as anything else.
use viaduc_fixture_runner::search;
use viaduc_pipeline::{Kind, Outcome, Owner, Trouble};
use viaduc_report::Report;

fn outcome(hostile: &str) -> (Vec<Owner>, Outcome) {
    let owner = Owner {
        id: "1".into(),
        address: hostile.to_owned(),
        name: hostile.to_owned(),
        ..Owner::default()
    };
    let mut outcome = Outcome::default();
    outcome.tally(&owner, Kind::Message).losses.insert(hostile.to_owned(), 3);
    let trouble = Trouble::mailbox(hostile).remedy(hostile);
    outcome.fail(&owner, Kind::Message, Some(hostile), Some(&hostile.into()), &trouble);
    (vec![owner], outcome)
}

/// The tags of a page, in order.
fn tags(page: &str) -> Vec<&str> {
    page.split('<').skip(1).map(|tag| tag.split('>').next().unwrap_or_default()).collect()
}

#[test]
fn nothing_that_a_mailbox_holds_becomes_markup() {
    search(200, |u| {
        let hostile: String = u.arbitrary()?;
        let (owners, harmless) = outcome("x");
        let plain = Report::new("x", &owners, &harmless, &[]).to_html();
        let (owners, outcome) = outcome(&hostile);
        let page = Report::new(&hostile, &owners, &outcome, &[]).to_html();
        let count = |page: &str| (tags(page).len(), page.matches('"').count());
        assert_eq!(count(&page), count(&plain), "{hostile:?}");
        Ok(())
    });
}

#[test]
fn a_cell_is_no_formula_and_a_line_is_one_item() {
    for hostile in ["=1+1", "+1", "-1", "@x", "a\",\"b", "\t=1"] {
        let (owners, outcome) = outcome(hostile);
        let csv = Report::new("t", &owners, &outcome, &[]).to_csv();
        let row = csv.lines().nth(1).unwrap();
        let start = row.trim_start_matches('"').chars().next().unwrap();
        assert!(start == '\'' || start == 'a', "{row}");
        assert!(row.ends_with(",3"), "{row}");
    }
}

#[test]
fn a_run_with_a_mailbox_left_out_is_not_sound() {
    let (owners, outcome) = outcome("alice@valmont.example");
    let report = Report::new("t", &owners, &outcome, &[]);
    assert!(!report.sound);
    assert!(report.to_html().contains("Not sound"));
    let data: serde_json::Value = serde_json::from_str(&report.to_json()).unwrap();
    assert_eq!(data["failures"][0]["remedy"], "alice@valmont.example");
    assert_eq!(data["mailboxes"][0]["kinds"]["message"]["failed"], 1);
    assert_eq!(data["loss_codes"]["alice@valmont.example"]["count"], 3);
}
