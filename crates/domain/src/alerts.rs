//! Alerts: what can be watched, what a rule says, and when somebody is told.

mod firing;
mod metrics;
#[cfg(not(target_arch = "wasm32"))]
mod recipients;
mod usual;

pub use firing::{Course, Next, Seen, State, Telling};
pub use metrics::{Metric, Unit};
#[cfg(not(target_arch = "wasm32"))]
pub use recipients::on_own_domain;
pub use usual::{Usual, WEEKS};

use crate::{DAY, HOUR, Micros, text::Locale};

/// Rules of one space.
pub const MOST_RULES: i64 = 100;
/// The longest time that something must last, or be well again.
pub const LONGEST_HOLD: Micros = 24 * HOUR;
/// The longest silence.
pub const LONGEST_SILENCE: Micros = 30 * DAY;
/// The largest threshold.
pub const LARGEST_THRESHOLD: i64 = 1_000_000_000;

/// Values by the word they are stored and sent as, with how people read them.
macro_rules! titled {
    ($($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal, $en:literal, $fr:literal;)+ })+) => {$(
        crate::words! {
            $(#[$meta])*
            pub enum $name { $($(#[$vmeta])* $variant = $word),+ }
        }

        impl $name {
            /// How people read it.
            pub const fn title(self, locale: Locale) -> &'static str {
                match (self, locale) {
                    $((Self::$variant, Locale::En) => $en, (Self::$variant, Locale::Fr) => $fr),+
                }
            }
        }
    )+};
}

titled! {
    /// How a value is compared.
    Comparison {
        Above = "above", "above", "au-dessus de";
        Below = "below", "below", "au-dessous de";
        /// Far from what is usual for this hour of the week.
        Unusual = "unusual", "far from usual for this hour of the week", "loin de l’habituel pour cette heure de la semaine";
    }
    /// What a rule is about.
    About {
        All = "all", "Everything", "Tout";
        Host = "host", "One mail host", "Un serveur de messagerie";
        Domain = "domain", "One domain", "Un domaine";
    }
    /// How bad it is.
    Severity {
        Notice = "notice", "Notice", "Information";
        Warning = "warning", "Warning", "Avertissement";
        Critical = "critical", "Critical", "Critique";
    }
}

impl Comparison {
    /// Whether a value is beyond what the rule allows; where it is compared with what is usual and that is not known
    /// yet, nothing can be said.
    pub fn judge(self, value: i64, threshold: i64, usual: Option<Usual>) -> Seen {
        let is_breached = match self {
            Self::Above => value > threshold,
            Self::Below => value < threshold,
            Self::Unusual => match usual {
                Some(usual) => !usual.range(threshold).contains(&value),
                None => return Seen::Unknown,
            },
        };
        if is_breached { Seen::Breached } else { Seen::Well }
    }
}

/// Hours of the day without notices, in minutes from midnight; the end may be on the next day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quiet {
    pub from: i64,
    pub to: i64,
}

impl Quiet {
    /// Reads `22:30` and `06:00`; nothing where both are empty.
    pub fn parse(from: &str, to: &str) -> Result<Option<Self>, AlertsProblem> {
        if from.trim().is_empty() && to.trim().is_empty() {
            return Ok(None);
        }
        let quiet = Self { from: minute(from)?, to: minute(to)? };
        if quiet.from == quiet.to { Err(AlertsProblem::NotAnHour) } else { Ok(Some(quiet)) }
    }

    /// Whether it is quiet, by the instants at which these minutes of the present day are.
    pub const fn holds(self, now: Micros, from_at: Micros, to_at: Micros) -> bool {
        if self.from < self.to { now >= from_at && now < to_at } else { now >= from_at || now < to_at }
    }

    /// Its ends as they are typed.
    pub fn texts(self) -> (String, String) {
        let text = |minute: i64| format!("{:02}:{:02}", minute / 60, minute % 60);
        (text(self.from), text(self.to))
    }
}

fn minute(text: &str) -> Result<i64, AlertsProblem> {
    let (hours, minutes) = text.trim().split_once(':').ok_or(AlertsProblem::NotAnHour)?;
    let number = |text: &str, least: usize| {
        let is_number = (least..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<i64>().ok().filter(|_| is_number)
    };
    match (number(hours, 1), number(minutes, 2)) {
        (Some(hours @ 0..=23), Some(minutes @ 0..=59)) => Ok(hours * 60 + minutes),
        _ => Err(AlertsProblem::NotAnHour),
    }
}

/// So long the emergency address is good for after it was confirmed, and so long before its end it is asked again.
pub const EMERGENCY_LIFETIME: Micros = 91 * DAY;
pub const EMERGENCY_NOTICE: Micros = 14 * DAY;

crate::problems! {
    /// What is wrong with a rule, or with where its notices go.
    pub enum AlertsProblem {
        /// More rules than a space may have.
        TooManyRules { max: i64 } = "too-many-rules";
        /// The metric cannot be about that.
        NotAbout = "not-about";
        /// The metric knows no usual.
        NoUsual = "no-usual";
        /// Not an hour of the day.
        NotAnHour = "not-an-hour";
        /// The address of a receiver that is not asked from here.
        NotAReceiver { reason: String } = "not-a-receiver";
        /// An address at one of the tenant’s own domains, where it cannot be read when these do not work.
        OnOwnDomain { domain: String } = "on-own-domain";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_hours_may_pass_midnight() {
        let night = Quiet::parse("22:30", "6:00").unwrap().unwrap();
        assert_eq!(night, Quiet { from: 1350, to: 360 });
        assert_eq!(night.texts(), ("22:30".to_owned(), "06:00".to_owned()));
        let holds = |minute: i64| night.holds(minute, 1350, 360);
        assert!(holds(0) && holds(359) && !holds(360) && !holds(1349) && holds(1350));
        let noon = Quiet::parse("12:00", "14:00").unwrap().unwrap();
        assert!(noon.holds(720, 720, 840) && !noon.holds(840, 720, 840));
        assert_eq!(Quiet::parse(" ", ""), Ok(None));
        for (from, to) in [
            ("22:00", ""),
            ("24:00", "1:00"),
            ("1:60", "2:00"),
            ("+1:00", "2:00"),
            ("1:00", "1:00"),
            ("1:0", "2:00"),
        ] {
            assert_eq!(Quiet::parse(from, to), Err(AlertsProblem::NotAnHour), "{from} {to}");
        }
    }

    #[test]
    fn what_is_usual_is_asked_only_where_a_rule_asks_for_it() {
        assert_eq!(Comparison::Above.judge(5, 5, None), Seen::Well);
        assert_eq!(Comparison::Above.judge(6, 5, None), Seen::Breached);
        assert_eq!(Comparison::Below.judge(4, 5, None), Seen::Breached);
        assert_eq!(Comparison::Unusual.judge(4, 5, None), Seen::Unknown);
        let usual = Usual { median: 100, spread: 10 };
        let judged = |value| Comparison::Unusual.judge(value, 4, Some(usual));
        assert_eq!([59, 60, 140, 141].map(judged), [Seen::Breached, Seen::Well, Seen::Well, Seen::Breached]);
    }
}
