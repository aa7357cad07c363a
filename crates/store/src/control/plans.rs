//! The names of the catalogue: its features, and its plans with their audiences.

use domain::{
    Locale,
    plans::{Feature, FeatureKind, Shape, Span, TenantKind, Value},
};

use crate::{ControlTx, Result};

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct CatalogueFeature {
    pub key: String,
    #[sqlx(try_from = "String")]
    pub kind: FeatureKind,
    pub name_en: String,
    pub name_fr: String,
    /// What is counted; empty where it needs no word of its own.
    pub unit: String,
    #[sqlx(try_from = "String")]
    pub span: Span,
}

impl CatalogueFeature {
    /// Which values it may have: what the code gives a meaning to says so itself.
    pub fn shape(&self) -> Shape {
        match (self.key.parse::<Feature>(), self.kind) {
            (Ok(known), _) => known.shape(),
            (Err(_), FeatureKind::Boolean) => Shape::Flag,
            (Err(_), _) => Shape::Limit,
        }
    }

    /// What there is of it, in a few words.
    pub fn told(&self, value: &Value, locale: Locale) -> String {
        match (self.key.parse::<Feature>(), value) {
            (Err(_), Value::Limit(limit)) => self.span.told(*limit, locale),
            (Ok(known), _) => known.told(value, locale),
            // Yes and no are told as they are of any flag.
            (Err(_), _) => Feature::Reports.told(value, locale),
        }
    }

    /// The same of a value as it is typed; what cannot be read stays as it is.
    pub fn told_typed(&self, typed: &str, locale: Locale) -> String {
        Value::typed(self.shape(), typed).map_or_else(|_| typed.to_owned(), |value| self.told(&value, locale))
    }

    /// What so many of it are counted in. What an operator typed is shown as it is; what the code counts is called
    /// in the reader's language.
    pub fn unit(&self, count: i64, locale: Locale) -> &str {
        match self.key.parse::<Feature>() {
            Ok(known) if self.unit == known.unit(1, Locale::En) => known.unit(count, locale),
            _ => &self.unit,
        }
    }

    pub fn title(&self, locale: Locale) -> &str {
        match locale {
            Locale::En => &self.name_en,
            Locale::Fr => &self.name_fr,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Plan {
    pub key: String,
    #[sqlx(try_from = "String")]
    pub audience: TenantKind,
    pub name_en: String,
    pub name_fr: String,
    /// Whether new tenants of the audience start on it.
    pub is_start: bool,
    /// The plan of equal standing for a company.
    pub company_plan: String,
}

impl Plan {
    pub fn title(&self, locale: Locale) -> &str {
        match locale {
            Locale::En => &self.name_en,
            Locale::Fr => &self.name_fr,
        }
    }
}

/// The columns of [`Plan`].
macro_rules! columns {
    () => {
        "plans.key, plans.audience, plans.name_en, plans.name_fr, plans.is_start, plans.company_plan"
    };
}

/// Every feature, in the order in which people read them.
pub async fn list_features(tx: &mut ControlTx) -> Result<Vec<CatalogueFeature>> {
    let select = "select key, kind, name_en, name_fr, unit, span from features order by position, key";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).fetch_all(conn).await)?)
}

/// Every plan, an audience after the other, the smallest first.
pub async fn list(tx: &mut ControlTx) -> Result<Vec<Plan>> {
    let select = concat!("select ", columns!(), " from plans order by audience, position, key");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).fetch_all(conn).await)?)
}

pub async fn find(tx: &mut ControlTx, key: &str) -> Result<Option<Plan>> {
    let select = concat!("select ", columns!(), " from plans where key = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(key).fetch_optional(conn).await)?)
}

/// Adds a feature behind the others; whether its key was free.
pub async fn insert_feature(tx: &mut ControlTx, feature: &CatalogueFeature) -> Result<bool> {
    let insert = "insert into features (key, kind, name_en, name_fr, unit, span, position)
         select $1, $2, $3, $4, $5, $6, coalesce(max(position), 0) + 1 from features where true
         on conflict (key) do nothing";
    let done = on!(tx.raw(), conn => sqlx::query(insert)
        .bind(&feature.key).bind(feature.kind.as_str()).bind(&feature.name_en).bind(&feature.name_fr)
        .bind(&feature.unit).bind(feature.span.as_str())
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(done == 1)
}

/// Changes what a feature is called; whether there is one.
pub async fn update_feature_names(tx: &mut ControlTx, key: &str, names: (&str, &str, &str)) -> Result<bool> {
    let (english, french, unit) = names;
    let update = "update features set name_en = $2, name_fr = $3, unit = $4 where key = $1";
    let done = on!(tx.raw(), conn => sqlx::query(update)
        .bind(key).bind(english).bind(french).bind(unit)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(done == 1)
}

/// Adds a plan behind the others of its audience; whether its key was free.
pub async fn insert(tx: &mut ControlTx, plan: &Plan) -> Result<bool> {
    let insert = "insert into plans (key, audience, name_en, name_fr, position, is_start, company_plan)
         select $1, $2, $3, $4, coalesce(max(position), 0) + 1, false, $5 from plans where audience = $2
         on conflict (key) do nothing";
    let done = on!(tx.raw(), conn => sqlx::query(insert)
        .bind(&plan.key).bind(plan.audience.as_str()).bind(&plan.name_en).bind(&plan.name_fr)
        .bind(&plan.company_plan)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(done == 1)
}
