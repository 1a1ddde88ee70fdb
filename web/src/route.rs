//! Every address of the app, as one enum. Addresses stand behind the `#`, so the app works in any
//! folder and offline.

/// A place in the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The list of sites.
    Sites,
    /// One assessment.
    Site {
        /// Its id on this device.
        id: String,
        /// Which side of it.
        side: Side,
    },
    /// Preferences, storage, and what this is.
    Settings,
    /// An address that leads nowhere.
    NotFound,
}

/// The sides of one assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side {
    /// Who is assessed, and by whom.
    Details,
    /// The questions, where one was last.
    Assess,
    /// One question.
    Question(String),
    /// The rating, and why.
    Result,
    /// The form on paper.
    Sheet,
}

impl Route {
    /// The place that an address such as `#/site/7f3a/q/a1-1` leads to. No address is the list.
    pub fn from_address(address: &str) -> Self {
        let path = address.strip_prefix('#').unwrap_or(address);
        let steps: Vec<&str> = path.split('/').filter(|step| !step.is_empty()).collect();
        match steps.as_slice() {
            [] => Self::Sites,
            ["settings"] => Self::Settings,
            ["site", id] => Self::site(id, Side::Assess),
            ["site", id, "details"] => Self::site(id, Side::Details),
            ["site", id, "q", question] => Self::site(id, Side::Question((*question).into())),
            ["site", id, "result"] => Self::site(id, Side::Result),
            ["site", id, "sheet"] => Self::site(id, Side::Sheet),
            [..] => Self::NotFound,
        }
    }

    /// The address that leads here.
    pub fn address(&self) -> String {
        match self {
            Self::Sites | Self::NotFound => "#/".into(),
            Self::Settings => "#/settings".into(),
            Self::Site { id, side } => match side {
                Side::Details => format!("#/site/{id}/details"),
                Side::Assess => format!("#/site/{id}"),
                Side::Question(question) => format!("#/site/{id}/q/{question}"),
                Side::Result => format!("#/site/{id}/result"),
                Side::Sheet => format!("#/site/{id}/sheet"),
            },
        }
    }

    /// One side of an assessment.
    pub fn site(id: &str, side: Side) -> Self {
        Self::Site { id: id.into(), side }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_leads_back_to_its_place() {
        let sides =
            [Side::Details, Side::Assess, Side::Question("a1-1".into()), Side::Result, Side::Sheet];
        let mut routes = vec![Route::Sites, Route::Settings];
        routes.extend(sides.map(|side| Route::site("7f3a", side)));
        for route in routes {
            assert_eq!(Route::from_address(&route.address()), route);
        }
    }

    #[test]
    fn no_address_is_the_list_and_a_strange_one_leads_nowhere() {
        for address in ["", "#", "#/"] {
            assert_eq!(Route::from_address(address), Route::Sites);
        }
        for address in ["#/sites", "#/site", "#/site/1/2/3/4", "#anything"] {
            assert_eq!(Route::from_address(address), Route::NotFound);
        }
    }
}
