//! The seller's facts, as invoices name them: a table `[seller]`, or JSON in a variable.

use billing::{document::Transfer, parties::Party, vat::Rates, vat_numbers};
use domain::zones::Zone;
use serde::{Deserialize, Deserializer, Serialize, de};
use service::invoices::Billing;

/// Whether anybody is invoiced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Switch {
    #[default]
    On,
    Off,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct SellerSettings {
    name: String,
    /// Legal form and capital, such as `SAS au capital de 10 000 €`.
    form: String,
    /// Where it is registered, such as `RCS Paris`.
    register: String,
    street: String,
    postcode: String,
    city: String,
    country: String,
    siren: String,
    vat_number: String,
    email: String,
    iban: String,
    bic: String,
    /// The rate of interest for being late, in the words of an invoice; empty: three times the legal one.
    penalty: String,
    /// Days to pay; empty: 30.
    #[serde(skip_serializing_if = "Option::is_none")]
    days_to_pay: Option<u16>,
    /// The calendar of issue; empty: UTC.
    time_zone: String,
    /// VAT rates by country in hundredths of a percent, over the usual ones.
    #[serde(skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    vat_rates: std::collections::BTreeMap<String, u32>,
}

impl SellerSettings {
    pub(crate) fn is_empty(&self) -> bool {
        self.name.is_empty()
    }

    /// What invoices are issued with. What cannot be right stops the start.
    pub(crate) fn billing(&self, switch: Switch) -> Result<Billing, String> {
        let siren = match self.siren.as_str() {
            "" => None,
            text => Some(vat_numbers::read_siren(text).map_err(|_| "seller.siren is wrong: it is no SIREN")?),
        };
        let vat_number = match self.vat_number.as_str() {
            "" => None,
            text => Some(
                vat_numbers::read(text).map_err(|_| "seller.vat_number is wrong: it is no VAT number")?.text,
            ),
        };
        let zone = match self.time_zone.as_str() {
            "" => Zone::utc(),
            text => Zone::parse(text).map_err(|_| "seller.time_zone is wrong: it is no time zone")?,
        };
        let mut rates = Rates::usual();
        for (country, rate) in &self.vat_rates {
            if country.len() != 2 || *rate > billing::vat::HIGHEST_RATE {
                return Err(format!(
                    "seller.vat_rates.{country} is wrong: two letters of a country, and at most 10000"
                ));
            }
            rates.0.insert(country.to_ascii_uppercase(), *rate);
        }
        let seller = Party {
            name: self.name.clone(),
            is_business: true,
            form: self.form.clone(),
            register: self.register.clone(),
            street: self.street.clone(),
            postcode: self.postcode.clone(),
            city: self.city.clone(),
            country: self.country.to_ascii_uppercase(),
            siren,
            vat_number,
            email: self.email.clone(),
        };
        let transfer = (!self.iban.is_empty()).then(|| Transfer {
            iban: self.iban.clone(),
            bic: self.bic.clone(),
            holder: self.name.clone(),
        });
        Ok(Billing {
            is_on: switch == Switch::On,
            seller,
            transfer,
            penalty: self.penalty.clone(),
            rates,
            days_to_pay: i64::from(self.days_to_pay.unwrap_or(30)),
            zone,
        })
    }
}

/// A table in the file, or JSON in a variable.
pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SellerSettings, D::Error> {
    struct Either;
    impl<'de> de::Visitor<'de> for Either {
        type Value = SellerSettings;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a table [seller], or JSON")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
            serde_json::from_str(text)
                .map_err(|error| E::custom(format!("it is not the JSON of a seller: {error}")))
        }

        fn visit_map<A: de::MapAccess<'de>>(self, table: A) -> Result<Self::Value, A::Error> {
            SellerSettings::deserialize(de::value::MapAccessDeserializer::new(table))
        }
    }
    deserializer.deserialize_any(Either)
}
