//! The laws under arbitrary answers.

use viaduc_fixture_runner::search;
use viaduc_graph_client::invariants::any_answer_is_read_or_refused;

#[test]
fn answers() {
    search(200, |u| {
        any_answer_is_read_or_refused(u.arbitrary()?, u.arbitrary()?);
        let names =
            ["value", "error", "id", "@odata.nextLink", "access_token", "code", "displayName"];
        let mut body = String::from("{");
        for _ in 0..u.int_in_range(0..=4)? {
            let value = [
                "1",
                "null",
                "\"x\"",
                "[]",
                "[{}]",
                "{\"id\":\"a\"}",
                "[null,1]",
                "{\"code\":\"x\"}",
            ];
            body += &format!("\"{}\":{},", u.choose(&names)?, u.choose(&value)?);
        }
        body += "\"z\":0}";
        any_answer_is_read_or_refused(u.arbitrary()?, body.as_bytes());
        Ok(())
    });
}
