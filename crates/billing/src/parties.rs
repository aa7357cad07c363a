//! Who sells and who buys, as they stand on an invoice.

use domain::words;
use serde::{Deserialize, Serialize};

/// A seller or a buyer. Texts are as they were given; an empty one was not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    pub name: String,
    /// A business, or a private person.
    pub is_business: bool,
    /// Legal form and capital, such as `SAS au capital de 10 000 €`.
    pub form: String,
    /// Where it is registered, such as `RCS Paris`.
    pub register: String,
    pub street: String,
    pub postcode: String,
    pub city: String,
    /// In ISO 3166, such as `FR`.
    pub country: String,
    pub siren: Option<String>,
    pub vat_number: Option<String>,
    pub email: String,
}

words! {
    /// What an invoice cannot do without.
    pub enum Missing {
        Name = "name",
        Street = "street",
        City = "city",
        Country = "country",
        Email = "email",
        Siren = "siren",
    }
}

impl Party {
    /// What is missing before an invoice can be made out to it. A French business needs its SIREN, with which
    /// the electronic invoice finds it.
    pub fn missing(&self) -> Vec<Missing> {
        let given = [
            (Missing::Name, !self.name.trim().is_empty()),
            (Missing::Street, !self.street.trim().is_empty()),
            (Missing::City, !self.city.trim().is_empty()),
            (Missing::Country, !self.country.trim().is_empty()),
            (Missing::Email, !self.email.trim().is_empty()),
            (Missing::Siren, !self.is_domestic_business() || self.siren.is_some()),
        ];
        given.into_iter().filter(|(_, is_given)| !is_given).map(|(what, _)| what).collect()
    }

    pub fn is_domestic_business(&self) -> bool {
        self.is_business && self.country == "FR"
    }
}
