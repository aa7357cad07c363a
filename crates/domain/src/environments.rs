//! Environments: what can go wrong.

crate::problems! {
    /// What is wrong with an environment.
    pub enum EnvironmentsProblem {
        /// Something can't be deleted while others use it.
        InUse {
            policy_agents: i64,
            members: i64,
            invitations: i64,
            #[serde(default)]
            api_keys: i64,
        } = "in-use";
    }
}
