//! The server function of each action that is declared, and the fields of its form, as it reads them itself.

use domain::areas::Action;
use leptos::server_fn::ServerFn;
use serde::{
    Deserialize, Deserializer,
    de::{Error as _, Visitor, value::Error},
    forward_to_deserialize_any,
};

use super::{
    accounts, api_keys, authenticators, domains, environments, identities, invitations, jobs, networks,
    passkeys, password_resets, policy_agents, recovery_codes, roles, second_factors, security, sessions,
    share_links, sign_ups, step_up, team, tenant_providers, tenants, view_as,
};

/// What the server knows of a server function.
#[derive(Clone, Copy, Debug)]
pub struct Function {
    pub path: &'static str,
    pub fields: &'static [&'static str],
}

/// The server function of an action.
pub fn function(action: Action) -> Function {
    match action {
        Action::AccountsChangePassword => of::<accounts::ChangePassword>(),
        Action::AccountsDelete => of::<accounts::DeleteAccount>(),
        Action::AccountsSetLocale => of::<accounts::SetLocale>(),
        Action::AccountsSetTheme => of::<accounts::SetTheme>(),
        Action::ApiKeysCreate => of::<api_keys::CreateApiKey>(),
        Action::ApiKeysRevoke => of::<api_keys::RevokeApiKey>(),
        Action::ApiKeysRotate => of::<api_keys::RotateApiKey>(),
        Action::AuthenticatorsCancel => of::<authenticators::CancelAuthenticator>(),
        Action::AuthenticatorsConfirm => of::<authenticators::ConfirmAuthenticator>(),
        Action::AuthenticatorsEnrol => of::<authenticators::EnrolAuthenticator>(),
        Action::AuthenticatorsRemove => of::<authenticators::RemoveAuthenticator>(),
        Action::DomainsAdd => of::<domains::AddDomains>(),
        Action::DomainsDelete => of::<domains::DeleteDomain>(),
        Action::DomainsUpdate => of::<domains::UpdateDomain>(),
        Action::EmailDomainsAdd => of::<tenant_providers::AddEmailDomain>(),
        Action::EmailDomainsDelete => of::<tenant_providers::DeleteEmailDomain>(),
        Action::EmailDomainsVerify => of::<tenant_providers::VerifyEmailDomain>(),
        Action::EnvironmentsAdd => of::<environments::AddEnvironment>(),
        Action::EnvironmentsDelete => of::<environments::DeleteEnvironment>(),
        Action::EnvironmentsRename => of::<environments::RenameEnvironment>(),
        Action::IdentitiesFinish => of::<identities::FinishIdentity>(),
        Action::IdentitiesLink => of::<identities::LinkIdentity>(),
        Action::IdentitiesSignUp => of::<identities::SignUpIdentity>(),
        Action::IdentitiesStart => of::<identities::StartIdentity>(),
        Action::IdentitiesUnlink => of::<identities::UnlinkIdentity>(),
        Action::InvitationsAccept => of::<invitations::AcceptInvitation>(),
        Action::InvitationsDecline => of::<invitations::DeclineInvitation>(),
        Action::InvitationsResend => of::<invitations::ResendInvitation>(),
        Action::InvitationsSend => of::<invitations::SendInvitations>(),
        Action::InvitationsSwitch => of::<invitations::SwitchAccount>(),
        Action::InvitationsWithdraw => of::<invitations::WithdrawInvitation>(),
        Action::JobsCancel => of::<jobs::CancelJob>(),
        Action::JobsRetry => of::<jobs::RetryJob>(),
        Action::NetworksAdd => of::<networks::AddNetworks>(),
        Action::NetworksDelete => of::<networks::DeleteNetwork>(),
        Action::NetworksUpdate => of::<networks::UpdateNetwork>(),
        Action::PasskeysAdd => of::<passkeys::AddPasskey>(),
        Action::PasskeysRemove => of::<passkeys::RemovePasskey>(),
        Action::PasskeysRename => of::<passkeys::RenamePasskey>(),
        Action::PasskeysSignIn => of::<passkeys::SignInByPasskey>(),
        Action::PasskeysStartProof => of::<passkeys::StartPasskeyProof>(),
        Action::PasskeysStartRegistration => of::<passkeys::StartPasskeyRegistration>(),
        Action::PasskeysStartSignIn => of::<passkeys::StartPasskeySignIn>(),
        Action::PasswordResetsFinish => of::<password_resets::FinishPasswordReset>(),
        Action::PasswordResetsStart => of::<password_resets::StartPasswordReset>(),
        Action::PolicyAgentsEnrol => of::<policy_agents::EnrolPolicyAgent>(),
        Action::PolicyAgentsPause => of::<policy_agents::PausePolicyAgent>(),
        Action::PolicyAgentsRevoke => of::<policy_agents::RevokePolicyAgent>(),
        Action::PolicyAgentsRotate => of::<policy_agents::RotatePolicyAgent>(),
        Action::PolicyAgentsUpdate => of::<policy_agents::UpdatePolicyAgent>(),
        Action::RecoveryCodesRenew => of::<recovery_codes::RenewRecoveryCodes>(),
        Action::RolesCreate => of::<roles::CreateRole>(),
        Action::RolesDelete => of::<roles::DeleteRole>(),
        Action::RolesUpdate => of::<roles::UpdateRole>(),
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
        Action::TeamAddEmailDomains => of::<team::AddEmailDomains>(),
        Action::TeamChangeRole => of::<team::ChangeRole>(),
        Action::TeamGiveRole => of::<team::GiveRole>(),
        Action::TeamHandOver => of::<team::HandOver>(),
        Action::TeamLeave => of::<team::LeaveSpace>(),
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
        Action::ViewAsStart => of::<view_as::StartView>(),
        Action::ViewAsStop => of::<view_as::StopView>(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_the_function_of_its_name() {
        for action in Action::ALL {
            assert_eq!(function(*action).path, format!("/rpc/{action}"), "{action:?}");
        }
        assert_eq!(function(Action::DomainsAdd).fields, ["tenant", "names", "kind"]);
        assert_eq!(function(Action::PasskeysStartProof).fields, [""; 0]);
    }

    #[test]
    fn every_server_function_is_declared() {
        for (path, _) in leptos::server_fn::axum::server_fn_paths() {
            let name = path.trim_start_matches("/rpc/");
            assert!(name.parse::<Action>().is_ok(), "{name} is missing in domain::areas::Action");
        }
    }
}
