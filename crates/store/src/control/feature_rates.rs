//! How what programs report of a feature is counted, and what of it costs.

use crate::{ControlTx, Result};

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct FeatureRate {
    pub feature: String,
    /// How the events of a window become one number.
    pub aggregation: String,
    /// What is beyond the plan costs so much in minor units for `per`; none: nothing.
    pub price: Option<i64>,
    pub per: i64,
}

pub async fn upsert(tx: &mut ControlTx, rate: &FeatureRate) -> Result<()> {
    let upsert = "insert into feature_rates (feature, aggregation, price, per) values ($1, $2, $3, $4)
         on conflict (feature) do update set aggregation = excluded.aggregation, price = excluded.price,
            per = excluded.per";
    on!(tx.raw(), conn => sqlx::query(upsert)
        .bind(&rate.feature).bind(&rate.aggregation).bind(rate.price).bind(rate.per)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn list(tx: &mut ControlTx) -> Result<Vec<FeatureRate>> {
    let select = "select feature, aggregation, price, per from feature_rates order by feature";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).fetch_all(conn).await)?)
}
