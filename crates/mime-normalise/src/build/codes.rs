use viaduc_fidelity::loss_codes;

loss_codes! {
    /// Every code of [`build_message`](crate::build_message). What an attached event or contact loses has the codes of its
    /// own converter.
    pub BUILD_CODES = {
        /// The message was built from its properties: it says the same as the original, in other bytes.
        REBUILT = ("graph.message.rebuilt", Approximated);
        /// What was built held something a strict server refuses or a client misreads; it was repaired. The note names the repair.
        NORMALISED = ("graph.message.normalised", Repaired);
        /// A member that nobody knows, or of a wrong type.
        UNKNOWN = ("graph.message.unknown", Dropped);
        /// A member stood more than once; the last one counted.
        REPEATED = ("graph.message.repeated", Dropped);
        /// U+FFFD stands in a text: half a surrogate pair came, or a character was lost before. It is written as it is.
        REPLACED = ("graph.message.text.replaced", Preserved);
        /// A header whose name is no name of a header, or that has no value; a line of the transport headers that is part of none.
        HEADER_INVALID = ("graph.message.internetMessageHeaders.invalid", Dropped);
        /// A header that may stand once stood more often; the first was written.
        HEADER_DUPLICATE = ("graph.message.internetMessageHeaders.duplicate", Dropped);
        /// A header that cannot be read, or says something else than the property that clients show; the property was written.
        HEADER_REPLACED = ("graph.message.internetMessageHeaders.replaced", Approximated);
        /// A header of MIME's own: it told of the parts as they were, and was written anew.
        HEADER_STRUCTURE = ("graph.message.internetMessageHeaders.structure", Approximated);
        /// A property that says something else than the source's own header, which was written.
        SUPERSEDED = ("graph.message.property.superseded", Dropped);
        /// Flags, categories, the time of arrival: they are not in the message. IMAP says them beside it; the note tells how.
        BESIDE = ("graph.message.beside", Dropped);
        /// When a flag starts, is due or was done with, and a state that is neither on nor off: IMAP has no word for it.
        FLAG_UNSAID = ("graph.message.flag.unsaid", Dropped);
        /// What only the source's store needs or derives: ids, links, previews, times, open extensions.
        STORE = ("graph.message.store", Dropped);
        /// A MAPI property that is no part of mail, or stands once more.
        EXTENDED = ("graph.message.extendedProperty.unknown", Dropped);
        /// What a meeting message says of its meeting beside its iCalendar part, or that an answer or a cancellation does not say.
        EVENT_MEMBER = ("graph.message.event.member", Dropped);
        /// The iCalendar part was made of the meeting as it is now; the note tells its method (RFC 5546).
        EVENT_REBUILT = ("graph.message.event.rebuilt", Approximated);
        /// The sender is who it is from, under another name; the name in `from` was written.
        SENDER_NAME = ("graph.message.sender.name", Dropped);
        /// A receipt is asked for, and no property tells who would get it.
        RECEIPT = ("graph.message.receipt.unaddressed", Dropped);
        /// A Thread-Index that is no base64.
        THREAD_INDEX = ("graph.message.conversationIndex.invalid", Dropped);
        /// Control characters in a text of one line became spaces.
        TEXT_CONTROL = ("graph.message.text.control", Repaired);
        /// Nothing tells the sender; `"Unknown sender" <unknown@invalid>` was written.
        FROM_MISSING = ("graph.message.from.missing", Defaulted);
        /// An X.500 name of Exchange; the SMTP address it stands for was written.
        ADDRESS_X500 = ("graph.message.emailAddress.x500", Repaired);
        /// An X.500 name that nobody could resolve; its alias at `x500.invalid` was written.
        ADDRESS_UNRESOLVED = ("graph.message.emailAddress.unresolved", Approximated);
        /// Text that is no e-mail address; the name stands with an address at `address.invalid`.
        ADDRESS_INVALID = ("graph.message.emailAddress.invalid", Approximated);
        /// An address beyond ASCII, in the ASCII form of its labels.
        ADDRESS_ASCII = ("graph.message.emailAddress.ascii", Approximated);
        /// There is no time of sending that can be read; another time of the message was written.
        DATE_DEFAULTED = ("graph.message.sentDateTime.defaulted", Defaulted);
        /// No time of the message can be read; it has no date.
        DATE_MISSING = ("graph.message.sentDateTime.missing", Dropped);
        /// There is no Message-ID; one was derived from the content.
        ID_DERIVED = ("graph.message.internetMessageId.derived", Defaulted);
        /// The Message-ID had no proper form; what does not belong was taken out.
        ID_REPAIRED = ("graph.message.internetMessageId.repaired", Repaired);
        /// The body is not there; the preview, if there is one, was written as plain text.
        BODY_MISSING = ("graph.message.body.missing", Approximated);
        /// A kind of body that nobody knows; it was written as plain text.
        BODY_TYPE = ("graph.message.body.contentType.unknown", Approximated);
        /// The text beside a signed or encrypted message, which has its own; that one was written.
        BODY_SEALED = ("graph.message.body.sealed", Dropped);
        /// NUL characters in the body were taken out.
        BODY_NUL = ("graph.message.body.nul", Repaired);
        /// A meeting message without its iCalendar part: only its text is there.
        EVENT_INCOMPLETE = ("graph.message.event.incomplete", Dropped);
        /// There should be attachments, and none was given.
        ATTACHMENTS_MISSING = ("graph.message.attachments.missing", Dropped);
        /// An attachment without its bytes.
        ATTACHMENT_EMPTY = ("graph.message.attachments.contentBytes.missing", Dropped);
        /// The bytes of an attachment are broken base64; they were decoded leniently.
        ATTACHMENT_BASE64 = ("graph.message.attachments.contentBytes.invalid", Repaired);
        /// The media type of an attachment has no proper form, or one that no file may have; `application/octet-stream` was written.
        ATTACHMENT_TYPE = ("graph.message.attachments.contentType.invalid", Repaired);
        /// An attachment without a name; `Unnamed` was written.
        ATTACHMENT_UNNAMED = ("graph.message.attachments.name.missing", Defaulted);
        /// A file name with path separators, control characters or more than 255 bytes was made harmless.
        ATTACHMENT_NAME = ("graph.message.attachments.name.repaired", Repaired);
        /// What only the source's store says of an attachment: ids, sizes, times, rights and pictures of the cloud.
        ATTACHMENT_STORE = ("graph.message.attachments.store", Dropped);
        /// A member of an attachment that no part of its kind says.
        ATTACHMENT_UNSAID = ("graph.message.attachments.unsaid", Dropped);
        /// An attachment that is called inline, and that the body does not show; it was not written as inline.
        ATTACHMENT_UNCITED = ("graph.message.attachments.isInline.uncited", Approximated);
        /// A Content-ID had characters that none may have; they were taken out.
        CONTENT_ID = ("graph.message.attachments.contentId.repaired", Repaired);
        /// A file that lies elsewhere; a page with a link to it was attached.
        REFERENCE = ("graph.message.attachments.reference", Approximated);
        /// A file that lies elsewhere, and no web address tells where; a page with its name was attached.
        REFERENCE_LOST = ("graph.message.attachments.sourceUrl.missing", Dropped);
        /// An attached item was built from its properties: a message as the message itself, an event as iCalendar, a contact as vCard.
        ITEM_REBUILT = ("graph.message.attachments.item.rebuilt", Approximated);
        /// An attached item that is no message, event or contact, says nothing, lies too deep inside others, or is not there.
        ITEM_DROPPED = ("graph.message.attachments.item.dropped", Dropped);
        /// An attached message was repaired. The note names the repair.
        ITEM_REPAIRED = ("graph.message.attachments.item.repaired", Repaired);
    }
}
