//! VAT numbers and French company numbers, checked for form. Whether one is registered only a register knows.

/// A number as it is written on invoices: its country's prefix and the rest, without spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VatNumber {
    /// The country in ISO 3166: Greek numbers begin with EL.
    pub country: String,
    pub text: String,
}

/// What is wrong with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberProblem {
    /// No country's numbers begin so.
    UnknownCountry,
    /// Not how that country's numbers look; this one would.
    WrongForm { example: &'static str },
    /// It looks right, and its check digits do not fit: somebody mistyped it.
    WrongCheck,
}

/// How numbers look: `9` stands for a digit, `A` for a letter, `*` for either, anything else for itself.
const FORMS: &[(&str, &str, &[&str])] = &[
    ("AT", "AT", &["U99999999"]),
    ("BE", "BE", &["0999999999", "1999999999"]),
    ("BG", "BG", &["999999999", "9999999999"]),
    ("CY", "CY", &["99999999A"]),
    ("CZ", "CZ", &["99999999", "999999999", "9999999999"]),
    ("DE", "DE", &["999999999"]),
    ("DK", "DK", &["99999999"]),
    ("EE", "EE", &["999999999"]),
    ("EL", "GR", &["999999999"]),
    ("ES", "ES", &["*9999999*"]),
    ("FI", "FI", &["99999999"]),
    ("FR", "FR", &["**999999999"]),
    ("HR", "HR", &["99999999999"]),
    ("HU", "HU", &["99999999"]),
    ("IE", "IE", &["9*99999A", "9999999AA"]),
    ("IT", "IT", &["99999999999"]),
    ("LT", "LT", &["999999999", "999999999999"]),
    ("LU", "LU", &["99999999"]),
    ("LV", "LV", &["99999999999"]),
    ("MT", "MT", &["99999999"]),
    ("NL", "NL", &["*********B99"]),
    ("PL", "PL", &["9999999999"]),
    ("PT", "PT", &["999999999"]),
    ("RO", "RO", &["99", "999", "9999", "99999", "999999", "9999999", "99999999", "999999999", "9999999999"]),
    ("SE", "SE", &["999999999901"]),
    ("SI", "SI", &["99999999"]),
    ("SK", "SK", &["9999999999"]),
    ("XI", "GB", &["999999999", "999999999999"]),
    ("GB", "GB", &["999999999", "999999999999"]),
    ("CHE", "CH", &["999999999", "999999999TVA", "999999999MWST", "999999999IVA"]),
];

/// Reads a VAT number as people write it, with spaces, points and dashes.
pub fn read(text: &str) -> Result<VatNumber, NumberProblem> {
    let text: String =
        text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).take(40).collect();
    let known = FORMS.iter().find(|(prefix, ..)| text.starts_with(prefix));
    let (prefix, country, forms) = known.ok_or(NumberProblem::UnknownCountry)?;
    let rest = &text[prefix.len()..];
    if !forms.iter().any(|form| has_form(rest, form)) {
        return Err(NumberProblem::WrongForm { example: example(prefix) });
    }
    if *prefix == "FR" && !fits_french(rest) {
        return Err(NumberProblem::WrongCheck);
    }
    Ok(VatNumber { country: (*country).to_owned(), text })
}

/// Reads a SIREN: nine digits of which the last checks the others.
pub fn read_siren(text: &str) -> Result<String, NumberProblem> {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '.').take(40).collect();
    if text.len() != 9 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NumberProblem::WrongForm { example: "732 829 320" });
    }
    if luhn(&text) { Ok(text) } else { Err(NumberProblem::WrongCheck) }
}

fn example(prefix: &str) -> &'static str {
    match prefix {
        "FR" => "FR44732829320",
        "DE" => "DE123456789",
        "BE" => "BE0123456789",
        "ES" => "ESX1234567X",
        "IT" => "IT12345678901",
        "NL" => "NL123456789B01",
        "CHE" => "CHE-123.456.789 TVA",
        _ => "ATU12345678",
    }
}

fn has_form(text: &str, form: &str) -> bool {
    text.len() == form.len()
        && text.bytes().zip(form.bytes()).all(|(byte, wanted)| match wanted {
            b'9' => byte.is_ascii_digit(),
            b'A' => byte.is_ascii_uppercase(),
            b'*' => byte.is_ascii_alphanumeric(),
            // The digits 0 and 1 and letters that stand for themselves.
            other => byte == other,
        })
}

/// The key before a French SIREN; where it has letters, only the SIREN itself is checked.
fn fits_french(rest: &str) -> bool {
    let (key, siren) = rest.split_at(2);
    let Ok(number) = siren.parse::<u64>() else { return false };
    // Monaco's numbers are French ones whose company has no SIREN.
    let is_monegasque = siren.starts_with("000");
    match key.parse::<u64>() {
        Ok(key) => key == (12 + 3 * (number % 97)) % 97 && (is_monegasque || luhn(siren)),
        Err(_) => is_monegasque || luhn(siren),
    }
}

fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0') * if place % 2 == 1 { 2 } else { 1 };
            if digit > 9 { digit - 9 } else { digit }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, country) in [
            ("FR 44 732 829 320", "FR"),
            ("de123456789", "DE"),
            ("EL123456789", "GR"),
            ("CHE-123.456.789 TVA", "CH"),
            ("ATU12345678", "AT"),
            ("NL123456789B01", "NL"),
            ("BE 0123.456.789", "BE"),
            ("FR83404833048", "FR"),
        ] {
            assert_eq!(read(text).map(|number| number.country).as_deref(), Ok(country), "{text}");
        }
    }

    #[test]
    fn what_is_none_is_told_apart() {
        assert_eq!(read("ZZ123"), Err(NumberProblem::UnknownCountry));
        assert_eq!(read(""), Err(NumberProblem::UnknownCountry));
        assert_eq!(read("DE12345678"), Err(NumberProblem::WrongForm { example: "DE123456789" }));
        assert_eq!(read("FR45732829320"), Err(NumberProblem::WrongCheck));
        assert_eq!(read("FR44732829321"), Err(NumberProblem::WrongCheck));
        assert_eq!(read_siren("1234567"), Err(NumberProblem::WrongForm { example: "732 829 320" }));
        assert_eq!(read_siren("732829321"), Err(NumberProblem::WrongCheck));
        assert_eq!(read_siren("732 829 320").as_deref(), Ok("732829320"));
    }
}
