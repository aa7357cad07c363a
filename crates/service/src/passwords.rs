//! Passwords: hashed with Argon2id (RFC 9106), a few at a time, and refused when easy to guess.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use domain::{
    Error, Problem,
    accounts::AccountsProblem,
    forms::{PASSWORD_MAX, PASSWORD_MIN},
};
use tokio::sync::Semaphore;

use crate::Result;

/// What stands for the hash of an account that has no password: no password fits it.
pub(crate) const NO_PASSWORD: &str = "none";

/// How many may wait for their turn; more are asked to come back.
const WAITING: usize = 64;

/// Hashing takes a whole core for tens of milliseconds and 19 MiB, so only some run at once: a burst of
/// sign-ins queues here while pages go on being served.
#[derive(Debug)]
pub struct Passwords {
    running: Arc<Semaphore>,
    waiting: AtomicUsize,
    done: AtomicUsize,
}

impl Default for Passwords {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self {
            running: Arc::new(Semaphore::new((cores / 2).max(1))),
            waiting: AtomicUsize::new(0),
            done: AtomicUsize::new(0),
        }
    }
}

/// One who waits for their turn. They may leave before it comes: whoever asked has closed the page.
struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Passwords {
    pub async fn hash(&self, password: &str) -> Result<String> {
        let password = password.to_owned();
        self.run(move || {
            Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(
                |error| {
                    tracing::error!(%error, "hashing a password failed");
                    Error::Internal
                },
            )
        })
        .await?
    }

    /// What is wrong with a password that somebody chooses, asked after the limits: the estimate takes a core too.
    pub async fn problem(&self, password: &str, context: &[&str]) -> Result<Option<Problem>> {
        // What needs no estimate waits for no turn.
        if let Err(problem) = check_length(password) {
            return Ok(Some(problem));
        }
        let password = password.to_owned();
        let context: Vec<String> = context.iter().map(|text| text.chars().take(254).collect()).collect();
        self.run(move || {
            is_guessed(&password, &context).then_some(Problem::Accounts(AccountsProblem::CommonPassword))
        })
        .await
    }

    /// The hash of a password that somebody chooses in the control `field`, unless something is wrong with it.
    pub async fn choose(&self, field: &str, password: &str, context: &[&str]) -> Result<String> {
        match self.problem(password, context).await? {
            None => self.hash(password).await,
            Some(problem) => Err(Error::field(field, problem)),
        }
    }

    /// Whether a password fits a hash. Without a hash, or with that of an account that has no password, it
    /// takes as long and says no, so that the time tells nothing of an account.
    pub async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool> {
        let Some(hash) = hash.filter(|hash| PasswordHash::new(hash).is_ok()).map(str::to_owned) else {
            self.hash(password).await?;
            return Ok(false);
        };
        let password = password.to_owned();
        self.run(move || {
            PasswordHash::new(&hash)
                .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
        })
        .await
    }

    /// How often a password has taken a core since the start: whoever may be a stranger takes as many for an
    /// account as for none.
    pub fn done(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let busy = Error::Unavailable { retry_after: 2 };
        let before = self.waiting.fetch_add(1, Ordering::Relaxed);
        let waiting = Waiting(&self.waiting);
        if before >= WAITING {
            return Err(busy);
        }
        let turn = Arc::clone(&self.running).acquire_owned().await.map_err(|_| busy)?;
        drop(waiting);
        // The work cannot be stopped, so it keeps its turn to its end even when nobody waits for it any more.
        let work = move || {
            let _turn = turn;
            work()
        };
        self.done.fetch_add(1, Ordering::Relaxed);
        tokio::task::spawn_blocking(work).await.map_err(|error| {
            tracing::error!(%error, "hashing a password was cut off");
            Error::Internal
        })
    }
}

/// Long enough and not too long; no rules of composition.
pub(crate) fn check_length(password: &str) -> Result<(), Problem> {
    if password.is_empty() {
        return Err(Problem::Required);
    }
    let length = password.chars().count();
    if length < PASSWORD_MIN {
        return Err(Problem::TooShort { min: PASSWORD_MIN as i64 });
    }
    if length > PASSWORD_MAX {
        return Err(Problem::TooLong { max: PASSWORD_MAX as i64 });
    }
    Ok(())
}

/// Whether it is among those people guess first. `context` holds words a guesser would try, such as the e-mail
/// address.
fn is_guessed(password: &str, context: &[String]) -> bool {
    // The estimate grows with length; its first hundred characters tell enough.
    let start: String = password.chars().take(100).collect();
    let mut words = vec!["parvis"];
    // Each word by itself, and the address before its `@` as a whole.
    words.extend(context.iter().flat_map(|text| text.split('@')));
    words.extend(context.iter().flat_map(|text| text.split(['@', '.', ' '])).filter(|word| word.len() > 2));
    zxcvbn::zxcvbn(&start, &words).score() < zxcvbn::Score::Two
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn problem(password: &str, context: &[&str]) -> Option<Problem> {
        Passwords::default().problem(password, context).await.unwrap()
    }

    #[tokio::test]
    async fn a_pass_phrase_without_digits_or_capitals_is_taken() {
        assert_eq!(problem("trois petits chats gris", &[]).await, None);
    }

    #[tokio::test]
    async fn what_people_guess_first_is_refused() {
        for password in ["password1234", "123456789012", "aaaaaaaaaaaa", "qwertyuiop12"] {
            assert_eq!(
                problem(password, &[]).await,
                Some(Problem::Accounts(AccountsProblem::CommonPassword)),
                "{password}"
            );
        }
        let own = problem("camille.martin", &["camille.martin@acme.example"]).await;
        assert_eq!(own, Some(Problem::Accounts(AccountsProblem::CommonPassword)));
        assert_eq!(problem("short", &[]).await, Some(Problem::TooShort { min: 12 }));
    }

    #[tokio::test]
    async fn no_password_fits_an_account_that_has_none() {
        let passwords = Passwords::default();
        for hash in [None, Some(NO_PASSWORD), Some("")] {
            let before = passwords.done();
            assert!(!passwords.verify("none", hash).await.unwrap(), "{hash:?}");
            assert_eq!(passwords.done() - before, 1, "it takes as long as with one");
        }
    }
}
