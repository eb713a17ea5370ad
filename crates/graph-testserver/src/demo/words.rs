//! What a town hall writes about.

/// Subjects of mail; `{}` becomes a number.
pub(crate) const SUBJECTS: &[&str] = &[
    "Ordre du jour du conseil municipal n° {}",
    "Devis toiture de l'école Jules-Ferry ({})",
    "Demande de permis de construire PC-{}",
    "Facture {} en attente de mandatement",
    "Fête de la Saint-Jean : besoins en matériel",
    "Planning des astreintes, semaine {}",
    "Subvention DETR, dossier {}",
    "Inscription à la crèche — famille {}",
    "Travaux rue des Tilleuls, phase {}",
    "Relance : arrêté de voirie {}",
    "Marché public MAPA-{} : analyse des offres",
    "Compte rendu de la réunion du {} courant",
    "Congés d'été",
    "Panne d'imprimante au 2ᵉ étage 🖨️",
    "Élections : tenue du bureau de vote n° {}",
    "Site internet : mise à jour des horaires",
    "Médiathèque : commande de livres {}",
    "Vœux du maire",
    "Cimetière communal, concession {}",
    "RE: Réservation de la salle des mariages",
];

/// Sentences of bodies.
pub(crate) const SENTENCES: &[&str] = &[
    "Merci de me faire un retour avant vendredi midi.",
    "Le dossier complet est sur le partage, dans « Projets ».",
    "J'ai relancé le prestataire, sans réponse à cette heure.",
    "Le conseil a adopté la délibération à l'unanimité.",
    "Peux-tu vérifier les montants HT et TTC ?",
    "Les habitants de la rue des Tilleuls seront prévenus par courrier.",
    "La préfecture demande une pièce complémentaire.",
    "Je serai absente lundi et mardi ; voir avec Rachida.",
    "Le coût est estimé à 12 450 € pour la première tranche.",
    "L'école ouvrira une classe de plus à la rentrée.",
    "Nous avons reçu trois offres, dont une hors délai.",
    "Prévoir deux tables, vingt chaises et une sonorisation.",
    "Bien reçu, je m'en occupe cet après-midi.",
    "La toiture fuit de nouveau au-dessus du bureau 14.",
    "Le véhicule est réservé jusqu'à 17 h.",
];

/// People outside, with the company each works for.
pub(crate) const OUTSIDE: &[(&str, &str, &str)] = &[
    ("Aurélie Fontaine", "a.fontaine@toitures-fontaine.example", "Toitures Fontaine"),
    ("Préfecture du Val", "courrier@prefecture-val.example", "Préfecture"),
    ("Marc Öztürk", "marc@batiplus.example", "Bâti+"),
    ("Zoë van den Berg", "zoe@architectes-vdb.example", "Architectes VDB"),
    ("Service clients Énergia", "clients@energia.example", "Énergia"),
    ("Lucía Fernández", "lucia.fernandez@imprenta.example", "Imprenta Sol"),
    ("M. Durand, notaire", "etude@durand-notaire.example", "Étude Durand"),
    ("École Jules-Ferry", "direction@ecole-ferry.example", "École Jules-Ferry"),
    ("Paul \"Polo\" Martin", "polo@fanfare-valmont.test", "Fanfare de Valmont"),
    ("Newsletter Collectivités", "lettre@collectivites.example", "Collectivités"),
];

/// Categories people use; the last is not in anybody's list of colours.
pub(crate) const CATEGORIES: &[&str] =
    &["Urgent", "Conseil municipal", "À relire", "Budget", "Personnel", "Sans couleur"];

/// First and family names for address books.
pub(crate) const GIVEN: &[&str] = &[
    "Anne",
    "Béatrice",
    "Cédric",
    "Dominique",
    "Émilie",
    "François",
    "Gaëlle",
    "Henri",
    "Irène",
    "Jérôme",
    "Léa",
    "Mohammed",
    "Noémie",
    "Øystein",
    "Sébastien",
];

/// Family names.
pub(crate) const FAMILY: &[&str] = &[
    "Aubry",
    "Bélanger",
    "Chevalier",
    "D'Angelo",
    "Étienne",
    "Fabre",
    "Garnier",
    "Hoàng",
    "Ibáñez",
    "Jacquet",
    "Klein",
    "Le Goff",
    "Müller",
    "Noël",
    "Őrsi",
];
