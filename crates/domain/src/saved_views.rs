//! Saved views: what can go wrong.

crate::problems! {
    /// What is wrong with a saved view.
    pub enum SavedViewsProblem {
        /// As many as one can keep.
        TooManyViews { max: i64 } = "too-many-views";
        /// It asks for nothing, and so would show everything.
        NothingAsked = "nothing-asked";
    }
}
