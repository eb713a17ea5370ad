//! The laws, for the property tests and the fuzz targets: whatever a server answers, each reader gives a whole
//! value or a short error that names its operation, and no answer makes a success of an error.

use bytes::Bytes;
use http::{Response, StatusCode};
use secrecy::SecretString;
use viaduc_rest::{ApiError, BaseUrl, Call};

use crate::auth::{ClientCredentials, GetToken};
use crate::{calendars, contacts, events, mail_folders, messages, places, settings, todo, users};

/// Every reader takes any answer.
pub fn any_answer_is_read_or_refused(status: u16, body: &[u8]) {
    let mut response = Response::new(Bytes::copy_from_slice(body));
    *response.status_mut() = StatusCode::from_u16(200 + status % 400).unwrap_or(StatusCode::OK);
    read(&users::List::new(), &response);
    read(&users::Get::new("u"), &response);
    read(&users::Photo::new("u"), &response);
    read(&mail_folders::Delta::new("u"), &response);
    read(&mail_folders::Get::new("u", "inbox"), &response);
    read(&messages::Delta::new("u", "f"), &response);
    read(&messages::Get::new("u", "m"), &response);
    read(&messages::Value::new("u", "m"), &response);
    read(&messages::Attachments::new("u", "m"), &response);
    read(&calendars::List::new("u"), &response);
    read(&calendars::Permissions::new("u", "c"), &response);
    read(&events::Delta::new("u", "c"), &response);
    read(&events::Get::new("u", "e"), &response);
    read(&contacts::Delta::new("u", "f"), &response);
    read(&todo::Tasks::new("u", "l"), &response);
    read(&settings::Get::new("u"), &response);
    read(&settings::Rules::new("u"), &response);
    read(&places::Rooms::new(), &response);
    let Ok(url) = BaseUrl::parse("https://login.example/t/token") else { return };
    let credentials = ClientCredentials::new(url, "a", SecretString::from("s3cret-value"));
    read(&GetToken { credentials: &credentials, scope: String::new() }, &response);
}

fn read<C: Call>(call: &C, response: &Response<Bytes>) {
    let answer = call.reply(response.clone());
    assert!(response.status().is_success() || is_absence(&answer, response), "{}", C::NAME);
    if let Err(error) = answer {
        let text = error.to_string();
        assert!(text.starts_with(C::NAME) && text.len() < 1000 && !text.contains('\n'), "{text}");
    }
}

/// A photo that is not there is no error.
fn is_absence<R>(answer: &Result<R, ApiError>, response: &Response<Bytes>) -> bool {
    answer.is_err() || response.status() == StatusCode::NOT_FOUND
}
