use viaduc_wire::{self as wire, Json, List};

use crate::{
    BookingType, OutlookGeoCoordinates, PhysicalAddress, PlaceId, Removed, TeamsEnabledState,
};

wire::object! {
    /// A room, a list of rooms, a workspace, a building. Graph: place.
    pub struct Place {
        /// The type, where the collection is of a base type (`#microsoft.graph.…`).
        odata_type: Option<String> = "@odata.type",
        /// The entity tag: `W/"…"` around the change key.
        odata_etag: Option<String> = "@odata.etag",
        /// Describes the answer; only at its top.
        odata_context: Option<String> = "@odata.context",
        /// In a delta answer: why the item is gone.
        removed: Option<Removed> = "@removed",
        /// Its id.
        id: Option<PlaceId> = "id",
        /// Address.
        address: Option<PhysicalAddress> = "address",
        /// The name to show.
        display_name: Option<String> = "displayName",
        /// Geo coordinates.
        geo_coordinates: Option<OutlookGeoCoordinates> = "geoCoordinates",
        /// Whether it is wheel chair accessible.
        is_wheel_chair_accessible: Option<bool> = "isWheelChairAccessible",
        /// Label.
        label: Option<String> = "label",
        /// Parent id.
        parent_id: Option<String> = "parentId",
        /// Phone.
        phone: Option<String> = "phone",
        /// Place id.
        place_id: Option<String> = "placeId",
        /// Tags.
        tags: List<String> = "tags",
        /// Audio device name.
        audio_device_name: Option<String> = "audioDeviceName",
        /// Booking type.
        booking_type: Option<BookingType> = "bookingType",
        /// Building.
        building: Option<String> = "building",
        /// Capacity.
        capacity: Option<i32> = "capacity",
        /// Display device name.
        display_device_name: Option<String> = "displayDeviceName",
        /// Email address.
        email_address: Option<String> = "emailAddress",
        /// Floor label.
        floor_label: Option<String> = "floorLabel",
        /// Floor number.
        floor_number: Option<i32> = "floorNumber",
        /// Nickname.
        nickname: Option<String> = "nickname",
        /// Teams enabled state.
        teams_enabled_state: Option<TeamsEnabledState> = "teamsEnabledState",
        /// Video device name.
        video_device_name: Option<String> = "videoDeviceName",
        /// Mode.
        mode: Option<Json> = "mode",
        /// Whether it is teams enabled.
        is_teams_enabled: Option<bool> = "isTeamsEnabled",
    }
}
