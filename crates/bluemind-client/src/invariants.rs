//! The laws, for the property tests and the fuzz targets: whatever a server answers, each reader gives a whole
//! result or a short error that names its operation, and no error answer becomes a success.

mod calls;

use bytes::Bytes;
use http::{Response, StatusCode};
use viaduc_rest::Call;

pub use calls::{Shape, Visit, each_call};

/// Every reader takes any answer.
pub fn any_answer_is_read_or_refused(status: u16, body: &[u8]) {
    let mut response = Response::new(Bytes::copy_from_slice(body));
    *response.status_mut() = StatusCode::from_u16(200 + status % 400).unwrap_or(StatusCode::OK);
    each_call("u", &mut Reader(response));
}

struct Reader(Response<Bytes>);

impl Visit for Reader {
    fn call<C: Call>(&mut self, call: &C, shape: Shape) {
        let answer = call.reply(self.0.clone());
        let (status, body) = (self.0.status().as_u16(), self.0.body().trim_ascii());
        let succeeded = matches!(status, 200 | 204);
        assert!(succeeded || answer.is_err(), "{} took {status}", C::NAME);
        let nothing = body.is_empty() && answer.is_ok();
        let may_be_nothing = shape == Shape::Nothing || (shape == Shape::Maybe && status == 204);
        assert!(!nothing || may_be_nothing, "{} took nothing for something", C::NAME);
        if let Err(error) = answer {
            let text = error.to_string();
            let short = text.len() < 1000 && !text.contains('\n');
            assert!(text.starts_with(C::NAME) && short, "{text}");
        }
    }
}
