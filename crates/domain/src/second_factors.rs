//! Second factors: what can go wrong.

crate::errors! {
    /// What goes wrong with second factors.
    pub enum SecondFactorsError {
        /// A sign-in that waited for its second factor, and waits no more.
        SignInExpired = "sign-in-expired", 410, "the sign-in is no longer valid";
        /// The last second factor of somebody whose spaces demand one.
        FactorDemanded { spaces: Vec<String> } = "factor-demanded", 409, "a second factor is demanded by {}", spaces.join(", ");
    }
}

crate::problems! {
    /// What is wrong with an answer to a second factor, or with one that is added.
    pub enum SecondFactorsProblem {
        /// Not the code an authenticator app shows now, or one that was used.
        WrongFactorCode = "wrong-factor-code";
        /// The code an authenticator app shows whose clock is wrong by so many seconds; less than nothing: it is behind.
        ClockOff { seconds: i64 } = "clock-off";
        WrongRecoveryCode = "wrong-recovery-code";
        PasskeyRefused = "passkey-refused";
        TooManyPasskeys { max: i64 } = "too-many-passkeys";
        /// A sign-in was answered wrongly so often that it is over.
        TooManyTries = "too-many-tries";
        /// A secret that waited too long to be confirmed.
        EnrolmentExpired = "enrolment-expired";
        /// Who demands a second factor of others has one.
        NoSecondFactor = "no-second-factor";
    }
}
