//! What is said of reports that are mailed.

use super::Locale;
use crate::mailed_reports::{MailedReportsError, ReportChoice};

crate::texts! {
    struct Words {
        report_never = "None", "Aucun";
        report_weekly = "Every Monday, about the week before", "Chaque lundi, sur la semaine écoulée";
        report_monthly = "On the first of each month, about the month before", "Le premier de chaque mois, sur le mois écoulé";
        report_both = "Every week and every month", "Chaque semaine et chaque mois";
        reports_of_another = "Reports are mailed to members themselves. Leave the view as another member first.", "Les rapports sont envoyés aux membres eux-mêmes. Quittez d’abord la vue en tant qu’autre membre.";
    }
}

impl ReportChoice {
    /// How people read it.
    pub const fn title(self, locale: Locale) -> &'static str {
        let say = Words(locale);
        match self {
            Self::Never => say.report_never(),
            Self::Weekly => say.report_weekly(),
            Self::Monthly => say.report_monthly(),
            Self::Both => say.report_both(),
        }
    }
}

impl MailedReportsError {
    /// What happened and what to do, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        match self {
            Self::ReportsOfAnother => Words(locale).reports_of_another().to_owned(),
        }
    }
}
