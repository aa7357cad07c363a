//! What somebody looks at, as it stands in an address: it is read as strictly as it is written.

use super::{DeepLinksProblem, Focus};
use crate::{
    Checks, DAY, Error, Micros, Problem,
    zones::{TimeZoneName, moment, rfc3339},
};

/// Characters in the name of a host or a domain (RFC 1035, 2.3.4).
pub(super) const LONGEST: usize = 253;

/// The query of an address that opens something, as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FocusQuery {
    /// An instant, as milliseconds since 1970 or as RFC 3339 has it; none: a day before `to`.
    pub from: String,
    /// The same; none: now.
    pub to: String,
    /// Of the IANA database; none: the tenant's own.
    pub tz: String,
    pub host: String,
    pub domain: String,
}

impl FocusQuery {
    pub fn read(&self, zone: &str, now: Micros) -> Result<Focus, Error> {
        let mut checks = Checks::default();
        let to = if self.to.is_empty() { Some(now) } else { checks.take("to", instant(&self.to)) };
        let from = match to {
            Some(to) if self.from.is_empty() => Some(to.saturating_sub(DAY)),
            _ => checks.take("from", instant(&self.from)),
        };
        let zone = if self.tz.is_empty() { zone } else { &self.tz };
        let zone = checks.take("tz", TimeZoneName::parse(zone));
        let host = checks.take("host", name(&self.host));
        let domain = checks.take("domain", name(&self.domain));
        if from.zip(to).is_some_and(|(from, to)| from >= to) {
            checks.add("to", DeepLinksProblem::EndsFirst);
        }
        checks.finish()?;
        match (from, to, zone, host, domain) {
            (Some(from), Some(to), Some(zone), Some(host), Some(domain)) => {
                Ok(Focus { from, to, zone: zone.to_string(), host, domain })
            }
            _ => Err(Error::Internal),
        }
    }

    /// As an address says it.
    pub fn of(focus: &Focus) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        Self {
            from: rfc3339(focus.from),
            to: rfc3339(focus.to),
            tz: focus.zone.clone(),
            host: text(&focus.host),
            domain: text(&focus.domain),
        }
    }
}

fn instant(text: &str) -> Result<Micros, Problem> {
    moment(text).ok_or_else(|| DeepLinksProblem::NotAMoment.into())
}

fn name(text: &str) -> Result<Option<String>, Problem> {
    if text.chars().count() > LONGEST {
        return Err(Problem::TooLong { max: LONGEST as i64 });
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Micros = 1_795_262_400_000_000;

    fn asked(from: &str, to: &str) -> FocusQuery {
        FocusQuery { from: from.to_owned(), to: to.to_owned(), ..FocusQuery::default() }
    }

    #[test]
    fn an_instant_is_milliseconds_or_rfc_3339() {
        let focus = asked("1763722800000", "2025-11-21T13:00:00.5+01:00").read("Europe/Paris", NOW).unwrap();
        assert_eq!((focus.from, focus.to), (1_763_722_800_000_000, 1_763_726_400_500_000));
        assert_eq!((focus.zone.as_str(), focus.host, focus.domain), ("Europe/Paris", None, None));
    }

    #[test]
    fn what_is_not_said_is_the_last_day_in_the_tenants_zone() {
        let focus = FocusQuery::default().read("Europe/Paris", NOW).unwrap();
        assert_eq!((focus.from, focus.to, focus.zone.as_str()), (NOW - DAY, NOW, "Europe/Paris"));
    }

    #[test]
    fn what_is_written_is_read_again() {
        let focus = Focus {
            from: NOW - 5_000,
            to: NOW,
            zone: "UTC".to_owned(),
            host: Some("a'b & é".to_owned()),
            domain: None,
        };
        assert_eq!(FocusQuery::of(&focus).read("Europe/Paris", 0), Ok(focus));
    }

    #[test]
    fn each_value_that_cannot_be_is_told_at_its_field() {
        let asked = FocusQuery {
            from: "yesterday".to_owned(),
            to: "99999999999999999999".to_owned(),
            tz: "Mars/Olympus".to_owned(),
            host: "a".repeat(LONGEST + 1),
            domain: String::new(),
        };
        let Err(Error::Invalid { fields }) = asked.read("UTC", NOW) else { panic!("it was read") };
        let names: Vec<&str> = fields.iter().map(|field| field.field.as_str()).collect();
        assert_eq!(names, ["to", "from", "tz", "host"]);
        let Err(Error::Invalid { fields }) = super::tests::asked("5", "5").read("UTC", NOW) else {
            panic!("it was read")
        };
        assert_eq!(fields[0].problem, DeepLinksProblem::EndsFirst.into());
    }
}
