//! Questions of tenants' members on the command line.

use std::fmt::Write;

use clap::Subcommand;
use domain::{
    support::{QuestionState, Support},
    zones::rfc3339,
};
use service::{Service, support};

use super::{one_of, operator, print, sentence};

#[derive(Debug, Subcommand)]
pub(super) enum SupportCommand {
    /// List questions, those with more support first: id, support, tenant, since when, subject.
    List {
        #[arg(long, default_value = "open", value_parser = one_of(QuestionState::ALL.iter().map(|state| state.as_str())))]
        state: String,
    },
    /// Show a question with what was written to it.
    Show { question: String },
    /// Answer a question, on its page and by mail.
    Answer { question: String, text: String },
    /// Close a question that needs no answer any more.
    Close { question: String },
    /// Put a question back among those that wait.
    Reopen { question: String },
}

pub(super) async fn run(service: &Service, command: SupportCommand) -> Result<(), String> {
    let mut text = String::new();
    match command {
        SupportCommand::List { state } => {
            let state = state.parse().unwrap_or(QuestionState::Open);
            for one in support::list_all(&mut operator(service).await?, state).await.map_err(sentence)? {
                let (question, level) = (&one.question, Support::from_level(one.question.level));
                let since = rfc3339(question.since);
                let (id, slug) = (&question.id, &one.tenant.slug);
                let _ = writeln!(text, "{id}\t{level}\t{slug}\t{since}\t{}", question.subject);
            }
        }
        SupportCommand::Show { question } => {
            let asked =
                support::find_any(&mut operator(service).await?, &question).await.map_err(sentence)?;
            let (one, slug) = (&asked.question, &asked.tenant.slug);
            let _ = writeln!(text, "{}\t{slug}\t{}\t{}", one.state, one.asked_email, one.subject);
            for message in &asked.messages {
                let mark = if message.is_answer { "answer" } else { "question" };
                let at = rfc3339(message.written_at);
                let _ = writeln!(text, "\n{mark}\t{}\t{at}\n{}", message.written_by, message.text);
            }
        }
        SupportCommand::Answer { question, text: answer } => {
            support::answer(operator(service).await?, &question, &answer).await.map_err(sentence)?;
            let _ = writeln!(text, "{question} is answered");
        }
        SupportCommand::Close { question } => {
            support::close_any(operator(service).await?, &question).await.map_err(sentence)?;
            let _ = writeln!(text, "{question} is closed");
        }
        SupportCommand::Reopen { question } => {
            support::reopen(operator(service).await?, &question).await.map_err(sentence)?;
            let _ = writeln!(text, "{question} waits for an answer");
        }
    }
    print(&text)
}
