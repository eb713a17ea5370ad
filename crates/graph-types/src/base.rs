use viaduc_wire::{self as wire, List};

use crate::{BodyType, FlagStatus, LocationType, LocationUniqueIdType, PhoneType};

wire::object! {
    /// A local time in a zone. Graph: dateTimeTimeZone.
    pub struct DateTimeTimeZone {
        /// A local time without offset, `yyyy-MM-ddTHH:mm:ss.fffffff`.
        date_time: Option<String> = "dateTime",
        /// The zone the time is local to: Windows, IANA or `tzone://…` name.
        time_zone: Option<String> = "timeZone",
    }
}

wire::object! {
    /// A span of time. Graph: timeSlot.
    pub struct TimeSlot {
        /// End.
        end: Option<DateTimeTimeZone> = "end",
        /// Start.
        start: Option<DateTimeTimeZone> = "start",
    }
}

wire::object! {
    /// A person or list with an address. Graph: emailAddress.
    pub struct EmailAddress {
        /// The address: SMTP, or an X.500 name of Exchange.
        address: Option<String> = "address",
        /// The name to show.
        name: Option<String> = "name",
    }
}

wire::object! {
    /// Somebody a message goes to or comes from. Graph: recipient.
    pub struct Recipient {
        /// Email address.
        email_address: Option<EmailAddress> = "emailAddress",
    }
}

wire::object! {
    /// A body. Graph: itemBody.
    pub struct ItemBody {
        /// The text.
        content: Option<String> = "content",
        /// Whether the text is HTML or plain.
        content_type: Option<BodyType> = "contentType",
    }
}

wire::object! {
    /// A postal address. Graph: physicalAddress.
    pub struct PhysicalAddress {
        /// City.
        city: Option<String> = "city",
        /// Country or region.
        country_or_region: Option<String> = "countryOrRegion",
        /// Postal code.
        postal_code: Option<String> = "postalCode",
        /// State.
        state: Option<String> = "state",
        /// Street.
        street: Option<String> = "street",
        /// Post office box.
        post_office_box: Option<String> = "postOfficeBox",
        /// Type.
        kind: Option<String> = "type",
    }
}

wire::object! {
    /// A place on the globe. Graph: outlookGeoCoordinates.
    pub struct OutlookGeoCoordinates {
        /// Accuracy.
        accuracy: Option<f64> = "accuracy",
        /// Altitude.
        altitude: Option<f64> = "altitude",
        /// Altitude accuracy.
        altitude_accuracy: Option<f64> = "altitudeAccuracy",
        /// Latitude.
        latitude: Option<f64> = "latitude",
        /// Longitude.
        longitude: Option<f64> = "longitude",
    }
}

wire::object! {
    /// A place. Graph: location.
    pub struct Location {
        /// Address.
        address: Option<PhysicalAddress> = "address",
        /// Coordinates.
        coordinates: Option<OutlookGeoCoordinates> = "coordinates",
        /// The name to show.
        display_name: Option<String> = "displayName",
        /// Location email address.
        location_email_address: Option<String> = "locationEmailAddress",
        /// Location type.
        location_type: Option<LocationType> = "locationType",
        /// Location uri.
        location_uri: Option<String> = "locationUri",
        /// Unique id.
        unique_id: Option<String> = "uniqueId",
        /// Unique id type.
        unique_id_type: Option<LocationUniqueIdType> = "uniqueIdType",
        /// The type, where the collection is of a base type (`#microsoft.graph.…`).
        odata_type: Option<String> = "@odata.type",
    }
}

wire::object! {
    /// A telephone number. Graph: phone.
    pub struct Phone {
        /// Language.
        language: Option<String> = "language",
        /// Number.
        number: Option<String> = "number",
        /// Region.
        region: Option<String> = "region",
        /// Type.
        kind: Option<PhoneType> = "type",
    }
}

wire::object! {
    /// A flag to follow up. Graph: followupFlag.
    pub struct FollowupFlag {
        /// Completed time.
        completed_date_time: Option<DateTimeTimeZone> = "completedDateTime",
        /// Due time.
        due_date_time: Option<DateTimeTimeZone> = "dueDateTime",
        /// Flag status.
        flag_status: Option<FlagStatus> = "flagStatus",
        /// Start time.
        start_date_time: Option<DateTimeTimeZone> = "startDateTime",
    }
}

wire::object! {
    /// A MAPI property with one value. Graph: singleValueLegacyExtendedProperty.
    pub struct SingleValueProperty {
        /// Which property: `String 0x0037`, `Integer {GUID} Id 0x8083` or `String {GUID} Name Foo`, normalised by the service.
        id: Option<String> = "id",
        /// The value as text; binary in base64.
        value: Option<String> = "value",
    }
}

wire::object! {
    /// A MAPI property with several values. Graph: multiValueLegacyExtendedProperty.
    pub struct MultiValueProperty {
        /// Which property, like that of a single-value one with an array type.
        id: Option<String> = "id",
        /// The values as text; binary in base64.
        value: List<String> = "value",
    }
}
