//! The identity providers of tenants: what can go wrong.

crate::problems! {
    /// What is wrong with the identity provider of a tenant, or with the proof of its domain.
    pub enum TenantProvidersProblem {
        /// No TXT record of this name says what it must.
        NoRecord { name: String } = "no-record";
        /// The name servers did not answer.
        NoAnswer = "no-answer";
        /// Not the address of an `OpenID` provider that this server may ask.
        NotAProvider = "not-a-provider";
        /// A provider answers there, under another name than was typed.
        OtherIssuer { issuer: String } = "other-issuer";
        /// What would be demanded of everybody has not worked for anybody yet.
        NotTried = "not-tried";
    }
}
