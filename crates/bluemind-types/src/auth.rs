use viaduc_wire::{self as wire, Dict, List, Secret};

use crate::{
    AccessTokenInfoTokenStatus, BaseDirEntryFeature, DomainUid, LoginResponseStatus, User,
};

wire::object! {
    /// Api key. BlueMind: `authentication.api`.
    pub struct ApiKey {
        /// Uid.
        uid: Option<String> = "uid",
        /// Sid.
        sid: Option<Secret> = "sid",
        /// Display name.
        display_name: Option<String> = "displayName",
        /// Subject.
        subject: Option<String> = "subject",
        /// Domain uid.
        domain_uid: Option<DomainUid> = "domainUid",
    }
}

wire::object! {
    /// Access token info. BlueMind: `authentication.api`.
    pub struct AccessTokenInfo {
        /// The state.
        status: Option<AccessTokenInfoTokenStatus> = "status",
        /// External auth end point url.
        external_auth_end_point_url: Option<String> = "externalAuthEndPointUrl",
        /// Internal redirect url.
        internal_redirect_url: Option<String> = "internalRedirectUrl",
        /// Application id.
        application_id: Option<String> = "applicationId",
        /// State.
        state: Option<String> = "state",
        /// Code challenge.
        code_challenge: Option<String> = "codeChallenge",
        /// Code challenge method.
        code_challenge_method: Option<String> = "codeChallengeMethod",
        /// Response type.
        response_type: Option<String> = "responseType",
        /// Scope.
        scope: Option<String> = "scope",
        /// A link about it.
        url: Option<String> = "url",
    }
}

wire::object! {
    /// Auth user. BlueMind: `authentication.api`.
    pub struct AuthUser {
        /// Uid.
        uid: Option<String> = "uid",
        /// Domain uid.
        domain_uid: Option<DomainUid> = "domainUid",
        /// Display name.
        display_name: Option<String> = "displayName",
        /// Value.
        value: Option<User> = "value",
        /// Roles.
        roles: List<String> = "roles",
        /// Roles by ou.
        roles_by_ou: Dict<List<String>> = "rolesByOU",
        /// Settings.
        settings: Dict<String> = "settings",
        /// Features.
        features: List<BaseDirEntryFeature> = "features",
    }
}

wire::object! {
    /// Login response. BlueMind: `authentication.api`.
    pub struct LoginResponse {
        /// The state.
        status: Option<LoginResponseStatus> = "status",
        /// Message.
        message: Option<String> = "message",
        /// Auth key.
        auth_key: Option<Secret> = "authKey",
        /// Latd.
        latd: Option<String> = "latd",
        /// Auth user.
        auth_user: Option<AuthUser> = "authUser",
    }
}
