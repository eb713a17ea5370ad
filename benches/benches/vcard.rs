//! Graph contact to vCard, beside reading the same JSON into its typed struct and dropping it.
#![expect(clippy::unwrap_used, reason = "a benchmark of wrong results is worth nothing")]

use divan::{Bencher, black_box};
use viaduc_graph_types::Contact;
use viaduc_graph_vcard::{Context, Options, contact_to_card};

fn main() {
    divan::main();
}

#[divan::bench(name = "contact/full/typed-parse")]
fn typed_parse(bencher: Bencher<'_, '_>) {
    let json = viaduc_benches::contact();
    bencher.bench(|| viaduc_wire::read::<Contact>(black_box(json.as_bytes())).unwrap());
}

#[divan::bench(name = "contact/full/to-text-with-losses")]
fn to_text(bencher: Bencher<'_, '_>) {
    let json = viaduc_benches::contact();
    let options = Options::default();
    bencher.bench(|| {
        let contact: Contact = viaduc_wire::read(black_box(json.as_bytes())).unwrap();
        let card = contact_to_card(&contact, &options, &Context::default()).unwrap();
        let text = card.value().to_text(options.version.dialect());
        assert!(text.contains("FN:"));
        (text, card.losses().len())
    });
}
