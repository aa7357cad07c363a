//! Gives the addresses of an older version the form by which mailboxes are told apart. It takes Unicode's and
//! DNS's rules, so no migration can do it.

use domain::addresses;

use crate::{Result, Tx};

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    email: String,
    email_key: String,
    #[sqlx(default)]
    address_problem: Option<String>,
}

/// Reads the addresses that were not read yet, and again those that could not be used: the other account of
/// their mailbox may be gone. What is still of no use stays as it is, for the operator to resolve.
pub(crate) async fn settle(tx: &mut Tx) -> Result<()> {
    let select = "select id, email, email_key, address_problem from accounts
         where address_problem is not null order by created_at, id";
    let mut rows: Vec<Row> = on!(&mut *tx, conn => sqlx::query_as(select).fetch_all(conn).await)?;
    if rows.is_empty() {
        return Ok(());
    }
    let is_new = rows.iter().any(|row| row.address_problem.as_deref() == Some("unread"));
    // Of two accounts of one mailbox the one keeps it whose address is written in this form already, or else
    // the older one.
    rows.sort_by_key(|row| row.email_key != addresses::key(&row.email));
    for row in &rows {
        let Ok(email) = addresses::email(&row.email) else {
            update_problem(tx, &row.id, "invalid").await?;
            continue;
        };
        let key = addresses::key(&email);
        let taken = "select id from accounts where address_key = $1 or (email_key = $1 and id <> $2)";
        let taken: Option<(String,)> = on!(&mut *tx, conn => sqlx::query_as(taken)
            .bind(&key).bind(&row.id).fetch_optional(conn).await)?;
        if taken.is_some() {
            update_problem(tx, &row.id, "taken").await?;
            continue;
        }
        let update =
            "update accounts set address_key = $2, email_key = $2, address_problem = null where id = $1";
        on!(&mut *tx, conn => sqlx::query(update)
            .bind(&row.id).bind(&key).execute(conn).await.map(|_| ()))?;
    }
    if is_new { settle_waiting(tx).await } else { Ok(()) }
}

async fn update_problem(tx: &mut Tx, id: &str, problem: &str) -> Result<()> {
    let update = "update accounts set address_problem = $2 where id = $1";
    on!(&mut *tx, conn => sqlx::query(update).bind(id).bind(problem).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The same for whoever has no account yet: open invitations, and sign-ups that wait.
async fn settle_waiting(tx: &mut Tx) -> Result<()> {
    let areas = [
        (
            "select id, email, email_key from invitations where state = 'open'",
            "update invitations set email_key = $2 where id = $1",
        ),
        (
            "select id, email, email_key from sign_ups where confirmed_at is null",
            "update sign_ups set email_key = $2 where id = $1",
        ),
    ];
    for (select, update) in areas {
        let rows: Vec<Row> = on!(&mut *tx, conn => sqlx::query_as(select).fetch_all(conn).await)?;
        for row in rows {
            let key = addresses::key(&row.email);
            if key != row.email_key {
                on!(&mut *tx, conn => sqlx::query(update)
                    .bind(&row.id).bind(&key).execute(conn).await.map(|_| ()))?;
            }
        }
    }
    Ok(())
}
