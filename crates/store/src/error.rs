/// What can go wrong below the rules.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A unique name is in use; the service knows which field that is.
    #[error("already taken")]
    Taken,
    #[error("the database is busy")]
    Busy,
    #[error("database: {0}")]
    Database(sqlx::Error),
    #[error("{0}")]
    Folder(#[from] std::io::Error),
    #[error("the data was written by a newer version: migration {0} is unknown here")]
    Newer(i64),
    #[error("unreadable location {0:?}")]
    Location(String),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        if let sqlx::Error::Database(database) = &error {
            if database.is_unique_violation() {
                return Self::Taken;
            }
            // SQLITE_BUSY, SQLITE_BUSY_SNAPSHOT and SQLITE_INTERRUPT; PostgreSQL's deadlock and serialization
            // failures, and its time-outs on locks and statements.
            let busy = ["5", "517", "9", "40P01", "40001", "55P03", "57014"];
            if database.code().is_some_and(|code| busy.contains(&code.as_ref())) {
                return Self::Busy;
            }
        }
        if matches!(error, sqlx::Error::PoolTimedOut) {
            return Self::Busy;
        }
        Self::Database(error)
    }
}
