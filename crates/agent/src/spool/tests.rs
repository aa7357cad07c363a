//! Whatever happens to the files, reading ends, and every record is read or counted as lost.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use tempfile::tempdir;

use super::{Reader, Spool, lock, segment};

const LIMIT: u64 = 256 * 1024;

fn payload(seq: i64) -> Vec<u8> {
    let length = usize::try_from(seq * 37 % 700).unwrap();
    format!("{seq}:{}", "x".repeat(length)).into_bytes()
}

fn filled(directory: &Path, records: i64) -> Arc<Spool> {
    let spool = Spool::open(directory, LIMIT).unwrap();
    for seq in 1..=records {
        spool.append(&payload(seq)).unwrap();
    }
    spool.sync().unwrap();
    Arc::new(spool)
}

fn flip(directory: &Path, place: Index) {
    let segments = segment::list(directory).unwrap();
    let bytes: u64 = segments.iter().map(|segment| segment.length).sum();
    let mut offset = place.index(usize::try_from(bytes).unwrap()) as u64;
    for segment in segments {
        if offset < segment.length {
            let path = segment::path(directory, segment.first_seq);
            let file = std::fs::OpenOptions::new().read(true).write(true).open(path).unwrap();
            let mut byte = [0];
            file.read_exact_at(&mut byte, offset).unwrap();
            return file.write_all_at(&[byte[0] ^ 0x41], offset).unwrap();
        }
        offset -= segment.length;
    }
}

/// Reads everything in batches of these sizes, and acknowledges a part of each.
fn drain(spool: &Arc<Spool>, sizes: &[usize]) -> BTreeMap<i64, Vec<u8>> {
    let mut reader = Reader::new(Arc::clone(spool));
    let mut read = BTreeMap::new();
    for (turn, size) in sizes.iter().cycle().enumerate() {
        let batch = reader.read(*size, 4096).unwrap();
        if batch.is_empty() {
            return read;
        }
        let ends = batch.lines.split_inclusive(|byte| *byte == b'\n').count();
        assert_eq!(ends, usize::try_from(batch.len()).unwrap());
        let taken = (batch.len() - i64::from(turn % 3 == 0)).max(1);
        let lines = batch.lines.split(|byte| *byte == b'\n').take(usize::try_from(taken).unwrap());
        for (seq, line) in (batch.first_seq..).zip(lines) {
            assert!(read.insert(seq, line.to_vec()).is_none(), "{seq} was read twice");
        }
        let last = batch.first_seq + taken - 1;
        reader.advance(&batch, last);
        spool.release(last, 0).unwrap();
    }
    read
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn damage_costs_only_what_it_hits(
        records in 1..300_i64,
        damage in vec(any::<Index>(), 0..6),
        sizes in vec(1..50_usize, 1..5),
    ) {
        let directory = tempdir().unwrap();
        let spool = filled(directory.path(), records);
        for place in &damage {
            flip(directory.path(), *place);
        }
        let read = drain(&spool, &sizes);
        for (seq, line) in &read {
            prop_assert_eq!(line, &payload(*seq));
        }
        let count = i64::try_from(read.len()).unwrap();
        prop_assert_eq!(count + spool.dropped(), records);
        // One flipped byte costs one record at most.
        prop_assert!(spool.dropped() <= i64::try_from(damage.len()).unwrap());
        prop_assert_eq!(spool.acknowledged(), records);
    }

    #[test]
    fn a_damaged_spool_can_be_opened_and_goes_on(
        records in 1..300_i64,
        damage in vec(any::<Index>(), 0..6),
        cut in any::<Index>(),
    ) {
        let directory = tempdir().unwrap();
        drop(filled(directory.path(), records));
        for place in &damage {
            flip(directory.path(), *place);
        }
        let newest = *segment::list(directory.path()).unwrap().last().unwrap();
        let path = segment::path(directory.path(), newest.first_seq);
        let length = cut.index(usize::try_from(newest.length).unwrap() + 1) as u64;
        std::fs::OpenOptions::new().write(true).open(path).unwrap().set_len(length).unwrap();
        // The version byte may have been hit; such a spool is left alone.
        if let Ok(spool) = Spool::open(directory.path(), LIMIT).map(Arc::new) {
            let next = spool.next_seq();
            spool.append(b"next").unwrap();
            spool.sync().unwrap();
            let read = drain(&spool, &[7]);
            prop_assert_eq!(&read[&next], b"next");
            prop_assert_eq!(i64::try_from(read.len()).unwrap() + spool.dropped(), next);
        }
    }
}

#[test]
fn a_reopened_spool_continues_its_numbers_and_keeps_its_counts() {
    let directory = tempdir().unwrap();
    let spool = filled(directory.path(), 20);
    let (id, opening) = (spool.id(), spool.opening());
    spool.release(12, 3).unwrap();
    drop(spool);
    let spool = Arc::new(Spool::open(directory.path(), LIMIT).unwrap());
    assert_eq!((spool.id(), spool.next_seq(), spool.acknowledged(), spool.dropped()), (id, 21, 12, 3));
    assert_ne!(spool.opening().0, opening.0, "each opening has a name of its own");
    assert_eq!((opening.1, spool.opening().1), (1, 21));
    assert_eq!(drain(&spool, &[100]).keys().copied().collect::<Vec<_>>(), (13..=20).collect::<Vec<_>>());
}

#[test]
fn numbers_are_not_used_again_after_everything_was_delivered() {
    let directory = tempdir().unwrap();
    let spool = filled(directory.path(), 200);
    assert_eq!(drain(&spool, &[1000]).len(), 200);
    assert_eq!(segment::list(directory.path()).unwrap().len(), 1);
    drop(spool);
    assert_eq!(Spool::open(directory.path(), LIMIT).unwrap().next_seq(), 201);
    std::fs::remove_file(directory.path().join("mark")).unwrap();
    assert_eq!(Spool::open(directory.path(), LIMIT).unwrap().next_seq(), 201);
}

#[test]
fn records_that_are_not_synced_are_not_read() {
    let directory = tempdir().unwrap();
    let spool = filled(directory.path(), 2);
    spool.append(b"3").unwrap();
    let mut reader = Reader::new(Arc::clone(&spool));
    assert_eq!(reader.read(10, 1000).unwrap().len(), 2);
    spool.sync().unwrap();
    assert_eq!(reader.read(10, 1000).unwrap().len(), 3);
}

/// Reads everything, and says under which openings.
fn runs(spool: &Arc<Spool>) -> Vec<(i64, i64, Option<u128>)> {
    let mut reader = Reader::new(Arc::clone(spool));
    let mut runs = Vec::new();
    loop {
        let batch = reader.read(1000, 1 << 20).unwrap();
        if batch.is_empty() {
            return runs;
        }
        runs.push((batch.first_seq, batch.last_seq(), batch.run));
        reader.advance(&batch, batch.last_seq());
    }
}

#[test]
fn records_keep_the_opening_they_were_numbered_in() {
    let directory = tempdir().unwrap();
    let first = filled(directory.path(), 3);
    let one = first.opening;
    drop(first);
    let second = Spool::open(directory.path(), LIMIT).unwrap();
    second.append(b"4").unwrap();
    second.sync().unwrap();
    let two = second.opening;
    drop(second);
    // An opening that wrote nothing leaves nothing behind.
    drop(Spool::open(directory.path(), LIMIT).unwrap());
    let third = Arc::new(Spool::open(directory.path(), LIMIT).unwrap());
    assert_eq!(runs(&third), [(1, 3, Some(one)), (4, 4, Some(two))]);
    assert_eq!(segment::list(directory.path()).unwrap().len(), 3);
}

#[test]
fn a_spool_of_the_first_version_is_sent_without_a_run_and_goes_on_with_one() {
    let directory = tempdir().unwrap();
    drop(filled(directory.path(), 2));
    let path = segment::path(directory.path(), 1);
    let bytes = std::fs::read(&path).unwrap();
    let mut old = [&bytes[..16], &bytes[32..]].concat();
    old[7] = 1;
    std::fs::write(&path, old).unwrap();
    let spool = Arc::new(Spool::open(directory.path(), LIMIT).unwrap());
    spool.append(b"3").unwrap();
    spool.sync().unwrap();
    assert_eq!(runs(&spool), [(1, 2, None), (3, 3, Some(spool.opening))]);
    assert_eq!(drain(&spool, &[10])[&2], payload(2));
}

thread_local! {
    static IS_DISK_WELL: Cell<bool> = const { Cell::new(true) };
}

#[test]
fn what_the_disk_did_not_take_is_not_sent_until_it_does() {
    let directory = tempdir().unwrap();
    let mut spool = Spool::open(directory.path(), LIMIT).unwrap();
    spool.sync_file = |file| {
        if IS_DISK_WELL.get() { file.sync_data() } else { Err(std::io::ErrorKind::StorageFull.into()) }
    };
    let spool = Arc::new(spool);
    spool.append(b"1").unwrap();
    spool.sync().unwrap();
    IS_DISK_WELL.set(false);
    spool.append(b"2").unwrap();
    spool.sync().unwrap_err();
    let mut reader = Reader::new(Arc::clone(&spool));
    assert_eq!(reader.read(10, 1000).unwrap().lines, b"1\n");
    IS_DISK_WELL.set(true);
    assert!(spool.sync().is_err(), "a disk in trouble is not pressed");
    *lock(&spool.syncing) = None;
    spool.append(b"3").unwrap();
    spool.sync().unwrap();
    assert_eq!(reader.read(10, 1000).unwrap().lines, b"1\n2\n3\n");
}

#[test]
fn a_renamed_spool_keeps_its_new_name() {
    let directory = tempdir().unwrap();
    let spool = filled(directory.path(), 1);
    let before = spool.id();
    spool.rename().unwrap();
    let after = spool.id();
    assert_ne!(before, after);
    drop(spool);
    assert_eq!(Spool::open(directory.path(), LIMIT).unwrap().id(), after);
}
