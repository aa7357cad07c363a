//! The tenant's name in its address: `/t/{slug}`.

use crate::error::Problem;

pub const MIN: usize = 3;
pub const MAX: usize = 40;

/// Words that would mislead as somebody's space.
const RESERVED: &[&str] = &[
    "admin", "api", "operator", "parvis", "root", "support", "system", "www", "new", "settings", "security",
];

/// Proposes a slug for a space name: letters without accents, digits, single hyphens.
pub fn propose(space: &str) -> String {
    let mut slug = String::new();
    for letter in space.chars().flat_map(plain) {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= MAX {
            break;
        }
    }
    let slug = slug.trim_end_matches('-').to_owned();
    if slug.len() < MIN || RESERVED.contains(&slug.as_str()) {
        let joined = if slug.is_empty() { "space".to_owned() } else { format!("{slug}-space") };
        return joined;
    }
    slug
}

/// Checks a slug that somebody typed.
pub fn check(slug: &str) -> Result<(), Problem> {
    if slug.is_empty() {
        return Err(Problem::Required);
    }
    if slug.len() < MIN {
        return Err(Problem::TooShort { min: MIN as i64 });
    }
    if slug.len() > MAX {
        return Err(Problem::TooLong { max: MAX as i64 });
    }
    let well_formed =
        slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            && !slug.starts_with('-')
            && !slug.ends_with('-')
            && !slug.contains("--");
    if !well_formed {
        return Err(SlugProblem::NotASlug.into());
    }
    if RESERVED.contains(&slug) {
        return Err(SlugProblem::Reserved.into());
    }
    Ok(())
}

/// The letters a Latin letter with an accent or a ligature is usually written with.
pub(crate) fn plain(letter: char) -> Vec<char> {
    let text = match letter {
        'à' | 'á' | 'â' | 'ä' | 'ã' | 'å' | 'À' | 'Á' | 'Â' | 'Ä' | 'Ã' | 'Å' => "a",
        'ç' | 'Ç' => "c",
        'è' | 'é' | 'ê' | 'ë' | 'È' | 'É' | 'Ê' | 'Ë' => "e",
        'ì' | 'í' | 'î' | 'ï' | 'Ì' | 'Í' | 'Î' | 'Ï' => "i",
        'ñ' | 'Ñ' => "n",
        'ò' | 'ó' | 'ô' | 'ö' | 'õ' | 'ø' | 'Ò' | 'Ó' | 'Ô' | 'Ö' | 'Õ' | 'Ø' => "o",
        'ù' | 'ú' | 'û' | 'ü' | 'Ù' | 'Ú' | 'Û' | 'Ü' => "u",
        'ÿ' | 'ý' | 'Ý' => "y",
        'œ' | 'Œ' => "oe",
        'æ' | 'Æ' => "ae",
        'ß' => "ss",
        '\'' | '’' => "-",
        other => return vec![other],
    };
    text.chars().collect()
}

crate::problems! {
    /// What is wrong with a slug.
    pub enum SlugProblem {
        NotASlug = "not-a-slug";
        Reserved = "reserved";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_french_company_name_becomes_a_readable_slug() {
        assert_eq!(propose("Brasseurs de l’Été & Cie"), "brasseurs-de-l-ete-cie");
    }

    #[test]
    fn every_proposal_passes_the_check() {
        for space in [
            "",
            "A",
            "Admin",
            "日本",
            "---",
            "a very long name that goes on and on and on and on, truly",
            "Œuvre",
        ] {
            assert_eq!(check(&propose(space)), Ok(()), "{space}: {}", propose(space));
        }
    }

    #[test]
    fn what_is_not_a_slug_says_why() {
        assert_eq!(check("ab"), Err(Problem::TooShort { min: 3 }));
        assert_eq!(check("Acme"), Err(Problem::Slug(SlugProblem::NotASlug)));
        assert_eq!(check("a--b"), Err(Problem::Slug(SlugProblem::NotASlug)));
        assert_eq!(check("admin"), Err(Problem::Slug(SlugProblem::Reserved)));
    }
}
