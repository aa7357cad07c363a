//! Announcements: whom they are for.

use crate::{plans::TenantKind, words};

words! {
    pub enum Audience {
        All = "all",
        /// Companies' spaces.
        Company = "company",
        /// Personal spaces.
        Personal = "personal",
        /// One tenant.
        Tenant = "tenant",
    }
}

impl Audience {
    /// Whether it is for spaces of a kind; of one for a single tenant that is said otherwise.
    pub const fn is_for(self, kind: TenantKind) -> bool {
        match self {
            Self::All => true,
            Self::Company => matches!(kind, TenantKind::Company),
            Self::Personal => matches!(kind, TenantKind::Personal),
            Self::Tenant => false,
        }
    }
}
