//! The laws, for the property tests and the fuzz targets: whatever a server answers, each reader gives a whole
//! result or a short error that names its operation, and no error answer becomes a success.

use bytes::Bytes;
use http::{Response, StatusCode};
use secrecy::SecretString;
use viaduc_bluemind_types::{ContainerUid, DomainUid, IcsUid, ItemUid};
use viaduc_rest::Call;

use crate::{
    address_books, auth, calendars, containers, directory, domains, mail_folders, mail_items,
    mailboxes, resources, subscriptions, tags, tasks, todo_lists, users,
};

/// Every reader takes any answer.
pub fn any_answer_is_read_or_refused(status: u16, body: &[u8]) {
    let mut response = Response::new(Bytes::copy_from_slice(body));
    *response.status_mut() = StatusCode::from_u16(200 + status % 400).unwrap_or(StatusCode::OK);
    let (container, uid) = (ContainerUid::from("c"), ItemUid::from("u"));
    let domain = DomainUid::from("d.example");
    let password = SecretString::from("s3cret-value");
    read(&auth::Login { login: "l", password: &password, origin: "o" }, &response);
    read(&auth::Sudo { login: "l" }, &response);
    read(&auth::Ping::new(), &response);
    read(&auth::CurrentUser::new(), &response);
    read(&calendars::Delete::new(&container, &uid), &response);
    read(&calendars::GetComplete::new(&container, &uid), &response);
    read(&calendars::MultipleGet::new(&container, &[]), &response);
    read(&calendars::ByIcsUid::new(&container, &IcsUid::from("i")), &response);
    read(&calendars::All::new(&container), &response);
    read(&calendars::List::new(&container), &response);
    read(&calendars::Changeset::new(&container, 0), &response);
    read(&address_books::GetComplete::new(&container, &uid), &response);
    read(&todo_lists::GetComplete::new(&container, &uid), &response);
    read(&containers::Get::new(&container), &response);
    read(&containers::Settings::new(&container), &response);
    read(&containers::Acl::new(&container), &response);
    read(&subscriptions::List::new(&domain, &"u".into(), None), &response);
    read(&users::ByLogin::new(&domain, "l"), &response);
    read(&users::Delete::new(&domain, &uid), &response);
    read(&users::Settings::new(&domain, &uid), &response);
    read(&domains::All::new(), &response);
    read(&tags::All::new(&container), &response);
    read(&resources::Get::new(&domain, &uid), &response);
    read(&directory::Members::new(&domain, &uid), &response);
    read(&mailboxes::Config::new(&domain, &uid), &response);
    read(&mail_folders::All::new(&container), &response);
    read(&mail_items::MultipleGetById::new(&uid, &[]), &response);
    read(&mail_items::FetchComplete::new(&uid, 1), &response);
    read(&mail_items::ChangesetById::new(&uid, 0), &response);
    read(&tasks::Status::new("t"), &response);
}

fn read<C: Call>(call: &C, response: &Response<Bytes>) {
    let answer = call.reply(response.clone());
    let succeeded = matches!(response.status().as_u16(), 200 | 204);
    assert!(succeeded || answer.is_err(), "{} took {}", C::NAME, response.status());
    if let Err(error) = answer {
        let text = error.to_string();
        assert!(text.starts_with(C::NAME) && text.len() < 1000 && !text.contains('\n'), "{text}");
    }
}
