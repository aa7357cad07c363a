//! A world for tests: both engines, a clock that stands still, an outbox to read mail from.
//!
//! ```ignore
//! testkit::both_engines! {
//!     async fn what_the_test_promises(world: World) { ... }
//! }
//! ```
//!
//! makes two tests of one body, `what_the_test_promises::on_sqlite` and `..::on_postgres`. PostgreSQL is
//! a throw-away cluster of the test process; a machine without it fails the test and says so.
//! So is an `InfluxDB`, one for each test that asks for it.

mod batches;
mod captured;
pub mod influx;
mod mails;
pub mod outside;
mod people;
pub mod postgres;
mod smtp;
mod template;
mod world;

pub use batches::{Batch, Seen, rcpt};
pub use captured::{Situation, situations};
pub use mails::Mail;
pub use people::{Member, PASSWORD, operate};
pub use smtp::{Answers, SmtpServer};
pub use world::{Engine, KEPT, Kept, NOON, World};

/// Makes two tests of each body: one on SQLite, one on PostgreSQL.
#[macro_export]
macro_rules! both_engines {
    ($($(#[$meta:meta])* async fn $name:ident($world:ident: World) $body:block)+) => {$(
        $(#[$meta])*
        async fn $name($world: $crate::World) $body

        mod $name {
            #[test]
            fn on_sqlite() {
                $crate::run($crate::Engine::Sqlite, super::$name);
            }

            #[test]
            fn on_postgres() {
                $crate::run($crate::Engine::Postgres, super::$name);
            }
        }
    )+};
}

/// Makes one test of each body, for what only SQLite has: files.
#[macro_export]
macro_rules! on_sqlite {
    ($($(#[$meta:meta])* async fn $name:ident($world:ident: World) $body:block)+) => {$(
        $(#[$meta])*
        async fn $name($world: $crate::World) $body

        mod $name {
            #[test]
            fn on_sqlite() {
                $crate::run($crate::Engine::Sqlite, super::$name);
            }
        }
    )+};
}

/// Makes one test of each body, for what only PostgreSQL has: a server with several clients.
#[macro_export]
macro_rules! on_postgres {
    ($($(#[$meta:meta])* async fn $name:ident($world:ident: World) $body:block)+) => {$(
        $(#[$meta])*
        async fn $name($world: $crate::World) $body

        mod $name {
            #[test]
            fn on_postgres() {
                $crate::run($crate::Engine::Postgres, super::$name);
            }
        }
    )+};
}

/// Runs one body in a new world on several threads.
pub fn run<F: Future<Output = ()>>(engine: Engine, body: impl FnOnce(World) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime for the test").block_on(Box::pin(async {
        let world = World::new(engine).await;
        Box::pin(body(world)).await;
    }));
}
