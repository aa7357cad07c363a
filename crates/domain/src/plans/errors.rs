use super::{Feature, Span};
use crate::{Micros, Quota, decision::Changer};

crate::errors! {
    /// What goes wrong with plans.
    pub enum PlansError {
        /// What was asked for is no part of what the tenant has.
        NotInPlan { feature: Feature } = "not-in-plan", 403, "the plan does not give {feature}";
        /// All that there may be in a window is used or promised.
        LimitReached {
            feature: Feature,
            limit: i64,
            used: i64,
            span: Span,
            /// When it starts again at zero.
            resets_at: Micros,
            time_zone: String,
            /// Who can raise it: the provider, or whoever manages the team where it is the member's own.
            changer: Changer,
        } = "limit-reached", 403, "limit of {limit} {feature} reached, {used} used";
        /// What was promised ran out, or was used or given back already.
        ReservationEnded = "reservation-ended", 409, "the reservation has ended";
        /// Only a draft is edited and published; what is published stays as it is.
        NotADraft = "not-a-draft", 409, "the plan version is no draft";
        /// Nobody is put on a version that is a draft or retired.
        NotPublished = "not-published", 409, "the plan version is not published";
        /// New tenants start on this version.
        StartsNewSpaces = "starts-new-spaces", 409, "new spaces start on this version";
        /// The plan has a draft already.
        DraftThere = "draft-there", 409, "the plan has a draft already";
        /// A request for more was answered, or taken back.
        RequestClosed = "request-closed", 409, "the request is closed";
        /// The plan has room for fewer: it stays as it is until there is room again.
        Frozen { quota: Quota, limit: i64 } = "frozen", 403, "the plan has room for {limit} {quota}";
        /// The plan is given by the provider alone: it is on quote, or the installation sends no invoices.
        AskForPlan = "ask-for-plan", 409, "the plan is given by the provider alone";
        /// What costs something needs somebody to be invoiced.
        NoBillingContact = "no-billing-contact", 409, "the billing contact is not complete";
        /// What was quoted is not what it would cost now; another quote was made.
        QuoteChanged { quote: String } = "quote-changed", 409, "the quote does not hold any more";
        /// Nothing is to come that could be undone.
        NothingToCome = "nothing-to-come", 409, "nothing is to come";
        /// The tenant has nothing that costs something.
        NothingToCancel = "nothing-to-cancel", 409, "there is nothing to cancel";
    }
}

crate::problems! {
    /// What is wrong with a plan version, an override or the choice of a plan.
    pub enum PlansProblem {
        UnknownFeature = "unknown-feature";
        /// Nothing opens or closes by the feature yet.
        ToCome = "to-come";
        /// A price in another currency than the installation's.
        OtherCurrency { expected: String } = "other-currency";
        /// A month has a price and a year is on quote, or the other way round.
        HalfOnQuote = "half-on-quote";
        /// The plan is for the other kind of space.
        OtherAudience { plan: String } = "other-audience";
        /// The tenant has that version already, and it comes round as often.
        SamePlan = "same-plan";
        /// So many requests wait for an answer already.
        TooManyRequests { max: i64 } = "too-many-requests";
        /// The same was asked for, and waits for an answer.
        AskedAlready = "asked-already";
        /// None of the words that a feature is given in.
        NoSuchValue { words: String } = "no-such-value";
        /// Counted in windows that are no parts of an invoice's period.
        NotInvoiced = "not-invoiced";
    }
}
