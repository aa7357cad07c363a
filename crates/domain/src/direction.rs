//! Which way a mail went.
