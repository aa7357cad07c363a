//! Policy agents and what they send: what can go wrong.

crate::errors! {
    /// What goes wrong with a policy agent and what it sends.
    pub enum PolicyAgentsError {
        /// Somebody paused this policy agent; it keeps its records until it is resumed.
        AgentPaused = "agent-paused", 403, "this policy agent is paused";
        /// A batch that cannot be read, and in which line; nothing of it was taken.
        Unreadable { line: i64, reason: String } = "unreadable", 422, "line {line}: {reason}";
    }
}
