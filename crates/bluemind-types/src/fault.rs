use viaduc_wire as wire;

use crate::ErrorCode;

wire::object! {
    /// The body of an answer that failed. Branch on the code: most codes come with HTTP status 500.
    pub struct Fault {
        /// What went wrong; absent where the server tripped over itself.
        error_code: Option<ErrorCode> = "errorCode",
        /// The kind of the exception: `ServerFault`, `ValidationException`, `NullPointerException`.
        error_type: Option<String> = "errorType",
        /// A sentence for people.
        message: Option<String> = "message",
    }
}
