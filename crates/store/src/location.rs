use crate::{Result, StoreError};

/// Where one tenant's data lives, as its row in `tenants` records it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    Sqlite { file: String },
    Postgres { schema: String },
}

impl std::fmt::Display for Location {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite { file } => write!(f, "sqlite:{file}"),
            Self::Postgres { schema } => write!(f, "postgres:{schema}"),
        }
    }
}

impl std::str::FromStr for Location {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self> {
        let refuse = || StoreError::Location(text.to_owned());
        let (engine, location) = text.split_once(':').ok_or_else(refuse)?;
        // Locations are made from tenant ids, so anything else was tampered with.
        let is_plain = location.starts_with(|letter: char| letter.is_ascii_alphanumeric())
            && location.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.');
        match engine {
            "sqlite" if is_plain => Ok(Self::Sqlite { file: location.to_owned() }),
            "postgres" if is_plain => Ok(Self::Postgres { schema: location.to_owned() }),
            _ => Err(refuse()),
        }
    }
}
