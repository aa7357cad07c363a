//! What the team's pages have in common: how roles are shown, and the controls that give one.

use domain::{
    Error, Micros,
    decision::{Binding, RoleName, Scope},
    permission::{Permission, Role, ViewPolicyAgents, ViewTeam},
    resources::ResourceKind,
    zones::{self, Zone},
};
use leptos::prelude::*;
use service::{
    Standing, TeamAccess,
    team::{RoleChoice, ScopeChoice, scope_choices},
};

use crate::{
    components::{
        badge, effects,
        fields::{self, Text},
    },
    context::{Context, Form},
    text::Say,
};

/// The parts of the space by name, as far as the caller may see them.
pub(super) async fn scopes(access: TeamAccess<ViewTeam>) -> Result<Vec<ScopeChoice>, Error> {
    if !access.standing().may(Permission::ViewPolicyAgents) {
        return Ok(Vec::new());
    }
    scope_choices(&mut access.onward::<ViewPolicyAgents>().await?).await
}

pub(in crate::pages) fn zone(standing: &Standing) -> Zone {
    Zone::parse(&standing.tenant.time_zone).unwrap_or_default()
}

pub(super) fn day(say: Say, zone: &Zone, at: Micros) -> String {
    zones::local_date(zone.day_of(at), say.0)
}

/// What somebody holds: each role with where it counts and until when.
pub(super) fn held(
    context: &Context,
    standing: &Standing,
    scopes: &[ScopeChoice],
    bindings: &[Binding],
) -> AnyView {
    let say = context.say();
    if bindings.is_empty() {
        return badge("warn", say.holds_nothing());
    }
    let zone = zone(standing);
    let rows: Vec<_> = bindings
        .iter()
        .map(|binding| {
            let role = binding.role.title(say.0).to_owned();
            view! {
                <strong>{role}</strong>
                <small>{terms(context, &zone, scopes, binding)}</small>
                {works(say, binding).map(|text| view! { <small>{text}</small> })}
            }
        })
        .collect();
    rows.into_any()
}

/// Where a role counts and until when, as one line; empty for the whole space without an end.
pub(super) fn terms(context: &Context, zone: &Zone, scopes: &[ScopeChoice], binding: &Binding) -> String {
    let say = context.say();
    let mut terms = vec![scope_name(say, scopes, &binding.scope)];
    if let Some(end) = binding.ends_at {
        let day = day(say, zone, end - 1);
        let is_live = binding.is_live(context.service.now());
        terms.push(if is_live { say.until_day(&day) } else { say.ended_on(&day) });
    }
    terms.join(", ")
}

/// What of a role works in the part of the space it is limited to, where that is not all of it.
pub(in crate::pages) fn works(say: Say, binding: &Binding) -> Option<String> {
    let effective = binding.effective();
    (effective != binding.permissions).then(|| say.works_there(&effects::names(say, effective)))
}

pub(super) fn scope_name(say: Say, scopes: &[ScopeChoice], scope: &Scope) -> String {
    let name = scopes.iter().find(|choice| choice.scope == *scope).map(|choice| choice.name.as_str());
    part_name(say, scope, name)
}

/// A part of the space as people read it.
pub(in crate::pages) fn part_name(say: Say, scope: &Scope, name: Option<&str>) -> String {
    match (scope, name) {
        (Scope::Tenant, _) => say.whole_space().to_owned(),
        (Scope::Environment(_), Some(name)) => say.part_environment(name),
        (Scope::Resource(id), Some(name)) => format!("{} {name}", id.kind().noun(say.0)),
        _ => say.part_other().to_owned(),
    }
}

/// The controls that say what is given: role, scope, last day.
pub(super) struct Grant<'a> {
    pub(super) roles: &'a [RoleChoice],
    pub(super) scopes: &'a [ScopeChoice],
    /// What is held now, where it is to be changed.
    pub(super) held: Option<&'a Binding>,
    /// Tells apart the controls of several forms of a page.
    pub(super) scope_id: &'a str,
}

impl Grant<'_> {
    pub(super) fn view(&self, context: &Context, standing: &Standing, form: &Form) -> AnyView {
        let say = context.say();
        let scope = self.held.map_or(Scope::Tenant, |held| held.scope.clone());
        let scopes: Vec<(String, String)> = std::iter::once(Scope::Tenant)
            .chain(self.scopes.iter().map(|choice| choice.scope.clone()))
            .map(|scope| (scope.to_string(), scope_name(say, self.scopes, &scope)))
            .collect();
        let scope_hint = say.grant_scope_hint(&effects::names(say, ResourceKind::SCOPED));
        let scope_hint = if self.scopes.is_empty() { "" } else { &scope_hint };
        let ends = self.held.and_then(|held| held.ends_at);
        let zone = zone(standing);
        let ends = ends.map_or_else(String::new, |end| zones::date_text(zone.day_of(end - 1)));
        let ends = Text {
            kind: "date",
            hint: say.grant_ends_hint(),
            default: &ends,
            is_optional: true,
            scope: self.scope_id,
            ..Text::new("ends", say.grant_ends())
        };
        view! {
            {self.role(context, standing, form)}
            {fields::select(form, self.scope_id, "scope", say.grant_scope(), scope_hint, &scope.to_string(), &scopes)}
            {ends.view(form)}
        }
        .into_any()
    }

    /// The roles, each with what it is for. One that the caller may not give stays in the list, disabled.
    fn role(&self, context: &Context, standing: &Standing, form: &Form) -> AnyView {
        let say = context.say();
        let is_personal = !standing.takes_members();
        let default = if is_personal { Role::Guest } else { Role::Member };
        let default = self.held.map_or(default.as_str(), |held| held.role.key());
        let chosen = form.value("role", default);
        let mut has_disabled = false;
        let options: Vec<_> = self
            .roles
            .iter()
            .map(|choice| {
                let only_guests = is_personal && choice.role != RoleName::BuiltIn(Role::Guest);
                let is_disabled = choice.lacks.is_some() || only_guests;
                has_disabled |= is_disabled;
                let key = choice.role.key().to_owned();
                let is_chosen = key == chosen;
                view! { <option value=key selected=is_chosen disabled=is_disabled>{role_text(say, choice)}</option> }
            })
            .collect();
        let id = fields::id(self.scope_id, "role");
        let (hint, problem) = (format!("{id}-hint"), format!("{id}-error"));
        let error = form.field_error("role");
        let is_hinted = has_disabled && !is_personal;
        let described: Vec<&str> = [(is_hinted, hint.as_str()), (error.is_some(), problem.as_str())]
            .into_iter()
            .filter_map(|(is_there, id)| is_there.then_some(id))
            .collect();
        let described = (!described.is_empty()).then(|| described.join(" "));
        view! {
            <div class="field">
                <label for=id.clone()>{say.grant_role()}</label>
                {is_hinted.then(|| view! { <p class="hint" id=hint>{say.grant_role_hint()}</p> })}
                <select id=id name="role" aria-invalid=error.is_some().then_some("true") aria-describedby=described>
                    {options}
                </select>
                {error.map(|text| view! { <p class="error" id=problem>{text}</p> })}
            </div>
        }
        .into_any()
    }
}

fn role_text(say: Say, choice: &RoleChoice) -> String {
    let sentence = match &choice.role {
        RoleName::BuiltIn(role) => role.texts(say.0).1,
        RoleName::Custom { .. } => &choice.description,
    };
    let title = choice.role.title(say.0);
    if sentence.is_empty() { title.to_owned() } else { format!("{title}{}{sentence}", say.colon()) }
}
