use domain::{
    Error,
    areas::Route,
    decision::Scope,
    permission::{ListApiKeys, Permission},
    zones::Zone,
};
use leptos::prelude::*;
use service::{
    Standing,
    api_keys::{self, ApiKey},
    control::tenants::Tenant,
    environments::{self, ScopeNames},
};

use super::{
    Page,
    mail_flow::delete_form,
    policy_agents::{copyable, seen},
};
use crate::{
    api::api_keys::ShownApiKey,
    components::{
        badge, empty_with,
        fields::{self, Text},
        layout::{self, Console},
        making::Making,
        notice,
        permissions::{self, PermissionBox},
        plain_text,
        table::{row_forms, table},
    },
    context::{Context, Form},
    islands::{Kind, LineChecks},
};

/// Keys on the page; older ones were revoked long ago.
const SHOWN: i64 = 200;

/// What the page shows.
#[derive(Debug)]
struct Loaded {
    standing: Standing,
    keys: Vec<ApiKey>,
    /// What a key can be limited to.
    scope_names: ScopeNames,
}

pub(super) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let loaded = load(context, slug).await?;
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(context.title(), move || {
        let create = context.form("api-keys.create");
        let shown = create.outcome_as().or_else(|| context.form("api-keys.rotate").outcome_as());
        let making = making(&context, &loaded);
        let body = view! {
            {layout::settings_tabs(&context, &loaded.standing)}
            {shown.map(|key| key_section(&context, &key))}
            {list(&making, &loaded)}
            {making.dialog(&create, create_form(&making, &loaded, &create))}
        };
        Console {
            context: &context,
            standing: &loaded.standing,
            title: context.title(),
            lead: say.api_keys_lead(),
        }
        .view(making.button(), body)
    })
    .with_islands()
    .with_dialog())
}

/// The page of the form; after a success it shows the key, this once.
pub(super) async fn new(context: &Context, slug: &str) -> Result<Page, Error> {
    let loaded = load(context, slug).await?;
    let context = context.clone();
    Ok(Page::new(context.title(), move || {
        let form = context.form("api-keys.create");
        let making = making(&context, &loaded);
        let key = form.outcome_as().map(|key| key_section(&context, &key));
        making.page(key, create_form(&making, &loaded, &form))
    })
    .with_islands())
}

async fn load(context: &Context, slug: &str) -> Result<Loaded, Error> {
    let mut access = context.enter::<ListApiKeys>(slug).await?;
    let keys = api_keys::list(&mut access, "", SHOWN).await?;
    let scope_names = environments::scope_names(&mut access).await?;
    Ok(Loaded { standing: access.standing().clone(), keys, scope_names })
}

const fn making<'a>(context: &'a Context, loaded: &'a Loaded) -> Making<'a> {
    let permission = Permission::ManageApiKeys;
    Making { context, standing: &loaded.standing, route: Route::NewApiKey, permission }
}

fn key_section(context: &Context, key: &ShownApiKey) -> AnyView {
    let say = context.say();
    let example =
        format!("curl -H 'Authorization: Bearer {}' {}/api/v1/key", key.secret, context.service.public_url());
    view! {
        <section class="panel" id="key">
            <header><h2>{say.key_title(&key.name)}</h2></header>
            {notice::notice("warn", say.key_once())}
            <div class="secret">{copyable(say, "key-text", &key.secret)}</div>
            <h3>{say.try_key()}</h3>
            {copyable(say, "key-example", &example)}
            <p><a href="/api" hreflang="en">{say.read_api_docs()}</a></p>
        </section>
    }
    .into_any()
}

fn list(making: &Making, loaded: &Loaded) -> AnyView {
    let context = making.context;
    let say = context.say();
    if loaded.keys.is_empty() {
        return empty_with(say.no_api_keys(), say.no_api_keys_text(), Some(making.button()));
    }
    let heads = [
        (say.key(), ""),
        (say.key_permissions(), ""),
        (say.limits(), ""),
        (say.validity(), ""),
        (say.last_used(), ""),
        (say.actions(), "actions"),
    ];
    let rows: Vec<AnyView> = loaded.keys.iter().map(|key| row(context, loaded, key)).collect();
    view! { <section class="panel">{table(say.title(Route::ApiKeys), &heads, "", rows)}</section> }.into_any()
}

fn row(context: &Context, loaded: &Loaded, key: &ApiKey) -> AnyView {
    let say = context.say();
    let tenant = &loaded.standing.tenant;
    let permissions: Vec<_> =
        key.permissions.0.iter().map(|permission| view! { <li>{permission.texts(say.0).0}</li> }).collect();
    let networks = match key.networks.as_str() {
        "" => say.from_any_address().to_owned(),
        networks => say.from_addresses(&networks.replace(' ', ", ")),
    };
    let used = match key.last_used_at {
        None => say.never().to_owned(),
        at => say.used_from(&seen(say, tenant, at), &key.last_used_address),
    };
    let acts = api_keys::is_live(key, context.service.now()).then(|| acts(context, loaded, key));
    view! {
        <tr>
            <th scope="row">
                {key.name.clone()}<br/><code>{key.prefix.clone()}</code><br/>
                <small>{say.made_by(&key.account_email)}</small>
            </th>
            <td><ul>{permissions}</ul></td>
            <td>{scope_name(context, loaded, &key.scope.0)}<br/><small>{networks}</small></td>
            <td>{validity(context, tenant, key)}</td>
            <td>{used}</td>
            <td class="actions">{acts}</td>
        </tr>
    }
    .into_any()
}

fn scope_name(context: &Context, loaded: &Loaded, scope: &Scope) -> String {
    let say = context.say();
    match (scope, loaded.scope_names.name(scope)) {
        (Scope::Tenant, _) => say.whole_space().to_owned(),
        (_, None) => say.only_part().to_owned(),
        (Scope::Environment(_), Some(name)) => say.only_environment(name),
        (Scope::Resource(id), Some(name)) => say.only_resource(id.kind().the(say.0), name),
    }
}

fn validity(context: &Context, tenant: &Tenant, key: &ApiKey) -> AnyView {
    let (say, now) = (context.say(), context.service.now());
    let zone = Zone::parse(&tenant.time_zone).unwrap_or_default();
    let text = |at| zone.local_text(at, say.0);
    let state = match key {
        ApiKey { revoked_at: Some(_), .. } => badge("neutral", say.state_key_revoked()),
        key if !api_keys::is_live(key, now) => badge("neutral", say.state_expired()),
        _ => badge("good", say.state_active()),
    };
    let end = match key.revoked_at.or(key.expires_at) {
        Some(at) if key.revoked_at.is_some() => text(at),
        Some(at) => say.expires_on(&text(at)),
        None => say.expires_never().to_owned(),
    };
    let old = key.old_ends_at.filter(|end| now < *end && api_keys::is_live(key, now));
    let old = old.map(|end| view! { <br/><small>{say.old_goes_on(&key.old_prefix, &text(end))}</small> });
    view! { {state}<br/><small>{end}</small>{old} }.into_any()
}

/// Rotate and revoke.
fn acts(context: &Context, loaded: &Loaded, key: &ApiKey) -> AnyView {
    let say = context.say();
    let id = key.id.as_str();
    let hidden = [("tenant", loaded.standing.tenant.slug.as_str()), ("id", id)];
    let (rotate, revoke) = (context.form_of("api-keys.rotate", id), context.form_of("api-keys.revoke", id));
    let overlaps = [
        ("0", say.overlap_none()),
        ("1h", say.overlap_hour()),
        ("24h", say.overlap_day()),
        ("7d", say.overlap_week()),
    ]
    .map(|(value, text)| (value.to_owned(), text.to_owned()));
    let has_all = key.permissions.0.iter().all(|permission| loaded.standing.may(permission));
    let controls = view! {
        {fields::select(&rotate, id, "overlap", say.overlap(), say.overlap_hint(), "24h", &overlaps)}
        {fields::submit(say.rotate_api_key())}
    };
    let form = if has_all {
        fields::form("api-keys.rotate", &rotate, &hidden, controls)
    } else {
        notice::notice("info", say.key_is_below_you())
    };
    let is_open = rotate.error().is_some() || revoke.was_sent();
    let forms = view! {
        {form}
        {delete_form(say, "api-keys.revoke", &revoke, &hidden, &key.name, say.revoke_api_key_lost(), say.revoke())}
    };
    row_forms(say.change_key(), is_open, forms)
}

fn create_form(making: &Making, loaded: &Loaded, form: &Form) -> AnyView {
    let context = making.context;
    let say = context.say();
    // After a success the form starts anew; after a refusal it holds what was typed.
    let form = if form.outcome().is_some() { &context.form("") } else { form };
    let scope_names = &loaded.scope_names;
    let scopes = std::iter::once(Scope::Tenant).chain(scope_names.scopes().map(|(scope, _)| scope));
    let scopes: Vec<_> =
        scopes.map(|scope| (scope.to_string(), scope_name(context, loaded, &scope))).collect();
    let controls = view! {
        {Text { hint: say.key_name_hint(), ..Text::new("name", say.key_name()) }.view(form)}
        {permission_boxes(context, &loaded.standing, form)}
        {fields::select(form, "", "scope", say.key_scope_label(), say.key_scope_hint(), "tenant", &scopes)}
        {networks(context, form)}
        {Text { kind: "date", hint: say.key_expires_hint(), is_optional: true, ..Text::new("expires", say.key_expires()) }.view(form)}
        {fields::submit(say.create_key())}
    };
    let hidden = [("tenant", loaded.standing.tenant.slug.as_str())];
    making.gated(fields::form_to(Some(making.address()), "api-keys.create", form, &hidden, controls))
}

/// A box for each permission; those its maker lacks are disabled and say why.
fn permission_boxes(context: &Context, standing: &Standing, form: &Form) -> AnyView {
    let say = context.say();
    let error = form.field_error("permissions");
    let checked = form.values("permissions[]");
    let boxes = permissions::boxes(say, Permission::ALL.iter().copied(), None, |permission| PermissionBox {
        is_ticked: checked.iter().any(|word| word == permission.as_str()),
        refusal: standing.refusal(permission, say.0),
    });
    let described = if error.is_some() { "permissions-hint permissions-error" } else { "permissions-hint" };
    view! {
        <fieldset class="choices" data-kind="groups" aria-describedby=described>
            <legend>{say.key_permissions()}</legend>
            <p class="hint" id="permissions-hint">{say.key_permissions_hint()}</p>
            {boxes}
            {error.map(|text| view! { <p class="error" id="permissions-error">{text}</p> })}
        </fieldset>
    }
    .into_any()
}

/// The addresses it may come from. After a refusal all of them are there again, for nothing was kept.
fn networks(context: &Context, form: &Form) -> AnyView {
    let say = context.say();
    let mut errors: Vec<String> = form.field_error("networks").into_iter().collect();
    errors.extend(form.line_errors("networks").into_iter().map(|(line, text)| format!("{line}: {text}")));
    let is_invalid = !errors.is_empty();
    let described = if is_invalid { "networks-hint networks-error" } else { "networks-hint" };
    let errors = is_invalid.then(|| {
        let errors: Vec<_> = errors.into_iter().map(|text| view! { <p class="error">{text}</p> }).collect();
        view! { <div id="networks-error">{errors}</div> }
    });
    view! {
        <div class="field">
            <label for="networks">{say.key_networks()}" "<small>{say.optional()}</small></label>
            <p class="hint" id="networks-hint">{say.key_networks_hint()}</p>
            <textarea
                id="networks"
                name="networks"
                rows="2"
                data-kind="lines"
                spellcheck="false"
                autocapitalize="off"
                aria-invalid=is_invalid.then_some("true")
                aria-describedby=described
                inner_html=plain_text(&form.value("networks", ""))
            ></textarea>
            <LineChecks target="networks".to_owned() known=fields::known(Kind::Networks, Vec::new(), None) locale=context.locale()/>
            {errors}
        </div>
    }
    .into_any()
}
