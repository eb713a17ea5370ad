//! The client against the stand-in for the server, over the loopback interface.
#![cfg(feature = "reqwest")]
#![expect(clippy::unwrap_used, reason = "a test helper may panic")]

mod support;

use bytes::Bytes;
use support::{client, somebody, start};
use viaduc_bluemind_client::{
    Batch, Books, Calendars, ErrorKind, TodoLists, address_books, auth, calendars, containers,
    directory, domains, mail_folders, mail_items, mailboxes, resources, subscriptions, tags,
    todo_lists, uids, users,
};
use viaduc_bluemind_testserver::{Fault, NotificationKind, Point, Trouble};
use viaduc_bluemind_types::{
    AccessControlEntry, CalendarDescriptor, ContainerQuery, ContainerSubscription, ContainerUid,
    DomainUid, IcsUid, ItemFlagFilter, ItemUid, MailboxFolder, MailboxItem, OwnerUid, Tag, VCard,
    VEventSeries, VTodo,
};

fn event(title: &str) -> VEventSeries {
    let at = |hour| {
        serde_json::json!({"iso8601": format!("2026-03-11T{hour}:00:00.000+01:00"),
            "timezone": "Europe/Paris", "precision": "DateTime"})
    };
    let value = serde_json::json!({"icsUid": format!("ics-{title}"), "main": {"summary": title,
        "dtstart": at(10), "dtend": at(11), "classification": "Public"}});
    serde_json::from_value(value).unwrap()
}

fn card(name: &str) -> VCard {
    let value = serde_json::json!({"kind": "individual", "identification": {"formatedName": {"value": name},
        "name": {"familyNames": name}}, "communications": {"emails": [{"value": "a@b.example"}]}});
    serde_json::from_value(value).unwrap()
}

#[tokio::test]
async fn events_are_written_read_and_deleted_without_a_notice() {
    let server = start().await;
    let domain = DomainUid::from(server.domain());
    let (_, user, client) = somebody(&server, &domain).await;
    let calendar = uids::default_calendar(&user);
    let uid = ItemUid::from("a+b c é");
    client.put_event(&calendar, &uid, &event("One")).await.unwrap();
    client.put_event(&calendar, &uid, &event("One")).await.unwrap();
    let again = event("One");
    let create = calendars::Create::new(&calendar, &uid, &again);
    let item = client.call(&calendars::GetComplete::new(&calendar, &uid)).await.unwrap().unwrap();
    assert_eq!(item.value.unwrap().main.unwrap().summary.as_deref(), Some("One"));
    assert_eq!(client.call(&create).await.unwrap_err().kind(), ErrorKind::Conflict);
    let ics = IcsUid::from("ics-One");
    assert_eq!(client.call(&calendars::ByIcsUid::new(&calendar, &ics)).await.unwrap().len(), 1);

    let mut batch = Batch::<Calendars>::new(calendar.clone());
    for n in 0..120 {
        let title = if n == 7 { String::new() } else { format!("Event {n}") };
        batch = batch.put(&ItemUid::from(format!("e{n}")), &event(&title)).unwrap();
    }
    let result = client.batch(&batch.delete(&ItemUid::from("nobody")).unwrap()).await.unwrap();
    assert_eq!((result.added.len(), result.removed.len()), (119, 1));
    assert_eq!(result.refused[0].error.code(), Some("EMPTY_EVENT_TITLE"));
    assert_eq!(client.call(&calendars::All::new(&calendar)).await.unwrap().len(), 120);
    assert_eq!(client.call(&calendars::List::new(&calendar)).await.unwrap().len(), 120);
    let some = [ItemUid::from("e1"), ItemUid::from("e2"), ItemUid::from("nobody")];
    assert_eq!(client.call(&calendars::MultipleGet::new(&calendar, &some)).await.unwrap().len(), 2);
    let changes = client.call(&calendars::Changeset::new(&calendar, 0)).await.unwrap();
    assert_eq!(changes.created.len(), 120);

    client.call(&calendars::Delete::new(&calendar, &uid)).await.unwrap();
    assert!(client.call(&calendars::GetComplete::new(&calendar, &uid)).await.unwrap().is_none());
    assert!(server.notifications().is_empty(), "{:?}", server.notifications());
}

#[tokio::test]
async fn cards_tasks_and_tags() {
    let server = start().await;
    let domain = DomainUid::from(server.domain());
    let (_, user, client) = somebody(&server, &domain).await;
    let (book, uid) = (uids::default_book(&user), ItemUid::from("card 1"));
    client.put_card(&book, &uid, &card("Ada")).await.unwrap();
    let batch = Batch::<Books>::new(book.clone()).put(&uid, &card("Ada L"), None).unwrap();
    let batch = batch.put(&ItemUid::from("2"), &card("Bo"), None).unwrap();
    let result = client.batch(&batch).await.unwrap();
    assert_eq!((result.updated.len() + result.added.len(), result.refused.len()), (2, 0));
    assert_eq!(client.call(&address_books::All::new(&book)).await.unwrap().len(), 2);
    let cards = client.call(&address_books::MultipleGet::new(&book, &[uid])).await.unwrap();
    assert!(cards[0].value.is_some());

    let list = uids::default_todo_list(&user);
    let todo: VTodo = serde_json::from_str(r#"{"uid":"t1","summary":"Water"}"#).unwrap();
    let (one, two) = (ItemUid::from("t1"), ItemUid::from("t2"));
    let batch = Batch::<TodoLists>::new(list.clone()).put(&one, &todo).unwrap();
    assert_eq!(client.batch(&batch).await.unwrap().added.len(), 1);
    // The trap that a task of the same iCalendar uid is reported and not there.
    client.call(&todo_lists::Create::new(&list, &two, &todo)).await.unwrap();
    assert!(client.call(&todo_lists::GetComplete::new(&list, &two)).await.unwrap().is_none());

    let (own, tag) = (
        uids::tags(&user),
        Tag { label: Some("Red".into()), color: Some("ff0000".into()), ..Tag::default() },
    );
    client.call(&tags::Create::new(&own, &ItemUid::from("red"), &tag)).await.unwrap();
    let all = client.call(&tags::All::new(&own)).await.unwrap();
    assert!(all.iter().any(|tag| tag.uid.as_ref().is_some_and(|uid| uid.as_str() == "red")));
}

#[tokio::test]
async fn containers_rights_and_subscriptions() {
    let server = start().await;
    let domain = DomainUid::from(server.domain());
    let (admin, user, client) = somebody(&server, &domain).await;
    let owner = OwnerUid::from(user.as_str());
    let calendar = uids::user_calendar("seed 1");
    let descriptor = CalendarDescriptor {
        name: Some("Projects".to_owned()),
        owner: Some(owner.clone()),
        domain_uid: Some(domain.clone()),
        ..CalendarDescriptor::default()
    };
    let create = containers::CreateCalendar::new(&calendar, &descriptor);
    client.call(&create).await.unwrap();
    assert_eq!(client.call(&create).await.unwrap_err().kind(), ErrorKind::Conflict);
    let query = ContainerQuery {
        kind: Some("calendar".to_owned()),
        owner: Some(owner.clone()),
        ..ContainerQuery::default()
    };
    let mine = client.call(&containers::All::new(&query)).await.unwrap();
    assert!(mine.iter().any(|container| container.uid.as_ref() == Some(&calendar)));
    assert!(
        client.call(&containers::Get::new(&ContainerUid::from("none"))).await.unwrap().is_none()
    );

    let subscription = ContainerSubscription {
        container_uid: Some(calendar.clone()),
        ..ContainerSubscription::default()
    };
    let subscribe = [subscription];
    client.call(&subscriptions::Subscribe::new(&domain, &owner, &subscribe)).await.unwrap();
    let list = subscriptions::List::new(&domain, &owner, Some("calendar"));
    let list = client.call(&list).await.unwrap();
    assert!(list.iter().any(|sub| sub.container_uid.as_ref() == Some(&calendar)));

    let mut settings = client.call(&containers::Settings::new(&calendar)).await.unwrap();
    settings.insert("bm_color".to_owned(), Some("#ff0000".to_owned()));
    client.call(&containers::SetSettings::new(&calendar, &settings)).await.unwrap();

    let other =
        admin.call(&users::All::new(&domain)).await.unwrap().into_iter().find(|uid| *uid != user);
    let entry = AccessControlEntry {
        subject: other.map(ItemUid::into_string),
        verb: Some("Read".into()),
        ..AccessControlEntry::default()
    };
    let default = uids::default_calendar(&user);
    let before = client.call(&containers::Acl::new(&default)).await.unwrap();
    assert!(client.grant(&default, std::slice::from_ref(&entry)).await.unwrap());
    assert!(!client.grant(&default, &[entry]).await.unwrap());
    let after = client.call(&containers::Acl::new(&default)).await.unwrap();
    assert_eq!(after.len(), before.len() + 1);
    let mailed = server.notifications();
    assert!(
        mailed.iter().all(|notification| notification.kind == NotificationKind::AclChanged),
        "{mailed:?}"
    );

    let setting = users::SetSetting::new(&domain, &user, "timezone", "Europe/Berlin");
    admin.call(&setting).await.unwrap();
    let settings = admin.call(&users::Settings::new(&domain, &user)).await.unwrap();
    assert_eq!(settings["timezone"].as_deref(), Some("Europe/Berlin"));
    assert!(!admin.call(&domains::All::new()).await.unwrap().is_empty());
    assert!(admin.call(&domains::Lookup::new(server.domain())).await.unwrap().is_some());
    assert!(admin.call(&domains::Get::new(&"none.example".into())).await.unwrap().is_none());
    admin.call(&resources::Types::new(&domain)).await.unwrap();
    admin.call(&directory::Search::new(&domain, &Default::default())).await.unwrap();
    admin.call(&mailboxes::Config::new(&domain, &user)).await.unwrap();
}

#[tokio::test]
async fn folders_and_messages() {
    let server = start().await;
    let domain = DomainUid::from(server.domain());
    let (_, user, client) = somebody(&server, &domain).await;
    let tree = uids::subtree(&domain, &user);
    let folder =
        MailboxFolder { full_name: Some("R&D + été".to_owned()), ..MailboxFolder::default() };
    let create = mail_folders::CreateBasic::new(&tree, &folder);
    let first = client.call(&create).await.unwrap();
    assert_eq!(client.call(&create).await.unwrap().uid, first.uid);
    let found = client.call(&mail_folders::ByName::new(&tree, "R&D + été")).await.unwrap().unwrap();
    let folder = found.uid.unwrap();
    assert_eq!(Some(&folder), first.uid.as_ref());
    assert!(client.call(&mail_folders::All::new(&tree)).await.unwrap().len() > 5);

    let content = Bytes::from_static(b"From: a@b.example\r\nSubject: x\r\n\r\nHello\r\n");
    let part = client.call(&mail_items::UploadPart::new(&folder, &content)).await.unwrap();
    let item: MailboxItem = serde_json::from_value(serde_json::json!({
        "body": {"headers": [], "recipients": [], "structure": {"mime": "message/rfc822", "address": part.as_str()}},
        "flags": ["\\Seen"],
    }))
    .unwrap();
    let created = client.call(&mail_items::Create::new(&folder, &item)).await.unwrap();
    let changes = client.call(&mail_items::ChangesetById::new(&folder, 0)).await.unwrap();
    assert_eq!(changes.created.as_slice(), [created.id.unwrap()]);
    let items = mail_items::MultipleGetById::new(&folder, changes.created.as_slice());
    assert_eq!(client.call(&items).await.unwrap().len(), 1);
    let whole = mail_items::FetchComplete::new(&folder, created.imap_uid.unwrap());
    assert!(client.call(&whole).await.unwrap().ends_with(b"Hello\r\n"));
    let filter = ItemFlagFilter::default();
    assert_eq!(client.call(&mail_items::CountItems::new(&folder, &filter)).await.unwrap(), 1);
}

#[tokio::test]
async fn trouble_on_the_way() {
    let server = start().await;
    let domain = DomainUid::from(server.domain());
    let (_, user, client) = somebody(&server, &domain).await;
    let calendar = uids::default_calendar(&user);
    let batch = (0..60).fold(Batch::<Calendars>::new(calendar.clone()), |batch, n| {
        batch.put(&ItemUid::from(format!("e{n}")), &event(&format!("E{n}"))).unwrap()
    });
    // Carried out, and the answer lost: the batch is sent again, and nothing is there twice.
    server.add_fault(Fault::new("ICalendar.updates", Trouble::Drop).at(Point::After).times(1));
    server.add_fault(Fault::new("ICalendar.updates", Trouble::ExpireKey).skip(1).times(1));
    let result = client.batch(&batch).await.unwrap();
    assert_eq!(result.added.len() + result.updated.len(), 60);
    assert_eq!(server.items(calendar.as_str()).len(), 60);

    server.add_fault(Fault::new("ICalendar.all", Trouble::Drop).at(Point::Reply).times(1));
    assert_eq!(client.call(&calendars::All::new(&calendar)).await.unwrap().len(), 60);
    server.add_fault(Fault::new("ICalendar.delete", Trouble::Html).times(1));
    let uid = ItemUid::from("e1");
    let delete = calendars::Delete::new(&calendar, &uid);
    let error = client.call(&delete).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedReply);
    server.add_fault(
        Fault::new("ICalendar.delete", Trouble::Status).status(500, "SQL_ERROR").times(1),
    );
    let error = client.call(&delete).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Server, Some("SQL_ERROR")));
}

#[tokio::test]
async fn wrong_credentials_say_what_is_wrong() {
    let server = start().await;
    let error = client(&server, "wrong").session().await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Unauthenticated, Some("Bad")));
    let admin = client(&server, server.admin_password());
    let error = admin.acting_as("ghost@valmont.example").session().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoSuchUser);
    admin.call(&auth::Ping::new()).await.unwrap();
    let domain = DomainUid::from(server.domain());
    let (_, _, somebody) = somebody(&server, &domain).await;
    assert!(somebody.call(&auth::CurrentUser::new()).await.unwrap().uid.is_some());
    let error = somebody.acting_as("admin0@global.virt").session().await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Forbidden | ErrorKind::NoSuchUser), "{error}");
}
