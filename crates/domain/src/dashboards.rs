//! The overview: of which tiles it is made, and in which order somebody sees them.

crate::words! {
    /// A part of the overview that stands for itself.
    pub enum Tile {
        Totals = "totals",
        Gaps = "gaps",
        Annotations = "annotations",
        ChartDirections = "chart-directions",
        ChartHosts = "chart-hosts",
        /// What became of mails, over time and in all.
        ChartOutcomes = "chart-outcomes",
        Outcomes = "outcomes",
        Directions = "directions",
        Hosts = "hosts",
        Senders = "senders",
        Recipients = "recipients",
        Clients = "clients",
        Users = "users",
        /// How much, and what share came encrypted and signed in.
        Mail = "mail",
        /// How long deliveries took.
        Wait = "wait",
        DeferredReasons = "deferred-reasons",
        DeferredDomains = "deferred-domains",
        RejectedReasons = "rejected-reasons",
        BouncedReasons = "bounced-reasons",
    }
}

crate::words! {
    /// What is done to a tile; `usual` forgets all that was chosen.
    pub enum Arrange { Up = "up", Down = "down", Hide = "hide", Show = "show", Usual = "usual" }
}

/// Every tile in its order, and whether it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout(Vec<(Tile, bool)>);

impl Default for Layout {
    fn default() -> Self {
        Self(Tile::ALL.iter().map(|tile| (*tile, true)).collect())
    }
}

impl Layout {
    /// Reads what [`Self::words`] wrote. A word that is no tile any more is left out, and a tile that came later
    /// stands at the end.
    pub fn from_words(words: &str) -> Self {
        let mut tiles: Vec<(Tile, bool)> = Vec::new();
        for word in words.split_whitespace() {
            let (word, is_shown) = word.strip_prefix('-').map_or((word, true), |word| (word, false));
            let Ok(tile) = word.parse::<Tile>() else { continue };
            if tiles.iter().all(|(other, _)| *other != tile) {
                tiles.push((tile, is_shown));
            }
        }
        let missing = Tile::ALL.iter().filter(|tile| tiles.iter().all(|(other, _)| other != *tile));
        let missing: Vec<_> = missing.map(|tile| (*tile, true)).collect();
        tiles.extend(missing);
        Self(tiles)
    }

    /// The tiles with a space between them, those that are hidden behind a minus sign.
    pub fn words(&self) -> String {
        let words: Vec<String> = self
            .0
            .iter()
            .map(|(tile, is_shown)| if *is_shown { tile.to_string() } else { format!("-{tile}") })
            .collect();
        words.join(" ")
    }

    /// These in their order, and all others hidden behind them.
    pub fn of_shown(shown: &[Tile]) -> Self {
        let mut tiles: Vec<(Tile, bool)> = Vec::new();
        for (tile, is_shown) in
            shown.iter().map(|tile| (*tile, true)).chain(Tile::ALL.iter().map(|tile| (*tile, false)))
        {
            if tiles.iter().all(|(other, _)| *other != tile) {
                tiles.push((tile, is_shown));
            }
        }
        Self(tiles)
    }

    pub fn tiles(&self) -> &[(Tile, bool)] {
        &self.0
    }

    pub fn shown(&self) -> impl Iterator<Item = Tile> {
        self.0.iter().filter(|(_, is_shown)| *is_shown).map(|(tile, _)| *tile)
    }

    /// The same with one tile moved, hidden or shown. At an end nothing moves.
    #[must_use]
    pub fn arranged(mut self, tile: Tile, how: Arrange) -> Self {
        let Some(place) = self.0.iter().position(|(other, _)| *other == tile) else { return self };
        match how {
            Arrange::Up if place > 0 => self.0.swap(place, place - 1),
            Arrange::Down if place + 1 < self.0.len() => self.0.swap(place, place + 1),
            Arrange::Hide => self.0[place].1 = false,
            Arrange::Show => self.0[place].1 = true,
            Arrange::Usual => return Self::default(),
            Arrange::Up | Arrange::Down => {}
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layout_is_read_as_it_was_written_and_takes_what_came_later() {
        let layout = Layout::default().arranged(Tile::Gaps, Arrange::Up).arranged(Tile::Hosts, Arrange::Hide);
        assert_eq!(layout.tiles()[0], (Tile::Gaps, true));
        assert!(layout.shown().all(|tile| tile != Tile::Hosts));
        assert_eq!(Layout::from_words(&layout.words()), layout);
        let older = Layout::from_words("clients -totals clients no-such-tile");
        assert_eq!(older.tiles()[..2], [(Tile::Clients, true), (Tile::Totals, false)]);
        assert_eq!(older.tiles().len(), Tile::ALL.len());
        assert_eq!(Layout::from_words(""), Layout::default());
    }

    #[test]
    fn what_is_not_among_those_shown_is_hidden() {
        let layout = Layout::of_shown(&[Tile::Hosts, Tile::Totals, Tile::Hosts]);
        assert_eq!(layout.shown().collect::<Vec<_>>(), [Tile::Hosts, Tile::Totals]);
        assert_eq!(layout.tiles().len(), Tile::ALL.len());
    }

    #[test]
    fn a_tile_at_an_end_stays_there() {
        let (first, last) = (Tile::ALL[0], Tile::ALL[Tile::ALL.len() - 1]);
        let layout = Layout::default().arranged(first, Arrange::Up).arranged(last, Arrange::Down);
        assert_eq!(layout, Layout::default());
        assert_eq!(layout.arranged(first, Arrange::Hide).arranged(last, Arrange::Usual), Layout::default());
    }
}
