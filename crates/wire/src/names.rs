/// The names of an object's members, in a table made at compile time: a name is found by a hash and one comparison, however many
/// there are.
#[doc(hidden)]
#[expect(missing_debug_implementations, reason = "private to the macro")]
pub struct Names<K: 'static> {
    members: &'static [(&'static str, K)],
    /// Places among `members`, one up; 0 is none. A name stands at its hash, or in the next free slot after it.
    slots: [u8; SLOTS],
}

const SLOTS: usize = 256;

impl<K: Copy> Names<K> {
    /// The table of these names, of which there may be 255.
    #[must_use]
    pub const fn new(members: &'static [(&'static str, K)]) -> Self {
        assert!(members.len() < SLOTS, "too many members");
        let mut slots = [0; SLOTS];
        let mut place = 0;
        while place < members.len() {
            let mut slot = hash(members[place].0.as_bytes());
            while slots[slot as usize] != 0 {
                slot = slot.wrapping_add(1);
            }
            place += 1;
            #[expect(clippy::cast_possible_truncation, reason = "at most 255")]
            let number = place as u8;
            slots[slot as usize] = number;
        }
        Self { members, slots }
    }

    /// The member of this name.
    pub fn find(&self, name: &str) -> Option<K> {
        let mut slot = hash(name.as_bytes());
        loop {
            let place = usize::from(*self.slots.get(usize::from(slot))?);
            let (known, member) = self.members.get(place.checked_sub(1)?)?;
            if *known == name {
                return Some(*member);
            }
            slot = slot.wrapping_add(1);
        }
    }
}

/// Of the length and four of the bytes, which tell the names of the wire apart.
const fn hash(name: &[u8]) -> u8 {
    let len = name.len();
    if len == 0 {
        return 0;
    }
    let word = u32::from_le_bytes([name[0], name[len / 3], name[len / 2], name[len - 1]]);
    #[expect(clippy::cast_possible_truncation, reason = "a hash")]
    let mixed = (word ^ len as u32).wrapping_mul(0x9e37_79b1);
    (mixed >> 24) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_and_no_other() {
        static NAMES: Names<usize> = Names::new(&[
            ("a", 0),
            ("b", 1),
            ("@odata.type", 2),
            ("@odata.etag", 3),
            ("", 4),
            ("homePhones", 5),
            ("xxxxxxxxx", 6),
            ("xxxxxxxxxx", 7),
            ("é", 8),
        ]);
        for (place, (name, _)) in NAMES.members.iter().enumerate() {
            assert_eq!(NAMES.find(name), Some(place), "{name}");
        }
        for name in ["A", "c", "homePhone", "xxxxxxxyx", "xxxxxxxx", "\0", "è"] {
            assert_eq!(NAMES.find(name), None, "{name}");
        }
        assert_eq!(Names::<u8>::new(&[]).find(""), None);
    }

    #[test]
    fn a_table_may_be_full() {
        const FULL: &[(&str, u8)] = &[("same", 0); 255];
        static NAMES: Names<u8> = Names::new(FULL);
        assert_eq!(NAMES.find("same"), Some(0));
        assert_eq!(NAMES.find("none"), None);
    }
}
