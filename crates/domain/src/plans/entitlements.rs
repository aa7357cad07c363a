//! What a plan version gives, read from its text, and what an operator gave one tenant instead.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

#[cfg(not(target_arch = "wasm32"))]
use super::PlansError;
use super::{Feature, Limit, features::MOST_RECORDS};
use crate::{Micros, Quota};

/// What is given of one feature.
///
/// In the catalogue's texts a flag, a number, `"unlimited"`, a word or a list of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Flag(bool),
    Limit(Limit),
    Word(String),
    Words(Vec<String>),
}

/// How a limit that is none is written in the catalogue.
pub const UNLIMITED: &str = "unlimited";

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Limit(Limit::Of(limit)) => serializer.serialize_i64(*limit),
            Self::Limit(Limit::Unlimited) => serializer.serialize_str(UNLIMITED),
            Self::Word(word) => serializer.serialize_str(word),
            Self::Words(words) => words.serialize(serializer),
        }
    }
}

struct Read;

impl<'de> de::Visitor<'de> for Read {
    type Value = Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("true, false, a whole number, a word or a list of words")
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Flag(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Limit(Limit::Of(number)))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Value, E> {
        i64::try_from(number).map(|number| Value::Limit(Limit::Of(number))).map_err(E::custom)
    }

    fn visit_str<E>(self, word: &str) -> Result<Value, E> {
        Ok(if word == UNLIMITED { Value::Limit(Limit::Unlimited) } else { Value::Word(word.to_owned()) })
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut words = Vec::new();
        while let Some(word) = list.next_element()? {
            words.push(word);
        }
        Ok(Value::Words(words))
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Read)
    }
}

/// Lines that Postfix writes for what it asks about, at most.
const LINES_OF_A_RECORD: i64 = 10;

/// The values of a version or of a tenant, by the keys of their features.
pub type Values = BTreeMap<String, Value>;

/// What a tenant has at one time. What its version says nothing of, it has the least of.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Entitlements(Arc<Values>);

/// What an operator gave a tenant instead of what its plan gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override<'a> {
    pub feature: Cow<'a, str>,
    /// From this instant on it gives nothing.
    pub ends_at: Option<Micros>,
    pub value: Value,
}

/// Reads overrides as the store hands them out: a line for each, of feature, end (-1 without) and value. What
/// cannot be read gives nothing.
pub fn overrides(text: &str) -> impl Iterator<Item = Override<'_>> {
    text.lines().filter_map(|line| {
        let mut parts = line.splitn(3, ' ');
        let (feature, ends_at, value) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?);
        let value = serde_json::from_str(value).ok()?;
        Some(Override { feature: feature.into(), ends_at: Some(ends_at).filter(|end| *end >= 0), value })
    })
}

impl Entitlements {
    /// What a version's text gives, replaced by the overrides that count at a time.
    pub fn read(version: &str, overridden: &str, now: Micros) -> Self {
        let mut values: Values = serde_json::from_str(version).unwrap_or_default();
        for one in overrides(overridden).filter(|one| one.ends_at.is_none_or(|end| now < end)) {
            values.insert(one.feature.into_owned(), one.value);
        }
        Self(Arc::new(values))
    }

    /// What there is of any feature, one of the code's or one that an operator added.
    pub fn value(&self, key: &str) -> Option<&Value> {
        self.0.get(key)
    }

    pub fn values(&self) -> &Values {
        &self.0
    }

    /// What there is of a feature whose meaning is in the code.
    pub fn of(&self, feature: Feature) -> Cow<'_, Value> {
        self.value(feature.as_str()).map_or_else(|| Cow::Owned(self.of_before(feature)), Cow::Borrowed)
    }

    /// What a version gives of a feature that is newer: what it promised under another name, or the least there is.
    fn of_before(&self, feature: Feature) -> Value {
        let number = |number: i64| Value::Limit(Limit::Of(number));
        match feature {
            Feature::MessageDays | Feature::LogDays => number(self.retention_days()),
            Feature::AgentLogLines => {
                number(self.records_per_day().saturating_mul(LINES_OF_A_RECORD).min(MOST_RECORDS))
            }
            _ => feature.least(),
        }
    }

    pub fn has(&self, feature: Feature) -> bool {
        *self.of(feature) == Value::Flag(true)
    }

    /// Whether something may be done that a flag opens: the one question for every row that is a flag.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn require(&self, feature: Feature) -> Result<(), PlansError> {
        if self.has(feature) { Ok(()) } else { Err(PlansError::NotInPlan { feature }) }
    }

    /// Whether one of the words of a set is given, such as an agent or a service to connect; `any` stands for each.
    pub fn has_word(&self, feature: Feature, word: &str) -> bool {
        matches!(&*self.of(feature), Value::Words(words) if words.iter().any(|one| one == word || one == "any"))
    }

    /// How many there may be; none where it is no number.
    pub fn limit(&self, feature: Feature) -> Limit {
        match *self.of(feature) {
            Value::Limit(limit) => limit,
            _ => Limit::NONE,
        }
    }

    pub fn quota(&self, quota: Quota) -> Limit {
        self.limit(quota.feature())
    }

    /// A number that is never without limit; see [`Feature::shape`].
    fn number(&self, feature: Feature) -> i64 {
        match feature.least() {
            Value::Limit(least) => {
                self.limit(feature).number().unwrap_or_default().max(least.number().unwrap_or_default())
            }
            _ => 0,
        }
    }

    /// Days events are kept.
    pub fn retention_days(&self) -> i64 {
        self.number(Feature::RetentionDays)
    }

    /// Records each policy agent may send a day, in the long run.
    pub fn records_per_day(&self) -> i64 {
        self.number(Feature::AgentRecords)
    }

    /// Days messages are kept.
    pub fn message_days(&self) -> i64 {
        self.number(Feature::MessageDays)
    }

    /// Days lines of the log are kept.
    pub fn log_days(&self) -> i64 {
        self.number(Feature::LogDays).min(self.message_days())
    }

    /// Lines of the log each policy agent may send a day, in the long run.
    pub fn log_lines_per_day(&self) -> i64 {
        self.number(Feature::AgentLogLines)
    }

    /// Bytes each policy agent may send a day, unpacked: a record has some 300, and a line of the log fewer.
    pub fn bytes_per_day(&self) -> i64 {
        self.records_per_day().saturating_add(self.log_lines_per_day()).saturating_mul(1024)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VERSION: &str = r#"{"domains":3,"guests":"unlimited","reports":true,"support":"e-mail","agents":["nox"],"retention-days":30}"#;

    #[test]
    fn a_version_is_read_and_what_it_leaves_out_is_the_least() {
        let given = Entitlements::read(VERSION, "", 0);
        assert_eq!(given.quota(Quota::Domains), Limit::Of(3));
        assert_eq!(given.quota(Quota::Guests), Limit::Unlimited);
        assert_eq!(given.quota(Quota::Networks), Limit::NONE);
        assert!(given.has(Feature::Reports) && !given.has(Feature::WhiteLabel));
        assert_eq!(given.require(Feature::Reports), Ok(()));
        let refused = PlansError::NotInPlan { feature: Feature::CustomIntegrations };
        assert_eq!(given.require(Feature::CustomIntegrations), Err(refused));
        let any = Entitlements::read(r#"{"integration-kinds":["any"]}"#, "", 0);
        assert!(given.has_word(Feature::Agents, "nox") && !given.has_word(Feature::Agents, "atlas"));
        assert!(any.has_word(Feature::IntegrationKinds, "slack") && !any.has_word(Feature::Agents, "nox"));
        assert_eq!(*given.of(Feature::Support), Value::Word("e-mail".to_owned()));
        assert_eq!((given.retention_days(), given.records_per_day()), (30, 1));
        // What was promised before messages and lines had numbers of their own.
        assert_eq!((given.message_days(), given.log_days(), given.log_lines_per_day()), (30, 30, 10));
        let own = Entitlements::read(
            r#"{"retention-days":30,"message-days":60,"log-days":90,"agent-log-lines":7}"#,
            "",
            0,
        );
        assert_eq!((own.message_days(), own.log_days(), own.log_lines_per_day()), (60, 60, 7));
        let longer = Entitlements::read(VERSION, "retention-days -1 400", 0);
        assert_eq!((longer.message_days(), longer.log_days()), (400, 400));
        assert_eq!(Entitlements::read("broken", "", 0).quota(Quota::Domains), Limit::NONE);
    }

    #[test]
    fn an_override_replaces_up_and_down_until_its_end() {
        let overridden = "domains 100 7\nguests -1 0\nnonsense\nreports 50 false";
        let at = |now| Entitlements::read(VERSION, overridden, now);
        assert_eq!(at(99).quota(Quota::Domains), Limit::Of(7));
        assert_eq!(at(100).quota(Quota::Domains), Limit::Of(3));
        assert_eq!(at(i64::MAX).quota(Quota::Guests), Limit::NONE);
        assert!(!at(49).has(Feature::Reports) && at(50).has(Feature::Reports));
    }

    #[test]
    fn values_are_written_as_they_are_read() {
        let values: Values = serde_json::from_str(VERSION).unwrap();
        let again: Values = serde_json::from_str(&serde_json::to_string(&values).unwrap()).unwrap();
        assert_eq!(values, again);
        assert!(serde_json::from_str::<Value>("1.5").is_err());
        assert!(serde_json::from_str::<Value>("18446744073709551615").is_err());
    }
}
