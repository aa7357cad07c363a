//! What a plan version must be before anybody may take it, and what one gives more or less than another.

use std::collections::BTreeMap;

use super::{Entitlements, Feature, Limit, PlansProblem, Shape, UNLIMITED, Value, Values};
use crate::{Checks, Problem, forms};

/// The most a plan may cost, in minor units: ten million of a currency.
pub const DEAREST: i64 = 1_000_000_000;
/// The longest a plan may be tried for nothing.
pub const LONGEST_TRIAL: i64 = 365;
/// Letters of what is asked for, where it is said in words.
const WANTED: usize = 100;
/// The currencies that prices may be in: those whose unit has a hundred minor ones.
pub const CURRENCIES: &[&str] = &["EUR", "CHF", "GBP", "USD"];

/// A version as it is edited: texts as they were typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VersionForm {
    /// By the key of its feature; see [`Value::typed`].
    pub entitlements: BTreeMap<String, String>,
    /// In minor units; empty: on quote.
    pub month_price: String,
    pub year_price: String,
    pub currency: String,
    pub trial_days: String,
}

/// The same once it was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedVersion {
    pub values: Values,
    pub month_price: Option<i64>,
    pub year_price: Option<i64>,
    pub currency: String,
    pub trial_days: i64,
}

/// Checks a version, a draft as much as one about to be published: every feature of the code has a value of its
/// shape, what an operator added has one of its shape or is left out, and prices are whole, bounded and in
/// `installed`, the installation's currency. `added` are the features that operators added.
pub fn check(
    form: &VersionForm,
    added: &[(String, Shape)],
    installed: &str,
    checks: &mut Checks,
) -> Option<CheckedVersion> {
    let mut values = Values::new();
    for feature in Feature::ALL {
        let field = format!("entitlements.{feature}");
        let typed = form.entitlements.get(feature.as_str()).map(|text| text.trim()).unwrap_or_default();
        if let Some(value) = checks.take(&field, Value::typed(feature.shape(), typed)) {
            values.insert(feature.to_string(), value);
        }
    }
    for (key, typed) in &form.entitlements {
        if key.parse::<Feature>().is_ok() {
            continue;
        }
        let field = format!("entitlements.{key}");
        let Some((_, shape)) = added.iter().find(|(known, _)| known == key) else {
            checks.add(&field, PlansProblem::UnknownFeature);
            continue;
        };
        let typed = typed.trim();
        if !typed.is_empty()
            && let Some(value) = checks.take(&field, Value::typed(*shape, typed))
        {
            values.insert(key.clone(), value);
        }
    }
    let month_price = checks.take("month_price", price(&form.month_price));
    let year_price = checks.take("year_price", price(&form.year_price));
    let currency = checks.take("currency", currency(&form.currency, installed));
    let trial_days = checks.take("trial_days", whole(&form.trial_days, 0, LONGEST_TRIAL));
    if let (Some(month), Some(year)) = (month_price, year_price)
        && month.is_some() != year.is_some()
    {
        checks.add("year_price", PlansProblem::HalfOnQuote);
    }
    Some(CheckedVersion {
        values,
        month_price: month_price?,
        year_price: year_price?,
        currency: currency?,
        trial_days: trial_days?,
    })
}

/// A whole number between two; a point or a letter is a mistake that is told with what is expected.
fn whole(text: &str, min: i64, max: i64) -> Result<i64, Problem> {
    let number = text.trim().parse().map_err(|_| Problem::OutOfRange { min, max })?;
    if (min..=max).contains(&number) { Ok(number) } else { Err(Problem::OutOfRange { min, max }) }
}

fn price(text: &str) -> Result<Option<i64>, Problem> {
    if text.trim().is_empty() { Ok(None) } else { whole(text, 0, DEAREST).map(Some) }
}

fn currency(text: &str, installed: &str) -> Result<String, Problem> {
    let text = text.trim();
    if text == installed && CURRENCIES.contains(&text) {
        return Ok(text.to_owned());
    }
    Err(PlansProblem::OtherCurrency { expected: installed.to_owned() }.into())
}

impl Value {
    /// Reads a value as it is typed: `true` or `false`, a number, `unlimited`, a word, or words with spaces or
    /// commas between them.
    pub fn typed(shape: Shape, text: &str) -> Result<Self, Problem> {
        match shape {
            Shape::Set(words) => {
                let given: Vec<String> =
                    text.split([' ', ',']).filter(|word| !word.is_empty()).map(str::to_owned).collect();
                let is_known = given.iter().all(|word| words.contains(&word.as_str()));
                if is_known { Ok(Self::Words(given)) } else { Err(not_among(words)) }
            }
            _ if text.is_empty() => Err(Problem::Required),
            Shape::Flag => text.parse().map(Self::Flag).map_err(|_| not_among(&["true", "false"])),
            Shape::Limit if text == UNLIMITED => Ok(Self::Limit(Limit::Unlimited)),
            Shape::Limit => whole(text, 0, Limit::MOST).map(|number| Self::Limit(Limit::Of(number))),
            Shape::Number(min, max) => whole(text, min, max).map(|number| Self::Limit(Limit::Of(number))),
            Shape::Choice(words) if words.contains(&text) => Ok(Self::Word(text.to_owned())),
            Shape::Choice(words) => Err(not_among(words)),
        }
    }

    /// As [`Value::typed`] reads it.
    pub fn as_typed(&self) -> String {
        match self {
            Self::Flag(flag) => flag.to_string(),
            Self::Limit(Limit::Of(number)) => number.to_string(),
            Self::Limit(Limit::Unlimited) => UNLIMITED.to_owned(),
            Self::Word(word) => word.clone(),
            Self::Words(words) => words.join(" "),
        }
    }
}

fn not_among(words: &[&str]) -> Problem {
    PlansProblem::NoSuchValue { words: words.join(", ") }.into()
}

/// How much is asked for of a feature, as it is typed: of what is counted a number above none, or `unlimited` where that
/// can be given; of anything else, and of what is no feature, a few words.
pub fn wanted(shape: Option<Shape>, text: &str) -> Result<String, Problem> {
    let text = text.trim();
    let shape = match shape {
        Some(Shape::Limit) if text == UNLIMITED => Shape::Limit,
        Some(Shape::Limit) => Shape::Number(1, Limit::MOST),
        Some(Shape::Number(min, max)) => Shape::Number(min.max(1), max),
        _ => return forms::name(text, WANTED),
    };
    Value::typed(shape, text).map(|value| value.as_typed())
}

crate::words! {
    /// What another version gives of a feature, for whoever goes over to it.
    pub enum Step { More = "more", Less = "less", Other = "other" }
}

/// What goes from one value to another.
fn step(feature: Option<Feature>, before: &Value, after: &Value) -> Step {
    let order = match (before, after) {
        (Value::Flag(before), Value::Flag(after)) => before.partial_cmp(after),
        (Value::Limit(before), Value::Limit(after)) => before.partial_cmp(after),
        (Value::Word(before), Value::Word(after)) => match feature.map(Feature::shape) {
            Some(Shape::Choice(words)) => {
                let place = |word: &String| words.iter().position(|known| known == word);
                place(before).partial_cmp(&place(after))
            }
            _ => None,
        },
        (Value::Words(before), Value::Words(after)) => {
            let within = |less: &[String], more: &[String]| {
                more.iter().any(|word| word == "any") || less.iter().all(|word| more.contains(word))
            };
            match (within(before, after), within(after, before)) {
                (true, false) => Some(std::cmp::Ordering::Less),
                (false, true) => Some(std::cmp::Ordering::Greater),
                _ => None,
            }
        }
        _ => None,
    };
    match order {
        Some(std::cmp::Ordering::Less) => Step::More,
        Some(std::cmp::Ordering::Greater) => Step::Less,
        _ => Step::Other,
    }
}

/// What differs between what two give, by the keys of features.
pub fn differences(before: &Entitlements, after: &Entitlements) -> BTreeMap<String, (Value, Value, Step)> {
    let keys = before.values().keys().chain(after.values().keys());
    let built_in = Feature::ALL.iter().map(ToString::to_string);
    let mut found = BTreeMap::new();
    for key in keys.cloned().chain(built_in) {
        let feature: Option<Feature> = key.parse().ok();
        // Of what an operator added, one version may be older than it.
        let is_flag = |given: &Entitlements| matches!(given.value(&key), Some(Value::Flag(_)));
        let none =
            if is_flag(before) || is_flag(after) { Value::Flag(false) } else { Value::Limit(Limit::NONE) };
        let value = |given: &Entitlements| {
            given.value(&key).cloned().unwrap_or_else(|| feature.map_or(none.clone(), Feature::least))
        };
        let (before, after) = (value(before), value(after));
        if before != after {
            let step = step(feature, &before, &after);
            found.insert(key, (before, after, step));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> VersionForm {
        let entitlements =
            Feature::ALL.iter().map(|feature| (feature.to_string(), feature.least().as_typed()));
        VersionForm {
            entitlements: entitlements.collect(),
            month_price: "4900".to_owned(),
            year_price: "49000".to_owned(),
            currency: "EUR".to_owned(),
            trial_days: "14".to_owned(),
        }
    }

    /// Which fields are wrong, with the codes of their problems.
    fn wrong(form: &VersionForm) -> Vec<(String, String)> {
        let mut checks = Checks::default();
        check(form, &[("build-minutes".to_owned(), Shape::Limit)], "EUR", &mut checks);
        let code = |problem: &Problem| {
            serde_json::to_value(problem).unwrap()["problem"].as_str().unwrap().to_owned()
        };
        checks.into_fields().into_iter().map(|field| (field.field.clone(), code(&field.problem))).collect()
    }

    fn only(field: &str, code: &str) -> Vec<(String, String)> {
        vec![(field.to_owned(), code.to_owned())]
    }

    #[test]
    fn a_whole_version_is_taken_and_written_as_it_was_typed() {
        let mut form = form();
        form.entitlements.insert("build-minutes".to_owned(), "unlimited".to_owned());
        assert_eq!(wrong(&form), []);
        let mut checks = Checks::default();
        let checked =
            check(&form, &[("build-minutes".to_owned(), Shape::Limit)], "EUR", &mut checks).unwrap();
        assert_eq!((checked.month_price, checked.trial_days), (Some(4900), 14));
        for (key, value) in &checked.values {
            assert_eq!(value.as_typed(), form.entitlements[key], "{key}");
        }
    }

    #[test]
    fn each_bad_price_is_told_at_its_field() {
        for typed in ["-1", "49.00", "49,00", "1000000001", "99999999999999999999", "4900 EUR", "1e3"] {
            let bad = VersionForm { month_price: typed.to_owned(), ..form() };
            assert_eq!(wrong(&bad), only("month_price", "out-of-range"), "{typed}");
        }
        for typed in ["USD", "eur", "", "JPY"] {
            let bad = VersionForm { currency: typed.to_owned(), ..form() };
            assert_eq!(wrong(&bad), only("currency", "other-currency"), "{typed}");
        }
        let half = VersionForm { year_price: String::new(), ..form() };
        assert_eq!(wrong(&half), only("year_price", "half-on-quote"));
        let trial = VersionForm { trial_days: "366".to_owned(), ..form() };
        assert_eq!(wrong(&trial), only("trial_days", "out-of-range"));
    }

    #[test]
    fn an_entitlement_that_is_missing_unknown_or_of_another_shape_is_told_at_its_field() {
        let with = |key: &str, typed: &str| {
            let mut form = form();
            form.entitlements.insert(key.to_owned(), typed.to_owned());
            wrong(&form)
        };
        let mut missing = form();
        missing.entitlements.remove("domains");
        assert_eq!(wrong(&missing), only("entitlements.domains", "required"));
        assert_eq!(with("teleports", "1"), only("entitlements.teleports", "unknown-feature"));
        assert_eq!(with("build-minutes", "-1"), only("entitlements.build-minutes", "out-of-range"));
        assert_eq!(with("domains", "-1"), only("entitlements.domains", "out-of-range"));
        assert_eq!(with("domains", "1.5"), only("entitlements.domains", "out-of-range"));
        assert_eq!(with("retention-days", "unlimited"), only("entitlements.retention-days", "out-of-range"));
        assert_eq!(with("reports", "yes"), only("entitlements.reports", "no-such-value"));
        assert_eq!(with("support", "shouting"), only("entitlements.support", "no-such-value"));
        assert_eq!(with("agents", "nox zeus"), only("entitlements.agents", "no-such-value"));
        assert_eq!(with("domains", "unlimited"), []);
    }

    #[test]
    fn of_what_is_counted_a_number_above_none_is_asked_for() {
        let limit = |text| wanted(Some(Shape::Limit), text);
        assert_eq!(limit(" 040 ").as_deref(), Ok("40"));
        assert_eq!(limit("unlimited").as_deref(), Ok("unlimited"));
        for text in ["-5", "0", "2.5", "many", "1000000000000001"] {
            assert_eq!(limit(text), Err(Problem::OutOfRange { min: 1, max: Limit::MOST }), "{text}");
        }
        assert_eq!(limit(" "), Err(Problem::Required));
        let days = |text| wanted(Some(Feature::RetentionDays.shape()), text);
        assert_eq!(days("90").as_deref(), Ok("90"));
        for text in ["unlimited", "0", "4000"] {
            assert_eq!(days(text), Err(Problem::OutOfRange { min: 1, max: 3_650 }), "{text}");
        }
        assert_eq!(wanted(Some(Shape::Flag), "for two weeks").as_deref(), Ok("for two weeks"));
        assert_eq!(wanted(None, ""), Err(Problem::Required));
    }

    #[test]
    fn two_versions_tell_what_somebody_gains_and_loses() {
        let read = |text| Entitlements::read(text, "", 0);
        let before = read(
            r#"{"domains":3,"guests":"unlimited","support":"e-mail","agents":["nox"],"integration-kinds":["any"]}"#,
        );
        let after = read(
            r#"{"domains":"unlimited","guests":0,"support":"none","agents":["nox","atlas"],"integration-kinds":["slack"],"reports":true}"#,
        );
        let told: Vec<_> =
            differences(&before, &after).into_iter().map(|(key, (.., step))| (key, step)).collect();
        let expected = [
            ("agents", Step::More),
            ("domains", Step::More),
            ("guests", Step::Less),
            ("integration-kinds", Step::Less),
            ("reports", Step::More),
            ("support", Step::Less),
        ];
        assert_eq!(told, expected.map(|(key, step)| (key.to_owned(), step)));
        assert!(differences(&before, &before).is_empty());
    }
}
