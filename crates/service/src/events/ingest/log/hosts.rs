//! Several Postfixes on one host: their log names them, and tells which of them is asked at which address and port.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Micros, PolicyAgentId, mail_log, policy::LogRecord};
use store::{
    TenantTx,
    tenant::{agent_hosts, events},
};

use crate::{
    OrInternal, Result,
    events::{ingest::read_again, rollups::listener},
};

/// Postfixes of one agent that are told apart, beside the first; what others say is taken for its.
const MOST: usize = 100;
/// Listeners that one batch tells of.
const LISTENERS: usize = 20;

/// The Postfixes of an agent.
#[derive(Debug, Default)]
pub(super) struct Hosts {
    known: BTreeSet<String>,
    /// Those that a batch told of.
    heard: BTreeSet<String>,
    /// By the instance of a request, whose it was.
    told: BTreeMap<String, String>,
}

impl Hosts {
    pub(super) async fn find(tx: &mut TenantTx, agent: &PolicyAgentId) -> Result<Self> {
        let known = agent_hosts::list_of(tx, agent).await.or_internal()?.into_iter().collect();
        Ok(Self { known, ..Self::default() })
    }

    /// Whose line it is; empty: the first's.
    pub(super) fn of<'a>(&self, record: &'a LogRecord) -> &'a str {
        let host = mail_log::instance(&record.log.name);
        if self.known.len() < MOST || self.known.contains(host) { host } else { "" }
    }

    /// Whose line it is that tells of a mail that comes in. Only who takes mail in is a host: a service that hands it on
    /// may have another name.
    pub(super) fn taking(&mut self, record: &LogRecord) -> String {
        let host = self.of(record).to_owned();
        if !host.is_empty() && self.known.insert(host.clone()) {
            self.heard.insert(host.clone());
        }
        host
    }

    /// A request was this Postfix's, which nobody knew.
    pub(super) fn tell(&mut self, instance: &str, host: &str) {
        if !instance.is_empty() && self.told.len() < LISTENERS {
            self.told.insert(instance.to_owned(), host.to_owned());
        }
    }

    /// Remembers who there is, and who is asked where from now on.
    pub(super) async fn store(self, tx: &mut TenantTx, agent: &PolicyAgentId, now: Micros) -> Result<()> {
        for host in &self.heard {
            agent_hosts::upsert(tx, agent, host, now).await.or_internal()?;
        }
        let mut listeners = BTreeMap::new();
        for (instance, host) in self.told {
            let span = (Micros::MIN, Micros::MAX);
            let of = (agent, &[instance.as_str()][..]);
            let request = events::list_of_instances(tx, of, span, 1).await.or_internal()?.pop();
            let record = request.and_then(|event| read_again(&event.record, event.at));
            if let Some(listener) = record.as_ref().and_then(listener) {
                listeners.insert(listener, host);
            }
        }
        for (listener, host) in listeners {
            agent_hosts::upsert_listener(tx, agent, &listener, &host).await.or_internal()?;
        }
        Ok(())
    }
}
