//! The server function of each action that is declared, and the fields of its form, as it reads them itself.

use domain::areas::Action;
use leptos::server_fn::ServerFn;
use serde::{
    Deserialize, Deserializer,
    de::{Error as _, Visitor, value::Error},
    forward_to_deserialize_any,
};

use super::{
    accounts, announcements, api_keys, authenticators, brands, catalogue, consents, contacts, deep_links,
    domains, environments, identities, installation, invitations, invoices, jobs, limit_requests,
    link_clients, networks, opening, operator_invoices, operator_jobs, operator_keys, operator_people,
    operator_tenants, operators, overrides, passkeys, password_resets, payments, policy_agents,
    read_credentials, recovery_codes, roles, saved_views, second_factors, security, sessions, share_links,
    sign_ups, step_up, stores, subscriptions, support, team, tenant_providers, tenants, usage, usage_keys,
    view_as,
};

/// What the server knows of a server function.
#[derive(Clone, Copy, Debug)]
pub struct Function {
    pub path: &'static str,
    pub fields: &'static [&'static str],
}

/// The server function of an action.
#[expect(clippy::too_many_lines, reason = "a line for each, and no other place to say it")]
pub fn function(action: Action) -> Function {
    match action {
        Action::AccountsChangePassword => of::<accounts::ChangePassword>(),
        Action::AccountsDelete => of::<accounts::DeleteAccount>(),
        Action::AccountsSetLocale => of::<accounts::SetLocale>(),
        Action::AccountsSetTheme => of::<accounts::SetTheme>(),
        Action::AnnouncementsPublish => of::<announcements::Publish>(),
        Action::AnnouncementsWithdraw => of::<announcements::Withdraw>(),
        Action::ApiKeysCreate => of::<api_keys::CreateApiKey>(),
        Action::ApiKeysRevoke => of::<api_keys::RevokeApiKey>(),
        Action::ApiKeysRotate => of::<api_keys::RotateApiKey>(),
        Action::AuthenticatorsCancel => of::<authenticators::CancelAuthenticator>(),
        Action::AuthenticatorsConfirm => of::<authenticators::ConfirmAuthenticator>(),
        Action::AuthenticatorsEnrol => of::<authenticators::EnrolAuthenticator>(),
        Action::AuthenticatorsRemove => of::<authenticators::RemoveAuthenticator>(),
        Action::BrandsRemove => of::<brands::RemoveBrand>(),
        Action::BrandsRemoveLogo => of::<brands::RemoveLogo>(),
        Action::BrandsSet => of::<brands::SetBrand>(),
        Action::CatalogueAddFeature => of::<catalogue::AddFeature>(),
        Action::CatalogueAddPlan => of::<catalogue::AddPlan>(),
        Action::CatalogueDraft => of::<catalogue::MakeDraft>(),
        Action::CatalogueEdit => of::<catalogue::EditDraft>(),
        Action::CatalogueMove => of::<catalogue::MoveSubscribers>(),
        Action::CataloguePublish => of::<catalogue::PublishVersion>(),
        Action::CatalogueRateFeature => of::<catalogue::RateFeature>(),
        Action::CatalogueRenameFeature => of::<catalogue::RenameFeature>(),
        Action::CatalogueRetire => of::<catalogue::RetireVersion>(),
        Action::ConsentsAccept => of::<consents::AcceptConsent>(),
        Action::ConsentsAsk => of::<consents::AskConsent>(),
        Action::ConsentsBreakGlass => of::<consents::BreakGlass>(),
        Action::ConsentsRefuse => of::<consents::RefuseConsent>(),
        Action::ConsentsRevoke => of::<consents::RevokeConsent>(),
        Action::ConsentsStop => of::<consents::StopLook>(),
        Action::ContactsConfirm => of::<contacts::ConfirmContact>(),
        Action::ContactsResend => of::<contacts::ResendContactLink>(),
        Action::ContactsSet => of::<contacts::SetContact>(),
        Action::DeepLinksAddClient => of::<link_clients::AddLinkClient>(),
        Action::DeepLinksAddTemplate => of::<deep_links::AddLinkTemplate>(),
        Action::DeepLinksChangeClient => of::<link_clients::ChangeLinkClient>(),
        Action::DeepLinksChangeTemplate => of::<deep_links::ChangeLinkTemplate>(),
        Action::DeepLinksOpen => of::<opening::OpenDeepLink>(),
        Action::DeepLinksClearRejected => of::<deep_links::ClearRejectedOf>(),
        Action::DeepLinksPrepare => of::<deep_links::PrepareLink>(),
        Action::DeepLinksPrepareAll => of::<deep_links::PrepareLinks>(),
        Action::DeepLinksProbe => of::<deep_links::ProbeLinkTarget>(),
        Action::DeepLinksRemoveClient => of::<link_clients::RemoveLinkClient>(),
        Action::DeepLinksRemoveCredential => of::<deep_links::RemoveLinkCredential>(),
        Action::DeepLinksRemoveTemplate => of::<deep_links::RemoveLinkTemplate>(),
        Action::DeepLinksRetryRejected => of::<deep_links::RetryRejectedOf>(),
        Action::DeepLinksRenewSecret => of::<link_clients::RenewLinkSecret>(),
        Action::DeepLinksSave => of::<deep_links::SaveLinkTarget>(),
        Action::DeepLinksSendAgain => of::<deep_links::SendAgainOf>(),
        Action::DeepLinksSetHosts => of::<deep_links::SetLinkHosts>(),
        Action::DomainsAdd => of::<domains::AddDomains>(),
        Action::DomainsDelete => of::<domains::DeleteDomain>(),
        Action::DomainsUpdate => of::<domains::UpdateDomain>(),
        Action::EmailDomainsAdd => of::<tenant_providers::AddEmailDomain>(),
        Action::EmailDomainsDelete => of::<tenant_providers::DeleteEmailDomain>(),
        Action::EmailDomainsVerify => of::<tenant_providers::VerifyEmailDomain>(),
        Action::EnvironmentsAdd => of::<environments::AddEnvironment>(),
        Action::EnvironmentsDelete => of::<environments::DeleteEnvironment>(),
        Action::EnvironmentsRename => of::<environments::RenameEnvironment>(),
        Action::EventsClearRejected => of::<stores::ClearRejected>(),
        Action::EventsRetryRejected => of::<stores::RetryRejected>(),
        Action::EventsSendAgain => of::<stores::SendAgain>(),
        Action::IdentitiesFinish => of::<identities::FinishIdentity>(),
        Action::IdentitiesLink => of::<identities::LinkIdentity>(),
        Action::IdentitiesSignUp => of::<identities::SignUpIdentity>(),
        Action::IdentitiesStart => of::<identities::StartIdentity>(),
        Action::IdentitiesUnlink => of::<identities::UnlinkIdentity>(),
        Action::InstallationTryMail => of::<installation::TryMail>(),
        Action::InvitationsAccept => of::<invitations::AcceptInvitation>(),
        Action::InvitationsDecline => of::<invitations::DeclineInvitation>(),
        Action::InvitationsResend => of::<invitations::ResendInvitation>(),
        Action::InvitationsSend => of::<invitations::SendInvitations>(),
        Action::InvitationsSwitch => of::<invitations::SwitchAccount>(),
        Action::InvitationsWithdraw => of::<invitations::WithdrawInvitation>(),
        Action::InvoicesSetContact => of::<invoices::SetBillingContact>(),
        Action::JobsCancel => of::<jobs::CancelJob>(),
        Action::JobsRetry => of::<jobs::RetryJob>(),
        Action::LimitRequestsAnswer => of::<limit_requests::AnswerRequest>(),
        Action::LimitRequestsAsk => of::<limit_requests::AskForMore>(),
        Action::LimitRequestsWithdraw => of::<limit_requests::WithdrawRequest>(),
        Action::NetworksAdd => of::<networks::AddNetworks>(),
        Action::NetworksDelete => of::<networks::DeleteNetwork>(),
        Action::NetworksUpdate => of::<networks::UpdateNetwork>(),
        Action::OperatorInvoicesCredit => of::<operator_invoices::CreditInvoice>(),
        Action::OperatorInvoicesSetElsewhere => of::<operator_invoices::SetBilledElsewhere>(),
        Action::OperatorInvoicesPay => of::<operator_invoices::PayInvoice>(),
        Action::OperatorInvoicesRefund => of::<operator_invoices::RefundInvoice>(),
        Action::OperatorInvoicesRun => of::<operator_invoices::RunInvoices>(),
        Action::OperatorInvoicesTakeBack => of::<operator_invoices::TakeBackPayment>(),
        Action::OperatorJobsCancel => of::<operator_jobs::CancelAnyJob>(),
        Action::OperatorJobsRetry => of::<operator_jobs::RetryAnyJob>(),
        Action::OperatorKeysMake => of::<operator_keys::MakeOperatorKey>(),
        Action::OperatorKeysRevoke => of::<operator_keys::RevokeOperatorKey>(),
        Action::OperatorPeopleEndSession => of::<operator_people::EndPersonsSession>(),
        Action::OperatorPeopleEndSessions => of::<operator_people::EndPersonsSessions>(),
        Action::OperatorPeopleLiftLimits => of::<operator_people::LiftLimits>(),
        Action::OperatorPeopleResetFactors => of::<operator_people::ResetFactors>(),
        Action::OperatorTenantsClose => of::<operator_tenants::CloseTenant>(),
        Action::OperatorTenantsMake => of::<operator_tenants::MakeTenant>(),
        Action::OperatorTenantsReopen => of::<operator_tenants::ReopenTenant>(),
        Action::OperatorTenantsResume => of::<operator_tenants::ResumeTenant>(),
        Action::OperatorTenantsSetPlan => of::<operator_tenants::SetPlan>(),
        Action::OperatorTenantsSetReference => of::<operator_tenants::SetReference>(),
        Action::OperatorTenantsSuspend => of::<operator_tenants::SuspendTenant>(),
        Action::OperatorsBecome => of::<operators::BecomeOperator>(),
        Action::OperatorsGiveRole => of::<operators::GiveOperatorRole>(),
        Action::OperatorsTakeRole => of::<operators::TakeOperatorRole>(),
        Action::OverridesEnd => of::<overrides::EndOverride>(),
        Action::OverridesSet => of::<overrides::SetOverride>(),
        Action::PasskeysAdd => of::<passkeys::AddPasskey>(),
        Action::PasskeysRemove => of::<passkeys::RemovePasskey>(),
        Action::PasskeysRename => of::<passkeys::RenamePasskey>(),
        Action::PasskeysSignIn => of::<passkeys::SignInByPasskey>(),
        Action::PasskeysStartProof => of::<passkeys::StartPasskeyProof>(),
        Action::PasskeysStartRegistration => of::<passkeys::StartPasskeyRegistration>(),
        Action::PasskeysStartSignIn => of::<passkeys::StartPasskeySignIn>(),
        Action::PasswordResetsFinish => of::<password_resets::FinishPasswordReset>(),
        Action::PasswordResetsStart => of::<password_resets::StartPasswordReset>(),
        Action::PaymentsRemoveMethod => of::<payments::RemovePaymentMethod>(),
        Action::PaymentsSaveMethod => of::<payments::SavePaymentMethod>(),
        Action::PaymentsSetAutomatic => of::<payments::SetAutomaticPayment>(),
        Action::PaymentsBegin => of::<payments::BeginPayment>(),
        Action::PolicyAgentsEnrol => of::<policy_agents::EnrolPolicyAgent>(),
        Action::PolicyAgentsPause => of::<policy_agents::PausePolicyAgent>(),
        Action::PolicyAgentsRevoke => of::<policy_agents::RevokePolicyAgent>(),
        Action::PolicyAgentsRotate => of::<policy_agents::RotatePolicyAgent>(),
        Action::PolicyAgentsUpdate => of::<policy_agents::UpdatePolicyAgent>(),
        Action::ReadCredentialsCreate => of::<read_credentials::CreateReadCredential>(),
        Action::ReadCredentialsRevoke => of::<read_credentials::RevokeReadCredential>(),
        Action::ReadCredentialsRotate => of::<read_credentials::RotateReadCredential>(),
        Action::RecoveryCodesRenew => of::<recovery_codes::RenewRecoveryCodes>(),
        Action::RolesCreate => of::<roles::CreateRole>(),
        Action::RolesDelete => of::<roles::DeleteRole>(),
        Action::RolesUpdate => of::<roles::UpdateRole>(),
        Action::SavedViewsAdd => of::<saved_views::AddSavedView>(),
        Action::SavedViewsDelete => of::<saved_views::DeleteSavedView>(),
        Action::SavedViewsRename => of::<saved_views::RenameSavedView>(),
        Action::SavedViewsShare => of::<saved_views::ShareSavedView>(),
        Action::SecondFactorsShow => of::<second_factors::ShowSecondFactor>(),
        Action::SecurityRequireSecondFactor => of::<security::RequireSecondFactor>(),
        Action::SessionsEnd => of::<sessions::SignOut>(),
        Action::SessionsEndOne => of::<sessions::EndSession>(),
        Action::SessionsEndOthers => of::<sessions::EndOtherSessions>(),
        Action::SessionsStart => of::<sessions::SignIn>(),
        Action::ShareLinksCreate => of::<share_links::CreateShareLink>(),
        Action::ShareLinksRevoke => of::<share_links::RevokeShareLink>(),
        Action::ShareLinksUnlock => of::<share_links::UnlockShareLink>(),
        Action::ShareLinksView => of::<share_links::ViewShareLink>(),
        Action::SignUpsCheckSlug => of::<sign_ups::CheckSlug>(),
        Action::SignUpsConfirm => of::<sign_ups::ConfirmSignUp>(),
        Action::SignUpsResend => of::<sign_ups::ResendConfirmation>(),
        Action::SignUpsStart => of::<sign_ups::StartSignUp>(),
        Action::StepUpGoOn => of::<step_up::GoOn>(),
        Action::SubscriptionsCancel => of::<subscriptions::CancelPlan>(),
        Action::SubscriptionsChange => of::<subscriptions::ChangePlan>(),
        Action::SubscriptionsQuote => of::<subscriptions::QuotePlan>(),
        Action::SubscriptionsUndo => of::<subscriptions::UndoPlan>(),
        Action::SupportAdd => of::<support::AddToQuestion>(),
        Action::SupportAnswer => of::<support::AnswerQuestion>(),
        Action::SupportAsk => of::<support::AskSupport>(),
        Action::SupportClose => of::<support::CloseQuestion>(),
        Action::SupportCloseAny => of::<support::CloseAnyQuestion>(),
        Action::SupportReopen => of::<support::ReopenQuestion>(),
        Action::TeamAddEmailDomains => of::<team::AddEmailDomains>(),
        Action::TeamChangeRole => of::<team::ChangeRole>(),
        Action::TeamGiveRole => of::<team::GiveRole>(),
        Action::TeamHandOver => of::<team::HandOver>(),
        Action::TeamLeave => of::<team::LeaveSpace>(),
        Action::TeamLimit => of::<team::LimitMember>(),
        Action::TeamRemove => of::<team::RemoveMember>(),
        Action::TeamRemoveEmailDomain => of::<team::RemoveEmailDomain>(),
        Action::TeamTakeRole => of::<team::TakeRole>(),
        Action::TenantProvidersDelete => of::<tenant_providers::DeleteProvider>(),
        Action::TenantProvidersRegister => of::<tenant_providers::RegisterProvider>(),
        Action::TenantProvidersRequire => of::<tenant_providers::RequireProvider>(),
        Action::TenantsBecomeCompany => of::<tenants::BecomeCompany>(),
        Action::TenantsClose => of::<tenants::CloseSpace>(),
        Action::TenantsOpen => of::<tenants::OpenSpace>(),
        Action::TenantsReopen => of::<tenants::ReopenSpace>(),
        Action::TenantsUpdateSettings => of::<tenants::UpdateSettings>(),
        Action::UsageChooseWatchers => of::<usage::ChooseWatchers>(),
        Action::UsageKeysCreate => of::<usage_keys::CreateUsageKey>(),
        Action::UsageKeysRevoke => of::<usage_keys::RevokeUsageKey>(),
        Action::ViewAsStart => of::<view_as::StartView>(),
        Action::ViewAsStop => of::<view_as::StopView>(),
        Action::WebhooksRetry => of::<operator_jobs::RetryDelivery>(),
    }
}

fn of<F: ServerFn + for<'de> Deserialize<'de>>() -> Function {
    let mut fields: &[&str] = &[];
    // It stops at the names: nothing is read, so that this is no failure.
    let _ = F::deserialize(Names(&mut fields));
    Function { path: F::PATH, fields }
}

/// Hears which fields a struct would read, and reads none.
struct Names<'a>(&'a mut &'static [&'static str]);

impl<'de> Deserializer<'de> for Names<'_> {
    type Error = Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        _visitor: V,
    ) -> Result<V::Value, Error> {
        *self.0 = fields;
        Err(Error::custom("only the names were asked for"))
    }

    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, Error> {
        Err(Error::custom("no struct"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}
