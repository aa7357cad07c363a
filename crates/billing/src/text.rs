//! What stands on invoices, in the language of whoever receives them.

domain::texts! {
    /// The words of a document.
    pub struct DocumentText {
        invoice = "Invoice", "Facture";
        credit_note = "Credit note", "Avoir";
        proforma = "Proforma invoice", "Facture proforma";
        number = "Number", "Numéro";
        issued = "Date of issue", "Date d’émission";
        due = "Due on", "À régler avant le";
        period = "Period", "Période";
        corrects(number: &str, day: &str) = "Corrects invoice {number} of {day}.", "Rectifie la facture {number} du {day}.";
        seller = "From", "Émetteur";
        buyer = "To", "Destinataire";
        siren(number: &str) = "SIREN {number}", "SIREN {number}";
        vat_number(number: &str) = "VAT number {number}", "N° TVA {number}";
        description = "Description", "Désignation";
        quantity = "Quantity", "Quantité";
        unit_price = "Unit price", "Prix unitaire";
        unit_price_per(price: &str, per: &str) = "{price} for {per}", "{price} les {per}";
        vat = "VAT", "TVA";
        amount = "Amount without VAT", "Montant HT";
        net = "Total without VAT", "Total HT";
        tax(rate: &str, base: &str) = "VAT {rate} on {base}", "TVA {rate} sur {base}";
        no_tax(base: &str) = "No VAT on {base}", "Sans TVA sur {base}";
        gross = "Total with VAT", "Total TTC";
        to_pay = "To pay", "Net à payer";
        to_credit = "In your favour", "En votre faveur";
        pay_by_transfer = "Payment by bank transfer", "Règlement par virement";
        holder(name: &str) = "Account holder: {name}", "Titulaire : {name}";
        iban(iban: &str) = "IBAN {iban}", "IBAN {iban}";
        bic(bic: &str) = "BIC {bic}", "BIC {bic}";
        reference(number: &str) = "Reference: {number}", "Référence : {number}";
        page(page: &str, pages: &str) = "Page {page} of {pages}", "Page {page} sur {pages}";
        no_invoice = "This is not an invoice. It gives no right to deduct VAT.", "Ce document n’est pas une facture et n’ouvre aucun droit à déduction de la TVA.";
        days(from: &str, to: &str) = "{from} to {to}", "du {from} au {to}";
        then(first: &str, second: &str) = "{first}; {second}", "{first} ; {second}";
        share(seconds: &str, whole: &str, price: &str) = "{seconds} of {whole} seconds at {price}", "{seconds} secondes sur {whole} à {price}";
        used(used: &str, included: &str) = "{used} used, {included} included", "{used} utilisés, {included} inclus";
        late(used: &str, invoiced: &str) = "came late: {used} instead of {invoiced}", "arrivés après coup : {used} au lieu de {invoiced}";
        usual_penalty = "three times the French legal rate of interest", "trois fois le taux d’intérêt légal";
        late_interest(rate: &str) = "Late payment incurs penalties at {rate}, due without a reminder.", "Tout retard de paiement entraîne des pénalités au taux de {rate}, exigibles sans rappel.";
        recovery = "Fixed compensation for recovery costs if payment is late: €40.", "Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 €.";
        no_recovery = "Fixed compensation for recovery costs: not owed by private persons.", "Indemnité forfaitaire pour frais de recouvrement : non due par les particuliers.";
        no_discount = "No discount for early payment.", "Pas d’escompte pour paiement anticipé.";
        exempt = "VAT not applicable, article 293 B of the French tax code.", "TVA non applicable, article 293 B du CGI.";
        reverse_charge = "Reverse charge: VAT is owed by the customer, article 196 of Directive 2006/112/EC.", "Autoliquidation : TVA due par le preneur, article 283-2 du CGI et article 196 de la directive 2006/112/CE.";
        outside = "Outside the scope of French VAT, article 259-1 of the French tax code.", "TVA non applicable, article 259-1 du CGI.";
    }
}

/// Every text of this crate as it is written.
#[cfg(not(target_arch = "wasm32"))]
pub fn written() -> impl Iterator<Item = domain::text::Written> {
    WRITTEN.iter().copied()
}
