use std::time::Duration;

use store::{Mode, Store, StoreError};

/// Whether whoever asks somebody outside holds nothing of the control database meanwhile: asked by what stands for the
/// one outside, before it answers. On PostgreSQL no transaction is open that waits for its program; on SQLite the one
/// writer is free.
pub async fn holds_nothing(store: &Store) -> bool {
    // One that was dropped is rolled back a moment later; one that waits for this answer stays.
    let asked = async {
        while open(store).await? > 0 {}
        Ok::<(), StoreError>(())
    };
    // Longer than SQLite's writer is waited for, should the machine be busy.
    let asked = tokio::time::timeout(Duration::from_secs(15), asked).await;
    matches!(asked, Ok(Ok(())))
}

/// How many transactions wait for their program.
async fn open(store: &Store) -> Result<i64, StoreError> {
    let mut tx = store.control(Mode::Write).await?;
    if tx.raw().count_waiting().await?.is_none() {
        return Ok(0);
    }
    let select = "select count(*) from pg_stat_activity
         where datname = current_database() and state = 'idle in transaction'";
    tx.raw().number(select).await
}
