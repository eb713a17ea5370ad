//! The laws of pointers, notes and the order of losses.
use viaduc_fidelity::{Converted, JsonPointer, LossKind, Losses, Place, loss_codes};

loss_codes! {
    /// The codes of this test.
    CODES = {
        /// One thing,
        /// on two lines.
        ONE = ("test.one", Repaired);
        /// Another.
        TWO = ("test.two", Dropped);
    }
}

#[test]
fn a_pointer_unescapes_to_the_tokens_it_was_made_of() {
    for token in ["", "/", "~", "~1", "a/b~c", "é\u{1f600}", "~0/~1"] {
        let pointer = Place::root().key("x").index(7).key(token).to_pointer();
        let tokens: Vec<_> = pointer.tokens().collect();
        assert_eq!(tokens, ["x", "7", token]);
        assert_eq!(pointer.as_str().parse::<JsonPointer>(), Ok(pointer.clone()));
    }
    assert_eq!(Place::root().to_pointer(), JsonPointer::root());
}

#[test]
fn what_is_no_pointer_is_refused() {
    for text in ["a", "a/b", "/~", "/~2", "/a~"] {
        assert!(text.parse::<JsonPointer>().is_err(), "{text:?}");
    }
}

#[test]
fn codes_carry_their_meaning_and_are_listed_once() {
    assert_eq!(ONE.meaning, "One thing, on two lines.");
    assert_eq!(CODES.iter().map(|code| code.name).collect::<Vec<_>>(), ["test.one", "test.two"]);
}

#[test]
fn notes_are_short_and_on_one_line() {
    let mut losses = Losses::new();
    losses.note(&ONE, JsonPointer::root(), &"a\r\n".repeat(500));
    let text = losses.as_slice()[0].to_string();
    assert!(text.chars().count() < 160 && !text.contains(char::is_control), "{text}");
}

#[test]
fn a_second_conversion_keeps_the_losses_of_the_first() {
    let mut first = Losses::new();
    first.report(&ONE, JsonPointer::root());
    let both = first.with(1).and_then(|n| {
        let mut second = Losses::new();
        second.report(&TWO, &Place::root().key("n"));
        Ok::<_, ()>(second.with(n + 1))
    });
    let both: Converted<i32> = both.unwrap();
    assert_eq!(*both.value(), 2);
    assert_eq!(both.worst(), Some(LossKind::Dropped));
    assert_eq!(
        both.losses().iter().map(|l| l.code.name).collect::<Vec<_>>(),
        ["test.one", "test.two"]
    );
}
