//! Every operation, and what its answer is made of.

use bytes::Bytes;
use secrecy::SecretString;
use viaduc_bluemind_types::{ContainerUid, DomainUid, IcsUid, ItemUid, OwnerUid};
use viaduc_rest::Call;

use crate::batch::{Books, Calendars, TodoLists, Updates};
use crate::{
    address_books, attachments, auth, calendar_settings, calendars, containers, directory, domains,
    external_users, groups, identities, mail_filters, mail_folders, mail_items, mailboxes,
    mailshares, resources, subscriptions, tags, tasks, todo_lists, users,
};

/// What an answer is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape {
    /// Nothing: an empty body is success.
    Nothing,
    /// An object, or nothing where there is none.
    Maybe,
    /// A list of objects or uids.
    List,
    /// Texts by name.
    Map,
    /// A number.
    Number,
    /// A text.
    Text,
    /// Raw bytes.
    Content,
    /// An object.
    Object,
}

/// What is done with each operation.
pub trait Visit {
    /// One operation.
    fn call<C: Call>(&mut self, call: &C, shape: Shape);
}

/// What operations are asked about.
struct Arguments {
    domain: DomainUid,
    container: ContainerUid,
    uid: ItemUid,
    owner: OwnerUid,
    ics: IcsUid,
    bytes: Bytes,
}

/// Visits every operation, about a thing whose uid is `uid`.
pub fn each_call(uid: &str, visit: &mut impl Visit) {
    let arguments = Arguments {
        domain: DomainUid::from(uid),
        container: ContainerUid::from(uid),
        uid: ItemUid::from(uid),
        owner: OwnerUid::from(uid),
        ics: IcsUid::from(uid),
        bytes: Bytes::from_static(b"x"),
    };
    let password = SecretString::from("s3cret-value");
    visit.call(&auth::Login { login: uid, password: &password, origin: "o" }, Shape::Object);
    visit.call(&auth::Sudo { login: uid }, Shape::Object);
    visit.call(&Updates::<Calendars>::new(&arguments.container, &[]), Shape::Object);
    visit.call(&Updates::<Books>::new(&arguments.container, &[]), Shape::Object);
    visit.call(&Updates::<TodoLists>::new(&arguments.container, &[]), Shape::Object);
    items_and_containers(&arguments, visit);
    mailboxes_and_groups(&arguments, visit);
    people_and_things(&arguments, visit);
    more(&arguments, visit);
}

fn items_and_containers(a: &Arguments, visit: &mut impl Visit) {
    visit.call(
        &address_books::Create::new(&a.container, &a.uid, &Default::default()),
        Shape::Nothing,
    );
    visit.call(
        &address_books::Update::new(&a.container, &a.uid, &Default::default()),
        Shape::Nothing,
    );
    visit.call(&address_books::Delete::new(&a.container, &a.uid), Shape::Nothing);
    visit.call(&address_books::GetComplete::new(&a.container, &a.uid), Shape::Maybe);
    visit.call(&address_books::MultipleGet::new(&a.container, &[]), Shape::List);
    visit.call(&address_books::All::new(&a.container), Shape::List);
    visit.call(&address_books::Changeset::new(&a.container, 1), Shape::Object);
    visit.call(&address_books::SetPhoto::new(&a.container, &a.uid, "x"), Shape::Nothing);
    visit.call(&attachments::Share::new(&a.domain, "x", &a.bytes), Shape::Object);
    visit.call(&attachments::ShareDedup::new(&a.domain, "x", &a.bytes), Shape::Object);
    visit.call(&attachments::UnShare::new(&a.domain, "x"), Shape::Nothing);
    visit.call(&auth::Ping::new(), Shape::Nothing);
    visit.call(&auth::CurrentUser::new(), Shape::Object);
    visit.call(&auth::Logout::new(), Shape::Nothing);
    visit.call(&calendar_settings::Get::new(&a.container), Shape::Object);
    visit.call(&calendar_settings::Set::new(&a.container, &Default::default()), Shape::Nothing);
    visit.call(&calendars::Create::new(&a.container, &a.uid, &Default::default()), Shape::Nothing);
    visit.call(&calendars::Update::new(&a.container, &a.uid, &Default::default()), Shape::Nothing);
    visit.call(&calendars::Delete::new(&a.container, &a.uid), Shape::Nothing);
    visit.call(&calendars::GetComplete::new(&a.container, &a.uid), Shape::Maybe);
    visit.call(&calendars::MultipleGet::new(&a.container, &[]), Shape::List);
    visit.call(&calendars::ByIcsUid::new(&a.container, &a.ics), Shape::List);
    visit.call(&calendars::All::new(&a.container), Shape::List);
    visit.call(&calendars::List::new(&a.container), Shape::Object);
    visit.call(&calendars::Changeset::new(&a.container, 1), Shape::Object);
    visit.call(&containers::All::new(&Default::default()), Shape::List);
    visit.call(&containers::AllForUser::new(&a.domain, &a.owner, &Default::default()), Shape::List);
    visit.call(&containers::Get::new(&a.container), Shape::Maybe);
    visit.call(&containers::Create::new(&a.container, &Default::default()), Shape::Nothing);
    visit.call(&containers::CreateCalendar::new(&a.container, &Default::default()), Shape::Nothing);
    visit.call(&containers::CreateBook::new(&a.container, &Default::default()), Shape::Nothing);
    visit.call(&containers::CreateTodoList::new(&a.container, &Default::default()), Shape::Nothing);
    visit.call(&containers::Delete::new(&a.container), Shape::Nothing);
    visit.call(&containers::Settings::new(&a.container), Shape::Map);
    visit.call(&containers::SetSettings::new(&a.container, &Default::default()), Shape::Nothing);
    visit.call(&containers::Acl::new(&a.container), Shape::List);
    visit.call(&containers::SetAcl::new(&a.container, &[]), Shape::Nothing);
    visit.call(&directory::Search::new(&a.domain, &Default::default()), Shape::Object);
}

fn mailboxes_and_groups(a: &Arguments, visit: &mut impl Visit) {
    visit.call(&domains::All::new(), Shape::List);
    visit.call(&domains::Get::new(&a.domain), Shape::Maybe);
    visit.call(&domains::Lookup::new("x"), Shape::Maybe);
    visit.call(&domains::Settings::new(&a.domain), Shape::Map);
    visit.call(&domains::SetSettings::new(&a.domain, &Default::default()), Shape::Nothing);
    visit
        .call(&external_users::Create::new(&a.domain, &a.uid, &Default::default()), Shape::Nothing);
    visit
        .call(&external_users::Update::new(&a.domain, &a.uid, &Default::default()), Shape::Nothing);
    visit.call(&external_users::GetComplete::new(&a.domain, &a.uid), Shape::Maybe);
    visit.call(&external_users::ByExtId::new(&a.domain, "x"), Shape::Maybe);
    visit.call(
        &external_users::CreateWithExtId::new(&a.domain, &a.uid, "x", &Default::default()),
        Shape::Nothing,
    );
    visit.call(&external_users::Delete::new(&a.domain, &a.uid), Shape::Nothing);
    visit.call(&groups::All::new(&a.domain), Shape::List);
    visit.call(&groups::Create::new(&a.domain, &a.uid, &Default::default()), Shape::Nothing);
    visit.call(&groups::Update::new(&a.domain, &a.uid, &Default::default()), Shape::Nothing);
    visit.call(&groups::GetComplete::new(&a.domain, &a.uid), Shape::Maybe);
    visit.call(&groups::ByName::new(&a.domain, "x"), Shape::Maybe);
    visit.call(&groups::ByEmail::new(&a.domain, "x"), Shape::Maybe);
    visit.call(&groups::ByExtId::new(&a.domain, "x"), Shape::Maybe);
    visit.call(&groups::Delete::new(&a.domain, &a.uid), Shape::Object);
    visit.call(&groups::Members::new(&a.domain, &a.uid), Shape::List);
    visit.call(&groups::ExpandedUserMembers::new(&a.domain, &a.uid), Shape::List);
    visit.call(&groups::AddMembers::new(&a.domain, &a.uid, &[]), Shape::Nothing);
    visit.call(&groups::RemoveMembers::new(&a.domain, &a.uid, &[]), Shape::Nothing);
    visit.call(&identities::All::new(&a.domain, &a.uid), Shape::List);
    visit.call(&identities::Get::new(&a.domain, &a.uid, "x"), Shape::Maybe);
    visit.call(
        &identities::Create::new(&a.domain, &a.uid, "x", &Default::default()),
        Shape::Nothing,
    );
    visit.call(
        &identities::Update::new(&a.domain, &a.uid, "x", &Default::default()),
        Shape::Nothing,
    );
    visit.call(&identities::Delete::new(&a.domain, &a.uid, "x"), Shape::Nothing);
    visit.call(&identities::SetDefault::new(&a.domain, &a.uid, "x"), Shape::Nothing);
    visit.call(&mail_filters::Vacation::new(&a.domain, &a.uid), Shape::Maybe);
    visit.call(
        &mail_filters::SetVacation::new(&a.domain, &a.uid, &Default::default()),
        Shape::Nothing,
    );
    visit.call(&mail_filters::Forwarding::new(&a.domain, &a.uid), Shape::Maybe);
    visit.call(
        &mail_filters::SetForwarding::new(&a.domain, &a.uid, &Default::default()),
        Shape::Nothing,
    );
    visit.call(&mail_filters::Rules::new(&a.domain, &a.uid), Shape::List);
    visit.call(&mail_filters::Rule::new(&a.domain, &a.uid, 1), Shape::Maybe);
    visit.call(&mail_filters::AddRule::new(&a.domain, &a.uid, &Default::default()), Shape::Number);
    visit.call(
        &mail_filters::UpdateRule::new(&a.domain, &a.uid, 1, &Default::default()),
        Shape::Nothing,
    );
    visit.call(&mail_filters::DeleteRule::new(&a.domain, &a.uid, 1), Shape::Nothing);
    visit.call(&mail_filters::Delegation::new(&a.domain, &a.uid), Shape::Maybe);
    visit.call(
        &mail_filters::SetDelegation::new(&a.domain, &a.uid, &Default::default()),
        Shape::Nothing,
    );
}

fn people_and_things(a: &Arguments, visit: &mut impl Visit) {
    visit.call(&mail_folders::All::new(&a.container), Shape::List);
    visit.call(&mail_folders::ByName::new(&a.container, "x"), Shape::Maybe);
    visit.call(&mail_folders::CreateBasic::new(&a.container, &Default::default()), Shape::Object);
    visit.call(&mail_items::ChangesetById::new(&a.uid, 1), Shape::Object);
    visit.call(&mail_items::MultipleGetById::new(&a.uid, &[]), Shape::List);
    visit.call(&mail_items::CountItems::new(&a.uid, &Default::default()), Shape::Object);
    visit.call(&mail_items::FetchComplete::new(&a.uid, 1), Shape::Content);
    visit.call(&mail_items::UploadPart::new(&a.uid, &a.bytes), Shape::Text);
    visit.call(&mail_items::Create::new(&a.uid, &Default::default()), Shape::Object);
    visit.call(&mail_items::AddFlag::new(&a.uid, &Default::default()), Shape::Nothing);
    visit.call(&mail_items::DeleteFlag::new(&a.uid, &Default::default()), Shape::Nothing);
    visit.call(&mail_items::DeleteById::new(&a.uid, 1), Shape::Nothing);
    visit.call(&mailboxes::ByEmail::new(&a.domain, "x"), Shape::Maybe);
    visit.call(&mailboxes::Config::new(&a.domain, &a.uid), Shape::Object);
    visit.call(&mailboxes::Acl::new(&a.domain, &a.uid), Shape::List);
    visit.call(&mailboxes::SetAcl::new(&a.domain, &a.uid, &[]), Shape::Nothing);
    visit.call(&mailboxes::Filter::new(&a.domain, &a.uid), Shape::Object);
    visit.call(&mailboxes::SetFilter::new(&a.domain, &a.uid, &Default::default()), Shape::Nothing);
    visit.call(&mailboxes::Quota::new(&a.domain, &a.uid), Shape::Object);
    visit.call(&mailshares::All::new(&a.domain), Shape::List);
    visit.call(&mailshares::Create::new(&a.domain, &a.uid, &Default::default()), Shape::Nothing);
    visit.call(&mailshares::Update::new(&a.domain, &a.uid, &Default::default()), Shape::Nothing);
    visit.call(&mailshares::GetComplete::new(&a.domain, &a.uid), Shape::Maybe);
    visit.call(&mailshares::Delete::new(&a.domain, &a.uid), Shape::Object);
    visit.call(&mailshares::SetPhoto::new(&a.domain, &a.uid, "x"), Shape::Nothing);
    visit.call(&resources::Create::new(&a.domain, &a.uid, &Default::default()), Shape::Nothing);
    visit.call(&resources::Update::new(&a.domain, &a.uid, &Default::default()), Shape::Nothing);
    visit.call(&resources::Get::new(&a.domain, &a.uid), Shape::Maybe);
    visit.call(&resources::ByEmail::new(&a.domain, "x"), Shape::Maybe);
    visit.call(&resources::Delete::new(&a.domain, &a.uid), Shape::Object);
    visit.call(&resources::CreateType::new(&a.domain, "x", &Default::default()), Shape::Nothing);
    visit.call(&resources::GetType::new(&a.domain, "x"), Shape::Maybe);
    visit.call(&resources::Types::new(&a.domain), Shape::List);
    visit.call(&resources::UpdateType::new(&a.domain, "x", &Default::default()), Shape::Nothing);
    visit.call(&resources::DeleteType::new(&a.domain, "x"), Shape::Nothing);
    visit.call(&resources::ByType::new(&a.domain, "x"), Shape::List);
    visit.call(&resources::SetIcon::new(&a.domain, &a.uid, "x"), Shape::Nothing);
    visit.call(&subscriptions::List::new(&a.domain, &a.owner, None), Shape::List);
    visit.call(&subscriptions::Subscribe::new(&a.domain, &a.owner, &[]), Shape::Nothing);
    visit.call(&subscriptions::Unsubscribe::new(&a.domain, &a.owner, &[]), Shape::Nothing);
}

fn more(a: &Arguments, visit: &mut impl Visit) {
    visit.call(&tags::All::new(&a.container), Shape::List);
    visit.call(&tags::Create::new(&a.container, &a.uid, &Default::default()), Shape::Nothing);
    visit.call(&tags::Update::new(&a.container, &a.uid, &Default::default()), Shape::Nothing);
    visit.call(&tags::Get::new(&a.container, &a.uid), Shape::Maybe);
    visit.call(&tags::Delete::new(&a.container, &a.uid), Shape::Nothing);
    visit.call(&tasks::Status::new("x"), Shape::Object);
    visit.call(&tasks::Logs::new("x", 1), Shape::List);
    visit.call(&todo_lists::Create::new(&a.container, &a.uid, &Default::default()), Shape::Nothing);
    visit.call(&todo_lists::Update::new(&a.container, &a.uid, &Default::default()), Shape::Nothing);
    visit.call(&todo_lists::Delete::new(&a.container, &a.uid), Shape::Nothing);
    visit.call(&todo_lists::GetComplete::new(&a.container, &a.uid), Shape::Maybe);
    visit.call(&todo_lists::MultipleGet::new(&a.container, &[]), Shape::List);
    visit.call(&todo_lists::All::new(&a.container), Shape::List);
    visit.call(&todo_lists::Changeset::new(&a.container, 1), Shape::Object);
    visit.call(&users::All::new(&a.domain), Shape::List);
    visit.call(&users::GetComplete::new(&a.domain, &a.uid), Shape::Maybe);
    visit.call(&users::ByEmail::new(&a.domain, "x"), Shape::Maybe);
    visit.call(&users::ByLogin::new(&a.domain, "x"), Shape::Maybe);
    visit.call(&users::Create::new(&a.domain, &a.uid, &Default::default()), Shape::Nothing);
    visit.call(&users::Update::new(&a.domain, &a.uid, &Default::default()), Shape::Nothing);
    visit.call(&users::Delete::new(&a.domain, &a.uid), Shape::Object);
    visit.call(&users::SetPhoto::new(&a.domain, &a.uid, "x"), Shape::Nothing);
    visit.call(&users::Settings::new(&a.domain, &a.uid), Shape::Map);
    visit.call(&users::SetSetting::new(&a.domain, &a.uid, "x", "x"), Shape::Nothing);
    visit.call(&users::SetSettings::new(&a.domain, &a.uid, &Default::default()), Shape::Nothing);
    visit.call(&users::ByExtId::new(&a.domain, "x"), Shape::Maybe);
    visit.call(&users::SetExtId::new(&a.domain, &a.uid, "x"), Shape::Nothing);
    visit.call(&users::SetPassword::new(&a.domain, &a.uid, &Default::default()), Shape::Nothing);
    visit.call(&users::Photo::new(&a.domain, &a.uid), Shape::Maybe);
    visit.call(&users::DeletePhoto::new(&a.domain, &a.uid), Shape::Nothing);
    visit.call(&users::MemberOfGroups::new(&a.domain, &a.uid), Shape::List);
}
