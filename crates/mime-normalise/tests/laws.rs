//! The laws, on messages put together from pieces that are known to make trouble.
#![cfg(feature = "__invariants")]

#[path = "mail/hostile.rs"]
mod hostile;

use viaduc_mime_normalise::invariants::{check, fingerprint_of_content};

#[test]
fn pieces() {
    viaduc_fixture_runner::search(200, |u| {
        let message = hostile::message(u)?;
        check(&message);
        Ok(())
    });
}

#[test]
fn a_file_says_the_same_in_every_encoding() {
    viaduc_fixture_runner::search(200, |u| {
        let content: Vec<u8> = u.arbitrary()?;
        fingerprint_of_content(&content);
        Ok(())
    });
}

#[test]
fn noise() {
    viaduc_fixture_runner::search(200, |u| {
        let bytes: Vec<u8> = u.arbitrary()?;
        check(&bytes);
        Ok(())
    });
}

#[test]
fn line_ends_are_all_that_differs() {
    viaduc_fixture_runner::search(200, |u| {
        let message = hostile::message(u)?;
        let unix: Vec<u8> = message.iter().copied().filter(|b| *b != b'\r').collect();
        check(&unix);
        Ok(())
    });
}
