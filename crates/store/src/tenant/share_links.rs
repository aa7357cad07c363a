use domain::{
    AccountId, Micros, ShareLinkId,
    principal::{Doer, Named, PrincipalKind},
};

use crate::{Result, TenantTx};

/// The columns of [`ShareLink`].
macro_rules! columns {
    () => {
        "id, name, kind, query, secret_hash, password_hash, view_limit, views, opens, account_id, \
         scope, key_id, maker_kind, maker_id, maker_label, behalf_label, created_at, expires_at, revoked_at"
    };
}

domain::words! {
    pub enum ShareKind {
        /// The dashboard as it was when the link was made.
        Snapshot = "snapshot",
        /// The same dashboard with the numbers of the moment.
        Live = "live",
    }
}

domain::words! {
    /// What came of opening a link.
    pub enum OpenOutcome {
        /// Its address was asked for and nothing shown yet, by a scanner, a chat's preview or a browser ahead of
        /// its person; or by a person who has not pressed the button yet.
        Previewed = "previewed",
        /// The right password was given.
        Unlocked = "unlocked",
        Shown = "shown",
        PasswordAsked = "password-asked",
        WrongPassword = "wrong-password",
        TooManyGuesses = "too-many-guesses",
        Expired = "expired",
        Revoked = "revoked",
        UsedUp = "used-up",
    }
}

/// A link that shows one dashboard.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ShareLink {
    #[sqlx(try_from = "String")]
    pub id: ShareLinkId,
    pub name: String,
    #[sqlx(try_from = "String")]
    pub kind: ShareKind,
    pub query: String,
    pub secret_hash: String,
    pub password_hash: Option<String>,
    pub view_limit: Option<i64>,
    pub views: i64,
    pub opens: i64,
    #[sqlx(try_from = "String")]
    pub account_id: AccountId,
    pub scope: String,
    /// The API key that made it, if one did.
    pub key_id: Option<String>,
    #[sqlx(try_from = "String")]
    pub maker_kind: PrincipalKind,
    pub maker_id: String,
    pub maker_label: String,
    /// The address of the person a program made it for.
    pub behalf_label: String,
    pub created_at: Micros,
    pub expires_at: Micros,
    pub revoked_at: Option<Micros>,
}

impl ShareLink {
    /// Who made it.
    pub fn maker(&self) -> Doer {
        let person = |label: &str| Named::new(PrincipalKind::Person, self.account_id.as_str(), label);
        let behalf = (self.maker_kind != PrincipalKind::Person).then(|| person(&self.behalf_label));
        Doer { actor: Named::new(self.maker_kind, &self.maker_id, &self.maker_label), behalf }
    }

    /// The address of the person whose right it shows.
    pub fn email(&self) -> &str {
        if self.maker_kind == PrincipalKind::Person { &self.maker_label } else { &self.behalf_label }
    }
}

/// One try at opening a link.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Open {
    pub number: i64,
    pub at: Micros,
    pub address: String,
    #[sqlx(try_from = "String")]
    pub outcome: OpenOutcome,
}

/// Tries that are kept of each link.
pub const OPENS_KEPT: i64 = 500;

pub async fn insert(tx: &mut TenantTx, link: &ShareLink, snapshot: Option<&str>) -> Result<()> {
    let insert = "insert into share_links (id, name, kind, query, snapshot, secret_hash, password_hash,
            view_limit, views, opens, account_id, scope, key_id, created_by, maker_kind, maker_id, maker_label,
            behalf_label, created_at, expires_at, revoked_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '', $14, $15, $16, $17, $18, $19, $20)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(link.id.as_str()).bind(&link.name).bind(link.kind.as_str()).bind(&link.query).bind(snapshot)
        .bind(&link.secret_hash).bind(&link.password_hash).bind(link.view_limit).bind(link.views)
        .bind(link.opens).bind(link.account_id.as_str()).bind(&link.scope)
        .bind(&link.key_id).bind(link.maker_kind.as_str()).bind(&link.maker_id).bind(&link.maker_label)
        .bind(&link.behalf_label).bind(link.created_at).bind(link.expires_at).bind(link.revoked_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut TenantTx, id: &ShareLinkId) -> Result<Option<ShareLink>> {
    let select = concat!("select ", columns!(), " from share_links where id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// A snapshot's dashboard as JSON.
pub async fn find_snapshot(tx: &mut TenantTx, id: &ShareLinkId) -> Result<Option<String>> {
    let select = "select snapshot from share_links where id = $1";
    let row: Option<(Option<String>,)> =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?;
    Ok(row.and_then(|(snapshot,)| snapshot))
}

/// Newest first.
pub async fn list(tx: &mut TenantTx) -> Result<Vec<ShareLink>> {
    let select = concat!("select ", columns!(), " from share_links order by created_at desc, id desc");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).fetch_all(conn).await)?)
}

/// Counts a try, and keeps whoever else tries waiting until it is decided; the link as it is then.
pub async fn update_opens(tx: &mut TenantTx, id: &ShareLinkId) -> Result<Option<ShareLink>> {
    let update = concat!(
        "update share_links set opens = opens + 1 where id = $1
         returning ",
        columns!()
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(update).bind(id.as_str()).fetch_optional(conn).await)?)
}

pub async fn update_views(tx: &mut TenantTx, id: &ShareLinkId) -> Result<()> {
    let update = "update share_links set views = views + 1 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update).bind(id.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Ends a link; `false` when it was ended before.
pub async fn update_revoked(tx: &mut TenantTx, id: &ShareLinkId, at: Micros) -> Result<bool> {
    let update =
        "update share_links set revoked_at = $2, snapshot = null where id = $1 and revoked_at is null";
    Ok(on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(at).execute(conn).await.map(|done| done.rows_affected()))?
        == 1)
}

/// Remembers a try, and forgets the oldest beyond [`OPENS_KEPT`].
pub async fn insert_open(tx: &mut TenantTx, id: &ShareLinkId, open: &Open) -> Result<()> {
    let insert =
        "insert into share_link_opens (link_id, number, at, address, outcome) values ($1, $2, $3, $4, $5)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(id.as_str()).bind(open.number).bind(open.at).bind(&open.address).bind(open.outcome.as_str())
        .execute(conn).await.map(|_| ()))?;
    let delete = "delete from share_link_opens where link_id = $1 and number <= $2";
    on!(tx.raw(), conn => sqlx::query(delete)
        .bind(id.as_str()).bind(open.number - OPENS_KEPT).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The last tries, newest first.
pub async fn list_opens(tx: &mut TenantTx, id: &ShareLinkId, limit: i64) -> Result<Vec<Open>> {
    let select = "select number, at, address, outcome from share_link_opens where link_id = $1
         order by number desc limit $2";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(id.as_str()).bind(limit).fetch_all(conn).await)?)
}
