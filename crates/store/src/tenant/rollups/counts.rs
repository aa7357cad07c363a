//! What is counted, and what a cell holds of it.

/// What was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Counts {
    pub requests: i64,
    pub messages: i64,
    pub recipients: i64,
    /// Of messages whose true size was said.
    pub bytes: i64,
    /// Messages that came encrypted, and those whose client had signed in.
    pub encrypted: i64,
    pub authenticated: i64,
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.requests = self.requests.saturating_add(other.requests);
        self.messages = self.messages.saturating_add(other.messages);
        self.recipients = self.recipients.saturating_add(other.recipients);
        self.bytes = self.bytes.saturating_add(other.bytes);
        self.encrypted = self.encrypted.saturating_add(other.encrypted);
        self.authenticated = self.authenticated.saturating_add(other.authenticated);
    }
}

/// What a cell holds. A message that goes two ways, or to two domains, counts once in all, and once in each: what is
/// asked for decides which of these is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct CellCounts {
    /// Each message in the cell of its first request.
    #[sqlx(flatten)]
    pub counts: Counts,
    /// Each message in the first cell of each direction.
    pub by_direction: i64,
    /// Each message in the first cell of each domain.
    pub by_domain: i64,
    /// Each message in each of its cells.
    pub by_both: i64,
}

impl CellCounts {
    /// All of them, in the order of their columns.
    pub(super) const fn all(&self) -> [i64; 9] {
        let Counts { requests, messages, recipients, bytes, encrypted, authenticated } = self.counts;
        let Self { by_direction, by_domain, by_both, .. } = *self;
        [requests, messages, recipients, bytes, encrypted, authenticated, by_direction, by_domain, by_both]
    }
}

impl From<Counts> for CellCounts {
    /// Of messages that went one way, to one domain.
    fn from(counts: Counts) -> Self {
        let Counts { messages, .. } = counts;
        Self { counts, by_direction: messages, by_domain: messages, by_both: messages }
    }
}

impl std::ops::Neg for CellCounts {
    type Output = Self;

    /// As it is taken back.
    fn neg(self) -> Self {
        let Counts { requests, messages, recipients, bytes, encrypted, authenticated } = self.counts;
        let counts = Counts {
            requests: -requests,
            messages: -messages,
            recipients: -recipients,
            bytes: -bytes,
            encrypted: -encrypted,
            authenticated: -authenticated,
        };
        let Self { by_direction, by_domain, by_both, .. } = self;
        Self { counts, by_direction: -by_direction, by_domain: -by_domain, by_both: -by_both }
    }
}

impl std::ops::AddAssign for CellCounts {
    fn add_assign(&mut self, other: Self) {
        self.counts += other.counts;
        self.by_direction = self.by_direction.saturating_add(other.by_direction);
        self.by_domain = self.by_domain.saturating_add(other.by_domain);
        self.by_both = self.by_both.saturating_add(other.by_both);
    }
}
