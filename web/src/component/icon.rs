//! Small drawings beside words. They carry no meaning of their own and are not read out.

use yew::prelude::*;

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawing {
    /// An arrow to the left.
    Back,
    /// An arrow to the right.
    Forward,
    /// An arrow that turns back.
    Undo,
    /// An arrow that turns forward.
    Redo,
    /// A tick.
    Tick,
    /// A cross.
    Cross,
    /// A clock: to be settled.
    Clock,
    /// A bar: left out.
    Dash,
    /// A triangle with a stroke.
    Heed,
    /// A plus.
    Plus,
    /// A magnifying glass.
    Search,
    /// Two sheets.
    Copy,
    /// A bin.
    Bin,
    /// An arrow into a tray.
    Import,
    /// An arrow out of a tray.
    Export,
    /// A printer.
    Printer,
    /// Sliders.
    Settings,
    /// Rows.
    Rows,
    /// A jump over a dot.
    Jump,
    /// Keys.
    Keyboard,
    /// Three dots.
    More,
    /// A pencil.
    Pencil,
    /// Bars of a chart.
    Chart,
    /// A lock.
    Lock,
}

impl Drawing {
    fn path(self) -> &'static str {
        match self {
            Self::Back => "M15 5l-7 7 7 7",
            Self::Forward => "M9 5l7 7-7 7",
            Self::Undo => "M8 5L4 9l4 4M4 9h10a6 6 0 0 1 0 12h-4",
            Self::Redo => "M16 5l4 4-4 4M20 9H10a6 6 0 0 0 0 12h4",
            Self::Tick => "M5 12.5l5 5L19.5 7",
            Self::Cross => "M6 6l12 12M18 6L6 18",
            Self::Clock => "M12 3.5a8.5 8.5 0 1 0 .01 0M12 7.5V12l3.5 2",
            Self::Dash => "M5 12h14",
            Self::Heed => "M12 4L2.8 20h18.4L12 4M12 10v4.5M12 17.2v.3",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Search => "M10.5 4a6.5 6.5 0 1 0 .01 0M15.5 15.5L20.5 20.5",
            Self::Copy => "M9 9h11v12H9zM15 9V3H4v12h5",
            Self::Bin => "M4 7h16M9 7V4h6v3M6 7l1 14h10l1-14M10 11v6M14 11v6",
            Self::Import => "M12 3v12M7.5 10.5L12 15l4.5-4.5M4 15v5h16v-5",
            Self::Export => "M12 15V3M7.5 7.5L12 3l4.5 4.5M4 15v5h16v-5",
            Self::Printer => "M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z",
            Self::Settings => {
                "M4 7h9M17 7h3M15 4.5v5M4 12h3M11 12h9M9 9.5v5M4 17h10M18 17h2M16 14.5v5"
            }
            Self::Rows => "M4 6h16M4 12h16M4 18h16",
            Self::Jump => "M4 15a8 8 0 0 1 14-4M18.5 5.5V11H13M12 19v.01",
            Self::Keyboard => "M3 6h18v12H3zM7 10v.01M11 10v.01M15 10v.01M17.5 10v.01M8 14h8",
            Self::More => "M5 12v.01M12 12v.01M19 12v.01",
            Self::Pencil => "M4 20l1-5L16 4l4 4L9 19zM13.5 6.5l4 4",
            Self::Chart => "M4 20h16M7 17v-6M12 17V5M17 17v-9",
            Self::Lock => "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
        }
    }
}

/// A small drawing in the colour of the words beside it, sized for a button.
pub fn icon(drawing: Drawing) -> Html {
    icon_in("button__icon", drawing)
}

/// A small drawing in the colour of the words beside it, sized by its class.
pub fn icon_in(class: &'static str, drawing: Drawing) -> Html {
    html! {
        <svg {class} viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"
            stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">
            <path d={drawing.path()} />
        </svg>
    }
}
