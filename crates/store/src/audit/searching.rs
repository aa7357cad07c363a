//! The log as a list, newest first.

use domain::{
    Micros,
    audit::{Deed, Outcome},
};
use sqlx::{Database, Encode, QueryBuilder, Type};

use super::{Recorded, columns};
use crate::{Result, Tx};

/// Which entries to list; an empty text means any.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// In the control database: the only tenant whose entries are read.
    pub tenant: Option<String>,
    /// In the control database: what belongs to no tenant alone.
    pub is_of_no_tenant: bool,
    /// Part of the actor's id or label, or of whoever it acts for, in lower case.
    pub who: String,
    /// Any of these; none means all.
    pub actions: Vec<Deed>,
    pub outcome: Option<Outcome>,
    pub source: String,
    /// `from <= at < to`.
    pub from: Micros,
    pub to: Micros,
    /// Part of the target or of the values before and after, in lower case.
    pub text: String,
}

const WHO: [&str; 4] = ["actor_id", "actor_label", "behalf_id", "behalf_label"];
const TEXT: [&str; 4] = ["target", "target_label", "coalesce(before, '')", "coalesce(after, '')"];

impl Filter {
    fn narrow<'a, DB>(&'a self, query: &mut QueryBuilder<DB>)
    where
        DB: Database,
        String: Encode<'a, DB> + Type<DB>,
        &'a str: Encode<'a, DB> + Type<DB>,
    {
        if let Some(tenant) = &self.tenant {
            query.push(" and tenant_id = ").push_bind(tenant.as_str());
        }
        if self.is_of_no_tenant {
            query.push(" and tenant_id is null");
        }
        if !self.actions.is_empty() {
            query.push(" and action in (");
            let mut list = query.separated(", ");
            for action in &self.actions {
                list.push_bind(action.as_str());
            }
            query.push(")");
        }
        if let Some(outcome) = self.outcome {
            query.push(" and outcome = ").push_bind(outcome.as_str());
        }
        if !self.source.is_empty() {
            query.push(" and source = ").push_bind(self.source.as_str());
        }
        contain(query, &WHO, &self.who);
        contain(query, &TEXT, &self.text);
    }
}

/// Demands that a text is part of one of the columns.
fn contain<'a, DB>(query: &mut QueryBuilder<DB>, columns: &[&str], text: &str)
where
    DB: Database,
    String: Encode<'a, DB> + Type<DB>,
{
    if text.is_empty() {
        return;
    }
    let pattern = containing(text);
    for (place, column) in columns.iter().enumerate() {
        query.push(if place == 0 { " and (lower(" } else { " or lower(" });
        query.push(column).push(") like ").push_bind(pattern.clone()).push(" escape '\\'");
    }
    query.push(")");
}

/// A pattern for texts that contain this one.
fn containing(text: &str) -> String {
    let mut pattern = String::from("%");
    for letter in text.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern + "%"
}

/// Entries before an instant and number, newest first.
pub async fn search(
    tx: &mut Tx,
    filter: &Filter,
    (at, number): (Micros, i64),
    limit: i64,
) -> Result<Vec<Recorded>> {
    Ok(on!(tx, conn => {
        let mut query =
            QueryBuilder::new(concat!("select ", columns!(), " from audit_log where (at, number) < ("));
        query.push_bind(at).push(", ").push_bind(number).push(") and at >= ").push_bind(filter.from);
        query.push(" and at < ").push_bind(filter.to);
        filter.narrow(&mut query);
        query.push(" order by at desc, number desc limit ").push_bind(limit);
        query.build_query_as().fetch_all(conn).await
    })?)
}
