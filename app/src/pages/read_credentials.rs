use domain::{
    Error,
    areas::Route,
    permission::{ListApiKeys, Permission},
    read_credentials::{ReadRefusal, ReadState},
    zones::Zone,
};
use leptos::prelude::*;
use service::{
    Standing, TeamAccess,
    deep_links::readers::Offer,
    read_credentials::{self, ReadCredential, login},
};

use super::{Page, mail_flow::delete_form, policy_agents::copyable};
use crate::{
    api::read_credentials::ShownReadCredential,
    components::{
        badge, empty_with,
        fields::{self, Text},
        layout::{self, Console},
        making::Making,
        notice,
        table::{row_forms, table},
    },
    context::{Context, Form},
};

/// Credentials on the page; older ones ended long ago.
const SHOWN: i64 = 100;

struct Loaded {
    standing: Standing,
    credentials: Vec<ReadCredential>,
    offers: Vec<Offer>,
}

pub(super) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let loaded = load(context, slug).await?;
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(context.title(), move || {
        let create = context.form("read-credentials.create");
        let shown = create.outcome_as().or_else(|| context.form("read-credentials.rotate").outcome_as());
        let making = making(&context, &loaded);
        let is_offered = is_offered(&loaded);
        let body = view! {
            {layout::settings_tabs(&context, &loaded.standing)}
            {shown.map(|one| shown_section(&context, &one))}
            {list(&making, &loaded)}
            {is_offered.then(|| making.dialog(&create, create_form(&making, &loaded, &create)))}
        };
        Console {
            context: &context,
            standing: &loaded.standing,
            title: context.title(),
            lead: say.read_lead(),
        }
        .view(is_offered.then(|| making.button()), body)
    })
    .with_islands()
    .with_dialog())
}

/// The page of the form; after a success it shows the password, this once.
pub(super) async fn new(context: &Context, slug: &str) -> Result<Page, Error> {
    let loaded = load(context, slug).await?;
    let context = context.clone();
    Ok(Page::new(context.title(), move || {
        let form = context.form("read-credentials.create");
        let making = making(&context, &loaded);
        let one = form.outcome_as().map(|one| shown_section(&context, &one));
        making.page(one, create_form(&making, &loaded, &form))
    })
    .with_islands())
}

async fn load(context: &Context, slug: &str) -> Result<Loaded, Error> {
    let mut access = TeamAccess::<ListApiKeys>::enter(&context.service, &context.caller, slug).await?;
    let credentials = read_credentials::list(&mut access, "", SHOWN).await?;
    let standing = access.standing().clone();
    drop(access);
    let offers = read_credentials::offers(&context.service, &standing).await?;
    Ok(Loaded { standing, credentials, offers })
}

const fn making<'a>(context: &'a Context, loaded: &'a Loaded) -> Making<'a> {
    let permission = Permission::ManageApiKeys;
    Making { context, standing: &loaded.standing, route: Route::NewReadCredential, permission }
}

/// Whether a store is there to read: where none is, nothing leads to the form.
fn is_offered(loaded: &Loaded) -> bool {
    loaded.offers.iter().any(|(_, reach)| !matches!(reach, Err(ReadRefusal::NotOffered)))
}

fn shown_section(context: &Context, one: &ShownReadCredential) -> AnyView {
    let say = context.say();
    view! {
        <section class="panel" id="credential">
            <header><h2>{say.read_title(&one.name)}</h2></header>
            {notice::notice("warn", say.read_once())}
            <dl class="facts">
                <div><dt>{say.read_address()}</dt><dd><code>{one.address.clone()}</code></dd></div>
                <div><dt>{say.read_place()}</dt><dd><code>{one.place.clone()}</code></dd></div>
                <div><dt>{say.links_username()}</dt><dd><code>{one.login.clone()}</code></dd></div>
            </dl>
            <h3>{say.password()}</h3>
            <div class="secret">{copyable(say, "password-text", &one.password)}</div>
            <h3>{say.read_try()}</h3>
            {copyable(say, "command-text", &one.command)}
        </section>
    }
    .into_any()
}

fn list(making: &Making, loaded: &Loaded) -> AnyView {
    let context = making.context;
    let say = context.say();
    if loaded.credentials.is_empty() {
        return if is_offered(loaded) {
            empty_with(say.no_reads(), say.no_reads_text(), Some(making.button()))
        } else {
            empty_with(say.no_reads(), say.read_nothing(), None)
        };
    }
    let heads = [
        (say.read_credential(), ""),
        (say.read_kind(), ""),
        (say.validity(), ""),
        (say.actions(), "actions"),
    ];
    let rows: Vec<AnyView> = loaded.credentials.iter().map(|one| row(context, loaded, one)).collect();
    view! { <section class="panel">{table(say.title(Route::ReadCredentials), &heads, "", rows)}</section> }
        .into_any()
}

fn row(context: &Context, loaded: &Loaded, one: &ReadCredential) -> AnyView {
    let say = context.say();
    let tenant = &loaded.standing.tenant;
    let zone = Zone::parse(&tenant.time_zone).unwrap_or_default();
    let text = |at| zone.local_text(at, say.0);
    let (tone, note) = match one.state {
        ReadState::Live => ("good", None),
        ReadState::Pending => ("warn", Some(say.read_pending_note())),
        ReadState::Ending => ("warn", Some(say.read_ending_note())),
        ReadState::Ended => ("neutral", None),
    };
    let end = match (one.revoked_at, one.expires_at) {
        (Some(at), _) => text(at),
        (None, Some(at)) => say.expires_on(&text(at)),
        (None, None) => say.expires_never().to_owned(),
    };
    let renewed = one.rotated_at.map(|at| view! { <br/><small>{say.read_renewed(&text(at))}</small> });
    let reach =
        loaded.offers.iter().find(|(kind, _)| *kind == one.kind).and_then(|(_, reach)| reach.as_ref().ok());
    let reach = reach.map(|reach| {
        view! { <br/><small>{reach.address.clone()}</small><br/><code>{reach.place.clone()}</code> }
    });
    let is_usable = matches!(one.state, ReadState::Live | ReadState::Pending);
    view! {
        <tr>
            <th scope="row">
                {one.name.clone()}<br/><code>{login(&tenant.id, &one.id)}</code><br/>
                <small>{say.read_made_by(&one.account_email)}</small>
            </th>
            <td>{one.kind.title()}{reach}</td>
            <td>
                {badge(tone, one.state.title(say.0))}<br/><small>{end}</small>{renewed}
                {note.map(|note| view! { <br/><small>{note}</small> })}
            </td>
            <td class="actions">{is_usable.then(|| acts(context, tenant.slug.as_str(), one))}</td>
        </tr>
    }
    .into_any()
}

/// Another password, and the end.
fn acts(context: &Context, slug: &str, one: &ReadCredential) -> AnyView {
    let say = context.say();
    let id = one.id.as_str();
    let hidden = [("tenant", slug), ("id", id)];
    let rotate = context.form_of("read-credentials.rotate", id);
    let revoke = context.form_of("read-credentials.revoke", id);
    let controls = view! {
        <p class="hint">{say.read_rotate_lead()}</p>
        {fields::submit(say.read_rotate())}
    };
    let is_open = rotate.error().is_some() || revoke.was_sent();
    let forms = view! {
        {fields::form("read-credentials.rotate", &rotate, &hidden, controls)}
        {delete_form(say, "read-credentials.revoke", &revoke, &hidden, &one.name, say.read_revoke_lost(), say.revoke())}
    };
    row_forms(say.read_change(), is_open, forms)
}

fn create_form(making: &Making, loaded: &Loaded, form: &Form) -> AnyView {
    let context = making.context;
    let say = context.say();
    // After a success the form starts anew; after a refusal it holds what was typed.
    let form = if form.outcome().is_some() { &context.form("") } else { form };
    let kinds: Vec<_> = loaded
        .offers
        .iter()
        .filter(|(_, reach)| reach.is_ok())
        .map(|(kind, _)| (kind.to_string(), kind.title().to_owned()))
        .collect();
    let refused: Vec<_> = loaded
        .offers
        .iter()
        .filter_map(|(kind, reach)| Some(reach.as_ref().err()?.sentence(say.0, kind.title())))
        .map(|why| view! { <p class="hint">{why}</p> })
        .collect();
    let Some((first, _)) = kinds.first() else {
        return making.gated(view! { <p>{say.read_nothing()}</p>{refused} });
    };
    let controls = view! {
        {Text { hint: say.read_name_hint(), ..Text::new("name", say.read_name()) }.view(form)}
        {fields::select(form, "", "kind", say.read_kind(), "", first, &kinds)}
        {Text { kind: "date", hint: say.read_expires_hint(), is_optional: true, ..Text::new("expires", say.key_expires()) }.view(form)}
        {refused}
        {fields::submit(say.read_create())}
    };
    let hidden = [("tenant", loaded.standing.tenant.slug.as_str())];
    making.gated(fields::form_to(Some(making.address()), "read-credentials.create", form, &hidden, controls))
}
