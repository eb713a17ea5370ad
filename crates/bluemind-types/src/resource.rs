use viaduc_wire::{self as wire, Dict, List};

use crate::{Email, ResourceReservationMode, ResourceTypeDescriptorPropertyType};

wire::object! {
    /// Resource descriptor. BlueMind: `resource.api`.
    pub struct ResourceDescriptor {
        /// Org unit uid.
        org_unit_uid: Option<String> = "orgUnitUid",
        /// Emails.
        emails: List<Email> = "emails",
        /// Hidden: yes or no.
        hidden: Option<bool> = "hidden",
        /// Archived: yes or no.
        archived: Option<bool> = "archived",
        /// System: yes or no.
        system: Option<bool> = "system",
        /// Data location.
        data_location: Option<String> = "dataLocation",
        /// Label.
        label: Option<String> = "label",
        /// Type identifier.
        type_identifier: Option<String> = "typeIdentifier",
        /// The description, HTML.
        description: Option<String> = "description",
        /// Reservation mode.
        reservation_mode: Option<ResourceReservationMode> = "reservationMode",
        /// Free properties; where a migration keeps what it must remember.
        properties: List<ResourceDescriptorPropertyValue> = "properties",
    }
}

wire::object! {
    /// Resource descriptor property value. BlueMind: `resource.api`.
    pub struct ResourceDescriptorPropertyValue {
        /// Property id.
        property_id: Option<String> = "propertyId",
        /// Value.
        value: Option<String> = "value",
    }
}

wire::object! {
    /// Resource type. BlueMind: `resource.api.type`.
    pub struct ResourceType {
        /// Identifier.
        identifier: Option<String> = "identifier",
        /// Label.
        label: Option<String> = "label",
    }
}

wire::object! {
    /// Resource type descriptor. BlueMind: `resource.api.type`.
    pub struct ResourceTypeDescriptor {
        /// Label.
        label: Option<String> = "label",
        /// Free properties; where a migration keeps what it must remember.
        properties: List<ResourceTypeDescriptorProperty> = "properties",
        /// Templates.
        templates: Dict<String> = "templates",
    }
}

wire::object! {
    /// Resource type descriptor property. BlueMind: `resource.api.type`.
    pub struct ResourceTypeDescriptorProperty {
        /// Id.
        id: Option<String> = "id",
        /// Label.
        label: Option<String> = "label",
        /// Type.
        kind: Option<ResourceTypeDescriptorPropertyType> = "type",
    }
}
