//! The laws under arbitrary answers.

use viaduc_bluemind_client::invariants::any_answer_is_read_or_refused;
use viaduc_fixture_runner::search;

#[test]
fn answers() {
    search(200, |u| {
        any_answer_is_read_or_refused(u.arbitrary()?, u.arbitrary()?);
        let names =
            ["uid", "value", "errorCode", "version", "status", "authKey", "state", "id", "values"];
        let mut body = String::from(if u.arbitrary()? { "[{" } else { "{" });
        for _ in 0..u.int_in_range(0..=4)? {
            let value =
                ["1", "null", "\"Ok\"", "[]", "[{}]", "{\"main\":{}}", "[null,1]", "\"NOT_FOUND\""];
            body += &format!("\"{}\":{},", u.choose(&names)?, u.choose(&value)?);
        }
        body += if body.starts_with('[') { "\"z\":0}]" } else { "\"z\":0}" };
        any_answer_is_read_or_refused(u.arbitrary::<u16>()? % 5, body.as_bytes());
        any_answer_is_read_or_refused(u.arbitrary()?, body.as_bytes());
        Ok(())
    });
}
