//! Languages, and the sentences that more than one layer says.

crate::words! {
    /// The languages Parvis speaks.
    pub enum Locale { En = "en", Fr = "fr" }
}
