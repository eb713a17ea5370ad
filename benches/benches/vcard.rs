//! Graph contact to vCard, beside reading the same JSON into its typed struct and dropping it, and beside io-msgraph.
#![expect(clippy::unwrap_used, reason = "a benchmark of wrong results is worth nothing")]

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use io_msgraph::v1::rest::users::contacts::MsgraphContact;
use viaduc_benches::CONTACTS;
use viaduc_graph_types::Contact;
use viaduc_graph_vcard::{Context, Options, contact_to_card};

fn main() {
    divan::main();
}

/// What any converter pays before it begins.
#[divan::bench(args = CONTACTS)]
fn typed_parse(bencher: Bencher<'_, '_>, kind: &str) {
    let json = viaduc_benches::contact(kind);
    bencher
        .counter(ItemsCount::new(1_usize))
        .bench(|| drop(viaduc_wire::read::<Contact>(black_box(json.as_bytes())).unwrap()));
}

#[divan::bench(args = CONTACTS)]
fn to_text_with_losses(bencher: Bencher<'_, '_>, kind: &str) {
    let json = viaduc_benches::contact(kind);
    let options = Options::default();
    bencher.counter(ItemsCount::new(1_usize)).bench(|| {
        let contact: Contact = viaduc_wire::read(black_box(json.as_bytes())).unwrap();
        let card = contact_to_card(&contact, &options, &Context::default()).unwrap();
        let text = card.value().to_text(options.version.dialect());
        assert!(text.contains("FN:"));
        (text, card.losses().len())
    });
}

#[divan::bench(args = CONTACTS)]
fn io_msgraph(bencher: Bencher<'_, '_>, kind: &str) {
    let json = viaduc_benches::contact(kind);
    bencher.counter(ItemsCount::new(1_usize)).bench(|| {
        let contact: MsgraphContact = serde_json::from_slice(black_box(json.as_bytes())).unwrap();
        let text = contact.to_vcard();
        assert!(text.contains("FN:"));
        text
    });
}
