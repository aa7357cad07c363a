//! Words that errors are told with.

crate::words! {
    /// Why an invitation cannot be accepted.
    pub enum Closed {
        Accepted = "accepted",
        Expired = "expired",
        /// Taken back by the team, or declined by the person.
        Withdrawn = "withdrawn",
        /// A newer one was sent.
        Replaced = "replaced",
        /// Whoever invited may not let people in any more.
        Unbacked = "unbacked",
        /// It was accepted, and whoever accepted it does not belong to the tenant any more.
        Gone = "gone",
        /// The space was closed; the invitation counts again once it is reopened.
        SpaceClosed = "space-closed",
        /// The link is none that is known.
        Unknown = "unknown",
    }
}

crate::words! {
    /// What a mailed link is for.
    pub enum Link { SignUp = "sign-up", PasswordReset = "password-reset" }
}

crate::words! {
    /// Why a mailed link leads no further.
    pub enum Ended {
        Used = "used",
        /// Another mail for the same was sent.
        Older = "older",
        /// Somebody began anew with the same address.
        Replaced = "replaced",
        Expired = "expired",
        /// What it was mailed for is not there any more, as when the account was deleted or has another address.
        Withdrawn = "withdrawn",
        /// The link is none that is known.
        Unknown = "unknown",
    }
}

crate::words! {
    /// What of somebody's own ends first: the role they hold, or the API key that asks for them.
    pub enum Yours { Role = "role", Key = "key" }
}

crate::words! {
    /// What a quota counts.
    pub enum Quota {
        Domains = "domains",
        Networks = "networks",
        PolicyAgents = "policy-agents",
        Members = "members",
        Guests = "guests",
    }
}
