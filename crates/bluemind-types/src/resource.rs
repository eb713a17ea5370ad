use viaduc_wire::{self as wire, Dict, List};

use crate::{Email, ResourceReservationMode, ResourceTypeDescriptorPropertyType};

wire::object! {
    /// Resource descriptor. BlueMind: `resource.api`.
    pub struct ResourceDescriptor {
        /// The organisational unit.
        org_unit_uid: Option<String> = "orgUnitUid",
        /// The addresses.
        emails: List<Email> = "emails",
        /// Whether it is hidden from the directory.
        hidden: Option<bool> = "hidden",
        /// Whether it is suspended: no login, no delivery.
        archived: Option<bool> = "archived",
        /// Whether it belongs to the platform itself.
        system: Option<bool> = "system",
        /// The server its mail lies on; chosen by the server where absent.
        data_location: Option<String> = "dataLocation",
        /// The label.
        label: Option<String> = "label",
        /// The type; never changed later.
        type_identifier: Option<String> = "typeIdentifier",
        /// The description.
        description: Option<String> = "description",
        /// Who decides on bookings.
        reservation_mode: Option<ResourceReservationMode> = "reservationMode",
        /// The values of the properties of the type.
        properties: List<ResourceDescriptorPropertyValue> = "properties",
    }
}

wire::object! {
    /// Resource descriptor property value. BlueMind: `resource.api`.
    pub struct ResourceDescriptorPropertyValue {
        /// The property.
        property_id: Option<String> = "propertyId",
        /// The value.
        value: Option<String> = "value",
    }
}

wire::object! {
    /// Resource type. BlueMind: `resource.api.type`.
    pub struct ResourceType {
        /// The identifier.
        identifier: Option<String> = "identifier",
        /// The label.
        label: Option<String> = "label",
    }
}

wire::object! {
    /// Resource type descriptor. BlueMind: `resource.api.type`.
    pub struct ResourceTypeDescriptor {
        /// The label.
        label: Option<String> = "label",
        /// The values of the properties of the type.
        properties: List<ResourceTypeDescriptorProperty> = "properties",
        /// Texts by language.
        templates: Dict<String> = "templates",
    }
}

wire::object! {
    /// Resource type descriptor property. BlueMind: `resource.api.type`.
    pub struct ResourceTypeDescriptorProperty {
        /// The id.
        id: Option<String> = "id",
        /// The label.
        label: Option<String> = "label",
        /// Its kind.
        kind: Option<ResourceTypeDescriptorPropertyType> = "type",
    }
}
