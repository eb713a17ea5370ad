//! The laws of both directions, on made-up calendars and items.

use viaduc_bluemind_icalendar::{Value, invariants};

#[test]
fn any_bytes_are_converted() {
    viaduc_fixture_runner::search(200, |u| {
        invariants::any_bytes_are_converted(u.arbitrary::<Vec<u8>>()?.as_slice());
        Ok(())
    });
}

#[test]
fn what_is_made_of_a_calendar_bluemind_takes() {
    viaduc_fixture_runner::search(300, |u| {
        let text = invariants::calendar_text(u)?;
        invariants::any_bytes_are_converted(text.as_bytes());
        Ok(())
    });
}

#[test]
fn a_stored_series_is_read_back() {
    viaduc_fixture_runner::search(300, |u| {
        let (series, tags) = invariants::stored_series(u)?;
        invariants::stored_is_read_back(Value::Series(series), &tags);
        Ok(())
    });
}

#[test]
fn a_stored_task_is_read_back() {
    viaduc_fixture_runner::search(300, |u| {
        let (todo, tags) = invariants::stored_todo(u)?;
        invariants::stored_is_read_back(Value::Todo(todo), &tags);
        Ok(())
    });
}

#[test]
fn any_json_settles() {
    viaduc_fixture_runner::search(300, |u| {
        if u.arbitrary()? {
            invariants::any_value_settles(Value::Series(u.arbitrary()?));
        } else {
            invariants::any_value_settles(Value::Todo(u.arbitrary()?));
        }
        Ok(())
    });
}
