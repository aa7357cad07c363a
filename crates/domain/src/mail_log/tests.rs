mod forged;
mod heads;
mod texts;
