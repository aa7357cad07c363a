//! What becomes of a mail.

mod reasons;
mod waits;

pub use reasons::{Reason, ReasonKind};
pub use waits::{WAITS, Wait, within};

crate::words! {
    /// What became of a mail for one recipient, or of all of it.
    pub enum Outcome {
        /// The next hop took it, or it lies in the mailbox.
        Delivered = "delivered",
        /// It waits in the queue, and will be tried again.
        Deferred = "deferred",
        /// It was refused for good on its way, and its sender was told.
        Bounced = "bounced",
        /// It waited too long in the queue, and its sender was told.
        Expired = "expired",
        /// It was refused before anybody answered for it.
        Rejected = "rejected",
        /// Not the same for all its recipients; none of them waits.
        Partly = "partly",
    }
}

impl Outcome {
    /// That of a mail, of what is known of its recipients: while one waits, the mail does; none where nothing is known.
    pub fn of_all(recipients: impl IntoIterator<Item = Self>) -> Option<Self> {
        recipients.into_iter().reduce(|all, one| match (all, one) {
            (Self::Deferred, _) | (_, Self::Deferred) => Self::Deferred,
            (all, one) if all == one => all,
            _ => Self::Partly,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Outcome::{self, *};

    #[test]
    fn a_mail_waits_while_one_of_its_recipients_does() {
        assert_eq!(Outcome::of_all([]), None);
        assert_eq!(Outcome::of_all([Delivered, Delivered]), Some(Delivered));
        assert_eq!(Outcome::of_all([Delivered, Bounced]), Some(Partly));
        assert_eq!(Outcome::of_all([Bounced, Bounced, Delivered, Deferred]), Some(Deferred));
        assert_eq!(Outcome::of_all([Deferred, Expired]), Some(Deferred));
    }
}
