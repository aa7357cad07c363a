//! The catalogue of plans on the command line: versions, exceptions of one tenant, and what tenants ask for.

use std::fmt::Write;

use clap::{Args, Subcommand};
use domain::{
    Error, Locale, Micros,
    operators::{Operate, ViewCatalogue},
    plans::{Feature, FeatureKind, Span, Step, Value},
    zones,
};
use service::{
    Caller, OperatorAccess, Service, Source,
    control::plan_versions::PlanVersion,
    plans::{
        adding::{self, FeatureForm, PlanForm},
        moving,
        overrides::{self, OverrideForm},
        requests::{self, Answer},
        versions::{self, When, name},
    },
};

use super::{one_of, print, sentence};

#[derive(Debug, Subcommand)]
pub(super) enum PlansCommand {
    /// List every version: plan and number, state, price a month, how many tenants are on it.
    List,
    /// Show what a version gives and costs; with another one, what whoever goes there gains and loses.
    Show {
        /// A plan, for its newest version, or a plan and a number, such as `solo-1`.
        named: String,
        #[arg(long)]
        against: Option<String>,
    },
    /// Add a plan, whose first version is a draft like another version.
    Add {
        english: String,
        french: String,
        /// The version whose audience and values it begins with, such as `solo-1`.
        #[arg(long)]
        like: String,
        /// As programs call it; made from the English name if left out.
        #[arg(long, default_value = "")]
        key: String,
    },
    /// List what plans can give: key, kind, window, name.
    Features,
    /// Add a feature: a flag, a number, or something metered with its window.
    AddFeature {
        english: String,
        french: String,
        #[arg(long, default_value = "metered", value_parser = one_of(FeatureKind::ALL.iter().map(|kind| kind.as_str())))]
        kind: String,
        /// When something metered is there again.
        #[arg(long, default_value = "month", value_parser = one_of(Span::ALL.iter().map(|span| span.as_str())))]
        window: String,
        #[arg(long, default_value = "")]
        unit: String,
        #[arg(long, default_value = "")]
        key: String,
    },
    /// Change what a feature is called.
    RenameFeature {
        key: String,
        english: String,
        french: String,
        #[arg(long, default_value = "")]
        unit: String,
    },
    /// Make a draft that says what a version says.
    Draft { named: String },
    /// Change a draft: `domains=5`, `month-price=4900`, `reports=true`, `agents="nox atlas"`.
    Edit {
        named: String,
        /// Prices are in minor units, and empty on quote.
        #[arg(required = true, value_parser = pair)]
        values: Vec<(String, String)>,
    },
    /// Publish a draft: whoever takes the plan from now on gets it, and it never changes again.
    Publish { named: String },
    /// Retire a version: whoever has it keeps it, and nobody is put on it any more.
    Retire { named: String },
    /// Put tenants on a version; what they have less of is frozen and not deleted.
    Move {
        /// The version they go to.
        named: String,
        /// Some of them, by slug.
        slugs: Vec<String>,
        /// All that are on this version.
        #[arg(long, conflicts_with = "slugs")]
        from: Option<String>,
        /// When what they have is paid for no longer, instead of now.
        #[arg(long)]
        at_period_end: bool,
    },
    /// List what tenants ask for and nobody answered: id, tenant, what, when, why.
    Requests,
    /// Answer a request: grant it with a value, move the tenant to the plan it asked for, or decline.
    Answer {
        request: String,
        /// What the tenant is told.
        text: String,
        /// Give so much of the feature that was asked for.
        #[arg(long, conflicts_with = "moved")]
        grant: Option<String>,
        /// Put the tenant on the plan that was asked for.
        #[arg(long)]
        moved: bool,
    },
}

/// What one tenant has instead of what its plan gives.
#[derive(Debug, Args)]
pub(super) struct OverrideArguments {
    slug: String,
    /// Without a feature, what the tenant has instead is listed.
    feature: Option<String>,
    /// A number, `unlimited`, `true`, `false`, or words.
    value: Option<String>,
    #[arg(long, default_value = "")]
    reason: String,
    /// The last day, such as 2027-01-31; until it is ended if left out.
    #[arg(long, default_value = "")]
    until: String,
    /// End it: the plan decides again.
    #[arg(long, conflicts_with = "value")]
    end: bool,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("write it as NAME=VALUE")?;
    Ok((key.to_owned(), value.to_owned()))
}

/// The command line's own way in.
async fn enter<P: Operate>(service: &Service) -> Result<OperatorAccess<P>, String> {
    OperatorAccess::enter(service, &Caller::local(Source::Cli)).await.map_err(sentence)
}

pub(super) async fn run(service: &Service, command: PlansCommand) -> Result<(), String> {
    match command {
        PlansCommand::List => list(service).await,
        PlansCommand::Show { named, against } => {
            let found = find(service, &named).await?;
            match against {
                None => print(&shown(&found)),
                Some(other) => print(&compared(&found, &find(service, &other).await?)),
            }
        }
        PlansCommand::Add { english: name_en, french: name_fr, like, key } => {
            let form = PlanForm { key, name_en, name_fr, like };
            let draft = adding::add_plan(enter(service).await?, &form).await.map_err(sentence)?;
            print(&format!("{} is a draft; change it with `parvis plans edit`\n", name(&draft)))
        }
        PlansCommand::Features => features(service).await,
        PlansCommand::AddFeature { english: name_en, french: name_fr, kind, window: span, unit, key } => {
            let form = FeatureForm { key, name_en, name_fr, unit, kind, span };
            let made = adding::add_feature(enter(service).await?, &form).await.map_err(sentence)?;
            print(&format!("{} can be given by the next version of a plan\n", made.key))
        }
        PlansCommand::RenameFeature { key, english: name_en, french: name_fr, unit } => {
            let form = FeatureForm { name_en, name_fr, unit, ..FeatureForm::default() };
            adding::rename_feature(enter(service).await?, &key, &form).await.map_err(sentence)?;
            print(&format!("{key} is {} now\n", form.name_en))
        }
        PlansCommand::Draft { named } => {
            find(service, &named).await?;
            let draft = versions::draft(enter(service).await?, &named).await.map_err(sentence)?;
            print(&format!("{} is a draft; change it with `parvis plans edit`\n", name(&draft)))
        }
        PlansCommand::Edit { named, values } => {
            let mut form = versions::form(&find(service, &named).await?);
            for (key, value) in values {
                match key.as_str() {
                    "month-price" => form.month_price = value,
                    "year-price" => form.year_price = value,
                    "currency" => form.currency = value,
                    "trial-days" => form.trial_days = value,
                    _ => drop(form.entitlements.insert(key, value)),
                }
            }
            let edited = versions::edit(enter(service).await?, &named, &form).await.map_err(sentence)?;
            print(&shown(&edited))
        }
        PlansCommand::Publish { named } => {
            find(service, &named).await?;
            let done = versions::publish(enter(service).await?, &named).await.map_err(sentence)?;
            print(&format!("{} is published; who has another version keeps it\n", name(&done)))
        }
        PlansCommand::Retire { named } => {
            find(service, &named).await?;
            let done = versions::retire(enter(service).await?, &named).await.map_err(sentence)?;
            print(&format!("{} is retired; who has it keeps it\n", name(&done)))
        }
        PlansCommand::Move { named, slugs, from, at_period_end } => {
            let when = if at_period_end { When::PeriodEnd } else { When::Now };
            let to = find(service, &named).await?;
            let asked = if let Some(from) = from {
                moving::move_all(enter(service).await?, &from, &named, when).await.map_err(sentence)?
            } else {
                moving::move_some(enter(service).await?, &slugs, &named, when).await.map_err(sentence)?
            };
            moving::finish(service, &asked.job).await.map_err(sentence)?;
            let moved = asked.count;
            let word = if at_period_end { "when what they have is paid for no longer" } else { "now" };
            print(&format!("{moved} on {} {word}\n", name(&to)))
        }
        PlansCommand::Requests => waiting(service).await,
        PlansCommand::Answer { request, text, grant, moved } => {
            let answer = match grant {
                Some(value) => {
                    Answer::Granted(OverrideForm { value, reason: text.clone(), ..OverrideForm::default() })
                }
                None if moved => Answer::Moved,
                None => Answer::Declined,
            };
            requests::answer(enter(service).await?, &request, &answer, &text).await.map_err(sentence)?;
            print(&format!("{request} is answered\n"))
        }
    }
}

async fn features(service: &Service) -> Result<(), String> {
    let mut text = String::new();
    for one in adding::features(&mut enter(service).await?).await.map_err(sentence)? {
        let _ = writeln!(text, "{}\t{}\t{}\t{}", one.key, one.kind, one.span, one.name_en);
    }
    print(&text)
}

async fn find(service: &Service, named: &str) -> Result<PlanVersion, String> {
    versions::find(&mut enter::<ViewCatalogue>(service).await?, named).await.map_err(|error| match error {
        Error::NotFound => format!("there is no version {named}; `parvis plans list` lists them"),
        other => sentence(other),
    })
}

fn price(price: Option<i64>, version: &PlanVersion) -> String {
    price.map_or_else(|| "on quote".to_owned(), |price| Locale::En.money(price, &version.currency))
}

async fn list(service: &Service) -> Result<(), String> {
    let mut text = String::new();
    for listed in versions::list(&mut enter(service).await?).await.map_err(sentence)? {
        let version = &listed.version;
        let (name, price) = (name(version), price(version.month_price, version));
        let _ = writeln!(text, "{name}\t{}\t{price}\t{}", version.state, listed.tenants);
    }
    print(&text)
}

fn told(key: &str, value: &Value) -> String {
    key.parse::<Feature>().map_or_else(|_| value.as_typed(), |feature| feature.told(value, Locale::En))
}

fn shown(version: &PlanVersion) -> String {
    let mut text = format!(
        "{}\t{}\nmonth-price\t{}\nyear-price\t{}\ntrial-days\t{}\n",
        name(version),
        version.state,
        price(version.month_price, version),
        price(version.year_price, version),
        version.trial_days
    );
    for (key, value) in version.entitlements().values() {
        let _ = writeln!(text, "{key}\t{}", told(key, value));
    }
    text
}

fn compared(before: &PlanVersion, after: &PlanVersion) -> String {
    let mut text = String::new();
    for (key, (before, after, step)) in versions::compare(before, after) {
        let sign = match step {
            Step::More => "+",
            Step::Less => "-",
            Step::Other => "~",
        };
        let _ = writeln!(text, "{sign} {key}\t{} -> {}", told(&key, &before), told(&key, &after));
    }
    if text.is_empty() { "both give the same\n".to_owned() } else { text }
}

fn day(at: Option<Micros>) -> String {
    at.map(zones::rfc3339).unwrap_or_default()
}

pub(super) async fn exceptions(service: &Service, given: OverrideArguments) -> Result<(), String> {
    let OverrideArguments { slug, feature, value, reason, until, end } = given;
    match (feature, value) {
        (Some(feature), None) if end => {
            overrides::end(enter(service).await?, &slug, &feature).await.map_err(sentence)?;
            print(&format!("the plan of {slug} decides about {feature} again\n"))
        }
        (Some(feature), Some(value)) => {
            let form = OverrideForm { feature, value, reason, ends: until };
            let set = overrides::set(enter(service).await?, &slug, &form).await.map_err(sentence)?;
            print(&format!("{slug} has {} {} now\n", set.feature, set.value))
        }
        (Some(_), None) => Err("say what it is to have, or --end".to_owned()),
        (None, _) => {
            let mut text = String::new();
            for one in overrides::list(&mut enter(service).await?, &slug).await.map_err(sentence)?.1 {
                let ended = if one.ended_at.is_some() { "ended" } else { "" };
                let ends = day(one.ends_at);
                let _ = writeln!(
                    text,
                    "{}\t{}\t{}\t{ends}\t{ended}\t{}",
                    one.feature, one.value, one.origin, one.reason
                );
            }
            print(&text)
        }
    }
}

async fn waiting(service: &Service) -> Result<(), String> {
    let mut text = String::new();
    for (request, tenant) in requests::waiting(&mut enter(service).await?).await.map_err(sentence)? {
        let what = if request.plan.is_empty() {
            format!("{} {}", request.feature, request.wanted)
        } else {
            format!("plan {}", request.plan)
        };
        let at = day(Some(request.asked_at));
        let _ = writeln!(text, "{}\t{}\t{what}\t{at}\t{}", request.id, tenant.slug, request.reason);
    }
    print(&text)
}
