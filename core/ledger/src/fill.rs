//! An assessment with accepted proposals in it: everything else stays as it was, to the character.

use nojson::{RawJson, RawJsonValue};
use serde_json::json;

use crate::written::Proposal;

/// Why nothing can be filled in: a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotFilled(pub String);

/// The assessment in `text` with `accepted` as answers, each with a note on where it is from.
///
/// `files` are the ledger's files with their digests; they become evidence. What an answer was
/// before stands in the note; its evidence is kept. Other answers are not touched. Of several
/// proposals for one ask the first is taken.
///
/// # Errors
///
/// When the text is no JSON object with `responses`.
pub fn fill(
    text: &str,
    accepted: &[Proposal],
    files: &[(String, String)],
    language: &str,
) -> Result<String, NotFilled> {
    let broken = |error: nojson::JsonParseError| NotFilled(error.to_string());
    let json = RawJson::parse(text).map_err(broken)?;
    let member = json.value().to_member("responses").and_then(|found| found.required());
    let responses = member.map_err(broken)?;
    let all: Vec<(RawJsonValue<'_, '_>, RawJsonValue<'_, '_>)> =
        responses.to_object().map_err(broken)?.collect();
    let mut edits: Vec<(usize, usize, String)> = Vec::new();
    let mut added: Vec<String> = Vec::new();
    let mut done: Vec<&str> = Vec::new();
    for proposal in accepted {
        if done.contains(&proposal.ask.as_str()) {
            continue;
        }
        done.push(&proposal.ask);
        let is_it = |(key, _): &&(RawJsonValue<'_, '_>, RawJsonValue<'_, '_>)| {
            key.to_unquoted_string_str().is_ok_and(|key| key == proposal.ask.as_str())
        };
        let before = all.iter().find(is_it).map(|(_, response)| *response);
        let response = response(proposal, before, files, language);
        match before {
            Some(before) => {
                let start = before.position();
                let end = start.saturating_add(before.as_raw_str().len());
                edits.push((start, end, response));
            }
            None => added.push(format!("{}: {response}", json!(proposal.ask))),
        }
    }
    if !added.is_empty() {
        let start = responses.position().saturating_add(1);
        let comma = if all.is_empty() { "" } else { "," };
        let lines: Vec<String> = added.iter().map(|line| format!("\n    {line}")).collect();
        edits.push((start, start, format!("{}{comma}", lines.join(","))));
    }
    edits.sort_by_key(|(start, _, _)| *start);
    let (mut written, mut from) = (String::new(), 0);
    for (start, end, instead) in edits {
        written.push_str(text.get(from..start).unwrap_or_default());
        written.push_str(&instead);
        from = end;
    }
    written.push_str(text.get(from..).unwrap_or_default());
    Ok(written)
}

fn response(
    proposal: &Proposal,
    before: Option<RawJsonValue<'_, '_>>,
    files: &[(String, String)],
    language: &str,
) -> String {
    let member = |name: &str| {
        let found = before.and_then(|before| before.to_member(name).ok()?.optional());
        found.map(RawJsonValue::as_raw_str)
    };
    let (from, to) = &proposal.period;
    let (name, number) = (proposal.indicator.in_language(language), &proposal.number);
    let rows: Vec<&str> = proposal.rows.iter().take(5).map(String::as_str).collect();
    let more = if proposal.rows.len() > 5 { " …" } else { "" };
    let rows = match (rows.is_empty(), language) {
        (true, _) => String::new(),
        (false, "zh") => format!("；{}{more}", rows.join(", ")),
        (false, _) => format!("; {}{more}", rows.join(", ")),
    };
    let was = member("value").filter(|was| was != number);
    let note = match (language, was) {
        ("zh", Some(was)) => {
            format!("由培训台账得出：{name} {number}（{from} 至 {to}{rows}）。原填 {was}。")
        }
        ("zh", None) => format!("由培训台账得出：{name} {number}（{from} 至 {to}{rows}）。"),
        (_, Some(was)) => {
            format!(
                "From the training ledger: {name} {number} ({from} to {to}{rows}). Before: {was}."
            )
        }
        (_, None) => format!("From the training ledger: {name} {number} ({from} to {to}{rows})."),
    };
    let note = match before.and_then(|before| before.to_member("note").ok()?.optional()) {
        Some(old) => match old.to_unquoted_string_str() {
            Ok(old) if !old.is_empty() && !old.contains(note.as_str()) => format!("{old} {note}"),
            Ok(_) | Err(_) => note,
        },
        None => note,
    };
    let inside = |list: &str| {
        let inner = list.trim().trim_start_matches('[').trim_end_matches(']').trim().to_owned();
        Some(inner).filter(|inner| !inner.is_empty())
    };
    let shown = files
        .iter()
        .map(|(file, digest)| json!({ "title": file, "number": digest, "date": to }).to_string());
    let old = member("evidence").and_then(inside);
    let shown: Vec<String> =
        shown.filter(|each| old.as_ref().is_none_or(|old| !old.contains(each.as_str()))).collect();
    let evidence: Vec<String> = old.iter().cloned().chain(shown).collect();
    format!(
        "{{ \"value\": {number}, \"note\": {}, \"evidence\": [{}] }}",
        json!(note),
        evidence.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use jiangxing::label::Label;

    use super::*;

    #[test]
    fn only_what_is_accepted_changes() {
        let text = r#"{ "format": 1, "responses": { "hours": { "value": "0.10" }, "trained": { "value": 1600, "note": "旧" } } }"#;
        let proposal = |ask: &str| Proposal {
            ask: ask.into(),
            number: "1699".into(),
            indicator: Label::from_pairs([("zh".into(), "培训".into())]),
            period: ("2024-12-01".into(), "2025-11-30".into()),
            rows: vec!["a.csv!2-9".into()],
        };
        let files = [("a.csv".into(), "sha256:00".into())];
        let filled = fill(text, &[proposal("trained"), proposal("new")], &files, "zh").unwrap();
        let read: serde_json::Value = serde_json::from_str(&filled).unwrap();
        assert_eq!(read["responses"]["trained"]["value"], 1699);
        assert_eq!(read["responses"]["new"]["value"], 1699);
        assert_eq!(read["responses"]["trained"]["evidence"][0]["title"], "a.csv");
        let note = read["responses"]["trained"]["note"].as_str().unwrap();
        assert!(note.starts_with("旧 ") && note.contains("原填 1600"), "{note}");
        assert!(filled.contains(r#""hours": { "value": "0.10" }"#), "{filled}");
        let twice = [proposal("trained"), proposal("new"), proposal("trained")];
        assert_eq!(fill(text, &twice, &files, "zh").unwrap(), filled);
        let none = fill(text, &[], &files, "zh").unwrap();
        assert_eq!(none, text);
        assert!(fill("[]", &[], &files, "zh").is_err());
    }
}
