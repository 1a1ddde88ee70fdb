//! Keys of a keyboard, as the browser wants them described.

use serde_json::{Value, json};

use crate::{Failure, Outcome};

/// What is held down while a key is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Nothing.
    Nothing,
    /// The Alt key.
    Alt,
    /// The Ctrl key.
    Control,
    /// The Shift key.
    Shift,
    /// Both Ctrl and Shift.
    ControlShift,
}

impl Held {
    fn bits(self) -> u8 {
        match self {
            Held::Nothing => 0,
            Held::Alt => 1,
            Held::Control => 2,
            Held::Shift => 8,
            Held::ControlShift => 10,
        }
    }

    /// Whether a letter pressed now is a command and types nothing.
    fn silences(self) -> bool {
        !matches!(self, Held::Nothing | Held::Shift)
    }
}

/// The keys with names: name, its place on the keyboard, its number, what it types.
const NAMED: [(&str, &str, u32, &str); 16] = [
    ("Tab", "Tab", 9, ""),
    ("Enter", "Enter", 13, "\r"),
    ("Escape", "Escape", 27, ""),
    (" ", "Space", 32, " "),
    ("PageUp", "PageUp", 33, ""),
    ("PageDown", "PageDown", 34, ""),
    ("End", "End", 35, ""),
    ("Home", "Home", 36, ""),
    ("ArrowLeft", "ArrowLeft", 37, ""),
    ("ArrowUp", "ArrowUp", 38, ""),
    ("ArrowRight", "ArrowRight", 39, ""),
    ("ArrowDown", "ArrowDown", 40, ""),
    ("Backspace", "Backspace", 8, ""),
    ("Delete", "Delete", 46, ""),
    ("F1", "F1", 112, ""),
    ("?", "Slash", 191, "?"),
];

/// The two events of pressing `key`: down and up.
pub(crate) fn strokes(key: &str, held: Held) -> Outcome<[Value; 2]> {
    let (code, number, text) = described(key)
        .ok_or_else(|| Failure(format!("the journeys know no key called `{key}`")))?;
    let text = if held.silences() { String::new() } else { text };
    let kind = if text.is_empty() { "rawKeyDown" } else { "keyDown" };
    let event = |kind: &str, text: &str| {
        json!({
            "type": kind, "key": key, "code": code, "text": text, "modifiers": held.bits(),
            "windowsVirtualKeyCode": number, "nativeVirtualKeyCode": number,
        })
    };
    Ok([event(kind, &text), event("keyUp", "")])
}

fn described(key: &str) -> Option<(String, u32, String)> {
    if let Some((_, code, number, text)) = NAMED.iter().find(|(name, ..)| *name == key) {
        return Some(((*code).to_owned(), *number, (*text).to_owned()));
    }
    let mut letters = key.chars();
    let (letter, None) = (letters.next()?, letters.next()) else {
        return None;
    };
    let upper = letter.to_ascii_uppercase();
    let code = match letter {
        '0'..='9' => format!("Digit{letter}"),
        'a'..='z' | 'A'..='Z' => format!("Key{upper}"),
        _ => return None,
    };
    Some((code, u32::from(upper), letter.to_string()))
}

#[cfg(test)]
mod tests {
    use super::{Held, strokes};

    #[test]
    fn a_letter_types_and_with_control_it_commands() {
        let [typed, _] = strokes("z", Held::Nothing).unwrap();
        assert_eq!((typed["type"].as_str(), typed["text"].as_str()), (Some("keyDown"), Some("z")));
        let [command, _] = strokes("z", Held::Control).unwrap();
        assert_eq!(command["type"], "rawKeyDown");
        assert_eq!(command["code"], "KeyZ");
        assert_eq!(command["modifiers"], 2);
    }

    #[test]
    fn an_unknown_key_is_named() {
        assert!(strokes("Hyper", Held::Nothing).unwrap_err().0.contains("Hyper"));
    }
}
