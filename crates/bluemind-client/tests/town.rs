//! The people and things of a domain, against the stand-in for the server.
#![cfg(feature = "reqwest")]
#![expect(clippy::unwrap_used, reason = "a test helper may panic")]

mod support;

use bytes::Bytes;
use secrecy::ExposeSecret;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use support::{client, somebody, start};
use viaduc_bluemind_client::{
    ErrorKind, attachments, calendar_settings, external_users, groups, identities, mail_filters,
    mailboxes, mailshares, resources, tags, uids, users,
};
use viaduc_bluemind_types::{
    CalendarSettingsData, DomainUid, ExternalUser, Group, ItemUid, MailFilterForwarding,
    MailFilterRule, MailFilterVacation, Mailshare, Member, ResourceTypeDescriptor, Tag,
    UserMailIdentity,
};

fn of<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

#[tokio::test]
async fn groups_and_their_members() {
    let server = start().await;
    let domain = DomainUid::from(server.domain());
    let (admin, user, _) = somebody(&server, &domain).await;
    let (uid, name) = (ItemUid::from("g é+1"), "Council & co/2");
    let mut group: Group = of(json!({"name": name, "emails": [], "hidden": false}));
    admin.call(&groups::Create::new(&domain, &uid, &group)).await.unwrap();
    let error = admin.call(&groups::Create::new(&domain, &uid, &group)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict);
    assert!(admin.call(&groups::All::new(&domain)).await.unwrap().contains(&uid));
    let member: Member = of(json!({"type": "user", "uid": user}));
    let members = [member];
    admin.call(&groups::AddMembers::new(&domain, &uid, &members)).await.unwrap();
    assert_eq!(admin.call(&groups::Members::new(&domain, &uid)).await.unwrap().len(), 1);
    assert_eq!(
        admin.call(&groups::ExpandedUserMembers::new(&domain, &uid)).await.unwrap().len(),
        1
    );
    assert!(admin.call(&users::MemberOfGroups::new(&domain, &user)).await.unwrap().contains(&uid));
    group.hidden = Some(true);
    admin.call(&groups::Update::new(&domain, &uid, &group)).await.unwrap();
    let found = admin.call(&groups::ByName::new(&domain, name)).await.unwrap().unwrap();
    assert_eq!((found.uid.as_ref(), found.value.unwrap().hidden), (Some(&uid), Some(true)));
    assert!(admin.call(&groups::ByEmail::new(&domain, "no@one.example")).await.unwrap().is_none());
    assert!(admin.call(&groups::ByExtId::new(&domain, "none")).await.unwrap().is_none());
    admin.call(&groups::RemoveMembers::new(&domain, &uid, &members)).await.unwrap();
    assert!(admin.call(&groups::Members::new(&domain, &uid)).await.unwrap().is_empty());
    let task = admin.call(&groups::Delete::new(&domain, &uid)).await.unwrap();
    admin.wait_for(&task, std::time::Duration::from_secs(9)).await.unwrap();
    assert!(admin.call(&groups::GetComplete::new(&domain, &uid)).await.unwrap().is_none());
}

#[tokio::test]
async fn shared_mailboxes_and_people_elsewhere() {
    let server = start().await;
    let domain = DomainUid::from(server.domain());
    let admin = client(&server, server.admin_password());
    let uid = ItemUid::from("share-1");
    let mut share: Mailshare = of(json!({"name": "permits", "routing": "internal", "emails": []}));
    admin.call(&mailshares::Create::new(&domain, &uid, &share)).await.unwrap();
    share.hidden = Some(true);
    admin.call(&mailshares::Update::new(&domain, &uid, &share)).await.unwrap();
    let read = admin.call(&mailshares::GetComplete::new(&domain, &uid)).await.unwrap().unwrap();
    assert_eq!(read.value.unwrap().hidden, Some(true));
    let all = admin.call(&mailshares::All::new(&domain)).await.unwrap();
    assert!(all.iter().any(|one| one.uid.as_ref() == Some(&uid)));
    assert!(admin.call(&mailboxes::Quota::new(&domain, &uid)).await.unwrap().used.is_some());
    let task = admin.call(&mailshares::Delete::new(&domain, &uid)).await.unwrap();
    admin.wait_for(&task, std::time::Duration::from_secs(9)).await.unwrap();

    let uid = ItemUid::from("ext-1");
    let outside: ExternalUser = of(json!({
        "contactInfos": {"kind": "individual", "identification": {"formatedName": {"value": "Zoé Petit"},
            "name": {"familyNames": "Petit"}}, "communications": {"emails": [{"value": "zoe@far.example"}]}},
        "emails": [{"address": "zoe@far.example", "isDefault": true, "allAliases": false}],
    }));
    let create = external_users::CreateWithExtId::new(&domain, &uid, "graph/1+2", &outside);
    admin.call(&create).await.unwrap();
    admin.call(&external_users::Update::new(&domain, &uid, &outside)).await.unwrap();
    let found = external_users::ByExtId::new(&domain, "graph/1+2");
    assert_eq!(admin.call(&found).await.unwrap().unwrap().uid.as_ref(), Some(&uid));
    admin.call(&external_users::Delete::new(&domain, &uid)).await.unwrap();
    let gone = external_users::GetComplete::new(&domain, &uid);
    assert!(admin.call(&gone).await.unwrap().is_none());
}

#[tokio::test]
async fn rules_absence_and_forwarding() {
    let server = start().await;
    let domain = DomainUid::from(server.domain());
    let (_, user, client) = somebody(&server, &domain).await;
    let rule: MailFilterRule = of(
        json!({"client": "bluemind", "type": "GENERIC", "trigger": "IN", "active": true,
        "name": "Bills", "stop": true, "actions": [{"name": "MARK_AS_READ"}], "conditions": [{"operator": "AND",
        "filter": {"operator": "CONTAINS", "fields": ["subject"], "values": ["bill"], "comparator": "SUBSTRING",
        "modifier": "CASE_INSENSITIVE"}}]}),
    );
    let id = client.call(&mail_filters::AddRule::new(&domain, &user, &rule)).await.unwrap();
    let read = client.call(&mail_filters::Rule::new(&domain, &user, id)).await.unwrap().unwrap();
    assert_eq!((read.name.as_deref(), read.id), (Some("Bills"), Some(id)));
    let filter = |rule: &MailFilterRule| rule.conditions[0].filter.clone().unwrap();
    assert_eq!(filter(&read), filter(&rule));
    let vacation: MailFilterVacation = of(
        json!({"enabled": true, "subject": "Away", "text": "Until Monday", "start": 1000, "end": 9000}),
    );
    client.call(&mail_filters::SetVacation::new(&domain, &user, &vacation)).await.unwrap();
    let bad: MailFilterVacation = of(json!({"enabled": true, "subject": "", "text": "x"}));
    let error =
        client.call(&mail_filters::SetVacation::new(&domain, &user, &bad)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Rejected);
    let inside = format!("desk@{domain}");
    let forwarding: MailFilterForwarding =
        of(json!({"enabled": true, "localCopy": true, "emails": [inside]}));
    client.call(&mail_filters::SetForwarding::new(&domain, &user, &forwarding)).await.unwrap();
    let away = client.call(&mail_filters::Vacation::new(&domain, &user)).await.unwrap().unwrap();
    assert_eq!(away.subject.as_deref(), Some("Away"));
    let on = client.call(&mail_filters::Forwarding::new(&domain, &user)).await.unwrap().unwrap();
    assert_eq!(on.emails, forwarding.emails);
    // Neither touched the rules.
    let rules = client.call(&mail_filters::Rules::new(&domain, &user)).await.unwrap();
    assert!(rules.iter().any(|rule| rule.id == Some(id)));
    let filter = client.call(&mailboxes::Filter::new(&domain, &user)).await.unwrap();
    assert_eq!(filter.rules.len(), 1);
    let mut renamed = rule.clone();
    renamed.name = Some("Invoices".to_owned());
    client.call(&mail_filters::UpdateRule::new(&domain, &user, id, &renamed)).await.unwrap();
    client.call(&mail_filters::DeleteRule::new(&domain, &user, id)).await.unwrap();
    assert!(client.call(&mail_filters::Rule::new(&domain, &user, id)).await.unwrap().is_none());
}

#[tokio::test]
async fn signatures_files_hours_and_pictures() {
    let server = start().await;
    let domain = DomainUid::from(server.domain());
    let (admin, user, client) = somebody(&server, &domain).await;
    let get = identities::Get::new(&domain, &user, "default");
    let mut mine: UserMailIdentity = client.call(&get).await.unwrap().unwrap();
    mine.signature = Some("<p>Ada</p>".to_owned());
    admin.call(&identities::Update::new(&domain, &user, "default", &mine)).await.unwrap();
    mine.name = Some("Second".to_owned());
    admin.call(&identities::Create::new(&domain, &user, "i/2", &mine)).await.unwrap();
    assert_eq!(client.call(&identities::All::new(&domain, &user)).await.unwrap().len(), 2);
    client.call(&identities::SetDefault::new(&domain, &user, "i/2")).await.unwrap();
    client.call(&identities::SetDefault::new(&domain, &user, "default")).await.unwrap();
    client.call(&identities::Delete::new(&domain, &user, "i/2")).await.unwrap();
    let kept = client.call(&get).await.unwrap().unwrap();
    assert_eq!(kept.signature.as_deref(), Some("<p>Ada</p>"));

    let bytes = Bytes::from_static(b"%PDF");
    let share = attachments::Share::new(&domain, "plan + été/2.pdf", &bytes);
    let shared = client.call(&share).await.unwrap();
    assert_eq!(shared.name.as_deref(), Some("plan + été/2.pdf"));
    client.call(&attachments::ShareDedup::new(&domain, "pdf", &bytes)).await.unwrap();
    let url = shared.public_url.unwrap();
    client.call(&attachments::UnShare::new(&domain, &url)).await.unwrap();

    let calendar = uids::default_calendar(&user);
    let hours: CalendarSettingsData =
        of(json!({"workingDays": ["MO"], "dayStart": 28_800_000, "dayEnd": 64_800_000,
        "minDuration": 60, "timezoneId": "Europe/Paris"}));
    client.call(&calendar_settings::Set::new(&calendar, &hours)).await.unwrap();
    let read = client.call(&calendar_settings::Get::new(&calendar)).await.unwrap();
    assert_eq!((read.day_start, read.working_days.len()), (Some(28_800_000), 1));

    assert!(client.call(&users::Photo::new(&domain, &user)).await.unwrap().is_none());
    client.call(&users::SetPhoto::new(&domain, &user, "iVBORw0KGgo=")).await.unwrap();
    assert!(client.call(&users::Photo::new(&domain, &user)).await.unwrap().is_some());
    client.call(&users::DeletePhoto::new(&domain, &user)).await.unwrap();
    assert!(client.call(&users::Photo::new(&domain, &user)).await.unwrap().is_none());
    admin.call(&users::SetExtId::new(&domain, &user, "ldap://1+2")).await.unwrap();
    let found = admin.call(&users::ByExtId::new(&domain, "ldap://1+2")).await.unwrap();
    assert_eq!(found.unwrap().uid.as_ref(), Some(&user));
}

#[tokio::test]
async fn kinds_of_rooms_tags_and_passwords() {
    let server = start().await;
    let domain = DomainUid::from(server.domain());
    let (admin, user, client) = somebody(&server, &domain).await;
    let mut kind: ResourceTypeDescriptor = of(json!({"label": "Boats", "properties":
        [{"id": "seats", "label": "Seats", "type": "Number"}], "templates": {}}));
    admin.call(&resources::CreateType::new(&domain, "boats", &kind)).await.unwrap();
    kind.label = Some("Small boats".to_owned());
    admin.call(&resources::UpdateType::new(&domain, "boats", &kind)).await.unwrap();
    let read = admin.call(&resources::GetType::new(&domain, "boats")).await.unwrap().unwrap();
    assert_eq!((read.label.as_deref(), read.properties.len()), (Some("Small boats"), 1));
    assert!(admin.call(&resources::ByType::new(&domain, "boats")).await.unwrap().is_empty());
    admin.call(&resources::DeleteType::new(&domain, "boats")).await.unwrap();

    let (container, uid) = (uids::tags(&user), ItemUid::from("t+1"));
    let tag: Tag = of(json!({"label": "Urgent", "color": "3d98ff"}));
    client.call(&tags::Create::new(&container, &uid, &tag)).await.unwrap();
    let read = client.call(&tags::Get::new(&container, &uid)).await.unwrap().unwrap();
    assert_eq!(read.value.unwrap().label, tag.label);
    client.call(&tags::Delete::new(&container, &uid)).await.unwrap();
    assert!(client.call(&tags::Get::new(&container, &uid)).await.unwrap().is_none());

    let change = of(json!({"newPassword": "another phrase 7"}));
    let call = users::SetPassword::new(&domain, &user, &change);
    assert!(!format!("{call:?}").contains("another phrase"));
    admin.call(&call).await.unwrap();
    let session = client.session().await.unwrap();
    assert!(!session.key.expose_secret().is_empty());
}
