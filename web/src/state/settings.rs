//! What a person prefers: language, colours, size of the text, whether single keys do something.

use jiangxing_text::Language;

/// Preferences, kept on the device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The language of the interface.
    pub language: Language,
    /// Colours.
    pub theme: Theme,
    /// How large the text is.
    pub text_size: TextSize,
    /// Whether a letter or a digit alone does something.
    pub single_keys: SingleKeys,
}

/// Colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device has it.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// As much contrast as there is.
    Contrast,
}

/// How large the text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextSize {
    /// The device's own.
    #[default]
    Normal,
    /// Larger.
    Large,
    /// Larger still.
    Largest,
}

/// Whether a letter or a digit alone does something. Who speaks to a device, or whose hand
/// trembles, turns it off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SingleKeys {
    /// It does.
    #[default]
    On,
    /// It does not.
    Off,
}

impl Theme {
    /// Every theme.
    pub const ALL: [Self; 4] = [Self::Auto, Self::Light, Self::Dark, Self::Contrast];

    /// As it is written on the device, and as `data-theme` on the page.
    pub fn code(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }
}

impl TextSize {
    /// Every size.
    pub const ALL: [Self; 3] = [Self::Normal, Self::Large, Self::Largest];

    /// As it is written on the device, and as `data-text-size` on the page.
    pub fn code(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Large => "large",
            Self::Largest => "largest",
        }
    }
}

impl SingleKeys {
    /// Both.
    pub const ALL: [Self; 2] = [Self::On, Self::Off];

    /// As it is written on the device.
    pub fn code(self) -> &'static str {
        match self {
            Self::On => "keys-on",
            Self::Off => "keys-off",
        }
    }
}

impl Settings {
    /// The preferences as one line of text.
    pub fn write(self) -> String {
        let Self { language, theme, text_size, single_keys } = self;
        [language.code(), theme.code(), text_size.code(), single_keys.code()].join(" ")
    }

    /// The preferences of that line. What is not understood stays as it is in `self`.
    pub fn read(self, line: &str) -> Self {
        let mut settings = self;
        for word in line.split_whitespace() {
            if let Some(language) = Language::from_code(word) {
                settings.language = language;
            }
            if let Some(theme) = Theme::ALL.into_iter().find(|theme| theme.code() == word) {
                settings.theme = theme;
            }
            if let Some(size) = TextSize::ALL.into_iter().find(|size| size.code() == word) {
                settings.text_size = size;
            }
            if let Some(keys) = SingleKeys::ALL.into_iter().find(|keys| keys.code() == word) {
                settings.single_keys = keys;
            }
        }
        settings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        for language in Language::ALL {
            for theme in Theme::ALL {
                for text_size in TextSize::ALL {
                    for single_keys in SingleKeys::ALL {
                        let settings = Settings { language, theme, text_size, single_keys };
                        assert_eq!(Settings::default().read(&settings.write()), settings);
                    }
                }
            }
        }
    }

    #[test]
    fn a_line_from_before_there_was_a_switch_for_keys_leaves_them_on() {
        let settings = Settings::default().read("en dark large");
        assert_eq!(settings.single_keys, SingleKeys::On);
        assert_eq!((settings.language, settings.theme), (Language::English, Theme::Dark));
        assert_eq!(settings.text_size, TextSize::Large);
    }

    #[test]
    fn what_is_not_understood_changes_nothing() {
        let settings = Settings { theme: Theme::Dark, ..Settings::default() };
        assert_eq!(settings.read("tlh sepia huge"), settings);
    }
}
