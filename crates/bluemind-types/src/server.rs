use viaduc_wire::{self as wire, Dict, Json, List};

use crate::DomainUid;

wire::object! {
    /// Assignment. BlueMind: `server.api`.
    pub struct Assignment {
        /// The domain.
        domain_uid: Option<DomainUid> = "domainUid",
        /// Server uid.
        server_uid: Option<String> = "serverUid",
        /// Tag.
        tag: Option<String> = "tag",
    }
}

wire::object! {
    /// Server. BlueMind: `server.api`.
    pub struct Server {
        /// Ip.
        ip: Option<String> = "ip",
        /// Fqdn.
        fqdn: Option<String> = "fqdn",
        /// The name.
        name: Option<String> = "name",
        /// Tags.
        tags: List<String> = "tags",
        /// Tag configurations.
        tag_configurations: Dict<Json> = "tagConfigurations",
    }
}

wire::object! {
    /// Installation version. BlueMind: `system.api`.
    pub struct InstallationVersion {
        /// Database version.
        database_version: Option<String> = "databaseVersion",
        /// Software version.
        software_version: Option<String> = "softwareVersion",
        /// Version name.
        version_name: Option<String> = "versionName",
        /// Needs upgrade: yes or no.
        needs_upgrade: Option<bool> = "needsUpgrade",
    }
}

wire::object! {
    /// System conf. BlueMind: `system.api`.
    pub struct SystemConf {
        /// Values.
        values: Dict<String> = "values",
    }
}

wire::object! {
    /// Public infos. BlueMind: `system.api`.
    pub struct PublicInfos {
        /// Default domain.
        default_domain: Option<String> = "defaultDomain",
        /// Software version.
        software_version: Option<String> = "softwareVersion",
        /// Release name.
        release_name: Option<String> = "releaseName",
    }
}
