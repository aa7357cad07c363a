/// What can go wrong below the rules.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A unique name is in use; the service knows which field that is.
    #[error("already taken")]
    Taken,
    #[error("the database is busy")]
    Busy,
    /// The connection broke, or the server is stopping, starting, or no longer the one that is written to.
    #[error("the connection to the database was lost: {0}")]
    Lost(sqlx::Error),
    #[error("database: {0}")]
    Database(sqlx::Error),
    #[error("{0}")]
    Folder(#[from] std::io::Error),
    #[error("the data was written by a newer version: migration {0} is unknown here")]
    Newer(i64),
    /// This version needs another shape of the data than the one servers are at work on.
    #[error(
        "a server of version {0} is at work on this data, which this version has to change first: stop that server, \
         or one that ended a moment ago is waited for half a minute"
    )]
    AtWork(String),
    /// A tenant's database is getting this version's shape, which takes a while.
    #[error("the tenant's data is being updated")]
    Updating,
    #[error("the tenant's data could not be updated: {0}")]
    Update(String),
    #[error("unreadable location {0:?}")]
    Location(String),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        if let sqlx::Error::Database(database) = &error {
            if database.is_unique_violation() {
                return Self::Taken;
            }
            let code = database.code().unwrap_or_default();
            // SQLITE_BUSY, SQLITE_BUSY_SNAPSHOT and SQLITE_INTERRUPT; PostgreSQL's deadlock and serialization
            // failures, its time-outs on locks and statements, and too many clients.
            let busy = ["5", "517", "9", "40P01", "40001", "55P03", "57014", "53300"];
            if busy.contains(&&*code) {
                return Self::Busy;
            }
            if is_lost(&code) {
                return Self::Lost(error);
            }
        }
        match error {
            sqlx::Error::PoolTimedOut => Self::Busy,
            // A file's trouble comes as SQLite's own error; what comes as this is a socket's.
            sqlx::Error::Io(_) | sqlx::Error::Tls(_) => Self::Lost(error),
            _ => Self::Database(error),
        }
    }
}

/// PostgreSQL's codes of a connection that is gone or about to be: class 08, shutting down (57P01), crashed
/// (57P02), not ready yet (57P03), and a server that has become a standby (25006).
fn is_lost(code: &str) -> bool {
    matches!(code, "57P01" | "57P02" | "57P03" | "25006") || (code.len() == 5 && code.starts_with("08"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_connection_is_told_from_a_fault() {
        for code in ["57P01", "57P02", "57P03", "25006", "08000", "08006", "08P01"] {
            assert!(is_lost(code), "{code}");
        }
        for code in ["", "08", "57014", "42P01", "23505", "5"] {
            assert!(!is_lost(code), "{code}");
        }
        let broken = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
        assert!(matches!(StoreError::from(sqlx::Error::Io(broken)), StoreError::Lost(_)));
    }
}
