//! The laws under arbitrary input.

use viaduc_fixture_runner::search;
use viaduc_rest::invariants as laws;

#[test]
fn links_stay_home() {
    search(200, |u| {
        laws::links_stay_home(u.arbitrary()?);
        let tail: &str = u.arbitrary()?;
        laws::links_stay_home(&format!("https://graph.example{tail}"));
        Ok(())
    });
}

#[test]
fn a_segment_stays_one() {
    search(200, |u| {
        laws::a_segment_stays_one(u.arbitrary()?);
        Ok(())
    });
}

#[test]
fn json_is_read_or_refused() {
    search(200, |u| {
        laws::json_is_read_or_refused(u.arbitrary()?);
        let text: &str = u.arbitrary()?;
        laws::json_is_read_or_refused(format!("{{\"a\":\"{text}\"}}").as_bytes());
        Ok(())
    });
}

#[test]
fn a_message_is_one_line() {
    search(200, |u| {
        laws::a_message_is_one_line(u.arbitrary()?);
        Ok(())
    });
}

#[test]
fn a_retry_ends() {
    search(200, |u| {
        laws::a_retry_ends(u.arbitrary()?, &u.arbitrary::<Vec<Option<u16>>>()?);
        Ok(())
    });
}
