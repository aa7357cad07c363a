//! Background work on the command line.

use std::fmt::Write;

use clap::Subcommand;
use domain::{Error, Locale, Micros, jobs::JobState, zones};
use service::{
    Service,
    jobs::looks::{self, Job, JobQuery, Seen, Wish},
};

use super::{operator, print, sentence};

#[derive(Debug, Subcommand)]
pub(super) enum JobsCommand {
    /// List jobs, the last changed first: id, state, kind, when it changed, for whom, and how it failed last.
    List {
        /// Those in one state alone.
        #[arg(long, value_parser = super::one_of(JobState::ALL.iter().map(|state| state.as_str())))]
        state: Option<String>,
        /// At most so many.
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=1000))]
        limit: u16,
    },
    /// Show a job with its steps.
    Show { id: String },
    /// Begin a job again that was given up, undone or called off: at the step where it stopped.
    Retry { id: String },
    /// Call off a job that waits or runs.
    Cancel { id: String },
}

pub(super) async fn run(service: &Service, command: JobsCommand) -> Result<(), String> {
    match command {
        JobsCommand::List { state, limit } => list(service, state.unwrap_or_default(), limit.into()).await,
        JobsCommand::Show { id } => {
            let seen = looks::find_any(&mut operator(service).await?, &id)
                .await
                .map_err(|error| unknown(&id, error))?;
            print(&shown(&seen))
        }
        JobsCommand::Retry { id } => {
            let asked = looks::wish_any(operator(service).await?, &id, Wish::Retry).await;
            asked.map_err(|error| unknown(&id, error))?;
            print(&format!("{id} waits for its turn; a server begins it within a second\n"))
        }
        JobsCommand::Cancel { id } => {
            let asked = looks::wish_any(operator(service).await?, &id, Wish::Cancel).await;
            asked.map_err(|error| unknown(&id, error))?;
            print(&format!("{id} is called off; what it did already stays\n"))
        }
    }
}

fn unknown(id: &str, error: Error) -> String {
    match error {
        Error::NotFound => format!("there is no job {id}; `parvis jobs list` lists them"),
        other => sentence(other),
    }
}

async fn list(service: &Service, state: String, limit: usize) -> Result<(), String> {
    let query = JobQuery { state, ..JobQuery::default() };
    let page = looks::list_all(&mut operator(service).await?, &query, limit).await.map_err(sentence)?;
    for job in &page.jobs {
        print(&line(job))?;
    }
    if page.next.is_some() {
        eprintln!("there are more; --limit shows up to 1000");
    }
    Ok(())
}

fn line(job: &Job) -> String {
    let tenant = job.tenant_id.as_deref().unwrap_or("-");
    let error = job.error.as_deref().unwrap_or_default();
    format!(
        "{}\t{}\t{}\t{}\t{tenant}\t{error}\n",
        job.id,
        job.state,
        job.kind,
        zones::rfc3339(job.changed_at)
    )
}

fn shown(seen: &Seen) -> String {
    let job = &seen.job;
    let kind = job.kind.parse::<domain::jobs::JobKind>().map_or("", |kind| kind.title(Locale::En));
    let mut text = String::new();
    let mut row = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(text, "{name:<14}{value}");
        }
    };
    let at = |at: Option<Micros>| at.map(zones::rfc3339).unwrap_or_default();
    row("job", job.id.as_str());
    row("kind", &format!("{} ({kind})", job.kind));
    row("state", if job.is_undoing { "undoing" } else { job.state.as_str() });
    row("tenant", job.tenant_id.as_deref().unwrap_or_default());
    row("asked for by", &job.asker_label);
    row("asked for at", &zones::rfc3339(job.created_at));
    row("begun at", &at(job.begun_at));
    row("ended at", &at(job.ended_at));
    row("tries", &job.tries.to_string());
    if job.state == JobState::Waiting {
        row("due at", &zones::rfc3339(job.run_at));
    }
    if let (Some(what), Some(since)) = (&job.waits_for, job.waits_since) {
        row("waits for", &format!("{what}, since {}", zones::rfc3339(since)));
    }
    row("progress", &job.progress.map(|part| format!("{part} %")).unwrap_or_default());
    row("usually takes", &seen.usual.map(seconds).unwrap_or_default());
    row("result", job.result.as_deref().unwrap_or_default());
    row("failed with", job.error.as_deref().unwrap_or_default());
    for (index, name) in seen.names.iter().enumerate() {
        let step = seen.steps.iter().find(|step| usize::try_from(step.number) == Ok(index + 1));
        let state = step.map_or("waiting", |step| step.state.as_str());
        let output = step.map_or("", |step| step.output.as_str());
        row(&format!("step {}", index + 1), format!("{name}: {state} {output}").trim_end());
    }
    text
}

/// A length of time, to the millisecond.
#[expect(clippy::cast_precision_loss, reason = "nobody counts the microseconds of a century")]
fn seconds(time: Micros) -> String {
    format!("{:.3} s", time as f64 / domain::SECOND as f64)
}
