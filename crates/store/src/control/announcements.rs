use domain::{AnnouncementId, Micros, announcements::Audience};

use super::tenants::Tenant;
use crate::{ControlTx, Result};

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Announcement {
    #[sqlx(try_from = "String")]
    pub id: AnnouncementId,
    pub english: String,
    pub french: String,
    #[sqlx(try_from = "String")]
    pub audience: Audience,
    /// Of one for a single tenant: its id.
    pub tenant_id: Option<String>,
    /// It is shown while `from_at <= now < until_at`.
    pub from_at: Micros,
    pub until_at: Micros,
    pub published_by: String,
    pub created_at: Micros,
    pub withdrawn_at: Option<Micros>,
    pub by_mail: bool,
}

impl Announcement {
    pub const fn is_shown(&self, now: Micros) -> bool {
        self.withdrawn_at.is_none() && self.from_at <= now && now < self.until_at
    }

    pub fn is_for(&self, tenant: &Tenant) -> bool {
        self.audience.is_for(tenant.kind) || self.tenant_id.as_deref() == Some(tenant.id.as_str())
    }
}

macro_rules! columns {
    () => {
        "id, english, french, audience, tenant_id, from_at, until_at, published_by, created_at, \
         withdrawn_at, by_mail"
    };
}

pub async fn insert(tx: &mut ControlTx, new: &Announcement) -> Result<()> {
    let insert = concat!(
        "insert into announcements (",
        columns!(),
        ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    );
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(new.id.as_str()).bind(&new.english).bind(&new.french).bind(new.audience.as_str())
        .bind(&new.tenant_id).bind(new.from_at).bind(new.until_at).bind(&new.published_by)
        .bind(new.created_at).bind(new.withdrawn_at).bind(new.by_mail)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut ControlTx, id: &AnnouncementId) -> Result<Option<Announcement>> {
    let select = concat!("select ", columns!(), " from announcements where id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// The newest first.
pub async fn list(tx: &mut ControlTx, limit: i64) -> Result<Vec<Announcement>> {
    let select =
        concat!("select ", columns!(), " from announcements order by created_at desc, id desc limit $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(limit).fetch_all(conn).await)?)
}

/// Those that are shown or will be.
pub async fn list_coming(tx: &mut ControlTx, now: Micros) -> Result<Vec<Announcement>> {
    let select = concat!(
        "select ",
        columns!(),
        " from announcements where until_at > $1 and withdrawn_at is null order by from_at, id limit 100"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(now).fetch_all(conn).await)?)
}

pub async fn update_withdrawn(tx: &mut ControlTx, id: &AnnouncementId, now: Micros) -> Result<()> {
    let update = "update announcements set withdrawn_at = $2 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update).bind(id.as_str()).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(())
}
