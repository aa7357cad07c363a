//! Invoices: what can go wrong.

crate::errors! {
    /// What goes wrong with an invoice.
    pub enum InvoicesError {
        /// Nothing of it is owed any more.
        Settled = "invoice-settled", 409, "nothing of the invoice is owed any more";
        /// The saved card is being asked for it.
        BeingPaid = "invoice-being-paid", 409, "the invoice is being paid with the saved card";
        /// A credit note took it back.
        Credited = "invoice-credited", 409, "a credit note took the invoice back";
        /// No more was paid than is owed.
        NothingDueBack = "nothing-due-back", 409, "nothing of the invoice is to be paid back";
        /// What was paid online is paid back by hand while nobody takes payments.
        ProviderIsOff = "payment-provider-is-off", 409, "the payment's provider is not set here";
        /// It arrived through a payment provider, and was not noted by hand.
        PaidOnline = "payment-is-online", 409, "the payment came through the payment provider";
        /// It was noted by mistake, and was taken back before.
        PaymentTakenBack = "payment-taken-back", 409, "the payment was taken back before";
        /// Something of it was paid back, so that it did arrive.
        PaidBack = "payment-paid-back", 409, "something of the payment was paid back";
    }
}

crate::problems! {
    /// What is wrong with what stands on invoices.
    pub enum InvoicesProblem {
        /// No number of the country it begins with; how one looks, where that country is known.
        NotANumberOfTheirs {
            #[serde(default, skip_serializing_if = "String::is_empty")]
            example: String,
        } = "not-a-tax-number";
        /// Not from `min` to `max`, as they are written, with so many decimals as the currency has.
        NoSuchAmount { min: String, max: String, currency: String } = "no-such-amount";
        /// Before the invoice was issued, or after today; both as `2026-11-21`.
        NoSuchDay { min: String, max: String } = "no-such-day";
        /// It looks right, and its check digits do not fit.
        Mistyped = "mistyped-tax-number";
    }
}
