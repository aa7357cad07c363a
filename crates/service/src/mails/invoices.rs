//! The mail that brings an invoice, with its PDF.

use domain::{
    InvoiceId, RefundId, TenantId, contacts::ContactKind, text::invoices::declined, zones::local_date,
};
use store::{
    Mode,
    control::{
        billing_contacts::{self, BillingContact},
        collections,
        invoice_reminders::{self, Reminder, ReminderStep},
        invoices::{self, Invoice, InvoiceKind},
        refunds,
        tenants::{self, Tenant},
    },
};

use super::Letter;
use crate::{
    Service,
    brands::Letterhead,
    contacts,
    invoices::keep,
    jobs::JobError,
    mailer::{Attachment, Mail},
};

domain::texts! {
    struct Words {
        invoice_subject(number: &str, amount: &str) = "Invoice {number}: {amount}", "Facture {number} : {amount}";
        note_subject(number: &str, amount: &str) = "Credit note {number}: {amount}", "Avoir {number} : {amount}";
        proforma_subject = "Proforma: your billing contact is not complete", "Proforma : votre contact de facturation est incomplet";
        intro = "The document is attached as a PDF that carries the electronic invoice.", "Le document est joint en PDF et contient la facture électronique.";
        proforma_intro = "An invoice is ready and cannot be issued yet. Complete the billing contact; the invoice follows by itself.", "Une facture est prête et ne peut pas encore être émise. Complétez le contact de facturation ; la facture suit d’elle-même.";
        before_subject(number: &str, left: &str) = "Invoice {number} falls due soon: {left}", "La facture {number} arrive à échéance : {left}";
        before_intro = "The invoice falls due in three days or less. If it is on its way already, there is nothing to do.", "La facture arrive à échéance dans trois jours au plus. Si le règlement est en route, il n’y a rien à faire.";
        first_subject(number: &str, left: &str) = "Invoice {number} is overdue: {left}", "La facture {number} est échue : {left}";
        first_intro = "We have not seen your payment yet. If it was sent meanwhile, there is nothing to do.", "Nous n’avons pas encore reçu votre règlement. S’il a été envoyé entre-temps, il n’y a rien à faire.";
        second_subject(number: &str, left: &str) = "Second reminder, invoice {number}: {left}", "Deuxième rappel, facture {number} : {left}";
        second_intro = "The invoice has been due for two weeks. Please pay it, or answer whoever sent it if something is wrong with it.", "La facture est échue depuis deux semaines. Merci de la régler, ou de répondre à l’émetteur si quelque chose ne va pas.";
        last_subject(number: &str, left: &str) = "Last reminder, invoice {number}: {left}", "Dernier rappel, facture {number} : {left}";
        last_intro = "The invoice has been due for a month. Please pay it now, or answer whoever sent it: no more reminders follow.", "La facture est échue depuis un mois. Merci de la régler maintenant, ou de répondre à l’émetteur : il n’y aura pas d’autre rappel.";
        refund_subject(number: &str, amount: &str) = "Paid back for invoice {number}: {amount}", "Remboursement de la facture {number} : {amount}";
        refund_intro = "It goes back the way it was paid. Banks take up to ten days until it is on your statement; if it is not there by then, answer whoever sent the invoice.", "La somme repart par le moyen du règlement. Les banques mettent jusqu’à dix jours à l’afficher ; si elle n’y est pas d’ici là, répondez à l’émetteur de la facture.";
        refund_by_hand_intro = "It was sent to you by transfer. If it is not on your statement within a few days, answer whoever sent the invoice.", "La somme vous a été virée. Si elle n’est pas sur votre relevé sous quelques jours, répondez à l’émetteur de la facture.";
        decline_subject(number: &str, left: &str) = "Invoice {number} could not be paid with the saved card: {left}", "La facture {number} n’a pas pu être réglée par la carte enregistrée : {left}";
        decline_intro(card: &str, why: &str) = "{card} was not charged: {why}. The invoice is still to be paid: open it to pay by card or transfer.", "{card} n’a pas été débitée : {why}. La facture reste à régler : ouvrez-la pour régler par carte ou virement.";
        decline_button = "Pay the invoice", "Régler la facture";
        reason = "Reason", "Motif";
        space = "Space", "Espace";
        amount = "Amount", "Montant";
        due = "To pay by", "À régler avant le";
        button = "Look at the invoices", "Voir les factures";
        outro = "What was issued never changes, and can be downloaded for ten years.", "Ce qui est émis ne change jamais, et reste téléchargeable pendant dix ans.";
    }
}

/// Sends a document to the billing contact there is now, or to the owners until its address is confirmed; to nobody
/// while there is none.
pub(super) async fn send(service: &Service, tenant: &TenantId, id: &InvoiceId) -> Result<(), JobError> {
    let Some(about) = find(service, tenant, id).await? else { return Ok(()) };
    if about.invoice.mailed_at.is_some() {
        return Ok(());
    }
    let (words, number) = (Words(about.contact.language), &about.invoice.number);
    let amount = about.amount(about.invoice.gross);
    let (subject, intro) = match about.invoice.kind {
        InvoiceKind::Invoice => (words.invoice_subject(number, &amount), words.intro()),
        InvoiceKind::CreditNote => (words.note_subject(number, &amount), words.intro()),
        InvoiceKind::Proforma => (words.proforma_subject().to_owned(), words.proforma_intro()),
    };
    about.deliver(service, subject, intro, amount, Leads::ToList(None)).await?;
    let mut tx = service.control(Mode::Write).await?;
    invoices::update_mailed(&mut tx, id, service.now()).await?;
    Ok(tx.commit().await?)
}

/// Says that an invoice is still owed, unless it was paid meanwhile.
pub(super) async fn remind(
    service: &Service,
    tenant: &TenantId,
    id: &InvoiceId,
    step: ReminderStep,
) -> Result<(), JobError> {
    let Some(about) = find(service, tenant, id).await? else { return Ok(()) };
    if about.invoice.left() <= 0 {
        return Ok(());
    }
    let words = Words(about.contact.language);
    let (number, left) = (&about.invoice.number, about.amount(about.invoice.left()));
    let (subject, intro) = match step {
        ReminderStep::Before => (words.before_subject(number, &left), words.before_intro()),
        ReminderStep::First => (words.first_subject(number, &left), words.first_intro()),
        ReminderStep::Second => (words.second_subject(number, &left), words.second_intro()),
        ReminderStep::Last => (words.last_subject(number, &left), words.last_intro()),
    };
    about.deliver(service, subject, intro, left, Leads::ToList(None)).await?;
    let mut tx = service.control(Mode::Write).await?;
    let reminder = Reminder { step, sent_to: about.emails.join(", "), sent_at: service.now() };
    invoice_reminders::insert(&mut tx, id, &reminder).await?;
    Ok(tx.commit().await?)
}

/// Says that something was paid back.
pub(super) async fn tell_refund(service: &Service, tenant: &TenantId, id: &RefundId) -> Result<(), JobError> {
    let mut tx = service.control(Mode::Read).await?;
    let Some(refund) = refunds::find(&mut tx, id).await? else { return Ok(()) };
    drop(tx);
    let Some(about) = find(service, tenant, &refund.invoice_id).await? else { return Ok(()) };
    let words = Words(about.contact.language);
    let amount = about.amount(refund.amount);
    let subject = words.refund_subject(&about.invoice.number, &amount);
    let intro = if refund.is_by_provider { words.refund_intro() } else { words.refund_by_hand_intro() };
    let why = (!refund.reason.is_empty()).then_some((words.reason(), refund.reason));
    about.deliver(service, subject, intro, amount, Leads::ToList(why)).await
}

/// Says that an invoice could not be paid with the saved card, unless it was paid meanwhile.
pub(super) async fn tell_decline(
    service: &Service,
    tenant: &TenantId,
    id: &InvoiceId,
) -> Result<(), JobError> {
    let mut tx = service.control(Mode::Read).await?;
    let found = collections::find(&mut tx, id).await?;
    drop(tx);
    let Some((about, collection)) = find(service, tenant, id).await?.zip(found) else { return Ok(()) };
    if about.invoice.left() <= 0 {
        return Ok(());
    }
    let language = about.contact.language;
    let words = Words(language);
    let (number, left) = (&about.invoice.number, about.amount(about.invoice.left()));
    let subject = words.decline_subject(number, &left);
    let card = format!("{} •••• {}", collection.brand, collection.last_four);
    let intro = words.decline_intro(&card, declined(&collection.problem, language));
    about.deliver(service, subject, &intro, left, Leads::ToPay).await
}

/// A document, and whom it is for.
struct About {
    invoice: Invoice,
    contact: BillingContact,
    /// Where it goes.
    emails: Vec<String>,
    space: Option<Tenant>,
}

async fn find(service: &Service, tenant: &TenantId, id: &InvoiceId) -> Result<Option<About>, JobError> {
    let mut tx = service.control(Mode::Read).await?;
    let invoice = invoices::find(&mut tx, tenant, id).await?;
    let contact = billing_contacts::find(&mut tx, tenant, ContactKind::Billing).await?;
    let space = tenants::find(&mut tx, tenant).await?;
    let contact = contact.filter(|contact| !contact.email.is_empty());
    let Some((invoice, contact)) = invoice.zip(contact) else { return Ok(None) };
    let emails = contacts::addresses_of(&mut tx, tenant, &contact).await?;
    Ok(Some(About { invoice, contact, emails, space }))
}

/// Where a mail leads.
enum Leads {
    /// To all invoices, with one more fact.
    ToList(Option<(&'static str, String)>),
    /// To the invoice itself, to pay it.
    ToPay,
}

impl About {
    fn amount(&self, minor: i64) -> String {
        let currency = self.invoice.currency.parse().unwrap_or(billing::Currency::Eur);
        billing::Money::new(minor, currency).text(self.contact.language)
    }

    async fn deliver(
        &self,
        service: &Service,
        subject: String,
        intro: &str,
        amount: String,
        leads: Leads,
    ) -> Result<(), JobError> {
        let (invoice, language) = (&self.invoice, self.contact.language);
        let words = Words(language);
        let mut facts = vec![(words.amount(), amount)];
        let is_to_pay = matches!(leads, Leads::ToPay);
        if let Leads::ToList(more) = leads {
            facts.extend(more);
        }
        if invoice.kind == InvoiceKind::Invoice && invoice.left() > 0 {
            let due = local_date(service.billing().zone.day_of(invoice.due_at), language);
            facts.push((words.due(), due));
        }
        let head = Letterhead::of_seller(service, self.space.as_ref()).await?;
        let mut url = head.console.clone();
        if let Some(space) = &self.space {
            facts.insert(0, (words.space(), space.name.clone()));
            url = format!("{}/t/{}/plan/invoices", head.console, space.slug);
            if is_to_pay {
                url = format!("{url}/{}", invoice.id);
            }
        }
        let letter = Letter {
            locale: language,
            subject,
            intro: intro.to_owned(),
            facts,
            button: if is_to_pay { words.decline_button() } else { words.button() },
            url,
            code: None,
            outro: words.outro(),
        };
        let name = if invoice.number.is_empty() { "proforma" } else { &invoice.number };
        let bytes = keep(service, invoice).await?;
        for email in &self.emails {
            let (name, bytes) = (format!("{name}.pdf"), bytes.clone());
            let attachment = Some(Attachment { name, kind: "application/pdf", bytes });
            let mail = Mail { attachment, ..letter.to(email, &head) };
            service.mailer().send(&mail).await.map_err(|error| JobError::mail(&error))?;
        }
        Ok(())
    }
}
