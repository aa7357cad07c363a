//! The mail that tells a member what happened in their space.

use std::fmt::Write;

use domain::{
    Locale,
    addresses::readable,
    direction::Direction,
    mailed_reports::{ReportRhythm, change},
    permission::ViewOverview,
    plans::Feature,
    zones::{Zone, date_text, local_date, month_of_day, month_text},
};
use store::{
    Mode,
    control::{accounts, tenants},
    tenant::{gaps::GapCause, rollups::Counts},
};

use super::{Letterhead, button, escape, frame, table};
use crate::{
    Access, Caller, Service, Standing,
    jobs::{JobError, Output},
    mailed_reports::{self, Figures, GAPS, HOSTS, SendReport},
    mailer::Mail,
};

domain::texts! {
    struct Words {
        subject_weekly(space: &str, first: &str, last: &str) = "{space}: the week from {first} to {last}", "{space} : la semaine du {first} au {last}";
        subject_monthly(space: &str, month: &str) = "{space}: {month}", "{space} : {month}";
        lead(space: &str, zone: &str) = "What happened to the mail of {space}. Times are in {zone}.", "Ce qui s’est passé pour le courrier de {space}. Les heures sont celles de {zone}.";
        part = "Your role covers a part of the space, and these are its numbers.", "Votre rôle couvre une partie de l’espace : voici ses chiffres.";
        nothing = "Nothing was counted in this time.", "Rien n’a été compté pendant cette période.";
        total = "In all", "Au total";
        messages = "Messages", "Messages";
        recipients = "Recipients", "Destinataires";
        requests = "Requests", "Requêtes";
        before_none = "nothing before", "rien auparavant";
        before_same = "as before", "comme avant";
        before_more(percent: &str) = "{percent}% more than before", "{percent} % de plus qu’avant";
        before_less(percent: &str) = "{percent}% less than before", "{percent} % de moins qu’avant";
        directions = "Messages by direction", "Messages par sens";
        inbound = "Inbound", "Entrant";
        outbound = "Outbound", "Sortant";
        internal = "Internal", "Interne";
        relay = "Relay", "Relais";
        foreign = "Foreign", "Hors périmètre";
        undecided = "Undecided", "Indéterminé";
        hosts = "Messages by host", "Messages par hôte";
        senders = "Sender domains, in messages", "Domaines expéditeurs, en messages";
        receivers = "Recipient domains, in recipients", "Domaines destinataires, en destinataires";
        clients = "Client addresses, in messages", "Adresses clientes, en messages";
        nameless = "(none)", "(aucun)";
        gaps = "When nobody counted", "Quand personne ne comptait";
        gap_stopped = "the agent was stopped", "l’agent était arrêté";
        gap_paused = "the agent was paused", "l’agent était en pause";
        gap_spool_full = "its spool was full", "sa file était pleine";
        gap_over_plan = "beyond the plan", "au-delà de la formule";
        gaps_more(count: &str) = "and {count} more", "et {count} de plus";
        button = "Look at it on the overview", "Voir dans la vue d’ensemble";
        outro = "You get this because you chose it in the space. To stop it, open this link; it takes one click and no password:", "Vous recevez ce message parce que vous l’avez choisi dans l’espace. Pour l’arrêter, ouvrez ce lien ; un clic suffit, sans mot de passe :";
        stop = "Stop these reports", "Ne plus recevoir ces rapports";
    }
}

/// A table of the mail: its title, and rows of a name and what there is to say of it.
struct Section {
    title: &'static str,
    rows: Vec<(String, String)>,
}

/// Sends one, as long as its reader still wants it and may still look.
pub(super) async fn send(service: &Service, work: &SendReport, caller: &Caller) -> Result<Output, JobError> {
    let mut tx = service.control(Mode::Read).await?;
    let account = accounts::find(&mut tx, &work.account).await?;
    let tenant = tenants::find(&mut tx, &work.tenant).await?;
    let (Some(account), Some(tenant)) = (account, tenant) else { return Ok(Output::told("nobody is there")) };
    let is_open = tenant.closed_at.is_none() && tenant.suspended_at.is_none() && tenant.purged_at.is_none();
    if !is_open || !mailed_reports::is_wanted(&mut tx, work).await? {
        return Ok(Output::told("it is wanted no more, or the space is closed"));
    }
    let standing = Standing::of_member(&mut tx, tenant.clone(), &account.id, service.now()).await?;
    drop(tx);
    let standing = standing.filter(|standing| {
        standing.entitlements.has(Feature::Reports) && standing.decided::<ViewOverview>().is_ok()
    });
    let Some(standing) = standing else { return Ok(Output::told("its reader may not look")) };
    let zone = Zone::parse(&work.time_zone).unwrap_or_default();
    let mut access = Access::<ViewOverview>::under(service, caller, standing).await?;
    let figures = mailed_reports::figures(&mut access, work.rhythm, (work.from..work.to, &zone)).await?;
    drop(access);
    let head = Letterhead::of(service, &tenant).await?;
    let token = mailed_reports::link(service, work).await?;
    let report = Report {
        words: Words(account.locale),
        work,
        zone,
        space: &tenant.name,
        figures,
        url: format!(
            "{}/t/{}?from={}&to={}",
            head.console,
            tenant.slug,
            date_text(work.from),
            date_text(work.to - 1)
        ),
        // At the installation's own address: a space's host may be gone before the mail is.
        stop: format!("{}/stop-report?token={token}", service.public_url()),
    };
    let mail = Mail {
        to: account.email,
        subject: report.subject(),
        text: report.text(&head.brand.name),
        html: report.html(),
        attachment: None,
        sender: head.sender(),
        stop: Some(report.stop.clone()),
    };
    service.mailer().send(&mail).await.map_err(|error| JobError::mail(&error))?;
    Ok(Output::default())
}

struct Report<'a> {
    words: Words,
    work: &'a SendReport,
    zone: Zone,
    space: &'a str,
    figures: Figures,
    url: String,
    stop: String,
}

impl Report<'_> {
    const fn locale(&self) -> Locale {
        self.words.0
    }

    fn subject(&self) -> String {
        let (words, locale) = (self.words, self.locale());
        match self.work.rhythm {
            ReportRhythm::Weekly => words.subject_weekly(
                self.space,
                &local_date(self.work.from, locale),
                &local_date(self.work.to - 1, locale),
            ),
            ReportRhythm::Monthly => {
                let (year, month) = month_of_day(self.work.from);
                words.subject_monthly(self.space, &month_text(year, month, locale))
            }
        }
    }

    /// What is said before the numbers.
    fn leads(&self) -> Vec<String> {
        let (words, figures) = (self.words, &self.figures);
        let mut leads = vec![words.lead(self.space, self.zone.name())];
        if figures.is_part {
            leads.push(words.part().to_owned());
        }
        if figures.total.requests == 0 {
            leads.push(words.nothing().to_owned());
        }
        leads
    }

    fn sections(&self) -> Vec<Section> {
        let (words, figures) = (self.words, &self.figures);
        let number = |count: i64| self.locale().number(count);
        let by_messages = |name: String, counts: &Counts| (name, number(counts.messages));
        let top = |title, names: &[(String, i64)]| {
            let row = |(name, count): &(String, i64)| {
                let name = if name.is_empty() { words.nameless().to_owned() } else { readable(name) };
                (name, number(*count))
            };
            Section { title, rows: names.iter().map(row).collect() }
        };
        let total = |name: &str, of: fn(Counts) -> i64| {
            let (now, before) = (of(figures.total), of(figures.before));
            (name.to_owned(), format!("{} ({})", number(now), self.change(now, before)))
        };
        let directions =
            figures.directions.iter().map(|(way, counts)| by_messages(self.way(*way).to_owned(), counts));
        let hosts = figures.hosts.iter().take(HOSTS).map(|(host, counts)| by_messages(host.clone(), counts));
        let mut sections = vec![
            Section {
                title: words.total(),
                rows: vec![
                    total(words.messages(), |counts| counts.messages),
                    total(words.recipients(), |counts| counts.recipients),
                    total(words.requests(), |counts| counts.requests),
                ],
            },
            Section { title: words.directions(), rows: directions.collect() },
            Section { title: words.hosts(), rows: hosts.collect() },
            top(words.senders(), &figures.sender_domains),
            top(words.receivers(), &figures.recipient_domains),
            top(words.clients(), &figures.client_addresses),
            Section { title: words.gaps(), rows: self.gaps() },
        ];
        sections.retain(|section| !section.rows.is_empty());
        sections
    }

    fn gaps(&self) -> Vec<(String, String)> {
        let (words, all) = (self.words, &self.figures.gaps);
        let time = |at| self.zone.local_text(at, self.locale());
        let row = |(host, gap): &(String, store::tenant::gaps::Gap)| {
            let cause = match gap.cause {
                GapCause::Stopped => words.gap_stopped(),
                GapCause::Paused => words.gap_paused(),
                GapCause::SpoolFull => words.gap_spool_full(),
                GapCause::OverPlan => words.gap_over_plan(),
            };
            (host.clone(), format!("{} – {}, {cause}", time(gap.from_at), time(gap.to_at)))
        };
        let mut rows: Vec<_> = all.iter().take(GAPS).map(row).collect();
        if let Some(more) = all.len().checked_sub(GAPS).filter(|more| *more > 0) {
            let more = self.locale().number(i64::try_from(more).unwrap_or(i64::MAX));
            rows.push((String::new(), words.gaps_more(&more)));
        }
        rows
    }

    fn change(&self, now: i64, before: i64) -> String {
        let words = self.words;
        let number = |percent: i64| self.locale().number(percent);
        match change(now, before) {
            None => words.before_none().to_owned(),
            Some(0) => words.before_same().to_owned(),
            Some(percent @ 1..) => words.before_more(&number(percent)),
            Some(percent) => words.before_less(&number(-percent)),
        }
    }

    const fn way(&self, direction: Direction) -> &'static str {
        let words = self.words;
        match direction {
            Direction::Inbound => words.inbound(),
            Direction::Outbound => words.outbound(),
            Direction::Internal => words.internal(),
            Direction::Relay => words.relay(),
            Direction::Foreign => words.foreign(),
            Direction::Undecided => words.undecided(),
        }
    }

    fn text(&self, sender: &str) -> String {
        let mut text = String::new();
        for lead in self.leads() {
            let _ = writeln!(text, "{lead}\n");
        }
        for Section { title, rows } in self.sections() {
            let _ = writeln!(text, "{title}\n");
            for (name, value) in rows {
                let _ = writeln!(text, "    {name}  {value}");
            }
            text.push('\n');
        }
        let words = self.words;
        let _ = write!(
            text,
            "{}\n{}\n\n{}\n{}\n\n-- \n{sender}\n",
            words.button(),
            self.url,
            words.outro(),
            self.stop
        );
        text
    }

    fn html(&self) -> String {
        let mut body = String::new();
        for lead in self.leads() {
            let _ = write!(body, "<p>{}</p>", escape(&lead));
        }
        for Section { title, rows } in self.sections() {
            let _ = write!(body, "<h2 style=\"font-size:16px;margin:24px 0 0\">{}</h2>", escape(title));
            body.push_str(&table(&rows, "8px 0"));
        }
        body.push_str(&button(&self.url, self.words.button()));
        let _ = write!(
            body,
            "<p style=\"margin:24px 0;font-size:14px\">{} <a href=\"{}\">{}</a></p>",
            escape(self.words.outro()),
            escape(&self.stop),
            escape(self.words.stop())
        );
        frame(self.locale(), &self.subject(), &body)
    }
}
