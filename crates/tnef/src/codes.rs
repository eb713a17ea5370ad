use viaduc_fidelity::loss_codes;

loss_codes! {
    /// Every code of [`read`](crate::read).
    pub CODES = {
        /// The checksum of an attribute is wrong; it was read all the same. The note names the attribute.
        CHECKSUM = ("tnef.checksum.wrong", Approximated);
        /// The stream breaks off inside an attribute; what there is of it was read.
        TRUNCATED = ("tnef.truncated", Dropped);
        /// After the last attribute there are bytes that are none. The note tells how many.
        GARBAGE = ("tnef.garbage", Dropped);
        /// An attribute that nobody knows. The note tells its number.
        UNKNOWN = ("tnef.attribute.unknown", Dropped);
        /// An attribute about a meeting in the form of Schedule+, which nothing reads any more. The note names it.
        UNUSED = ("tnef.attribute.unused", Dropped);
        /// A list of properties breaks off or has a type that nobody knows; those before it were read.
        PROPERTIES = ("tnef.properties.invalid", Dropped);
        /// There is more of something than a limit allows; the rest was not read. The note names the limit.
        LIMIT = ("tnef.limit", Dropped);
        /// An attached message lies too deep inside others; it was kept as a file.
        DEPTH = ("tnef.depth", Preserved);
        /// An attached message cannot be opened; it was kept as a file.
        NESTED = ("tnef.message.invalid", Preserved);
        /// A code page that nobody knows; Windows-1252 was taken. The note tells its number.
        CODE_PAGE = ("tnef.codepage.unknown", Approximated);
        /// A text has bytes that are no characters in its code page; each became U+FFFD.
        TEXT = ("tnef.text.invalid", Approximated);
        /// A date that is none.
        DATE = ("tnef.date.invalid", Dropped);
        /// Compressed RTF is damaged; what can be read of it was taken.
        RTF = ("tnef.rtf.invalid", Approximated);
        /// The only body is RTF that was never HTML or text: it was kept as a file, and its text taken as the body.
        RTF_PLAIN = ("tnef.rtf.plain", Preserved);
        /// An attachment whose bytes are not in the stream: a link to a file. The note tells where it was.
        ABSENT = ("tnef.attachment.absent", Dropped);
        /// An object of another program (OLE) was kept as a file in its compound form, which few readers open.
        OBJECT = ("tnef.attachment.object", Preserved);
        /// A file of an old Mac was taken out of its wrapping (MacBinary); its resources were not.
        MACBINARY = ("tnef.attachment.macbinary", Dropped);
    }
}
