//! `pack`, `verify`, `unpack`, `sign` and `key`: packages and what signs them.

mod files;
mod pack;

use std::ffi::OsString;

use jiangxing_package::key::Holder;
use jiangxing_package::{
    Expected, Fault, Key, PublicKey, Statement, contents, differences, limit, open, sign, verify,
};
use jiangxing_text::Language;

use super::Outcome;
use crate::arguments::{Format, OfPackage, Packing, Request};
use crate::screen::Screen;
use crate::show::{self, Looked};
use crate::source;

/// Does what is asked of a package or a key.
pub(super) fn package(wanted: &OfPackage, request: &Request, screen: &mut Screen) -> Outcome {
    let done = match wanted {
        OfPackage::Pack { rubric, assessments, with } => {
            pack::pack(rubric, assessments, with, request, screen)
        }
        OfPackage::Verify { package, with } => verified(package, with, request, screen),
        OfPackage::Unpack { package, folder } => unpack(package, folder, request, screen),
        OfPackage::Sign { package, key, with } => signed(package, key, with, request, screen),
        OfPackage::NewKey { name, file, with } => new_key(name, file, with, request, screen),
        OfPackage::ShowKey { file } => show_key(file, request, screen),
    };
    done.unwrap_or_else(|outcome| outcome)
}

/// The bytes of a package, one more than there may be at most; otherwise it has been said why not.
fn bytes(path: &OsString, l: Language, screen: &mut Screen) -> Result<Vec<u8>, Outcome> {
    let most = u64::try_from(limit::MOST_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    source::bytes(path, most, l).map_err(|sentence| {
        screen.complain(&sentence);
        Outcome::Unreadable
    })
}

/// Says what is wrong with a file.
fn complain(file: &OsString, faults: &[Fault], l: Language, screen: &mut Screen) -> Outcome {
    screen.complain_in(&show::package_faults(&source::called(file, l), faults, l));
    Outcome::Found
}

fn public_keys(
    files: &[OsString],
    l: Language,
    screen: &mut Screen,
) -> Result<Vec<PublicKey>, Outcome> {
    let mut read = |file: &OsString| {
        let text = super::readable(file, l, screen)?.text;
        PublicKey::read(&text).map_err(|fault| {
            complain(file, &[fault], l, screen);
            Outcome::Unreadable
        })
    };
    files.iter().map(&mut read).collect()
}

fn verified(
    path: &OsString,
    with: &Packing,
    request: &Request,
    screen: &mut Screen,
) -> Result<Outcome, Outcome> {
    let l = request.language;
    let bytes = bytes(path, l, screen)?;
    let keys = public_keys(&with.keys, l, screen)?;
    let before = with.against.as_ref().map(|path| (path, self::bytes(path, l, screen)));
    let before = match before {
        Some((path, bytes)) => Some((path, bytes?)),
        None => None,
    };
    let expected = Expected { identity: with.identity.as_deref(), keys: &keys };
    let verification = verify(&bytes, expected);
    let opened = open(&bytes).ok();
    let rated = opened.as_ref().map(contents::rated).unwrap_or_default();
    let differences = match (&before, &opened) {
        (Some((path, before)), Some(now)) => {
            let before = open(before).map_err(|faults| complain(path, &faults, l, screen))?;
            Some(differences(&before.manifest, &now.manifest))
        }
        (_, _) => None,
    };
    let file = source::called(path, l);
    let looked = Looked { file, verification, rated, differences };
    match request.format {
        Format::Json => show::json(&show::verified_json(&looked, l), screen),
        Format::Text => {
            show::verified(&looked, l).iter().for_each(|line| screen.line(line));
        }
    }
    Ok(if looked.is_in_order() { Outcome::Done } else { Outcome::Found })
}

fn unpack(
    path: &OsString,
    folder: &OsString,
    request: &Request,
    screen: &mut Screen,
) -> Result<Outcome, Outcome> {
    let l = request.language;
    let bytes = bytes(path, l, screen)?;
    let opened = open(&bytes).map_err(|faults| complain(path, &faults, l, screen))?;
    files::unpacked(&opened, folder, l).map_err(|sentence| {
        screen.complain(&sentence);
        Outcome::Unreadable
    })?;
    show::contents_of(&opened, l).iter().for_each(|line| screen.line(line));
    Ok(Outcome::Done)
}

fn signed(
    path: &OsString,
    key: &OsString,
    with: &Packing,
    request: &Request,
    screen: &mut Screen,
) -> Result<Outcome, Outcome> {
    let l = request.language;
    let text = super::readable(key, l, screen)?.text;
    let signs = Key::read(&text).map_err(|fault| {
        complain(key, &[fault], l, screen);
        Outcome::Unreadable
    })?;
    let bytes = bytes(path, l, screen)?;
    let word = |text: &Option<String>| text.clone().unwrap_or_default();
    let (date, words) = (word(&with.date), word(&with.words));
    let statement = Statement { date: &date, words: &words };
    let made =
        sign(&bytes, &signs, statement).map_err(|faults| complain(path, &faults, l, screen))?;
    let written = match &with.output {
        Some(output) => files::new_file(output, &made, l),
        None => files::replaced(path, &made, l),
    };
    written.map_err(|sentence| {
        screen.complain(&sentence);
        Outcome::Unreadable
    })?;
    let print = signs.public().fingerprint();
    screen.text(&match l {
        Language::Chinese => format!("已签名：{print}"),
        Language::English => format!("signed: {print}"),
    });
    screen.text(jiangxing_text::package::meaning(l));
    Ok(Outcome::Done)
}

fn new_key(
    name: &str,
    file: &OsString,
    with: &Packing,
    request: &Request,
    screen: &mut Screen,
) -> Result<Outcome, Outcome> {
    let l = request.language;
    let mut seed = [0; 32];
    let made = getrandom::fill(&mut seed).map_err(|error| match l {
        Language::Chinese => format!("系统不给随机数：{error}"),
        Language::English => format!("the system gives no random numbers: {error}"),
    });
    let written = made.and_then(|()| {
        let key = Key::from_seed(seed, name, with.holder.unwrap_or(Holder::Assessor));
        files::secret_file(file, key.to_text().as_bytes(), l)?;
        if let Some(public) = &with.public {
            files::new_file(public, key.public().to_text().as_bytes(), l)?;
        }
        Ok(key)
    });
    let key = written.map_err(|sentence| {
        screen.complain(&sentence);
        Outcome::Unreadable
    })?;
    screen.text(&key.public().fingerprint());
    screen.text(match l {
        Language::Chinese => "私钥文件只留在本机，不要交给别人；交给核对者的是公钥（--public）",
        Language::English => {
            "keep this file to yourself; those who verify get the public key (--public)"
        }
    });
    Ok(Outcome::Done)
}

fn show_key(file: &OsString, request: &Request, screen: &mut Screen) -> Result<Outcome, Outcome> {
    let l = request.language;
    let keys = public_keys(std::slice::from_ref(file), l, screen)?;
    for key in &keys {
        match request.format {
            Format::Json => screen.exactly(&key.to_text()),
            Format::Text => {
                let holder = jiangxing_text::package::holder(key.holder, l);
                screen.text(&format!("{holder} {}", key.name));
                screen.text(&key.fingerprint());
            }
        }
    }
    Ok(Outcome::Done)
}
