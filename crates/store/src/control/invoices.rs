//! Documents: what was issued, as it was frozen, with its files, and what became of it.

use domain::{InvoiceId, Micros, TenantId};

use crate::{ControlTx, Result};

domain::words! {
    pub enum InvoiceKind { Invoice = "invoice", CreditNote = "credit-note", Proforma = "proforma" }
}

/// A document without its files.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Invoice {
    #[sqlx(try_from = "String")]
    pub id: InvoiceId,
    #[sqlx(try_from = "String")]
    pub tenant_id: TenantId,
    #[sqlx(try_from = "String")]
    pub kind: InvoiceKind,
    /// Empty for a proforma.
    pub number: String,
    pub issued_at: Micros,
    pub due_at: Micros,
    pub currency: String,
    pub net: i64,
    pub tax: i64,
    pub gross: i64,
    pub paid: i64,
    /// What credit notes took back of it.
    pub credited: i64,
    /// What was paid back of what was paid.
    pub refunded: i64,
    /// The id of the invoice that a credit note takes back.
    pub corrects: Option<String>,
    pub pdf_sha256: String,
    pub xml_sha256: String,
    pub kept_until: Micros,
    pub mailed_at: Option<Micros>,
}

impl Invoice {
    /// What is still owed; less than nothing: what is to be paid back. Nothing is owed for what is no invoice.
    pub const fn left(&self) -> i64 {
        if !matches!(self.kind, InvoiceKind::Invoice) {
            return 0;
        }
        self.gross.saturating_sub(self.paid).saturating_sub(self.credited).saturating_add(self.refunded)
    }
}

macro_rules! columns {
    () => {
        "id, tenant_id, kind, number, issued_at, due_at, currency, net, tax, gross, paid, credited, refunded, \
         corrects, pdf_sha256, xml_sha256, kept_until, mailed_at"
    };
}

/// Gives the next number of a series and a year. Whoever asks at the same time waits for the end of this transaction,
/// and one that does not end well gives its number back.
pub async fn insert_number(tx: &mut ControlTx, series: &str, year: i32) -> Result<i64> {
    let upsert = "insert into invoice_numbers (series, year, last) values ($1, $2, 1)
         on conflict (series, year) do update set last = invoice_numbers.last + 1 returning last";
    let (last,): (i64,) = on!(tx.raw(), conn => sqlx::query_as(upsert)
        .bind(series).bind(i64::from(year)).fetch_one(conn).await)?;
    Ok(last)
}

/// Writes a document with what was frozen, as JSON, and its XML.
pub async fn insert(tx: &mut ControlTx, new: &Invoice, document: &str, xml: &str) -> Result<()> {
    let insert =
        "insert into invoices (id, tenant_id, kind, number, issued_at, due_at, currency, net, tax, gross,
            paid, credited, refunded, corrects, document, xml, pdf_sha256, xml_sha256, kept_until, mailed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(new.id.as_str()).bind(new.tenant_id.as_str()).bind(new.kind.as_str()).bind(&new.number)
        .bind(new.issued_at).bind(new.due_at).bind(&new.currency).bind(new.net).bind(new.tax).bind(new.gross)
        .bind(new.paid).bind(new.credited).bind(new.refunded).bind(&new.corrects).bind(document).bind(xml)
        .bind(&new.pdf_sha256).bind(&new.xml_sha256).bind(new.kept_until).bind(new.mailed_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut ControlTx, tenant: &TenantId, id: &InvoiceId) -> Result<Option<Invoice>> {
    let select = concat!("select ", columns!(), " from invoices where tenant_id = $1 and id = $2");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// The document of a number, and whoever changes it meanwhile waits.
pub async fn find_locked(tx: &mut ControlTx, number: &str) -> Result<Option<Invoice>> {
    let update =
        concat!("update invoices set paid = paid where number = $1 and number <> '' returning ", columns!());
    Ok(on!(tx.raw(), conn => sqlx::query_as(update).bind(number).fetch_optional(conn).await)?)
}

/// The same for a document's id.
pub async fn find_by_id_locked(tx: &mut ControlTx, id: &InvoiceId) -> Result<Option<Invoice>> {
    let update = concat!("update invoices set paid = paid where id = $1 returning ", columns!());
    Ok(on!(tx.raw(), conn => sqlx::query_as(update).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// A tenant's documents, the newest first.
pub async fn list(tx: &mut ControlTx, tenant: &TenantId, limit: i64) -> Result<Vec<Invoice>> {
    let select = concat!(
        "select ",
        columns!(),
        " from invoices where tenant_id = $1 order by issued_at desc, id desc limit $2"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(tenant.as_str()).bind(limit).fetch_all(conn).await)?)
}

/// The invoices that are not paid and have fallen due by an instant, the longest due first; from after one that is known.
pub async fn list_owed(
    tx: &mut ControlTx,
    before: Micros,
    after: (Micros, &str),
    limit: i64,
) -> Result<Vec<Invoice>> {
    let select = concat!(
        "select ",
        columns!(),
        " from invoices where kind = 'invoice' and paid + credited - refunded < gross and due_at <= $1
            and (due_at, id) > ($2, $3) order by due_at, id limit $4"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(before).bind(after.0).bind(after.1).bind(limit).fetch_all(conn).await)?)
}

/// What was frozen, as JSON, and its XML.
pub async fn find_document(tx: &mut ControlTx, id: &InvoiceId) -> Result<Option<(String, String)>> {
    let select = "select document, xml from invoices where id = $1";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// The PDF, once it was made.
pub async fn find_pdf(tx: &mut ControlTx, id: &InvoiceId) -> Result<Option<Vec<u8>>> {
    let select = "select pdf from invoices where id = $1 and pdf is not null";
    let found: Option<(Vec<u8>,)> =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?;
    Ok(found.map(|(pdf,)| pdf))
}

/// Keeps the PDF of a document that has none yet; one that is there stays.
pub async fn update_pdf(tx: &mut ControlTx, id: &InvoiceId, pdf: &[u8], sha256: &str) -> Result<()> {
    let update = "update invoices set pdf = $2, pdf_sha256 = $3 where id = $1 and pdf is null";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(pdf).bind(sha256).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// A tenant's documents that have no PDF yet.
pub async fn list_without_pdf(tx: &mut ControlTx, tenant: &TenantId) -> Result<Vec<Invoice>> {
    let select =
        concat!("select ", columns!(), " from invoices where tenant_id = $1 and pdf is null order by id");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(tenant.as_str()).fetch_all(conn).await)?)
}

/// A tenant's documents that nobody was sent yet.
pub async fn list_unmailed(tx: &mut ControlTx, tenant: &TenantId) -> Result<Vec<Invoice>> {
    let select = concat!(
        "select ",
        columns!(),
        " from invoices where tenant_id = $1 and mailed_at is null order by id"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(tenant.as_str()).fetch_all(conn).await)?)
}

pub async fn update_mailed(tx: &mut ControlTx, id: &InvoiceId, mailed_at: Micros) -> Result<()> {
    let update = "update invoices set mailed_at = $2 where id = $1 and mailed_at is null";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(mailed_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Adds to what was paid and to what was taken back.
pub async fn update_settled(tx: &mut ControlTx, id: &InvoiceId, paid: i64, credited: i64) -> Result<()> {
    let update = "update invoices set paid = paid + $2, credited = credited + $3 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(paid).bind(credited).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Adds to what was paid back; less than nothing: it came back.
pub async fn update_refunded(tx: &mut ControlTx, id: &InvoiceId, amount: i64) -> Result<()> {
    let update = "update invoices set refunded = refunded + $2 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update).bind(id.as_str()).bind(amount).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Takes away the proforma of a tenant: what takes its place says what it said.
pub async fn delete_proforma(tx: &mut ControlTx, tenant: &TenantId) -> Result<()> {
    let delete = "delete from invoices where tenant_id = $1 and kind = 'proforma'";
    on!(tx.raw(), conn => sqlx::query(delete).bind(tenant.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}

domain::words! {
    /// How an invoice stands, for whoever waits for its money.
    pub enum Standing { Open = "open", Overdue = "overdue", Settled = "settled" }
}

/// Documents of every tenant, the newest first, those issued before an instant, or then with a smaller id.
pub async fn list_of_all(
    tx: &mut ControlTx,
    standing: Option<Standing>,
    now: Micros,
    before: (Micros, &str),
    limit: i64,
) -> Result<Vec<Invoice>> {
    let select = concat!(
        "select ",
        columns!(),
        " from invoices
         where (issued_at < $3 or issued_at = $3 and id < $4)
            and ($1 = '' or kind = 'invoice' and case $1
                when 'open' then gross + refunded - paid - credited > 0
                when 'overdue' then gross + refunded - paid - credited > 0 and due_at < $2
                else gross + refunded - paid - credited <= 0 end)
         order by issued_at desc, id desc limit $5"
    );
    let standing = standing.map(Standing::as_str).unwrap_or_default();
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(standing).bind(now).bind(before.0).bind(before.1).bind(limit).fetch_all(conn).await)?)
}

/// A document of any tenant.
pub async fn find_any(tx: &mut ControlTx, id: &InvoiceId) -> Result<Option<Invoice>> {
    let select = concat!("select ", columns!(), " from invoices where id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// What a tenant was invoiced, less what was taken back; what of it is not paid, and what of that is late.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Sums {
    pub invoiced: i64,
    pub open: i64,
    pub overdue: i64,
}

pub async fn sums(tx: &mut ControlTx, tenant: &TenantId, now: Micros) -> Result<Sums> {
    let select = "select cast(coalesce(sum(gross - credited), 0) as bigint) as invoiced,
            cast(coalesce(sum(case when owed > 0 then owed end), 0) as bigint) as open,
            cast(coalesce(sum(case when owed > 0 and due_at < $2 then owed end), 0) as bigint) as overdue
         from (select gross, credited, due_at, gross + refunded - paid - credited as owed
            from invoices where tenant_id = $1 and kind = 'invoice') as of_tenant";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(now).fetch_one(conn).await)?)
}
