//! What is being done for a space in the background, and what became of it.

use domain::{
    Error, Micros, SECOND,
    areas::{File, Route},
    jobs::{Awaited, JobKind, JobState},
    permission::{Permission, ViewAudit},
    zones::Zone,
};
use leptos::prelude::*;
use service::{
    Standing,
    jobs::looks::{self, Job, JobPage, JobQuery, Seen},
};

use super::Page;
use crate::{
    components::{
        badge, empty_with, fields,
        layout::{self, Console},
        live,
        table::table,
    },
    context::{Context, link},
    text::Say,
};

/// Jobs on one page of the list.
const PAGE: usize = 50;

pub(super) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut access = context.enter_team::<ViewAudit>(slug).await?;
    let query = JobQuery { before: context.query("before").to_owned(), ..JobQuery::default() };
    let mark = looks::mark(&mut access).await?;
    let page = looks::list(&mut access, &query, PAGE).await?;
    let standing = access.standing().clone();
    drop(access);
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(context.title(), move || {
        let body = view! {
            {layout::settings_tabs(&context, &standing)}
            <div id="jobs" data-live="">{list(say, &standing, &page)}</div>
        };
        let live = live(&context, File::JobsLive, &standing.tenant.slug, &mark);
        Console { context: &context, standing: &standing, title: context.title(), lead: say.jobs_lead() }
            .view(live, body)
    })
    .with_live())
}

/// One job with its steps, at an address that stays as long as the job is kept.
pub(super) async fn one(context: &Context, slug: &str, id: &str) -> Result<Page, Error> {
    let mut access = context.enter_team::<ViewAudit>(slug).await?;
    let mark = looks::mark(&mut access).await?;
    let seen = looks::find(&mut access, id).await?;
    let standing = access.standing().clone();
    drop(access);
    let context = context.clone();
    let say = context.say();
    let title = kind(say, &seen.job);
    Ok(Page::new(title.clone(), move || {
        let zone = zone(&standing);
        let list = Route::Jobs.of_space(&standing.tenant.slug);
        let body = view! {
            <section class="panel" id="facts" data-live="">{facts(say, &zone, &seen)}</section>
            <div id="steps" data-live="">{steps(say, &zone, &seen)}</div>
            <div id="wishes" data-live="">{wishes(&context, &standing, &seen.job)}</div>
            <p><noscript><a href=context.here()>{say.job_look_again()}</a>" · "</noscript><a href=list>{say.jobs_all()}</a></p>
        };
        let live = live(&context, File::JobsLive, &standing.tenant.slug, &mark);
        Console { context: &context, standing: &standing, title: &title, lead: "" }.view(live, body)
    })
    .with_live())
}

fn zone(standing: &Standing) -> Zone {
    Zone::parse(&standing.tenant.time_zone).unwrap_or_default()
}

/// What kind of work it is; the word itself of one that a newer version put.
pub(super) fn kind(say: Say, job: &Job) -> String {
    let title = job.kind.parse::<JobKind>().map_or(job.kind.as_str(), |kind| kind.title(say.0));
    let mut letters = title.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

pub(super) fn state(say: Say, job: &Job) -> AnyView {
    let (tone, text) = match job.state {
        _ if job.is_undoing => ("warn", say.job_undoing()),
        JobState::Waiting if job.error.is_some() => ("warn", say.job_trying_again()),
        JobState::Waiting | JobState::Running | JobState::Cancelled => {
            ("neutral", state_name(say, job.state))
        }
        JobState::Done => ("good", state_name(say, job.state)),
        JobState::Failed | JobState::Undone => ("bad", state_name(say, job.state)),
    };
    badge(tone, text)
}

pub(super) const fn state_name(say: Say, state: JobState) -> &'static str {
    match state {
        JobState::Waiting => say.job_waiting(),
        JobState::Running => say.job_running(),
        JobState::Done => say.job_done(),
        JobState::Failed => say.job_failed(),
        JobState::Undone => say.job_undone(),
        JobState::Cancelled => say.job_cancelled(),
    }
}

fn list(say: Say, standing: &Standing, page: &JobPage) -> AnyView {
    if page.jobs.is_empty() {
        return empty_with(say.no_jobs(), say.no_jobs_text(), None);
    }
    let list = Route::Jobs.of_space(&standing.tenant.slug);
    let zone = zone(standing);
    let heads = [(say.job(), ""), (say.job_state(), ""), (say.job_asked_by(), ""), (say.job_changed(), "")];
    let rows = page.jobs.iter().map(|job| {
        view! {
            <tr>
                <th scope="row"><a href=format!("{list}/{}", job.id)>{kind(say, job)}</a></th>
                <td>{state(say, job)}</td>
                <td>{job.asker_label.clone()}</td>
                <td>{zone.local_text(job.changed_at, say.0)}</td>
            </tr>
        }
        .into_any()
    });
    let older = page.next.as_ref().map(|next| {
        view! { <p><a rel="next" href=link(&list, &[("before", next)])>{say.older()}</a></p> }
    });
    view! { <section class="panel">{table(say.title(Route::Jobs), &heads, "", rows.collect())}{older}</section> }
        .into_any()
}

fn fact(name: &'static str, value: impl IntoView) -> AnyView {
    view! { <div><dt>{name}</dt><dd>{value.into_any()}</dd></div> }.into_any()
}

pub(super) fn facts(say: Say, zone: &Zone, seen: &Seen) -> AnyView {
    let job = &seen.job;
    let time = |at: Micros| format!("{} ({})", zone.local_text(at, say.0), zone.name());
    let by = (!job.asker_label.is_empty()).then(|| fact(say.job_asked_by(), job.asker_label.clone()));
    let is_waiting = job.state == JobState::Waiting;
    let waits = job.waits_for.as_ref().zip(job.waits_since).filter(|_| is_waiting).map(|(what, since)| {
        let what = what.parse::<Awaited>().map_or(what.as_str(), |awaited| awaited.title(say.0));
        fact(say.job_waits_for(), say.job_since(what, &zone.local_text(since, say.0)))
    });
    let usual = seen
        .usual
        .filter(|_| !job.state.is_over())
        .map(|time| fact(say.job_usually(), say.0.duration((time / SECOND).max(1))));
    let is_tried_again = is_waiting && job.error.is_some();
    view! {
        <dl class="facts">
            {fact(say.job_state(), state(say, job))}
            {by}
            {fact(say.job_asked_at(), time(job.created_at))}
            {job.ended_at.map(|at| fact(say.job_ended_at(), time(at)))}
            {is_tried_again.then(|| fact(say.job_next_try(), time(job.run_at)))}
            {waits}
            {job.progress.map(|part| fact(say.job_progress(), format!("{part} %")))}
            {usual}
        </dl>
    }
    .into_any()
}

pub(super) fn steps(say: Say, zone: &Zone, seen: &Seen) -> Option<AnyView> {
    use domain::jobs::StepState;
    let rows: Vec<AnyView> = seen
        .names
        .iter()
        .enumerate()
        .map(|(index, name)| {
            let step = seen.steps.iter().find(|step| usize::try_from(step.number) == Ok(index + 1));
            let state = match step.map(|step| step.state) {
                None => badge("neutral", say.job_waiting()),
                Some(StepState::Running) => badge("neutral", say.job_running()),
                Some(StepState::Done) => badge("good", say.job_done()),
                Some(StepState::Failed) => badge("bad", say.job_failed()),
                Some(StepState::Undone) => badge("warn", say.job_undone()),
            };
            let ended = step.and_then(|step| step.ended_at).map(|at| zone.local_text(at, say.0));
            view! { <tr><th scope="row">{step_name(say, name)}</th><td>{state}</td><td>{ended}</td></tr> }
                .into_any()
        })
        .collect();
    let heads = [(say.job_step(), ""), (say.job_state(), ""), (say.job_ended_at(), "")];
    (!rows.is_empty()).then(|| {
        view! { <section class="panel">{table(say.job_steps(), &heads, "", rows)}</section> }.into_any()
    })
}

fn step_name(say: Say, name: &'static str) -> &'static str {
    match name {
        "refuse-changes" => say.step_refuse_changes(),
        "note-in-space" => say.step_note_in_space(),
        "tell-owners" => say.step_tell_owners(),
        other => other,
    }
}

/// The buttons for what can be asked of a job as it stands.
fn wishes(context: &Context, standing: &Standing, job: &Job) -> Option<AnyView> {
    if !standing.may(Permission::ManageSettings) {
        return None;
    }
    let say = context.say();
    let (action, word) = match job.state {
        JobState::Waiting | JobState::Running => ("jobs.cancel", say.job_cancel()),
        JobState::Failed | JobState::Undone | JobState::Cancelled => ("jobs.retry", say.job_retry()),
        JobState::Done => return None,
    };
    let hidden = [("tenant", standing.tenant.slug.as_str()), ("id", job.id.as_str())];
    let form = context.form(action);
    Some(fields::form(action, &form, &hidden, fields::submit(word)).into_any())
}
