//! Settings, rules, categories and shares.

use serde_json::{Value, json};

use super::people::{name_of, recipient};
use super::roster::DOMAIN;
use super::words::CATEGORIES;
use crate::ids;
use crate::tenant::{Kind, Tenant, User, set, text};

/// Gives everybody habits.
pub(crate) fn fill(tenant: &mut Tenant) {
    for user in &mut tenant.users {
        let owner = user.address().to_owned();
        if matches!(text(&user.settings, "userPurpose"), "room" | "equipment") {
            continue;
        }
        categories(user, &owner);
        shares(user, &owner);
        rules(user, &owner);
        away(user, &owner);
    }
}

fn categories(user: &mut User, owner: &str) {
    let known = CATEGORIES.len().saturating_sub(1);
    for (index, name) in CATEGORIES.iter().take(known).enumerate() {
        user.categories.push(json!({
            "id": ids::guid(&["category", owner, name]),
            "displayName": name,
            "color": format!("preset{}", index * 5)
        }));
    }
}

fn shares(user: &mut User, owner: &str) {
    let rights: &[(&str, &str)] = match owner {
        "claire.dupont@valmont.example" => &[
            ("rachida.amrani@valmont.example", "delegateWithoutPrivateEventAccess"),
            ("helene.marchand@valmont.example", "read"),
        ],
        "helene.marchand@valmont.example" => &[
            ("rachida.amrani@valmont.example", "delegateWithPrivateEventAccess"),
            ("bruno.lefevre@valmont.example", "write"),
        ],
        "luc.bernard@valmont.example" => &[("quentin.masson@valmont.example", "limitedRead")],
        _ => &[],
    };
    let Some(calendar) = user.containers.iter_mut().find(|one| one.kind == Kind::Calendar) else {
        return;
    };
    for (address, role) in rights {
        calendar.permissions.push(json!({
            "id": ids::letters(&["permission", owner, address], 40),
            "isRemovable": true,
            "isInsideOrganization": true,
            "role": role,
            "allowedRoles": ["freeBusyRead", "limitedRead", "read", "write",
                "delegateWithoutPrivateEventAccess", "delegateWithPrivateEventAccess"],
            "emailAddress": { "name": name_of(address), "address": address }
        }));
    }
}

fn rules(user: &mut User, owner: &str) {
    let Some(projects) = user
        .containers
        .iter()
        .find(|folder| folder.kind == Kind::Mail && folder.name() == "Projets")
        .map(|folder| folder.id.clone())
    else {
        return;
    };
    let rule = |number: usize, name: &str, conditions: Value, actions: Value| {
        json!({
            "id": ids::letters(&["rule", owner, name], 16),
            "displayName": name,
            "sequence": number,
            "isEnabled": true,
            "hasError": false,
            "isReadOnly": false,
            "conditions": conditions,
            "actions": actions
        })
    };
    user.rules.push(rule(
        1,
        "Devis dans Projets",
        json!({ "subjectContains": ["devis", "facture"] }),
        json!({ "moveToFolder": projects, "stopProcessingRules": true }),
    ));
    if owner.starts_with("hugo") {
        user.rules.push(rule(
            2,
            "Copie à l'accueil",
            json!({ "fromAddresses": [recipient("Newsletter", "lettre@collectivites.example")] }),
            json!({ "forwardTo": [recipient("Accueil", "accueil@valmont.example")],
                "assignCategories": ["À relire"] }),
        ));
    }
}

fn away(user: &mut User, owner: &str) {
    if !["ines.garcia@", "pauline.girard@"].iter().any(|start| owner.starts_with(start)) {
        return;
    }
    let scheduled = owner.starts_with("ines");
    set(
        &mut user.settings,
        "automaticRepliesSetting",
        json!({
            "status": if scheduled { "scheduled" } else { "alwaysEnabled" },
            "externalAudience": if scheduled { "all" } else { "contactsOnly" },
            "scheduledStartDateTime": { "dateTime": "2026-12-21T07:00:00.0000000", "timeZone": "UTC" },
            "scheduledEndDateTime": { "dateTime": "2027-01-04T07:00:00.0000000", "timeZone": "UTC" },
            "internalReplyMessage": "<html><body><p>Absente ; voir avec l'accueil.</p></body></html>",
            "externalReplyMessage": format!("<html><body><p>Écrivez à accueil@{DOMAIN}.</p></body></html>")
        }),
    );
}
