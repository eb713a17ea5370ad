//! Who lives in the demo town hall: the same for every seed.

/// What an address of the roster stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// A person with a mailbox.
    Person,
    /// A mailbox several people read.
    Shared,
    /// A meeting room.
    Room,
    /// A thing to book.
    Equipment,
    /// A distribution list or Microsoft 365 group.
    Group,
}

/// One line of the roster.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Entry {
    /// Primary SMTP address; the local part is the login on the target.
    pub address: &'static str,
    /// Display name.
    pub name: &'static str,
    /// What it stands for.
    pub kind: Kind,
    /// Job title of a person, empty otherwise.
    pub title: &'static str,
    /// Department of a person, building of a room, empty otherwise.
    pub place: &'static str,
}

const fn entry(
    address: &'static str,
    name: &'static str,
    kind: Kind,
    title: &'static str,
    place: &'static str,
) -> Entry {
    Entry { address, name, kind, title, place }
}

/// The domain of the town hall.
pub const DOMAIN: &str = "valmont.example";

/// Everybody and everything with an address.
pub const ROSTER: &[Entry] = &[
    entry("helene.marchand@valmont.example", "Hélène Marchand", Kind::Person, "Maire", "Cabinet"),
    entry(
        "bruno.lefevre@valmont.example",
        "Bruno Lefèvre",
        Kind::Person,
        "Premier adjoint",
        "Cabinet",
    ),
    entry(
        "claire.dupont@valmont.example",
        "Claire Dupont",
        Kind::Person,
        "Directrice générale des services",
        "Direction générale",
    ),
    entry(
        "david.nguyen@valmont.example",
        "David Nguyen",
        Kind::Person,
        "Responsable informatique",
        "Informatique",
    ),
    entry(
        "elise.moreau@valmont.example",
        "Élise Moreau",
        Kind::Person,
        "Technicienne",
        "Informatique",
    ),
    entry(
        "farid.benali@valmont.example",
        "Farid Benali",
        Kind::Person,
        "Responsable urbanisme",
        "Urbanisme",
    ),
    entry(
        "genevieve.roux@valmont.example",
        "Geneviève Roux",
        Kind::Person,
        "Instructrice",
        "Urbanisme",
    ),
    entry(
        "hugo.petit@valmont.example",
        "Hugo Petit",
        Kind::Person,
        "Chargé de communication",
        "Communication",
    ),
    entry(
        "ines.garcia@valmont.example",
        "Inès Garcia",
        Kind::Person,
        "Directrice des ressources humaines",
        "Ressources humaines",
    ),
    entry(
        "jean-pierre.oconnor@valmont.example",
        "Jean-Pierre O'Connor",
        Kind::Person,
        "Comptable",
        "Finances",
    ),
    entry(
        "karine.schmitt@valmont.example",
        "Karine Schmitt",
        Kind::Person,
        "Directrice financière",
        "Finances",
    ),
    entry(
        "luc.bernard@valmont.example",
        "Luc Bernard",
        Kind::Person,
        "Chef des services techniques",
        "Services techniques",
    ),
    entry(
        "marie.lecoq@valmont.example",
        "Marie Le Coq",
        Kind::Person,
        "Agente d'état civil",
        "État civil",
    ),
    entry(
        "nadia.haddad@valmont.example",
        "Nadia Haddad",
        Kind::Person,
        "Directrice de la crèche",
        "Petite enfance",
    ),
    entry(
        "olivier.faure@valmont.example",
        "Olivier Faure",
        Kind::Person,
        "Chef de la police municipale",
        "Police municipale",
    ),
    entry(
        "pauline.girard@valmont.example",
        "Pauline Girard",
        Kind::Person,
        "Bibliothécaire",
        "Médiathèque",
    ),
    entry(
        "quentin.masson@valmont.example",
        "Quentin Masson",
        Kind::Person,
        "Jardinier",
        "Services techniques",
    ),
    entry(
        "rachida.amrani@valmont.example",
        "Rachida Amrani",
        Kind::Person,
        "Assistante de direction",
        "Direction générale",
    ),
    entry(
        "stephane.collet@valmont.example",
        "Stéphane Collet",
        Kind::Person,
        "Archiviste",
        "Archives",
    ),
    entry(
        "therese.vidal@valmont.example",
        "Thérèse Vidal",
        Kind::Person,
        "Agente d'accueil",
        "Accueil",
    ),
    entry("accueil@valmont.example", "Accueil de la mairie", Kind::Shared, "", ""),
    entry("urbanisme@valmont.example", "Service urbanisme", Kind::Shared, "", ""),
    entry("salle.conseil@valmont.example", "Salle du conseil", Kind::Room, "", "Hôtel de ville"),
    entry("salle.mariages@valmont.example", "Salle des mariages", Kind::Room, "", "Hôtel de ville"),
    entry("vehicule.1@valmont.example", "Véhicule 1 (Kangoo)", Kind::Equipment, "", ""),
    entry("conseil@valmont.example", "Conseil municipal", Kind::Group, "", ""),
];
