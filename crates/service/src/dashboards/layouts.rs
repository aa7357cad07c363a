//! Which tiles somebody sees, and in which order.

use domain::{
    Checks, Error, Problem,
    audit::{Deed, Target},
    dashboards::{Arrange, Layout, Tile},
    permission::{ArrangeOverview, ManageSettings, ViewOverview},
};
use store::tenant::overview_layouts;

use crate::{Access, OrInternal, Result, access::Change};

/// Nobody: what those see who have chosen nothing.
const NOBODY: &str = "";

/// What whoever asks sees: as they chose, or as the space did.
pub async fn layout(access: &mut Access<ViewOverview>) -> Result<Layout> {
    let person = access.caller().account().map(|account| account.id.to_string());
    let found =
        overview_layouts::find(access.tx(), person.as_deref().unwrap_or(NOBODY)).await.or_internal()?;
    Ok(found.map_or_else(Layout::default, |words| Layout::from_words(&words)))
}

/// What a newcomer sees.
pub async fn of_space(access: &mut Access<ViewOverview>) -> Result<Layout> {
    let found = overview_layouts::find(access.tx(), NOBODY).await.or_internal()?;
    Ok(found.map_or_else(Layout::default, |words| Layout::from_words(&words)))
}

/// Moves, hides or shows one of one's own tiles.
pub async fn arrange(mut access: Access<ArrangeOverview>, tile: &str, how: &str) -> Result<()> {
    // Whoever looks in another's place, or for a program, has no overview of their own here.
    let standing = access.standing();
    let is_themselves = standing.actor.is_member && standing.viewed.is_none();
    let person = access.caller().account().filter(|_| is_themselves).ok_or(Error::NotFound)?.id.to_string();
    let (tile, how) = read(tile, how)?;
    let before = overview_layouts::find(access.tx(), &person).await.or_internal()?;
    let before = before.map_or_else(Layout::default, |words| Layout::from_words(&words));
    let after = before.clone().arranged(tile, how);
    if how == Arrange::Usual {
        overview_layouts::delete(access.tx(), &person).await.or_internal()?;
    } else {
        overview_layouts::update(access.tx(), &person, &after.words()).await.or_internal()?;
    }
    access.audit(change(Deed::DashboardsArrange, &access.tenant().id.clone(), &before, &after)).await?;
    access.commit().await.map(|_| ())
}

/// The same for what newcomers see, and everybody who has chosen nothing.
pub async fn arrange_space(access: Access<ManageSettings>, tile: &str, how: &str) -> Result<()> {
    let (tile, how) = read(tile, how)?;
    update_space(access, |before| before.arranged(tile, how)).await
}

/// Sets the whole of it: these tiles in their order, and no others.
pub async fn set_space(access: Access<ManageSettings>, shown: &[String]) -> Result<()> {
    let mut checks = Checks::default();
    let mut tiles = Vec::new();
    for (number, word) in (1..).zip(shown) {
        match word.parse::<Tile>() {
            Ok(tile) if tiles.contains(&tile) => {
                checks.add_line("shown", number, word, Problem::Duplicate { of: word.clone() });
            }
            Ok(tile) => tiles.push(tile),
            Err(_) => checks.add_line("shown", number, word, Problem::NotAChoice),
        }
    }
    checks.finish()?;
    update_space(access, |_| Layout::of_shown(&tiles)).await
}

async fn update_space(
    mut access: Access<ManageSettings>,
    change_to: impl FnOnce(Layout) -> Layout,
) -> Result<()> {
    let before = overview_layouts::find(access.tx(), NOBODY).await.or_internal()?;
    let before = before.map_or_else(Layout::default, |words| Layout::from_words(&words));
    let after = change_to(before.clone());
    overview_layouts::update(access.tx(), NOBODY, &after.words()).await.or_internal()?;
    access.audit(change(Deed::DashboardsArrangeSpace, &access.tenant().id.clone(), &before, &after)).await?;
    access.commit().await.map(|_| ())
}

fn read(tile: &str, how: &str) -> Result<(Tile, Arrange)> {
    let mut checks = Checks::default();
    let tile = checks.take("tile", tile.parse().map_err(|_| Problem::NotAChoice));
    let how = checks.take("how", how.parse().map_err(|_| Problem::NotAChoice));
    checks.finish()?;
    tile.zip(how).ok_or(Error::Internal)
}

fn change(deed: Deed, tenant: &domain::TenantId, before: &Layout, after: &Layout) -> Change<'static> {
    Change {
        before: Some(serde_json::json!({ "tiles": before.words() })),
        after: Some(serde_json::json!({ "tiles": after.words() })),
        ..Change::of(deed, Target::of(tenant))
    }
}
