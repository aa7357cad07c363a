//! What operators do in their console has a command and an operation, and every command has its page.

use clap::CommandFactory;
use domain::areas::{Action, Route, Takes};

use super::Arguments;

/// The command that does the same.
const COMMANDS: &[(Action, &str)] = &[
    (Action::CatalogueAddFeature, "plans add-feature"),
    (Action::CatalogueAddPlan, "plans add"),
    (Action::CatalogueDraft, "plans draft"),
    (Action::CatalogueEdit, "plans edit"),
    (Action::CatalogueMove, "plans move"),
    (Action::CataloguePublish, "plans publish"),
    (Action::CatalogueRateFeature, "usage-key rate"),
    (Action::CatalogueRenameFeature, "plans rename-feature"),
    (Action::CatalogueRetire, "plans retire"),
    (Action::DeepLinksAddClient, "deep-links add-client"),
    (Action::DeepLinksChangeClient, "deep-links change-client"),
    (Action::DeepLinksRemoveClient, "deep-links remove-client"),
    (Action::DeepLinksRenewSecret, "deep-links renew-secret"),
    (Action::DeepLinksAddTemplate, "deep-links add-template"),
    (Action::DeepLinksChangeTemplate, "deep-links change-template"),
    (Action::DeepLinksClearRejected, "deep-links clear-rejected"),
    (Action::DeepLinksPrepare, "deep-links prepare"),
    (Action::DeepLinksPrepareAll, "deep-links prepare-all"),
    (Action::DeepLinksRetryRejected, "deep-links retry-rejected"),
    (Action::DeepLinksSendAgain, "deep-links send-again"),
    (Action::DeepLinksProbe, "deep-links probe"),
    (Action::DeepLinksRemoveCredential, "deep-links remove-credential"),
    (Action::DeepLinksRemoveTemplate, "deep-links remove-template"),
    (Action::DeepLinksSave, "deep-links set"),
    (Action::DeepLinksSetHosts, "deep-links set-hosts"),
    (Action::LimitRequestsAnswer, "plans answer"),
    (Action::OverridesEnd, "tenant override"),
    (Action::OverridesSet, "tenant override"),
    (Action::OperatorInvoicesCredit, "invoice credit"),
    (Action::OperatorInvoicesPay, "invoice pay"),
    (Action::OperatorInvoicesRefund, "invoice refund"),
    (Action::OperatorInvoicesSetElsewhere, "invoice elsewhere"),
    (Action::OperatorInvoicesRun, "invoice run"),
    (Action::OperatorInvoicesTakeBack, "invoice take-back"),
    (Action::ReadCredentialsCreate, "read-credential make"),
    (Action::ReadCredentialsRevoke, "read-credential revoke"),
    (Action::ReadCredentialsRotate, "read-credential renew"),
    (Action::UsageKeysCreate, "usage-key create"),
    (Action::UsageKeysRevoke, "usage-key revoke"),
    (Action::WebhooksRetry, "webhooks retry"),
    (Action::OperatorJobsCancel, "jobs cancel"),
    (Action::OperatorJobsRetry, "jobs retry"),
    (Action::OperatorPeopleResetFactors, "user reset-factors"),
    (Action::OperatorTenantsClose, "tenant purge"),
    (Action::OperatorTenantsMake, "tenant create"),
    (Action::OperatorTenantsReopen, "tenant reopen"),
    (Action::OperatorTenantsResume, "tenant resume"),
    (Action::OperatorTenantsSetPlan, "tenant plan"),
    (Action::OperatorTenantsSetReference, "tenant reference"),
    (Action::OperatorTenantsSuspend, "tenant suspend"),
    (Action::OperatorsGiveRole, "user operator"),
    (Action::OperatorsTakeRole, "user operator"),
    (Action::AnnouncementsPublish, "announcement publish"),
    (Action::AnnouncementsWithdraw, "announcement withdraw"),
    (Action::ConsentsAsk, "look ask"),
    (Action::ConsentsBreakGlass, "look break-glass"),
    (Action::ConsentsStop, "look stop"),
    (Action::InstallationTryMail, "test-mail"),
    (Action::OperatorKeysMake, "operator-key make"),
    (Action::OperatorKeysRevoke, "operator-key revoke"),
    (Action::OperatorPeopleEndSession, "user sign-out"),
    (Action::OperatorPeopleEndSessions, "user sign-out"),
    (Action::OperatorPeopleLiftLimits, "user lift-limits"),
    (Action::SupportAnswer, "support answer"),
    (Action::SupportCloseAny, "support close"),
    (Action::SupportReopen, "support reopen"),
];

/// The page that shows what a command tells, or has the form of what it does.
const PAGES: &[(&str, Route)] = &[
    ("alert list", Route::Alerts),
    ("alert rules", Route::AlertRules),
    ("alert run", Route::Alerts),
    ("config", Route::Installation),
    ("deep-links list", Route::DeepLinks),
    ("deep-links show", Route::LinkTarget),
    ("deep-links tenants", Route::LinkTarget),
    ("deep-links flows", Route::LinkTarget),
    ("deep-links flow", Route::LinkFlow),
    ("deep-links templates", Route::DeepLinks),
    ("deep-links show-template", Route::LinkTemplate),
    ("deep-links clients", Route::DeepLinks),
    ("deep-links show-client", Route::LinkClient),
    ("deep-links hosts", Route::DeepLinks),
    ("tenant list", Route::Tenants),
    ("tenant show", Route::Tenant),
    ("invoice usage", Route::Tenant),
    ("tenant close", Route::Tenant),
    ("messages", Route::Messages),
    ("plans list", Route::Catalogue),
    ("plans show", Route::CatalogueVersion),
    ("plans features", Route::Features),
    ("plans requests", Route::Requests),
    ("user operators", Route::Operators),
    ("user list", Route::People),
    ("user show", Route::Person),
    ("announcement list", Route::Announcements),
    ("look list", Route::Looks),
    ("availability", Route::Installation),
    ("support list", Route::Support),
    ("support show", Route::SupportQuestion),
    ("operator-key list", Route::OperatorKeys),
    ("audit verify", Route::InstallationLog),
    ("jobs list", Route::OperatorJobs),
    ("jobs show", Route::OperatorJob),
    ("read-credential list", Route::ReadCredentials),
    ("usage-key list", Route::UsageKeys),
    ("webhooks list", Route::Deliveries),
    ("webhooks show", Route::Delivery),
];

/// Commands without a page. An entry may only go.
const WITHOUT_PAGE: &[&str] = &[
    // They are about the program on this host, or print what is for other programs.
    "serve",
    "migrate",
    "demo",
    "carry",
    "openapi",
    "what-exists",
    "completions",
    // Whoever opens a space or is invited chooses their own password; an operator never does.
    "user create",
    // A person's address is theirs, and a member's role their owners'.
    "user set-address",
    "tenant add-member",
    // They read or write whole files and databases.
    "audit export",
    "tenant recount",
    "secrets reseal",
    // It prints a secret that the settings will name, and keeps nothing.
    "webhooks secret",
];

#[test]
fn what_operators_do_in_their_console_has_a_command_and_an_operation() {
    let commands = Arguments::command();
    let operations = crate::rest::listed();
    for action in Action::ALL.iter().filter(|action| matches!(action.takes(), Takes::Operator(_))) {
        let command = COMMANDS.iter().find(|(own, _)| own == action).map(|(_, command)| *command);
        let found = command.and_then(|command| {
            command.split(' ').try_fold(&commands, |above, word| above.find_subcommand(word))
        });
        assert!(found.is_some(), "there is no command {command:?}, which does {action}");
        let operation = operations.iter().find(|one| one.name == action.as_str());
        let takes = operation.and_then(|one| one.permissions.first()).map(String::as_str);
        assert_eq!(takes, Some(action.takes().as_str()), "{action} has no operation that takes the same");
    }
}

#[test]
fn every_command_has_a_page() {
    let commands = Arguments::command();
    let mut leaves = Vec::new();
    for one in commands.get_subcommands().filter(|one| one.get_name() != "help") {
        let mut below = one.get_subcommands().filter(|one| one.get_name() != "help").peekable();
        if below.peek().is_none() {
            leaves.push(one.get_name().to_owned());
        }
        leaves.extend(below.map(|leaf| format!("{} {}", one.get_name(), leaf.get_name())));
    }
    let mut wrong = Vec::new();
    for leaf in &leaves {
        let is_done = COMMANDS.iter().any(|(_, command)| command == leaf);
        let is_shown = PAGES.iter().any(|(command, _)| command == leaf);
        if (is_done || is_shown) == WITHOUT_PAGE.contains(&leaf.as_str()) {
            wrong.push(leaf.as_str());
        }
    }
    assert!(wrong.is_empty(), "these have a page or are an exception, and not both: {wrong:?}");
    let gone: Vec<_> = WITHOUT_PAGE.iter().filter(|one| !leaves.iter().any(|leaf| leaf == **one)).collect();
    assert!(gone.is_empty(), "there are no such commands: {gone:?}");
}
