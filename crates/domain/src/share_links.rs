//! Share links: what can go wrong.

crate::problems! {
    /// What is wrong with a share link.
    pub enum ShareLinksProblem {
        /// As many share links as there can be; `first` is the one to revoke first.
        TooManyShareLinks { max: i64, first: String } = "too-many-share-links";
    }
}
