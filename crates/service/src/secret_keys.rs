//! The keys of this installation against those its data were encrypted with.
//!
//! Every key that ever encrypted something is written down, with a known word under it. A server that cannot
//! read the word lacks the key, and would encrypt what the others cannot read.

use domain::audit::{Deed, Target, TargetKind};

use std::collections::BTreeSet;

use store::{
    ControlTx, Mode,
    control::secret_keys::{self, SecretKey, Vault},
};

use crate::{
    Caller, OrInternal, Result, Service,
    access::{Change, audit_control},
    audit::keys,
};

/// The known word.
const WORD: &[u8] = b"parvis";
/// Secrets encrypted anew in one transaction.
const PORTION: i64 = 100;

fn row(id: &str) -> String {
    format!("secret_keys:{id}")
}

/// What a server finds out about its keys before it serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keys {
    /// It can read everything, all of it under the newest key.
    Fit,
    /// It can read everything; some of it is under older keys, which must stay for now.
    Older,
    /// It lacks the keys with these names.
    Missing(Vec<String>),
}

/// Compares the keys with the data, and writes the newest one down as being in use.
pub async fn check(service: &Service) -> Result<Keys> {
    let mut tx = service.control(Mode::Write).await?;
    let mut known = secret_keys::lock(&mut tx).await.or_internal()?;
    if known.is_empty() {
        // The data of an older version, which wrote no key down: the secrets name theirs.
        match learn(service, &mut tx).await? {
            Ok(learned) => known = learned,
            Err(missing) => return Ok(Keys::Missing(missing)),
        }
    }
    let missing = missing(service, &known);
    if !missing.is_empty() {
        return Ok(Keys::Missing(missing));
    }
    let is_known = add_newest(service, &mut tx, &known).await?;
    keys::keep(service, &mut tx).await?;
    tx.commit().await.or_internal()?;
    let is_older = known.len() > usize::from(is_known);
    Ok(if is_older { Keys::Older } else { Keys::Fit })
}

/// Writes down the keys that secrets are under; or the names of those that we lack.
async fn learn(
    service: &Service,
    tx: &mut ControlTx,
) -> Result<std::result::Result<Vec<SecretKey>, Vec<String>>> {
    let (secrets, mut used, mut lacking) = (service.secrets(), BTreeSet::new(), BTreeSet::new());
    for vault in Vault::ALL {
        let mut after = String::new();
        loop {
            let rows = secret_keys::list(tx, vault, &after, PORTION).await.or_internal()?;
            let Some((last, _)) = rows.last() else { break };
            after.clone_from(last);
            for (id, sealed) in &rows {
                let name = sealed.split('.').next().unwrap_or_default().to_owned();
                let is_ours = secrets.try_open(&format!("{}:{id}", vault.table()), sealed).is_some();
                // A row that is damaged under a key of ours stops nobody.
                if is_ours {
                    used.insert(name);
                } else if !secrets.has(&name) {
                    lacking.insert(name);
                }
            }
        }
    }
    if !lacking.is_empty() {
        return Ok(Err(lacking.into_iter().collect()));
    }
    let mut known = Vec::new();
    for id in used {
        let sealed = secrets.seal_under(&id, &row(&id), WORD)?;
        let key = SecretKey { id, sealed };
        secret_keys::insert(tx, &key, service.now()).await.or_internal()?;
        known.push(key);
    }
    Ok(Ok(known))
}

fn missing(service: &Service, known: &[SecretKey]) -> Vec<String> {
    let secrets = service.secrets();
    let is_missing = |key: &&SecretKey| secrets.try_open(&row(&key.id), &key.sealed).as_deref() != Some(WORD);
    known.iter().filter(is_missing).map(|key| key.id.clone()).collect()
}

/// Writes the newest key down, and says whether it was known.
async fn add_newest(service: &Service, tx: &mut ControlTx, known: &[SecretKey]) -> Result<bool> {
    let id = service.secrets().newest();
    if known.iter().any(|key| key.id == id) {
        return Ok(true);
    }
    let sealed = service.secrets().seal(&row(id), WORD)?;
    secret_keys::insert(tx, &SecretKey { id: id.to_owned(), sealed }, service.now()).await.or_internal()?;
    Ok(false)
}

/// What came of encrypting everything anew.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resealed {
    pub count: u64,
    /// Rows whose secret no key of ours reads, by table and id; they stay as they are.
    pub unreadable: Vec<String>,
    /// The keys nothing needs any more.
    pub dropped: Vec<String>,
}

/// Encrypts every stored secret under the newest key. Afterwards the others can be taken out of the settings.
/// A key that is lost is given up with `forget_lost`: what was encrypted with it stays unreadable.
pub async fn reseal(service: &Service, caller: &Caller, forget_lost: bool) -> Result<Resealed> {
    let mut done = Resealed::default();
    let mut tx = service.control(Mode::Write).await?;
    let known = secret_keys::lock(&mut tx).await.or_internal()?;
    add_newest(service, &mut tx, &known).await?;
    keys::keep(service, &mut tx).await?;
    tx.commit().await.or_internal()?;
    for vault in Vault::ALL {
        reseal_vault(service, vault, &mut done).await?;
    }
    let newest = service.secrets().newest();
    let mut tx = service.control(Mode::Write).await?;
    let known = secret_keys::lock(&mut tx).await.or_internal()?;
    let lost: BTreeSet<String> = missing(service, &known).into_iter().collect();
    for key in known.iter().filter(|key| key.id != newest) {
        if done.unreadable.is_empty() || forget_lost || !lost.contains(&key.id) {
            secret_keys::delete(&mut tx, &key.id).await.or_internal()?;
            done.dropped.push(key.id.clone());
        }
    }
    let change = Change {
        after: Some(serde_json::json!({
            "count": done.count, "unreadable": done.unreadable.len(), "dropped": done.dropped,
        })),
        ..Change::of(Deed::SecretsReseal, Target::new(TargetKind::SecretKey, newest))
    };
    audit_control(&mut tx, caller, service.now(), change).await?;
    tx.commit().await.or_internal()?;
    Ok(done)
}

async fn reseal_vault(service: &Service, vault: Vault, done: &mut Resealed) -> Result<()> {
    let secrets = service.secrets();
    let mut after = String::new();
    loop {
        let mut tx = service.control(Mode::Write).await?;
        let rows = secret_keys::list(&mut tx, vault, &after, PORTION).await.or_internal()?;
        let Some((last, _)) = rows.last() else { return Ok(()) };
        after.clone_from(last);
        for (id, sealed) in &rows {
            let row = format!("{}:{id}", vault.table());
            let Some(secret) = secrets.try_open(&row, sealed) else {
                done.unreadable.push(row);
                continue;
            };
            if secrets.is_newest(sealed) {
                continue;
            }
            let anew = secrets.seal(&row, &secret)?;
            if secret_keys::update(&mut tx, vault, id, sealed, &anew).await.or_internal()? {
                done.count += 1;
            }
        }
        tx.commit().await.or_internal()?;
    }
}
