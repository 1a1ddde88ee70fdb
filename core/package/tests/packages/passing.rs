//! From screen to camera.

use data_encoding::BASE32_NOPAD;
use fastrand::Rng;
use jiangxing_package::Fault;
use jiangxing_package::frames::{
    FRAME_BYTES, MOST_FRAMES, MOST_TRANSFERRED, Taken, Transfer, from_frames, to_frames,
};
use miniz_oxide::deflate::compress_to_vec;
use sha2::{Digest, Sha256};

use super::made::{answers, packed, small};

fn all(frames: &[String]) -> Result<Vec<u8>, Fault> {
    from_frames(frames.iter().map(String::as_str))
}

#[test]
fn frames_come_to_what_was_sent_in_any_order_and_however_often() {
    let mut rng = Rng::with_seed(1);
    let noise: Vec<u8> = (0..5_000).map(|_| rng.u8(..)).collect();
    for content in [Vec::new(), b"a".to_vec(), answers(), packed(&small()), noise] {
        for frame_bytes in [1, 100, FRAME_BYTES, 100_000] {
            let mut frames = to_frames(&content, frame_bytes).unwrap();
            rng.shuffle(&mut frames);
            assert_eq!(all(&frames).as_ref(), Ok(&content));
            let twice = [frames.clone(), frames].concat();
            assert_eq!(all(&twice).as_ref(), Ok(&content));
        }
    }
}

#[test]
fn a_frame_is_of_the_characters_that_codes_write_densely() {
    let frames = to_frames(&answers(), FRAME_BYTES).unwrap();
    for frame in &frames {
        let is_dense = |each: char| {
            each.is_ascii_digit() || each.is_ascii_uppercase() || " $%*+-./:".contains(each)
        };
        assert!(frame.chars().all(is_dense), "{frame}");
        assert!(frame.len() <= 520, "{}", frame.len());
    }
}

#[test]
fn a_transfer_is_gone_on_with_where_it_was_left() {
    let content = packed(&small());
    let frames = to_frames(&content, 200).unwrap();
    let mut transfer = Transfer::new();
    assert_eq!(transfer.progress(), None);
    let missing = Vec::new();
    assert_eq!(transfer.content(), Err(Fault::TransferIncomplete { missing }));
    for frame in frames.iter().step_by(2) {
        assert_eq!(transfer.take(frame), Ok(Taken::New));
        assert_eq!(transfer.take(frame), Ok(Taken::Again));
    }
    let even: Vec<u16> =
        (1..=u16::try_from(frames.len()).unwrap()).filter(|n| n % 2 == 0).collect();
    assert_eq!(transfer.missing(), even);
    let incomplete = transfer.content().unwrap_err();
    assert_eq!(incomplete, Fault::TransferIncomplete { missing: even });
    assert_eq!(incomplete.code(), "P085");
    let mut later = transfer.clone();
    frames.iter().for_each(|frame| drop(later.take(frame)));
    assert_eq!(later.progress(), Some((frames.len(), frames.len())));
    assert_eq!(later.content(), Ok(content));
}

#[test]
fn a_frame_of_another_transfer_changes_nothing() {
    let (one, other) = (to_frames(b"one", 100).unwrap(), to_frames(b"other", 100).unwrap());
    let mut transfer = Transfer::new();
    transfer.take(&one[0]).unwrap();
    let before = transfer.clone();
    assert_eq!(transfer.take(&other[0]).unwrap_err().code(), "P082");
    // The same content in frames of another size is another transfer too.
    let long = vec![7; 5_000];
    let sizes = [16, 24].map(|size| to_frames(&long, size).unwrap());
    let mut mixed = Transfer::new();
    mixed.take(&sizes[0][0]).unwrap();
    assert_eq!(mixed.take(&sizes[1][0]).unwrap_err().code(), "P082");
    assert_eq!(transfer, before);
}

#[test]
fn a_character_that_was_read_wrongly_is_found() {
    let frame = to_frames(&answers(), 40).unwrap().remove(1);
    for at in 0..frame.len() {
        for wrong in ["A", "7", ":", "/", "z", " ", "0"] {
            let mut changed = frame.clone();
            changed.replace_range(at..=at, wrong);
            // Space around a frame is of no account.
            if changed.trim() == frame {
                continue;
            }
            let mut transfer = Transfer::new();
            let fault = transfer.take(&changed).unwrap_err();
            assert!(["P080", "P081"].contains(&fault.code()), "{changed}: {fault:?}");
            assert_eq!(transfer, Transfer::new());
        }
    }
    for text in ["", "https://example.org", "JX1", "JX2:A:1/1:A:A", &"A".repeat(100_000)] {
        assert_eq!(Transfer::new().take(text).unwrap_err().code(), "P080", "{text}");
    }
}

/// A frame that says anything, with a check that is right.
fn frame(transfer: &str, numbers: &str, payload: &[u8]) -> String {
    let frame = format!("JX1:{transfer}:{numbers}:{}", BASE32_NOPAD.encode(payload));
    let check = BASE32_NOPAD.encode(&Sha256::digest(frame.as_bytes()));
    format!("{frame}:{}", &check[..8])
}

#[test]
fn a_hostile_transfer_takes_no_more_than_it_may() {
    for numbers in ["0/1", "2/1", "1/65535", "1/401", "1/99999999", "-1/1", "1", "/"] {
        let fault = Transfer::new().take(&frame("A", numbers, b"")).unwrap_err();
        assert_eq!(fault.code(), "P080", "{numbers}");
    }
    let zeros = vec![0; 100_000_000];
    let bomb = [Sha256::digest(&zeros).to_vec(), compress_to_vec(&zeros, 9)].concat();
    let damaged = from_frames([frame("A", "1/1", &bomb).as_str()]).unwrap_err();
    assert_eq!(damaged.code(), "P084");
    let other = [Sha256::digest(b"a").to_vec(), compress_to_vec(b"b", 9)].concat();
    assert_eq!(from_frames([frame("A", "1/1", &other).as_str()]).unwrap_err().code(), "P084");
    assert_eq!(from_frames([frame("A", "1/1", b"short").as_str()]).unwrap_err().code(), "P084");
}

#[test]
fn what_is_too_large_is_handed_over_otherwise() {
    let mut rng = Rng::with_seed(1);
    let noise: Vec<u8> = (0..FRAME_BYTES * (MOST_FRAMES + 1)).map(|_| rng.u8(..)).collect();
    assert_eq!(to_frames(&noise, FRAME_BYTES).unwrap_err().code(), "P083");
    assert_eq!(to_frames(&vec![0; MOST_TRANSFERRED + 1], FRAME_BYTES).unwrap_err().code(), "P083");
}
