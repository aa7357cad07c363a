use sqlx::{Database, Encode, QueryBuilder, Type};

/// Which rows a statement is about, by the ids of what somebody may see. Everything is a word of its own, and an
/// empty list is nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Among<Id> {
    All,
    These(Vec<Id>),
}

impl<Id> Default for Among<Id> {
    fn default() -> Self {
        Self::These(Vec::new())
    }
}

impl<Id: 'static> Among<Id> {
    pub const ALL: &'static Self = &Self::All;
}

impl<Id: Clone> Among<Id> {
    pub fn these<'a>(ids: impl IntoIterator<Item = &'a Id>) -> Self
    where
        Id: 'a,
    {
        Self::These(ids.into_iter().cloned().collect())
    }
}

impl<Id: AsRef<str>> Among<Id> {
    /// Adds the condition on a column to a statement.
    pub(super) fn narrow<DB>(&self, query: &mut QueryBuilder<DB>, column: &'static str)
    where
        DB: Database,
        for<'q> &'q str: Encode<'q, DB> + Type<DB>,
    {
        match self {
            Self::All => {
                query.push("1 = 1");
            }
            Self::These(ids) if ids.is_empty() => {
                query.push("1 = 0");
            }
            Self::These(ids) => {
                query.push(column).push(" in (");
                let mut list = query.separated(", ");
                for id in ids {
                    list.push_bind(id.as_ref());
                }
                query.push(")");
            }
        }
    }
}
