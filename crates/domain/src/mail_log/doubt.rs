//! What is not believed, and why.

crate::words! {
    /// Why something that stands in a line is not believed.
    pub enum Doubt {
        /// It is so long that it may have been cut off where a stranger wanted.
        CutOff = "cut-off",
        /// It can be read in two ways: a stranger meant it to be, or an old Postfix wrote it.
        TwoWays = "two-ways",
        /// Postfix's own word for it is not known.
        UnknownWord = "unknown-word",
        /// What the mail held stands before it as it came.
        Content = "content",
    }
}
