//! Rooms and equipment. BlueMind: `IResources`, `IResourceTypes`.

use viaduc_bluemind_types::{
    DomainUid, ItemUid, ItemValue, ResourceDescriptor, ResourceType, ResourceTypeDescriptor,
    TaskRef,
};

use crate::reply::{self, Whole};

impl Whole for ResourceDescriptor {
    fn is_whole(&self) -> bool {
        self.label.is_some() && self.type_identifier.is_some()
    }
}

impl Whole for ResourceTypeDescriptor {
    fn is_whole(&self) -> bool {
        self.label.is_some()
    }
}

impl Whole for ResourceType {
    fn is_whole(&self) -> bool {
        self.identifier.is_some()
    }
}

call! {
    /// Creates a room or a piece of equipment; one that is there is `Conflict`. Its calendar is `calendar:<uid>`,
    /// and comes without rights. Label, type, an address and the list of properties are needed.
    /// BlueMind: `IResources.create`.
    pub struct Create ("resources.create") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The resource's uid.
        uid: &'a ItemUid,
        /// The resource.
        resource: &'a ResourceDescriptor,
    }
    PUT |this, base| base.at("resources").segment(this.domain.as_str()).segment(this.uid.as_str());
    body |this| this.resource;
    idempotence No;
    reply () => reply::void;
}

call! {
    /// Replaces a resource; its type never changes. BlueMind: `IResources.update`.
    pub struct Update ("resources.update") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The resource's uid.
        uid: &'a ItemUid,
        /// The resource.
        resource: &'a ResourceDescriptor,
    }
    POST |this, base| base.at("resources").segment(this.domain.as_str()).segment(this.uid.as_str());
    body |this| this.resource;
    idempotence Yes;
    reply () => reply::void;
}

call! {
    /// One resource, or nothing; it comes without an envelope. BlueMind: `IResources.get`.
    pub struct Get ("resources.get") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The resource's uid.
        uid: &'a ItemUid,
    }
    GET |this, base| base.at("resources").segment(this.domain.as_str()).segment(this.uid.as_str());
    reply Option<ResourceDescriptor> => reply::maybe;
}

call! {
    /// The resource with an address, or nothing. BlueMind: `IResources.byEmail`.
    pub struct ByEmail ("resources.byEmail") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The address.
        email: &'a str,
    }
    GET |this, base| base.at("resources")
        .segment(this.domain.as_str())
        .path("byEmail")
        .segment(this.email);
    reply Option<ItemValue<ResourceDescriptor>> => reply::maybe;
}

call! {
    /// Deletes a resource, by a task that is to be waited for. BlueMind: `IResources.delete`.
    pub struct Delete ("resources.delete") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The resource's uid.
        uid: &'a ItemUid,
    }
    DELETE |this, base| base.at("resources").segment(this.domain.as_str()).segment(this.uid.as_str());
    reply TaskRef => reply::task;
}

call! {
    /// Creates a type of resources, which must exist before them. BlueMind: `IResourceTypes.create`.
    pub struct CreateType ("resources.createType") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The type's identifier.
        identifier: &'a str,
        /// The type.
        descriptor: &'a ResourceTypeDescriptor,
    }
    PUT |this, base| base.at("resources")
        .segment(this.domain.as_str())
        .path("type")
        .segment(this.identifier);
    body |this| this.descriptor;
    idempotence No;
    reply () => reply::void;
}

call! {
    /// One type, or nothing. BlueMind: `IResourceTypes.get`.
    pub struct GetType ("resources.getType") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The type's identifier.
        identifier: &'a str,
    }
    GET |this, base| base.at("resources")
        .segment(this.domain.as_str())
        .path("type")
        .segment(this.identifier);
    reply Option<ResourceTypeDescriptor> => reply::maybe;
}

call! {
    /// All types. BlueMind: `IResourceTypes.getTypes`.
    pub struct Types ("resources.types") <'a> {
        /// The domain.
        domain: &'a DomainUid,
    }
    GET |this, base| base.at("resources").segment(this.domain.as_str()).path("type");
    reply Vec<ResourceType> => reply::list;
}

call! {
    /// **Replaces** a type of resources. BlueMind: `IResourceTypes.update`.
    pub struct UpdateType ("resources.updateType") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The type's identifier.
        identifier: &'a str,
        /// The type, whole.
        descriptor: &'a ResourceTypeDescriptor,
    }
    POST |this, base| base.at("resources")
        .segment(this.domain.as_str())
        .path("type")
        .segment(this.identifier);
    body |this| this.descriptor;
    idempotence Yes;
    reply () => reply::void;
}

call! {
    /// Deletes a type of resources. BlueMind: `IResourceTypes.delete`.
    pub struct DeleteType ("resources.deleteType") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The type's identifier.
        identifier: &'a str,
    }
    DELETE |this, base| base.at("resources")
        .segment(this.domain.as_str())
        .path("type")
        .segment(this.identifier);
    reply () => reply::void;
}

call! {
    /// The uids of the resources of a type. BlueMind: `IResources.byType`.
    pub struct ByType ("resources.byType") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The type's identifier.
        identifier: &'a str,
    }
    GET |this, base| base.at("resources")
        .segment(this.domain.as_str())
        .path("byType")
        .segment(this.identifier);
    reply Vec<ItemUid> => reply::list;
}

call! {
    /// Sets the picture of a resource, base64. BlueMind: `IResources.setIcon`.
    pub struct SetIcon ("resources.setIcon") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The resource's uid.
        uid: &'a ItemUid,
        /// The picture, base64.
        icon: &'a str,
    }
    POST |this, base| base.at("resources")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("icon");
    body |this| this.icon;
    idempotence Yes;
    reply () => reply::void;
}
