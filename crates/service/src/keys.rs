//! Keys of programs: `<kind>_<tenant>_<thing>_<secret>`. The ids in a key say where to look it up; it is stored
//! as its hash.

use domain::TenantId;

use crate::chance;

/// Reads whose key it is: the tenant, and the tail of the thing's id.
pub(crate) fn parse<'a>(kind: &str, whole: &'a str) -> Option<(TenantId, &'a str)> {
    let mut parts = whole.strip_prefix(kind)?.strip_prefix('_')?.splitn(3, '_');
    let tenant = TenantId::parse(&format!("ten_{}", parts.next()?))?;
    let thing = parts.next()?;
    parts.next().filter(|secret| secret.len() == 32)?;
    Some((tenant, thing))
}

pub(crate) fn make(kind: &str, tenant: &TenantId, thing: &str) -> String {
    let tail = |id: &str| id.rsplit('_').next().unwrap_or_default().to_owned();
    format!("{kind}_{}_{}_{}", tail(tenant.as_str()), tail(thing), chance::token())
}

/// Enough of a key to recognise it by: how its secret begins.
pub(crate) fn prefix(key: &str) -> String {
    let kind = key.split('_').next().unwrap_or_default();
    let secret = key.rsplit('_').next().unwrap_or_default();
    format!("{kind}_…{}", secret.chars().take(4).collect::<String>())
}
