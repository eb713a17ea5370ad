//! The mail folders people made, with the names they gave them.

use super::prng::Prng;
use crate::ids;
use crate::tenant::{Container, Kind, Listing, User, set};

/// French names of the folders that come with a mailbox.
const FRENCH: &[(&str, &str)] = &[
    ("archive", "Archive"),
    ("conversationhistory", "Historique des conversations"),
    ("deleteditems", "Éléments supprimés"),
    ("drafts", "Brouillons"),
    ("inbox", "Boîte de réception"),
    ("junkemail", "Courrier indésirable"),
    ("outbox", "Boîte d'envoi"),
    ("sentitems", "Éléments envoyés"),
];

/// Folders below others: parent (a well-known name or a path made before), name.
const TREE: &[(&str, &str)] = &[
    ("inbox", "Projets"),
    ("inbox/Projets", "Budget 2026"),
    ("inbox/Projets", "École & crèche"),
    ("inbox/Projets/École & crèche", "Plans"),
    ("inbox", "Factures / Devis"),
    ("inbox", "À traiter"),
    ("archive", "2025"),
    ("archive/2025", "T1"),
    ("archive/2025", "T2"),
    ("msgfolderroot", "Élus"),
];

/// More folders than a default page of ten holds.
const SHELVES: usize = 12;

/// Well-known folders that messages are filed in, beside those of the tree.
const FILED: &[&str] = &["inbox", "inbox", "inbox", "archive", "deleteditems", "junkemail"];

/// Makes the folders of a mailbox.
pub(crate) fn plant(user: &mut User) {
    let owner = user.address().to_owned();
    // Half of the mailboxes were made in French.
    if ids::digest(&["language", &owner]).is_multiple_of(2) {
        for (well_known, name) in FRENCH {
            if let Some(folder) = user.container_mut(Kind::Mail, well_known) {
                set(&mut folder.json, "displayName", *name);
            }
        }
    }
    for (parent, name) in TREE {
        add(user, &owner, parent, name);
    }
    if owner.starts_with("stephane.collet") {
        for number in 0..SHELVES {
            add(user, &owner, "msgfolderroot", &format!("Rayon {:02}", number + 1));
        }
    }
    let mut hidden = Container::new(&owner, Kind::Mail, "Fichiers cachés");
    hidden.listing = Listing::Hidden;
    hidden.parent = user.container(Kind::Mail, "msgfolderroot").map(|root| root.id.clone());
    user.containers.push(hidden);
    search(user, &owner);
}

/// Search folders show messages of others: nothing to copy.
fn search(user: &mut User, owner: &str) {
    let mut root = Container::new(owner, Kind::Mail, "Finder");
    root.well_known = Some("searchfolders".to_owned());
    root.listing = Listing::Unlisted;
    let mut folder = Container::new(owner, Kind::Mail, "Non lus");
    folder.parent = Some(root.id.clone());
    set(&mut folder.json, "@odata.type", "#microsoft.graph.mailSearchFolder");
    set(&mut folder.json, "isSupported", true);
    set(&mut folder.json, "filterQuery", "isRead eq false");
    user.containers.push(root);
    user.containers.push(folder);
}

fn add(user: &mut User, owner: &str, parent: &str, name: &str) {
    let parent_id = match parent.contains('/') {
        true => Some(path_id(owner, parent)),
        false => user.container(Kind::Mail, parent).map(|found| found.id.clone()),
    };
    let mut folder = Container::new(owner, Kind::Mail, name);
    folder.id = path_id(owner, &format!("{parent}/{name}"));
    folder.parent = parent_id;
    user.containers.push(folder);
}

fn path_id(owner: &str, path: &str) -> String {
    ids::outlook(&["folder", owner, path])
}

/// A folder to file a message in.
pub(crate) fn some(user: &User, prng: &mut Prng) -> String {
    let owner = user.address();
    if prng.once_in(2) {
        let at = prng.below(FILED.len());
        return FILED.get(at).copied().unwrap_or("inbox").to_owned();
    }
    let at = prng.below(TREE.len());
    let (parent, name) = TREE.get(at).copied().unwrap_or(("inbox", "Projets"));
    path_id(owner, &format!("{parent}/{name}"))
}
