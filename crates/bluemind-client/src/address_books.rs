//! Cards. BlueMind: `IAddressBook`.

use viaduc_bluemind_types::{
    ContainerChangeset, ContainerUid, ItemUid, ItemValue, VCard, VCardChangesItemAdd,
};
use viaduc_rest::{ApiError, Clock, ErrorKind, Transport};

use crate::batch::{Batch, Books};
use crate::{BlueMindClient, reply};

call! {
    /// Creates a card under a uid of the caller's choice; one that is there is `Conflict`.
    /// BlueMind: `IAddressBook.create`.
    ///
    /// An e-mail address that is none refuses the whole card (`INVALID_EMAIL`); `security` with null keys trips the
    /// server; a full book (15,000 cards) is `TooLarge` (`MAX_ITEM_COUNT`).
    pub struct Create ("addressBooks.create") <'a> {
        /// The book.
        book: &'a ContainerUid,
        /// The card's uid in the book.
        uid: &'a ItemUid,
        /// The card.
        card: &'a VCard,
    }
    PUT |this, base| base.at("addressbooks").segment(this.book.as_str()).segment(this.uid.as_str());
    body |this| this.card;
    idempotence No;
    reply () => reply::void;
}

call! {
    /// Replaces a card. BlueMind: `IAddressBook.update`.
    pub struct Update ("addressBooks.update") <'a> {
        /// The book.
        book: &'a ContainerUid,
        /// The card's uid in the book.
        uid: &'a ItemUid,
        /// The card.
        card: &'a VCard,
    }
    POST |this, base| base.at("addressbooks").segment(this.book.as_str()).segment(this.uid.as_str());
    body |this| this.card;
    idempotence Yes;
    reply () => reply::void;
}

call! {
    /// Deletes a card. BlueMind: `IAddressBook.delete`.
    pub struct Delete ("addressBooks.delete") <'a> {
        /// The book.
        book: &'a ContainerUid,
        /// The card's uid in the book.
        uid: &'a ItemUid,
    }
    DELETE |this, base| base.at("addressbooks").segment(this.book.as_str()).segment(this.uid.as_str());
    reply () => reply::void;
}

call! {
    /// One card, or nothing (HTTP 204). BlueMind: `IAddressBook.getComplete`.
    pub struct GetComplete ("addressBooks.getComplete") <'a> {
        /// The book.
        book: &'a ContainerUid,
        /// The card's uid in the book.
        uid: &'a ItemUid,
    }
    GET |this, base| base.at("addressbooks")
        .segment(this.book.as_str())
        .segment(this.uid.as_str())
        .path("complete");
    reply Option<ItemValue<VCard>> => reply::maybe;
}

call! {
    /// Several cards; those that are not there are left out, silently. BlueMind: `IAddressBook.multipleGet`.
    pub struct MultipleGet ("addressBooks.multipleGet") <'a> {
        /// The book.
        book: &'a ContainerUid,
        /// The cards' uids.
        uids: &'a [ItemUid],
    }
    POST |this, base| base.at("addressbooks").segment(this.book.as_str()).path("_mget");
    body |this| this.uids;
    idempotence Yes;
    reply Vec<ItemValue<VCard>> => reply::list;
}

call! {
    /// The uids of all cards. BlueMind: `IAddressBook.allUids`.
    pub struct All ("addressBooks.allUids") <'a> {
        /// The book.
        book: &'a ContainerUid,
    }
    GET |this, base| base.at("addressbooks").segment(this.book.as_str()).path("_all");
    reply Vec<ItemUid> => reply::list;
}

call! {
    /// What changed since a version; since 0 everything. BlueMind: `IAddressBook.changeset`.
    pub struct Changeset ("addressBooks.changeset") <'a> {
        /// The book.
        book: &'a ContainerUid,
        /// The version of the last changeset, or 0.
        since: i64,
    }
    GET |this, base| base.at("addressbooks")
        .segment(this.book.as_str())
        .path("_changeset")
        .query("since", &this.since.to_string());
    reply ContainerChangeset<ItemUid> => reply::changeset;
}

call! {
    /// Sets a card's photo; the server makes a PNG of it. BlueMind: `IAddressBook.setPhoto`.
    pub struct SetPhoto ("addressBooks.setPhoto") <'a> {
        /// The book.
        book: &'a ContainerUid,
        /// The card's uid in the book.
        uid: &'a ItemUid,
        /// The picture, base64.
        photo: &'a str,
    }
    POST |this, base| base.at("addressbooks")
        .segment(this.book.as_str())
        .segment(this.uid.as_str())
        .path("photo");
    body |this| this.photo;
    idempotence Yes;
    reply () => reply::void;
}

impl Batch<Books> {
    /// Writes a card, whether it is there or not. `photo` is base64; in a batch it is stored as it is, so it
    /// should be PNG. Lists with members go after the cards they name.
    ///
    /// # Errors
    /// Where the card cannot be written as JSON.
    pub fn put(self, uid: &ItemUid, card: &VCard, photo: Option<&str>) -> Result<Self, ApiError> {
        let entry = VCardChangesItemAdd {
            uid: Some(uid.clone()),
            value: Some(card.clone()),
            photo: photo.map(str::to_owned),
            ..VCardChangesItemAdd::default()
        };
        self.push(uid, false, &entry)
    }
}

impl<T: Transport, K: Clock> BlueMindClient<T, K> {
    /// Writes one card, whether it is there or not.
    ///
    /// # Errors
    /// Those of [`Create`] and [`Update`].
    pub async fn put_card(
        &self,
        book: &ContainerUid,
        uid: &ItemUid,
        card: &VCard,
    ) -> Result<(), ApiError> {
        match self.call(&Create::new(book, uid, card)).await {
            Err(error) if error.kind() == ErrorKind::Conflict => {
                self.call(&Update::new(book, uid, card)).await
            }
            answer => answer,
        }
    }
}
