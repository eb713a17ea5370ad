//! The routes, from `data/routes.tsv`: a tree of path segments in which a literal wins over a parameter and
//! nobody goes back.

use std::collections::HashMap;
use std::sync::OnceLock;

/// One operation of one interface.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Route {
    /// The interface, `ICalendar`.
    pub(crate) interface: &'static str,
    /// The method, `getComplete`.
    pub(crate) method: &'static str,
    /// Names of the path parameters, in order.
    pub(crate) params: Vec<&'static str>,
    /// Declared type of the body, empty when there is none.
    pub(crate) body: &'static str,
    /// Declared type of the result.
    pub(crate) result: &'static str,
}

#[derive(Debug, Default)]
struct Node {
    literal: HashMap<&'static str, Self>,
    param: Option<Box<Self>>,
    verbs: HashMap<&'static str, Route>,
}

/// The routing tree.
#[derive(Debug, Default)]
pub(crate) struct Routes {
    root: Node,
}

impl Routes {
    /// The one tree of this crate.
    pub(crate) fn get() -> &'static Self {
        static ROUTES: OnceLock<Routes> = OnceLock::new();
        ROUTES.get_or_init(|| {
            let mut routes = Self::default();
            for line in include_str!("../data/routes.tsv").lines() {
                routes.add(line);
            }
            routes
        })
    }

    fn add(&mut self, line: &'static str) {
        let mut cells = line.split('\t');
        let mut cell = || cells.next().unwrap_or_default();
        let (operation, verb, path) = (cell(), cell(), cell());
        let (_, body, result) = (cell(), cell(), cell());
        let Some((interface, method)) = operation.split_once('.') else { return };
        let (mut node, mut params) = (&mut self.root, Vec::new());
        for segment in path.split('/').skip(1) {
            node = match segment.strip_prefix('{').and_then(|s| s.strip_suffix('}')) {
                Some(name) => {
                    params.push(name);
                    node.param.get_or_insert_default()
                }
                None => node.literal.entry(segment).or_default(),
            };
        }
        let route = Route { interface, method, params, body, result };
        node.verbs.entry(verb).or_insert(route);
    }

    /// Every route.
    #[cfg(test)]
    pub(crate) fn all(&self) -> Vec<&Route> {
        let (mut out, mut next) = (Vec::new(), vec![&self.root]);
        while let Some(node) = next.pop() {
            out.extend(node.verbs.values());
            next.extend(node.literal.values());
            next.extend(node.param.as_deref());
        }
        out
    }

    /// The route of a path below `/api`, still encoded, with its decoded parameters.
    pub(crate) fn find(&self, verb: &str, path: &str) -> Option<(&Route, Vec<String>)> {
        let (mut node, mut values) = (&self.root, Vec::new());
        for segment in path.split('/').skip(1) {
            node = match node.literal.get(segment) {
                Some(next) => next,
                None if segment.is_empty() => return None,
                None => {
                    values.push(decode(segment));
                    node.param.as_deref()?
                }
            };
        }
        node.verbs.get(verb).map(|route| (route, values))
    }
}

/// Decodes a query component: `+` is a space, and so it is in path parameters.
pub(crate) fn decode(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.as_bytes().iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'+' => out.push(b' '),
            b'%' => {
                let rest = bytes.as_slice();
                let hex = rest.get(..2).and_then(|h| std::str::from_utf8(h).ok());
                match hex.and_then(|h| u8::from_str_radix(h, 16).ok()) {
                    Some(value) => {
                        out.push(value);
                        bytes.nth(1);
                    }
                    None => out.push(b'%'),
                }
            }
            other => out.push(*other),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The members of a query string, decoded, the last of equal names winning.
pub(crate) fn query(text: &str) -> HashMap<String, String> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plus_in_a_path_is_a_space_and_percent_2b_a_plus() {
        let (route, values) =
            Routes::get().find("GET", "/calendars/a%2Fb/x+y%2Bz/complete").unwrap();
        assert_eq!((route.interface, route.method), ("ICalendar", "getComplete"));
        assert_eq!(values, ["a/b", "x y+z"]);
    }

    #[test]
    fn a_literal_wins_and_nobody_goes_back() {
        let (route, _) = Routes::get().find("PUT", "/calendars/vevent/c").unwrap();
        assert_eq!(route.interface, "IVEvent");
        assert_eq!(Routes::get().find("GET", "/calendars/vevent/_all/x/y"), None);
        assert!(Routes::get().find("GET", "/auth").is_some());
    }
}
