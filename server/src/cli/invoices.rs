//! `parvis invoice`: what arrived for an invoice, and taking one back.

use clap::Subcommand;
use domain::zones;
use service::{
    Service,
    invoices::{PaymentForm, TakeBackForm},
    operator_invoices,
    payments::RefundForm,
};

use super::{operator, print, sentence};

#[derive(Debug, Subcommand)]
pub(super) enum InvoiceCommand {
    /// Put what is due on invoices, as a server does every hour.
    Run,
    /// Note that money arrived for an invoice: all that is left of it, or a part.
    Pay {
        /// The invoice's number, such as FA-2026-0001.
        number: String,
        /// How much arrived; all that is left if left out.
        #[arg(long, default_value = "")]
        amount: String,
        /// The day on which it arrived, YYYY-MM-DD, from the day of issue to today; today if left out.
        #[arg(long, default_value = "")]
        day: String,
        /// What the bank said about it.
        #[arg(long, default_value = "")]
        reference: String,
    },
    /// Take back a payment that was noted by mistake; it stays in the list, and the invoice is owed as before.
    TakeBack {
        /// The invoice's number.
        number: String,
        /// Why.
        #[arg(long)]
        reason: String,
        /// The payment's id; the newest that can be taken back if left out.
        #[arg(long, default_value = "")]
        payment: String,
    },
    /// Pay back what was paid for an invoice and is owed no more; what was paid online goes back the way it came.
    Refund {
        /// The invoice's number.
        number: String,
        /// Why.
        #[arg(long)]
        reason: String,
        /// How much; all that can be paid back if left out.
        #[arg(long, default_value = "")]
        amount: String,
        /// The payment's id; the newest of which something can be paid back if left out.
        #[arg(long, default_value = "")]
        payment: String,
        /// It was paid back by transfer already.
        #[arg(long)]
        by_hand: bool,
    },
    /// Say that a tenant is billed elsewhere: there are no invoices for it, and exports of what it used.
    Elsewhere {
        /// The tenant's slug.
        slug: String,
        /// Invoice it from here again.
        #[arg(long)]
        here: bool,
    },
    /// Write what a tenant had and used in a period, as JSON.
    Usage {
        /// The tenant's slug.
        slug: String,
        /// When the period begins, in microseconds since 1970; the running one if left out.
        #[arg(long, default_value = "")]
        period: String,
        /// As comma-separated values.
        #[arg(long)]
        csv: bool,
        /// List when each period begins.
        #[arg(long)]
        list: bool,
    },
    /// Take an invoice back by a credit note.
    Credit {
        /// The invoice's number.
        number: String,
    },
}

pub(super) async fn run(service: &Service, command: InvoiceCommand) -> Result<(), String> {
    match command {
        InvoiceCommand::Run => {
            operator_invoices::run(operator(service).await?).await.map_err(sentence)?;
            print("what is due is on its way; `parvis jobs list` shows it\n")
        }
        InvoiceCommand::Pay { number, amount, day, reference } => {
            let form = PaymentForm { amount, day, reference };
            let paid = operator_invoices::pay(operator(service).await?, &number, &form)
                .await
                .map_err(|error| unknown(&number, error))?;
            let (left, gross) = (plain(&paid, paid.left()), plain(&paid, paid.gross));
            print(&format!("{number}: {left} left of {gross} {}\n", paid.currency))
        }
        InvoiceCommand::TakeBack { number, reason, payment } => {
            let form = TakeBackForm { payment, reason };
            let after = operator_invoices::take_back(operator(service).await?, &number, &form)
                .await
                .map_err(|error| unknown(&number, error))?;
            let (left, gross) = (plain(&after, after.left()), plain(&after, after.gross));
            print(&format!("{number}: {left} left of {gross} {}\n", after.currency))
        }
        InvoiceCommand::Refund { number, reason, amount, payment, by_hand } => {
            let form = RefundForm { payment, amount, reason, is_by_hand: by_hand };
            let after = operator_invoices::refund(operator(service).await?, &number, &form)
                .await
                .map_err(|error| unknown(&number, error))?;
            let (back, currency) = (plain(&after, after.refunded), &after.currency);
            print(&format!("{number}: noted; {back} {currency} was paid back so far\n"))
        }
        InvoiceCommand::Elsewhere { slug, here } => {
            operator_invoices::set_billed_elsewhere(operator(service).await?, &slug, !here)
                .await
                .map_err(sentence)?;
            print(&format!("{slug} is billed {}\n", if here { "from here" } else { "elsewhere" }))
        }
        InvoiceCommand::Usage { slug, list: true, .. } => {
            let periods = operator_invoices::periods(&mut operator(service).await?, &slug).await;
            let text = periods.map_err(sentence)?.into_iter().fold(String::new(), |text, period| {
                let (from, until) = (zones::rfc3339(period.start), zones::rfc3339(period.end));
                format!("{text}{}\t{from}\t{until}\n", period.start)
            });
            print(&text)
        }
        InvoiceCommand::Usage { slug, period, csv, .. } => {
            let mut access = operator(service).await?;
            let export = operator_invoices::usage(&mut access, &slug, &period).await;
            let export = export.map_err(sentence)?;
            let text = if csv { export.csv() } else { export.json().map(|json| format!("{json}\n")) };
            print(&text.map_err(sentence)?)
        }
        InvoiceCommand::Credit { number } => {
            let note = operator_invoices::credit(operator(service).await?, &number)
                .await
                .map_err(|error| unknown(&number, error))?;
            print(&format!("{} takes {number} back\n", note.number))
        }
    }
}

fn unknown(number: &str, error: domain::Error) -> String {
    match error {
        domain::Error::NotFound => format!("there is no invoice {number}"),
        other => sentence(other),
    }
}

fn plain(invoice: &service::control::invoices::Invoice, minor: i64) -> String {
    let currency = invoice.currency.parse().unwrap_or(billing::Currency::Eur);
    billing::Money::new(minor, currency).plain()
}
