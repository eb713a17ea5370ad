//! Any answer is a whole result, or an error that names its operation. The first two bytes are the status.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (status, body) = bytes.split_at(bytes.len().min(2));
    let status = status.iter().fold(0_u16, |status, byte| status << 8 | u16::from(*byte));
    viaduc_bluemind_client::invariants::any_answer_is_read_or_refused(status, body);
});
