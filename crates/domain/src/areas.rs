//! What exists, said once: the pages and files with their addresses, what people can do on them, what programs can
//! ask for, and the notices after a success; with what each takes and what it is called.
//!
//! The layers above answer each with a `match` that must be complete. The router, the rail, the access matrix, the
//! names in metrics and what the tests visit are read from here. Texts stand in functions, not in tables: what a
//! page in the browser does not ask for does not travel.

mod actions;
mod files;
mod notices;
mod routes;

pub use self::{actions::Action, files::File, notices::Notice, routes::Route};
use crate::{
    operators::{Operate, OperatorPermission},
    permission::{May, Permission},
};

/// What something takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    Anyone,
    /// Somebody who is signed in.
    Person,
    /// A member of the space, in whatever role.
    Member,
    Permission(Permission),
    /// An operator whose role holds it.
    Operator(OperatorPermission),
}

impl Takes {
    const fn of<P: May>() -> Self {
        Self::Permission(P::PERMISSION)
    }

    const fn of_operator<P: Operate>() -> Self {
        Self::Operator(P::PERMISSION)
    }

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Anyone => "anyone",
            Self::Person => "person",
            Self::Member => "member",
            Self::Permission(permission) => permission.as_str(),
            Self::Operator(permission) => permission.as_str(),
        }
    }
}

/// What is written where something is declared: a kind of asker, or work under a permission.
macro_rules! takes {
    (anyone) => {
        $crate::areas::Takes::Anyone
    };
    (person) => {
        $crate::areas::Takes::Person
    };
    (member) => {
        $crate::areas::Takes::Member
    };
    (operator $may:ident) => {
        $crate::areas::Takes::of_operator::<$crate::operators::$may>()
    };
    ($may:ident) => {
        $crate::areas::Takes::of::<$crate::permission::$may>()
    };
}
use takes;

/// The slug of the space that an address is of, whether there is such a page or not.
pub fn slug_of(path: &str) -> Option<&str> {
    let mut parts = path.strip_prefix('/')?.split('/');
    matches!(parts.next(), Some("t" | "open")).then(|| parts.next()).flatten()
}

/// Whether what is written there asks for a fresh proof by itself.
macro_rules! is_step_up {
    (anyone) => {
        false
    };
    (person) => {
        false
    };
    (member) => {
        false
    };
    (operator $may:ident) => {
        <$crate::operators::$may as $crate::operators::Operate>::STEP_UP
    };
    ($may:ident) => {
        <$crate::permission::$may as $crate::permission::May>::STEP_UP
    };
}
use is_step_up;

/// The values in an address where `pattern` has `{names}`, if it is one of that pattern. No address has more
/// than three.
fn values<'a>(pattern: &str, path: &'a str) -> Option<[&'a str; 3]> {
    let (mut own, mut given) = (pattern.split('/'), path.trim_end_matches('/').split('/'));
    let (mut found, mut count) = ([""; 3], 0);
    // The start page is the one whose address ends behind its first stroke.
    if pattern == "/" {
        return path.trim_end_matches('/').is_empty().then_some(found);
    }
    loop {
        match (own.next(), given.next()) {
            (None, None) => return Some(found),
            (Some(own), Some(given)) if own.starts_with('{') && !given.is_empty() => {
                *found.get_mut(count)? = given;
                count += 1;
            }
            (Some(own), Some(given)) if own == given => {}
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_by_its_pattern() {
        fn found(path: &str) -> Option<(&str, [&str; 3])> {
            Route::find(path).map(|(route, values)| (route.as_str(), values))
        }
        for route in Route::ALL {
            let plain = route.as_str().replace(['{', '}'], "");
            assert_eq!(found(&plain).map(|(name, _)| name), Some(route.as_str()));
            assert_eq!(found(&format!("{plain}/")).map(|(name, _)| name), Some(route.as_str()));
        }
        let open = ["acme", "grafana", "hosts"];
        assert_eq!(found("/open/acme/grafana/hosts"), Some(("/open/{slug}/{target}/{view}", open)));
        assert_eq!(found("/t/acme/team/roles"), Some(("/t/{slug}/team/roles", ["acme", "", ""])));
        assert_eq!(found("/t/acme/team/acc_1/"), Some(("/t/{slug}/team/{id}", ["acme", "acc_1", ""])));
        for nothing in ["/nothing", "/t/acme/nothing", "/t//team", "/t", "/t/acme/team/a/b", "x"] {
            assert_eq!(found(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn every_page_of_the_rail_is_one_of_a_space() {
        for route in Route::RAIL.iter().map(|(route, _)| route).chain(Route::TABS) {
            assert!(matches!(route.takes(), Takes::Permission(_) | Takes::Member), "{route}");
            assert_eq!(Route::find(&route.of_space("acme")).map(|(found, _)| found), Some(*route));
        }
        assert_eq!(Route::Environments.rail_entry(), Some(Route::Settings));
        assert_eq!(Route::Member.rail_entry(), Some(Route::Team));
        assert_eq!(Route::Overview.rail_entry(), Some(Route::Overview));
        assert_eq!(Route::Why.rail_entry(), None);
    }

    #[test]
    fn every_page_of_a_space_is_led_to() {
        // The ways to these stand on other pages: on the team, where something is refused, on the settings.
        let led_to = [Route::Leave, Route::Why, Route::Closing, Route::Open];
        for route in Route::ALL.iter().filter(|route| !led_to.contains(route)) {
            let is_led_to = match route.as_str().split('/').skip(3).collect::<Vec<_>>()[..] {
                [_] => Route::RAIL.iter().any(|(entry, _)| entry == route),
                ["settings", page] if !page.starts_with('{') => Route::TABS.contains(route),
                _ => true,
            };
            assert!(is_led_to || !route.is_of_space(), "{route} is in neither Route::RAIL nor Route::TABS");
        }
    }

    #[test]
    fn every_page_of_the_console_takes_an_operator_and_is_led_to() {
        for route in Route::ALL {
            assert_eq!(matches!(route.takes(), Takes::Operator(_)), route.is_of_console(), "{route}");
            assert_eq!(route.console_entry().is_some(), route.is_of_console(), "{route}");
        }
    }

    #[test]
    fn no_name_is_given_twice() {
        let mut names: Vec<&str> = Route::ALL.iter().map(|route| route.as_str()).collect();
        names.extend(File::ALL.iter().map(|file| file.as_str()));
        names.extend(Action::ALL.iter().map(|action| action.as_str()));
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
