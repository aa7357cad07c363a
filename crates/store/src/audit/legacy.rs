//! Reads, once, what entries of version 1 told as text into the columns there are now. Nothing else reads it.

use domain::{
    audit::{Noted, TargetKind},
    ids,
    principal::{Doer, Named, PrincipalKind},
};

use super::{Key, Recorded, columns, list_heads, write_head};
use crate::{Result, Tx};

/// Entries read at once.
const PAGE: i64 = 500;

/// Fills the columns of entries that an older version wrote, and seals the ends it left. In the transaction of
/// the migration that made the columns; after any other it finds nothing to do.
pub(crate) async fn settle(tx: &mut Tx, key: &Key) -> Result<()> {
    let mut after = i64::MIN;
    loop {
        let select = concat!(
            "select ",
            columns!(),
            " from audit_log where chain = '' and version = 1 and actor_kind = '' and number > $1
             order by number limit $2"
        );
        let page: Vec<Recorded> =
            on!(&mut *tx, conn => sqlx::query_as(select).bind(after).bind(PAGE).fetch_all(conn).await)?;
        let Some(last) = page.last() else { break };
        after = last.number;
        for entry in &page {
            fill(tx, entry).await?;
        }
    }
    for head in list_heads(tx).await?.into_iter().filter(|head| head.seal.is_empty()) {
        write_head(tx, &head.sealed(key)).await?;
    }
    Ok(())
}

async fn fill(tx: &mut Tx, entry: &Recorded) -> Result<()> {
    let Doer { actor, behalf } = doer(entry);
    let behalf = behalf.as_ref();
    let named = |part: fn(&Named) -> &str| behalf.map(part).unwrap_or_default();
    let update = "update audit_log set actor_kind = $2, actor_id = $3, actor_label = $4, behalf_kind = $5,
             behalf_id = $6, behalf_label = $7, target_kind = $8, target_label = $9
         where chain = '' and number = $1";
    on!(tx, conn => sqlx::query(update)
        .bind(entry.number).bind(actor.kind.as_str()).bind(&actor.id).bind(&actor.label).bind(named(|named| named.kind.as_str()))
        .bind(named(|named| &named.id)).bind(named(|named| &named.label))
        .bind(target_kind(entry).as_str()).bind(name(entry))
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

fn doer(entry: &Recorded) -> Doer {
    if entry.actor == "agent" {
        // An agent's entries tell of itself.
        let actor = Named::new(PrincipalKind::PolicyAgent, &entry.target, "");
        return Doer { actor, behalf: None };
    }
    parse(&entry.actor)
}

/// Who did something, as version 1 told it: `acc_… <address>`, `key_… “name” of acc_… <address>` (the oldest
/// without the address), or a word.
fn parse(text: &str) -> Doer {
    let alone = |actor| Doer { actor, behalf: None };
    match text {
        "visitor" => return alone(Named::only(PrincipalKind::Visitor)),
        "cli" => return alone(Named::only(PrincipalKind::CommandLine)),
        "job" => return alone(Named::only(PrincipalKind::Job)),
        "agent" => return alone(Named::only(PrincipalKind::PolicyAgent)),
        _ => {}
    }
    // From the end: the name of a key may hold anything.
    let (named, address) = text
        .strip_suffix('>')
        .and_then(|text| text.rsplit_once(" <"))
        .map_or((text, None), |(named, address)| (named, Some(address)));
    let key = named.split_once(" “").and_then(|(id, rest)| Some((id, rest.rsplit_once("” of ")?)));
    match (key, address) {
        (Some((id, (name, account))), address) => {
            let is_link = id.starts_with("shr_");
            let kind = if is_link { PrincipalKind::ShareLink } else { PrincipalKind::ApiKey };
            let maker = Named::new(PrincipalKind::Person, account, address.unwrap_or_default());
            Doer { actor: Named::new(kind, id, name), behalf: Some(maker) }
        }
        (None, Some(address)) => alone(Named::new(PrincipalKind::Person, named, address)),
        (None, None) => alone(Named::new(PrincipalKind::Unknown, "", text)),
    }
}

/// Reads who made each share link into its columns.
pub(crate) async fn settle_share_links(tx: &mut Tx) -> Result<()> {
    let select = "select id, created_by from share_links where maker_kind = ''";
    let links: Vec<(String, String)> = on!(&mut *tx, conn => sqlx::query_as(select).fetch_all(conn).await)?;
    for (id, created_by) in links {
        let Doer { actor, behalf } = parse(&created_by);
        let update = "update share_links set maker_kind = $2, maker_id = $3, maker_label = $4,
                 behalf_label = $5 where id = $1";
        on!(&mut *tx, conn => sqlx::query(update)
            .bind(&id).bind(actor.kind.as_str()).bind(&actor.id).bind(&actor.label)
            .bind(behalf.map(|behalf| behalf.label).unwrap_or_default())
            .execute(conn).await.map(|_| ()))?;
    }
    Ok(())
}

/// What kind of thing an id names, by how ids begin; version 1 kept no more.
fn target_kind(entry: &Recorded) -> TargetKind {
    const fn of<T: Noted>(begins: &'static str) -> (&'static str, TargetKind) {
        (begins, T::KIND)
    }
    let kinds = [
        of::<ids::AccountId>("acc_"),
        of::<ids::ApiKeyId>("key_"),
        of::<ids::DomainId>("dom_"),
        of::<ids::EnvironmentId>("env_"),
        of::<ids::IdentityId>("idn_"),
        of::<ids::InvitationId>("inv_"),
        of::<ids::NetworkId>("net_"),
        of::<ids::PolicyAgentId>("agt_"),
        of::<ids::ProviderId>("prv_"),
        of::<ids::RoleId>("rol_"),
        of::<ids::SessionId>("ses_"),
        of::<ids::ShareLinkId>("shr_"),
        of::<ids::SignUpId>("sgn_"),
        of::<ids::TenantId>("ten_"),
    ];
    let found = kinds.iter().find(|(begins, _)| entry.target.starts_with(begins));
    found.map_or_else(|| unprefixed(&entry.action), |(_, kind)| *kind)
}

/// What an action was done to whose target was no id.
fn unprefixed(action: &str) -> TargetKind {
    match action {
        "access.refuse" => TargetKind::Permission,
        "identities.refuse" => TargetKind::Provider,
        "secrets.reseal" => TargetKind::SecretKey,
        "roll-ups.recount-days" => TargetKind::Counts,
        "events.expire" => TargetKind::Events,
        _ if action.starts_with("email-domains.") => TargetKind::EmailDomain,
        _ => TargetKind::Nothing,
    }
}

/// What people called the thing, found among the values of the change.
fn name(entry: &Recorded) -> String {
    const NAMES: [&str; 5] = ["name", "cidr", "email", "space", "slug"];
    let value = |text: &Option<String>| -> serde_json::Value {
        text.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    };
    let values = [value(&entry.after), value(&entry.before)];
    let mut found = values.iter().flat_map(|value| NAMES.iter().map(move |name| &value[name]));
    let found = found.find_map(|value| value.as_str().filter(|text| !text.is_empty()));
    found.unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_version_1_told_is_read_and_told_again() {
        for (text, kind, id, label, maker) in [
            ("acc_1 <eve@example.test>", PrincipalKind::Person, "acc_1", "eve@example.test", None),
            (
                "key_1 “a” of “b <c>” of acc_1 <e@d.test>",
                PrincipalKind::ApiKey,
                "key_1",
                "a” of “b <c>",
                Some("e@d.test"),
            ),
            ("key_1 “old” of acc_1", PrincipalKind::ApiKey, "key_1", "old", Some("")),
            (
                "shr_1 “board” of acc_1 <e@d.test>",
                PrincipalKind::ShareLink,
                "shr_1",
                "board",
                Some("e@d.test"),
            ),
            ("cli", PrincipalKind::CommandLine, "", "", None),
            ("visitor", PrincipalKind::Visitor, "", "", None),
            ("=cmd|' /C calc'!A0", PrincipalKind::Unknown, "", "=cmd|' /C calc'!A0", None),
        ] {
            let doer = parse(text);
            assert_eq!(doer.actor, Named::new(kind, id, label), "{text}");
            let behalf = maker.map(|maker| Named::new(PrincipalKind::Person, "acc_1", maker));
            assert_eq!(doer.behalf, behalf, "{text}");
            assert_eq!(doer.to_string(), text);
        }
    }
}
