//! Spaces as a whole: what can go wrong.

crate::errors! {
    /// What goes wrong with a space as a whole.
    pub enum TenantsError {
        /// The space is closed: what is in it can be read and taken out, and nothing in it changes.
        SpaceClosed = "space-closed", 403, "the space is closed";
        /// An operator has suspended it for this reason; it is read and exported, and nothing in it changes.
        SpaceSuspended { reason: String } = "space-suspended", 403, "the space is suspended";
        /// An operator closed it, and an operator opens it again.
        ClosedByOperator = "closed-by-operator", 409, "the space was closed by an operator";
        /// It was closed so long ago that its owner cannot open it again.
        ClosedForGood = "closed-for-good", 409, "the space was closed too long ago";
        /// Spaces that somebody owns keep their account.
        OwnsSpaces { spaces: Vec<String> } = "owns-spaces", 409, "still the owner of {}", spaces.join(", ");
    }
}
