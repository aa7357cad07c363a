//! Saved views: the way to each, and the forms that keep one.

use domain::permission::Permission;
use leptos::prelude::*;
use service::{Standing, saved_views::Listed};

use super::Loaded;
use crate::{
    components::{
        badge,
        fields::{self, Text},
        making::new_mark,
    },
    context::{Context, link},
};

/// The saved views, one's own with what can be done to them.
pub(super) fn list(context: &Context, standing: &Standing, base: &str, loaded: &Loaded) -> Option<AnyView> {
    let say = context.say();
    let views: Vec<_> =
        loaded.views.iter().map(|listed| one(context, standing, base, loaded, listed)).collect();
    (!views.is_empty()).then(|| {
        view! { <nav aria-label=say.views_title()><ul class="saved-views">{views}</ul></nav> }.into_any()
    })
}

fn one(context: &Context, standing: &Standing, base: &str, loaded: &Loaded, listed: &Listed) -> AnyView {
    let (say, view) = (context.say(), &listed.view);
    let (href, current) =
        (link(base, &listed.query.address()), (listed.query == loaded.query).then_some("true"));
    let may_share = standing.may(Permission::ManageSharing);
    let forms = (listed.is_own || may_share).then(|| forms(context, standing, listed, may_share));
    view! {
        <li>
            <a href=href aria-current=current>{view.name.clone()}</a>
            {view.is_shared.then(|| badge("neutral", say.views_shared()))}
            {new_mark(context, view.id.as_str())}
            {forms}
        </li>
    }
    .into_any()
}

/// What can be done to a view: all of it to one's own, and sharing by whoever may.
fn forms(context: &Context, standing: &Standing, listed: &Listed, may_share: bool) -> AnyView {
    let (say, id) = (context.say(), listed.view.id.as_str());
    let form = |function: &str| context.form_of(function, id);
    let (rename, share, delete) =
        (form("saved-views.rename"), form("saved-views.share"), form("saved-views.delete"));
    let is_open = [&rename, &share, &delete].iter().any(|form| form.was_sent());
    let hidden = [("tenant", standing.tenant.slug.as_str()), ("id", id)];
    let name = Text { scope: id, default: &listed.view.name, ..Text::new("name", say.views_name()) };
    let (shared, word) =
        if listed.view.is_shared { ("", say.views_unshare()) } else { ("true", say.views_share()) };
    let mut sharing = hidden.to_vec();
    sharing.push(("shared", shared));
    let own = listed.is_own.then(|| {
        let controls = view! { {name.view(&rename)}{fields::submit(say.views_rename())} };
        view! {
            {fields::form("saved-views.rename", &rename, &hidden, controls)}
            {fields::form("saved-views.delete", &delete, &hidden, fields::submit(say.delete()))}
        }
    });
    let sharing = (may_share && (listed.is_own || listed.view.is_shared))
        .then(|| fields::form("saved-views.share", &share, &sharing, fields::submit(word)));
    let label = format!("{} {}", say.edit(), listed.view.name);
    view! {
        <details class="row-forms" open=is_open>
            <summary aria-label=label>{say.edit()}</summary>
            <div>{own}{sharing}</div>
        </details>
    }
    .into_any()
}

/// The form that keeps what is asked for now.
pub(super) fn save(context: &Context, standing: &Standing, loaded: &Loaded) -> Option<AnyView> {
    let (say, form) = (context.say(), context.form("saved-views.add"));
    let asked = link("", &loaded.query.address());
    let asked = asked.trim_start_matches('?');
    let controls = view! {
        {Text { scope: "view", ..Text::new("name", say.views_name()) }.view(&form)}
        {fields::submit(say.views_save())}
    };
    let hidden = [("tenant", standing.tenant.slug.as_str()), ("query", asked)];
    (!loaded.query.is_empty()).then(|| {
        view! {
            <details class="panel-more" open=form.was_sent()>
                <summary>{say.views_save()}</summary>
                {fields::form("saved-views.add", &form, &hidden, controls)}
            </details>
        }
        .into_any()
    })
}
