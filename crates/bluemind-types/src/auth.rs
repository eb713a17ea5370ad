use viaduc_wire::{self as wire, Dict, List, Secret};

use crate::{
    AccessTokenInfoTokenStatus, BaseDirEntryFeature, DomainUid, LoginResponseStatus, User,
};

wire::object! {
    /// Api key. BlueMind: `authentication.api`.
    pub struct ApiKey {
        /// The uid.
        uid: Option<String> = "uid",
        /// The key itself.
        sid: Option<Secret> = "sid",
        /// What the key is for.
        display_name: Option<String> = "displayName",
        /// Whose key it is.
        subject: Option<String> = "subject",
        /// The domain.
        domain_uid: Option<DomainUid> = "domainUid",
    }
}

wire::object! {
    /// Access token info. BlueMind: `authentication.api`.
    pub struct AccessTokenInfo {
        /// Whether it worked; a failure comes with HTTP status 200.
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
        /// The uid.
        uid: Option<String> = "uid",
        /// The domain.
        domain_uid: Option<DomainUid> = "domainUid",
        /// What the key is for.
        display_name: Option<String> = "displayName",
        /// The user.
        value: Option<User> = "value",
        /// What the user may do.
        roles: List<String> = "roles",
        /// What the user may do in each organisational unit.
        roles_by_ou: Dict<List<String>> = "rolesByOU",
        /// The user's settings.
        settings: Dict<String> = "settings",
        /// Features.
        features: List<BaseDirEntryFeature> = "features",
    }
}

wire::object! {
    /// Login response. BlueMind: `authentication.api`.
    pub struct LoginResponse {
        /// Whether it worked; a failure comes with HTTP status 200.
        status: Option<LoginResponseStatus> = "status",
        /// A sentence for people.
        message: Option<String> = "message",
        /// The session key, for the header `X-BM-ApiKey`.
        auth_key: Option<Secret> = "authKey",
        /// Login, `@`, domain uid.
        latd: Option<String> = "latd",
        /// Who logged in.
        auth_user: Option<AuthUser> = "authUser",
    }
}
