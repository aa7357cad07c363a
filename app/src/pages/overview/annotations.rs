//! What people wrote on the time axis, and the form for more.

use domain::{
    Error,
    areas::Route,
    permission::{Permission, ViewOverview},
    zones::Zone,
};
use leptos::prelude::*;
use service::{
    Standing,
    dashboards::annotations::{self, Annotation},
};

use crate::{
    components::{
        empty_with,
        fields::{self, Text},
        layout::Console,
        making::{Making, new_mark},
        table::table,
    },
    context::{Context, Form},
    pages::Page,
};

pub(in crate::pages) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut access = context.enter::<ViewOverview>(slug).await?;
    let listed = annotations::list(&mut access).await?;
    let (standing, zone) = (access.standing().clone(), access.zone().clone());
    drop(access);
    let context = context.clone();
    Ok(Page::new(context.title(), move || {
        let making = making(&context, &standing);
        let form = context.form("annotations.add");
        let body = view! {
            {list(&making, &zone, &listed)}
            {making.dialog(&form, add(&making, &form))}
        };
        let lead = context.say().annotations_lead();
        Console { context: &context, standing: &standing, title: context.title(), lead }
            .view(making.button(), body)
    })
    .with_dialog())
}

/// The page of the form.
pub(in crate::pages) async fn new(context: &Context, slug: &str) -> Result<Page, Error> {
    let standing = context.enter::<ViewOverview>(slug).await?.standing().clone();
    let context = context.clone();
    Ok(Page::new(context.title(), move || {
        let making = making(&context, &standing);
        making.page(None, add(&making, &context.form("annotations.add")))
    }))
}

const fn making<'a>(context: &'a Context, standing: &'a Standing) -> Making<'a> {
    Making { context, standing, route: Route::NewAnnotation, permission: Permission::ManageMailFlow }
}

fn list(making: &Making, zone: &Zone, listed: &[Annotation]) -> AnyView {
    let (context, standing) = (making.context, making.standing);
    let say = context.say();
    if listed.is_empty() {
        return empty_with(say.no_annotations(), say.no_annotations_text(), Some(making.button()));
    }
    let heads = [
        (say.time(), "time"),
        (say.annotation_text(), ""),
        (say.annotation_author(), ""),
        (say.actions(), "actions"),
    ];
    let may = standing.may(Permission::ManageMailFlow);
    let rows = listed.iter().map(|note| {
        let id = note.id.as_str();
        let hidden = [("tenant", standing.tenant.slug.as_str()), ("id", id)];
        let delete = may.then(|| {
            let label = say.annotation_delete(&note.text);
            let button = view! { <button class="button" data-size="small" type="submit" aria-label=label>{say.delete()}</button> };
            fields::form("annotations.delete", &context.form_of("annotations.delete", id), &hidden, button)
        });
        view! {
            <tr>
                <th scope="row" data-kind="time">{zone.local_text(note.at, say.0)}{new_mark(context, id)}</th>
                <td>{note.text.clone()}</td>
                <td>{note.author.clone()}</td>
                <td class="actions">{delete}</td>
            </tr>
        }
        .into_any()
    });
    view! {
        <section class="panel">{table(say.title(Route::Annotations), &heads, "annotations", rows.collect())}</section>
        <p class="hint">{say.times_in(zone.name())}</p>
    }
    .into_any()
}

fn add(making: &Making, form: &Form) -> AnyView {
    let say = making.context.say();
    let hint = say.annotation_at_hint(&making.standing.tenant.time_zone);
    let controls = view! {
        {Text { hint: say.annotation_text_hint(), ..Text::new("text", say.annotation_text()) }.view(form)}
        {Text { kind: "datetime-local", hint: &hint, is_optional: true, ..Text::new("at", say.annotation_at()) }.view(form)}
        {fields::submit(say.annotation_add())}
    };
    let hidden = [("tenant", making.standing.tenant.slug.as_str())];
    making.gated(fields::form_to(Some(making.address()), "annotations.add", form, &hidden, controls))
}
