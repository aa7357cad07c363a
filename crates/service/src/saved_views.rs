//! What people look for again and again: kept for themselves, or for everybody in the space.

use domain::{
    Checks, Error, Problem, SavedViewId, addresses,
    audit::{Deed, Target},
    permission::{KeepViews, ManageSharing, May, ViewEvents},
    saved_views::SavedViewsProblem,
    search::Query,
};
use store::tenant::saved_views;
pub use store::tenant::saved_views::SavedView;

use crate::{Access, OrInternal, Result, access::Change, chance};

/// Views that one keeps at most.
pub const OWN: usize = 50;

/// What the form sends.
#[derive(Clone, Debug, Default)]
pub struct ViewForm {
    pub name: String,
    /// As it stands in an address behind the question mark.
    pub query: String,
}

/// A view with what it asks for.
#[derive(Clone, Debug)]
pub struct Listed {
    pub view: SavedView,
    pub query: Query,
    pub is_own: bool,
}

/// One's own and the shared ones, by name.
pub async fn list(access: &mut Access<ViewEvents>) -> Result<Vec<Listed>> {
    let account = access.caller().acting()?.clone();
    let views = saved_views::list(access.tx(), &account).await.or_internal()?;
    let listed = views.into_iter().map(|view| {
        let (query, is_own) = (parse(&view.query), view.account_id == account);
        Listed { view, query, is_own }
    });
    Ok(listed.collect())
}

/// Reads what stands behind an address's question mark.
fn parse(text: &str) -> Query {
    let pairs: Vec<_> = url::form_urlencoded::parse(text.as_bytes()).into_owned().collect();
    Query::of(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}

fn written(query: &Query) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(query.address()).finish()
}

/// Keeps a view for whoever asks, until they share it.
pub async fn add(mut access: Access<KeepViews>, form: ViewForm) -> Result<SavedView> {
    let query = parse(&form.query);
    let mut checks = Checks::default();
    let name = checks.take("name", addresses::plain_name(&form.name, 60));
    if query.is_empty() {
        checks.add("name", SavedViewsProblem::NothingAsked);
    } else if let Err(Error::Invalid { fields }) = query.read(access.zone()) {
        checks.extend(fields);
    }
    checks.finish()?;
    let (name, account) = (name.ok_or(Error::Internal)?, access.caller().acting()?.clone());
    let views = saved_views::list(access.tx(), &account).await.or_internal()?;
    if views.iter().filter(|view| view.account_id == account).count() >= OWN {
        let max = i64::try_from(OWN).unwrap_or(i64::MAX);
        return Err(Error::field("name", SavedViewsProblem::TooManyViews { max }));
    }
    check_name(&views, &name, None)?;
    let now = access.now();
    let view = SavedView {
        id: chance::id(now, SavedViewId::new),
        name,
        query: written(&query),
        account_id: account,
        is_shared: false,
        created_at: now,
    };
    saved_views::insert(access.tx(), &view).await.or_internal()?;
    commit(access, Deed::SavedViewsAdd, None, Some(&view)).await?;
    Ok(view)
}

pub async fn rename(mut access: Access<KeepViews>, id: &str, name: &str) -> Result<()> {
    let before = own(&mut access, id).await?;
    let mut checks = Checks::default();
    let name = checks.take("name", addresses::plain_name(name, 60));
    checks.finish()?;
    let after = SavedView { name: name.ok_or(Error::Internal)?, ..before.clone() };
    let views = saved_views::list(access.tx(), &before.account_id).await.or_internal()?;
    check_name(&views, &after.name, Some(&before.id))?;
    saved_views::update(access.tx(), &after).await.or_internal()?;
    commit(access, Deed::SavedViewsRename, Some(&before), Some(&after)).await
}

pub async fn delete(mut access: Access<KeepViews>, id: &str) -> Result<()> {
    let view = own(&mut access, id).await?;
    saved_views::delete(access.tx(), &view.id).await.or_internal()?;
    commit(access, Deed::SavedViewsDelete, Some(&view), None).await
}

/// Shows one's own view to everybody in the space, or takes one that is shared back from them; then it is its
/// maker's alone again.
pub async fn share(mut access: Access<(ManageSharing, ViewEvents)>, id: &str, is_shared: bool) -> Result<()> {
    let before = find(&mut access, id).await?;
    if before.account_id != *access.caller().acting()? && !before.is_shared {
        return Err(Error::NotFound);
    }
    let after = SavedView { is_shared, ..before.clone() };
    saved_views::update(access.tx(), &after).await.or_internal()?;
    commit(access, Deed::SavedViewsShare, Some(&before), Some(&after)).await
}

/// Two of one name could not be told apart.
fn check_name(views: &[SavedView], name: &str, except: Option<&SavedViewId>) -> Result<()> {
    let is_taken =
        |view: &&SavedView| Some(&view.id) != except && view.name.to_lowercase() == name.to_lowercase();
    if views.iter().any(|view| is_taken(&view)) { Err(Error::field("name", Problem::Taken)) } else { Ok(()) }
}

async fn find<P: May>(access: &mut Access<P>, id: &str) -> Result<SavedView> {
    let id = SavedViewId::parse(id).ok_or(Error::NotFound)?;
    saved_views::find(access.tx(), &id).await.or_internal()?.ok_or(Error::NotFound)
}

/// Somebody else's is not theirs to change, shared or not.
async fn own(access: &mut Access<KeepViews>, id: &str) -> Result<SavedView> {
    let view = find(access, id).await?;
    if view.account_id == *access.caller().acting()? { Ok(view) } else { Err(Error::NotFound) }
}

async fn commit<P: May>(
    mut access: Access<P>,
    deed: Deed,
    before: Option<&SavedView>,
    after: Option<&SavedView>,
) -> Result<()> {
    let Some(view) = before.or(after) else { return Err(Error::Internal) };
    let audited = |view: &SavedView| serde_json::json!({ "name": view.name, "query": view.query, "is_shared": view.is_shared });
    let change = Change {
        before: before.map(audited),
        after: after.map(audited),
        ..Change::of(deed, Target::of(&view.id).called(&view.name))
    };
    access.audit(change).await?;
    access.commit().await.map(|_| ())
}
