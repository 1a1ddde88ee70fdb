//! A few kilobytes from screen to camera: a sequence of QR codes, in any order, each as often as it
//! takes.
//!
//! A frame is `JX1:<transfer>:<number>/<count>:<payload>:<check>` in capital letters, digits and
//! marks that QR codes write in their denser alphanumeric mode. The transfer is named by the digest of
//! what is sent, so frames of two transfers do not mix; the check finds a character that was read
//! wrongly; the whole is held to its digest at the end. Drawing and scanning are the caller's.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use data_encoding::BASE32_NOPAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use sha2::{Digest, Sha256};

use crate::fault::Fault;

/// The mark of a frame of this version.
const MARK: &str = "JX1";

/// The bytes of a frame's payload that a telephone reads well from a screen: some 510 characters, a
/// QR code of 77 modules (version 15) with the usual correction of errors.
pub const FRAME_BYTES: usize = 300;

/// The most frames of a transfer.
pub const MOST_FRAMES: usize = 400;

/// The most bytes that a transfer comes to.
pub const MOST_TRANSFERRED: usize = 4 * 1024 * 1024;

/// How hard it is tried to make the transfer small.
const EFFORT: u8 = 9;

/// The bytes of a SHA-256.
const SUM: usize = 32;

/// The frames that `content` takes, of at most `frame_bytes` bytes of payload each (at least 16).
///
/// The same content gives the same frames with the same version of the program; any version reads
/// them.
///
/// # Errors
/// When it is too large to be passed in this way.
pub fn to_frames(content: &[u8], frame_bytes: usize) -> Result<Vec<String>, Fault> {
    let too_large = |found| Fault::TransferTooLarge { found, most: MOST_FRAMES };
    let frame_bytes = frame_bytes.max(16);
    if content.len() > MOST_TRANSFERRED {
        return Err(too_large(content.len() / frame_bytes));
    }
    let sum = Sha256::digest(content);
    let mut sent = sum.to_vec();
    sent.extend(compress_to_vec(content, EFFORT));
    let transfer = short(&sum);
    let payloads: Vec<&[u8]> = sent.chunks(frame_bytes).collect();
    let count = payloads.len();
    if count > MOST_FRAMES {
        return Err(too_large(count));
    }
    let frame = |(index, payload): (usize, &&[u8])| {
        let number = index.saturating_add(1);
        let payload = BASE32_NOPAD.encode(payload);
        let frame = format!("{MARK}:{transfer}:{number}/{count}:{payload}");
        let check = short(&Sha256::digest(frame.as_bytes()));
        format!("{frame}:{check}")
    };
    Ok(payloads.iter().enumerate().map(frame).collect())
}

/// Eight letters and digits: the first 40 bits.
fn short(sum: &[u8]) -> String {
    BASE32_NOPAD.encode(sum).chars().take(8).collect()
}

/// The content that `frames` come to, in whatever order and however often.
///
/// # Errors
/// The first frame that does not belong, or what is missing.
pub fn from_frames<'a>(frames: impl IntoIterator<Item = &'a str>) -> Result<Vec<u8>, Fault> {
    let mut transfer = Transfer::new();
    for frame in frames {
        transfer.take(frame)?;
    }
    transfer.content()
}

/// A transfer that is being received. What was taken stays, so it can be gone on with at any time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transfer {
    name: Option<(String, u16)>,
    payloads: BTreeMap<u16, Vec<u8>>,
}

/// What a frame that belongs has brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Something new.
    New,
    /// What was there already.
    Again,
}

impl Transfer {
    /// One of which nothing was received.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes what was scanned. A frame that does not belong changes nothing.
    ///
    /// # Errors
    /// When it is no frame, was read wrongly, or is of another transfer than the first one taken.
    pub fn take(&mut self, scanned: &str) -> Result<Taken, Fault> {
        let frame = Frame::read(scanned.trim())?;
        let name = (frame.transfer.to_string(), frame.count);
        match &self.name {
            Some(begun) if *begun != name => {
                let (expected, found) = (begun.0.clone(), name.0);
                return Err(Fault::FrameOfAnother { expected, found });
            }
            Some(_) => {}
            None => self.name = Some(name),
        }
        let is_new = self.payloads.insert(frame.number, frame.payload).is_none();
        Ok(if is_new { Taken::New } else { Taken::Again })
    }

    /// How many frames were received, and how many there are; nothing before the first.
    pub fn progress(&self) -> Option<(usize, usize)> {
        let (_, count) = self.name.as_ref()?;
        Some((self.payloads.len(), usize::from(*count)))
    }

    /// The numbers of the frames that are missing, from 1; none before the first was taken.
    pub fn missing(&self) -> Vec<u16> {
        let count = self.name.as_ref().map_or(0, |(_, count)| *count);
        (1..=count).filter(|number| !self.payloads.contains_key(number)).collect()
    }

    /// What was sent.
    ///
    /// # Errors
    /// When frames are missing, or what they come to is not what was sent.
    pub fn content(&self) -> Result<Vec<u8>, Fault> {
        let missing = self.missing();
        if self.name.is_none() || !missing.is_empty() {
            return Err(Fault::TransferIncomplete { missing });
        }
        let sent: Vec<u8> = self.payloads.values().flatten().copied().collect();
        let (sum, packed) = sent.split_at_checked(SUM).ok_or(Fault::TransferDamaged {})?;
        let content = decompress_to_vec_with_limit(packed, MOST_TRANSFERRED)
            .map_err(|_| Fault::TransferDamaged {})?;
        let is_whole = Sha256::digest(&content).as_slice() == sum;
        if is_whole { Ok(content) } else { Err(Fault::TransferDamaged {}) }
    }
}

struct Frame<'a> {
    transfer: &'a str,
    number: u16,
    count: u16,
    payload: Vec<u8>,
}

impl<'a> Frame<'a> {
    fn read(text: &'a str) -> Result<Self, Fault> {
        let (frame, check) = text.rsplit_once(':').ok_or(Fault::NotAFrame {})?;
        let parts: Vec<&str> = frame.split(':').collect();
        let [MARK, transfer, numbers, payload] = parts.as_slice() else {
            return Err(Fault::NotAFrame {});
        };
        if short(&Sha256::digest(frame.as_bytes())) != check {
            return Err(Fault::FrameDamaged {});
        }
        let number = |text: &str| text.parse::<u16>().map_err(|_| Fault::NotAFrame {});
        let (one, count) = numbers.split_once('/').ok_or(Fault::NotAFrame {})?;
        let (one, count) = (number(one)?, number(count)?);
        if one == 0 || one > count || usize::from(count) > MOST_FRAMES {
            return Err(Fault::NotAFrame {});
        }
        let payload =
            BASE32_NOPAD.decode(payload.as_bytes()).map_err(|_| Fault::FrameDamaged {})?;
        Ok(Self { transfer, number: one, count, payload })
    }
}
