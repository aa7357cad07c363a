//! Users of the stores that people of a tenant read its data with, by their own programs.

use crate::words;

words! {
    /// In what they read.
    pub enum ReadKind {
        Postgresql = "postgresql",
        Influxdb = "influxdb",
        Elasticsearch = "elasticsearch",
    }
}

words! {
    /// How far one is.
    pub enum ReadState {
        /// A password was asked for that the store is not known to have taken.
        Pending = "pending",
        Live = "live",
        /// The store may still let it in.
        Ending = "ending",
        Ended = "ended",
    }
}

words! {
    /// Why none can be made.
    pub enum ReadRefusal {
        /// The store is not there, or no operator said where people reach it.
        NotOffered = "not-offered",
        NotInPlan = "not-in-plan",
        /// Whoever asks may not open what reads the same.
        NotAllowed = "not-allowed",
        /// The server's own role may make no roles.
        MakesNoRoles = "makes-no-roles",
    }
}

/// How many of a tenant stores may let in.
pub const MOST: i64 = 10;

impl ReadKind {
    /// What everybody calls it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Postgresql => "PostgreSQL",
            Self::Influxdb => "InfluxDB",
            Self::Elasticsearch => "Elasticsearch",
        }
    }

    /// The word of the plan's deep links that gives it.
    pub const fn feature_word(self) -> &'static str {
        match self {
            Self::Postgresql | Self::Influxdb => "grafana",
            Self::Elasticsearch => "kibana",
        }
    }
}

crate::errors! {
    /// What goes wrong as one is made or gets another password.
    pub enum ReadCredentialsError {
        ReadRefused { kind: ReadKind, why: ReadRefusal } = "read-refused", 409, "no credential for it can be made now";
        /// The store is not known to have taken the password.
        StoreAway { kind: ReadKind } = "store-away", 503, "the store did not take the password";
    }
}

crate::problems! {
    /// What is wrong with a value.
    pub enum ReadCredentialsProblem {
        TooManyReadCredentials { max: i64 } = "too-many-read-credentials";
    }
}
