//! Accounts and the ways into them: what can go wrong, and why a mailed link leads no further.

crate::words! {
    /// What a mailed link is for.
    pub enum Link { SignUp = "sign-up", PasswordReset = "password-reset" }
}

crate::words! {
    /// Why a mailed link leads no further.
    pub enum Ended {
        Used = "used",
        /// Another mail for the same was sent.
        Older = "older",
        /// Somebody began anew with the same address.
        Replaced = "replaced",
        Expired = "expired",
        /// What it was mailed for is not there any more, as when the account was deleted or has another address.
        Withdrawn = "withdrawn",
        /// The link is none that is known.
        Unknown = "unknown",
    }
}

crate::errors! {
    /// What goes wrong with an account and its ways in.
    pub enum AccountsError {
        /// E-mail and password do not belong together; which one is wrong stays unsaid.
        WrongCredentials = "wrong-credentials", 401, "wrong e-mail or password";
        /// A one-time link or code that was used, replaced, mistyped or is too old.
        LinkExpired = "link-expired", 410, "the link or code is no longer valid";
        /// A mailed link that leads no further, and why.
        LinkEnded { link: Link, why: Ended } = "link-ended", 410, "the link is {why}";
        /// What would be taken away is the only way left to sign in.
        LastWayIn = "last-way-in", 409, "the last way to sign in";
    }
}

crate::problems! {
    /// What is wrong with a password, or with a mailed code.
    pub enum AccountsProblem {
        CommonPassword = "common-password";
        WrongPassword = "wrong-password";
        WrongCode = "wrong-code";
        /// So many wrong codes were typed that none is taken any more.
        TooManyCodes = "too-many-codes";
    }
}
