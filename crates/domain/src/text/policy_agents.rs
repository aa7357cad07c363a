//! What is said to policy agents, and of them.

use super::Locale;
use crate::policy_agents::PolicyAgentsError;

crate::texts! {
    struct Words {
        agent_paused = "This policy agent is paused. It keeps its records until somebody resumes it.", "Cet agent est en pause. Il garde ses enregistrements jusqu’à sa reprise.";
        unreadable(line: &str, reason: &str) = "Line {line} cannot be read: {reason}. Nothing of this batch was taken.", "La ligne {line} est illisible : {reason}. Rien de cet envoi n’a été retenu.";
    }
}

impl PolicyAgentsError {
    /// What happened and what to do, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::AgentPaused => say.agent_paused().to_owned(),
            Self::Unreadable { line, reason } => say.unreadable(&line.to_string(), reason),
        }
    }
}
