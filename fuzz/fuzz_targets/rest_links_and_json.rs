//! Links stay on their host, a segment stays one, JSON is read or refused, a message is one line.
#![no_main]

use viaduc_rest::invariants as laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    laws::json_is_read_or_refused(bytes);
    let text = String::from_utf8_lossy(bytes);
    laws::links_stay_home(&text);
    laws::a_segment_stays_one(&text);
    laws::a_message_is_one_line(&text);
});
