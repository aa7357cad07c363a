//! Words that errors are told with.

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
