//! What is said about one value. Every problem has its arm: one without a text does not compile.

use super::{
    Locale, Sentences, slips,
    team::{Words, people},
};
use crate::error::{Problem, Quota, Yours};

/// By how much a clock is off, in the words of whoever looks at it.
fn clock_off(say: Sentences, seconds: i64) -> String {
    let Sentences(locale) = say;
    let off = seconds.abs();
    match (seconds > 0, off < 2 * 60) {
        (true, true) => say.clock_ahead_seconds(&locale.number(off)),
        (true, false) => say.clock_ahead_minutes(&locale.number((off + 30) / 60)),
        (false, true) => say.clock_behind_seconds(&locale.number(off)),
        (false, false) => say.clock_behind_minutes(&locale.number((off + 30) / 60)),
    }
}

impl Problem {
    /// What is wrong with the value and how to mend it, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let (say, team) = (Sentences(locale), Words(locale));
        match self {
            Self::Required => say.required().to_owned(),
            Self::TooShort { min } => say.too_short(&locale.number(*min)),
            Self::TooLong { max } => say.too_long(&locale.number(*max)),
            Self::NotAChoice => say.not_a_choice().to_owned(),
            Self::NotAnEmail => say.not_an_email().to_owned(),
            Self::QuotedAddress => say.quoted_address().to_owned(),
            Self::CommonPassword => say.common_password().to_owned(),
            Self::WrongPassword => say.wrong_password().to_owned(),
            Self::WrongFactorCode => say.wrong_factor_code().to_owned(),
            Self::ClockOff { seconds } => clock_off(say, *seconds),
            Self::WrongRecoveryCode => say.wrong_recovery_code().to_owned(),
            Self::PasskeyRefused => say.passkey_refused().to_owned(),
            Self::TooManyPasskeys { max } => say.too_many_passkeys(&locale.number(*max)),
            Self::TooManyTries => say.too_many_tries().to_owned(),
            Self::EnrolmentExpired => say.enrolment_expired().to_owned(),
            Self::NoSecondFactor => say.no_second_factor().to_owned(),
            Self::WrongCode => say.wrong_code().to_owned(),
            Self::TooManyCodes => say.too_many_codes().to_owned(),
            Self::TooManyLines { max } => say.too_many_lines(&locale.number(*max)),
            Self::NotASlug => say.not_a_slug().to_owned(),
            Self::Reserved => say.reserved().to_owned(),
            Self::Taken => say.taken().to_owned(),
            Self::Unusable => say.unusable().to_owned(),
            Self::NotADomain { slip: None } => say.not_a_domain().to_owned(),
            Self::NotADomain { slip: Some(slip) } => slips::domain(slip, locale),
            Self::PublicSuffix => say.public_suffix().to_owned(),
            Self::Duplicate { of } if of.is_empty() => say.duplicate().to_owned(),
            Self::Duplicate { of } => say.duplicate_of(of),
            Self::NotANetwork { slip: None } => say.not_a_network().to_owned(),
            Self::NotANetwork { slip: Some(slip) } => slips::network(slip, locale),
            Self::HostBitsSet { network } => say.host_bits_set(network),
            Self::Overlaps { other } => say.overlaps(other),
            Self::TooWide { min_prefix } => say.too_wide(&min_prefix.to_string()),
            Self::NotAnAddress => say.not_an_address().to_owned(),
            Self::NotATimeZone => say.not_a_time_zone().to_owned(),
            Self::NotADate => say.not_a_date().to_owned(),
            Self::OutOfRange { min, max } => say.out_of_range(&locale.number(*min), &locale.number(*max)),
            Self::TooManyDays { max } => say.too_many_days(&locale.number(*max)),
            Self::OverQuota { quota, limit } => {
                let (limit, what) = (locale.number(*limit), quota.noun(locale, *limit));
                match quota {
                    Quota::Members | Quota::Guests => say.not_invited(&limit, what),
                    _ => say.over_quota(&limit, what),
                }
            }
            Self::NoRecord { name } => say.no_record(name),
            Self::NoAnswer => say.no_answer().to_owned(),
            Self::NotAProvider => say.not_a_provider().to_owned(),
            Self::OtherIssuer { issuer } => say.other_issuer(issuer),
            Self::NotTried => say.not_tried().to_owned(),
            Self::NotPlain => say.not_plain().to_owned(),
            Self::PassesFor { name } => say.passes_for(name),
            Self::OwnersAlone => say.owners_alone().to_owned(),
            Self::TooManyRoles { max } => say.too_many_roles(&locale.number(*max)),
            Self::RoleInUse { members, invitations } => {
                say.role_in_use(&locale.number(*members), &locale.number(*invitations))
            }
            Self::RoleOutlastsYou => say.role_outlasts_you().to_owned(),
            Self::NotYours { permissions } => say.not_yours(&permissions.told(locale)),
            Self::WholeTenant { permissions } => say.whole_tenant(&permissions.told(locale)),
            Self::UnknownField => say.unknown_field().to_owned(),
            Self::WrongType { reason } => say.wrong_type(reason),
            Self::NotTheName { name } => say.not_the_name(name),
            Self::TooManyShareLinks { max, first } => say.too_many_share_links(&locale.number(*max), first),
            Self::InUse { policy_agents, members, invitations, api_keys } => {
                let uses = [
                    (*policy_agents, say.policy_agent(), say.policy_agents()),
                    (*members, say.member(), say.members()),
                    (*invitations, say.invitation(), say.invitations()),
                    (*api_keys, say.api_key(), say.api_keys()),
                ];
                let said = uses.iter().filter(|(count, ..)| *count > 0).map(|(count, one, many)| {
                    format!("{} {}", locale.number(*count), locale.plural(*count, one, many))
                });
                say.in_use(&said.collect::<Vec<_>>().join(", "))
            }
            Self::InThePast => team.in_the_past().to_owned(),
            Self::AlreadyMember => team.already_member().to_owned(),
            Self::LooksAlike { domain } => team.looks_alike(domain),
            Self::OutsideDomains { domains, who } => team.outside_domains(domains, &people(team, who)),
            Self::NoSeat { quota, limit, used, who } => {
                let (limit, what) = (locale.number(*limit), quota.noun(locale, *limit));
                team.no_seat(&limit, what, &locale.number(*used), &people(team, who))
            }
            Self::MailedTooOften { retry_after } => team.mailed_too_often(&locale.duration(*retry_after)),
            Self::GuestsOnly => team.guests_only().to_owned(),
            Self::LongerThanYours { yours: Yours::Role } => team.longer_than_your_role().to_owned(),
            Self::LongerThanYours { yours: Yours::Key } => team.longer_than_your_key().to_owned(),
            Self::OwnersAreWhole => team.owners_are_whole().to_owned(),
            Self::AnotherAddress { email } => team.another_address(email),
        }
    }
}
