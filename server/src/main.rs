//! `parvis`: the console, its API, and the commands of an operator.

mod addresses;
mod carried;
mod cli;
mod rest;
mod settings;
mod traces;
mod versions;
mod web;

use std::process::ExitCode;

fn main() -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("parvis: the runtime did not start: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(cli::run()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("parvis: {error}");
            ExitCode::FAILURE
        }
    }
}
