//! One way to read settings, for both binaries: a TOML file, then the environment, then the flags.
//!
//! Every key is flat `snake_case`. The environment variable of a key is the prefix and the key in capitals.
//! The keys are the fields of the settings struct, so there is no second list of them to forget.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, DeserializeOwned, DeserializeSeed, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

/// Why a program does not start. Every message names the setting.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingError {
    #[error("{file} is not TOML: {message}")]
    NotToml { file: String, message: String },
    #[error("{name} is not a setting{}", suggestion(.similar.as_deref()))]
    Unknown { name: String, similar: Option<String> },
    #[error("{name} is wrong: {message}")]
    Invalid { name: String, message: String },
    #[error("the setting {0} is missing")]
    Missing(String),
    #[error("{0}")]
    Other(String),
}

fn suggestion(similar: Option<&str>) -> String {
    similar.map(|name| format!(" (did you mean {name}?)")).unwrap_or_default()
}

impl de::Error for SettingError {
    fn custom<M: fmt::Display>(message: M) -> Self {
        Self::Other(message.to_string())
    }

    fn missing_field(field: &'static str) -> Self {
        Self::Missing(field.to_owned())
    }
}

/// Reads the settings struct `T`; a flag outweighs the environment, which outweighs the file.
///
/// `prefix` begins every environment variable (`PARVIS_`). `ignored` names variables, or beginnings of
/// variables, that have the prefix and are no settings of this program (`PARVIS_AGENT_`, `PARVIS_CONFIG`).
/// An ignored word that ends in `_` is a beginning. `file` is the file's name and text.
pub fn load<T: DeserializeOwned>(
    prefix: &str,
    file: Option<(&str, &str)>,
    environment: impl Iterator<Item = (String, String)>,
    ignored: &[&str],
    flags: toml::Table,
) -> Result<T, SettingError> {
    let keys = keys_of::<T>();
    let mut entries = BTreeMap::new();
    if let Some((name, text)) = file {
        read_file(name, text, keys, &mut entries)?;
    }
    read_environment(prefix, environment, ignored, keys, &mut entries)?;
    for (key, value) in flags {
        let name = format!("--{}", key.replace('_', "-"));
        if !keys.contains(&key.as_str()) {
            return Err(SettingError::Unknown { name, similar: None });
        }
        entries.insert(key, Entry { name, value: Value::Toml(value) });
    }
    T::deserialize(Settings(entries))
}

/// The names of the fields of a settings struct: what may be set.
pub fn keys_of<T: DeserializeOwned>() -> &'static [&'static str] {
    let mut keys: &'static [&'static str] = &[];
    // The probe always answers an error; what counts is that the struct told it its fields.
    let _refused = T::deserialize(FieldProbe(&mut keys));
    keys
}

fn read_file(
    file: &str,
    text: &str,
    keys: &[&str],
    entries: &mut BTreeMap<String, Entry>,
) -> Result<(), SettingError> {
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| SettingError::NotToml {
        file: file.to_owned(),
        // The whole text would quote the line, and that may hold a password.
        message: format!("{}{}", line_of(&error, text), error.message().trim_end()),
    })?;
    for (key, value) in table {
        let name = format!("{key} in {file}");
        if !keys.contains(&key.as_str()) {
            return Err(SettingError::Unknown { name, similar: nearest(&key, keys) });
        }
        entries.insert(key, Entry { name, value: Value::Toml(value) });
    }
    Ok(())
}

/// Where in the file an error is.
fn line_of(error: &toml::de::Error, text: &str) -> String {
    let Some(before) = error.span().and_then(|span| text.get(..span.start)) else { return String::new() };
    format!("line {}: ", before.matches('\n').count() + 1)
}

fn read_environment(
    prefix: &str,
    environment: impl Iterator<Item = (String, String)>,
    ignored: &[&str],
    keys: &[&str],
    entries: &mut BTreeMap<String, Entry>,
) -> Result<(), SettingError> {
    let is_ignored = |name: &str| {
        ignored.iter().any(|word| name == *word || (word.ends_with('_') && name.starts_with(word)))
    };
    for (name, text) in environment {
        let Some(rest) = name.strip_prefix(prefix).filter(|_| !is_ignored(&name)) else { continue };
        let key = rest.to_ascii_lowercase();
        // Only capitals count: two spellings of one variable could disagree.
        if !keys.contains(&key.as_str()) || rest.chars().any(|letter| letter.is_ascii_lowercase()) {
            let similar = nearest(&key, keys).map(|key| format!("{prefix}{}", key.to_ascii_uppercase()));
            return Err(SettingError::Unknown { name, similar });
        }
        entries.insert(key, Entry { name, value: Value::Text(text) });
    }
    Ok(())
}

/// The key that was probably meant: at most a third of its letters are wrong.
fn nearest(key: &str, keys: &[&str]) -> Option<String> {
    let (distance, nearest) = keys.iter().map(|other| (distance(key, other), *other)).min()?;
    (distance * 3 <= nearest.len().max(3)).then(|| nearest.to_owned())
}

/// How many letters must be put in, taken out or changed to make one word of the other.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in right.iter().enumerate() {
            let changed = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[right.len()]
}

/// A value and where it came from, as its owner knows the place.
struct Entry {
    name: String,
    value: Value,
}

enum Value {
    Toml(toml::Value),
    /// Text of the environment: it becomes whatever the struct wants.
    Text(String),
}

struct Settings(BTreeMap<String, Entry>);

impl<'de> de::Deserializer<'de> for Settings {
    type Error = SettingError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SettingError> {
        visitor.visit_map(Entries { rest: self.0.into_iter(), next: None })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct Entries {
    rest: std::collections::btree_map::IntoIter<String, Entry>,
    next: Option<Entry>,
}

impl<'de> de::MapAccess<'de> for Entries {
    type Error = SettingError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, SettingError> {
        let Some((key, entry)) = self.rest.next() else { return Ok(None) };
        self.next = Some(entry);
        seed.deserialize(key.into_deserializer()).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, SettingError> {
        let Some(Entry { name, value }) = self.next.take() else {
            return Err(de::Error::custom("a value was asked for before its key"));
        };
        let result = match value {
            Value::Toml(value) => seed.deserialize(value).map_err(|error| error.message().to_owned()),
            Value::Text(text) => seed.deserialize(Text(text)).map_err(|error| error.to_string()),
        };
        result.map_err(|message| SettingError::Invalid { name, message })
    }
}

/// Text that is read as whatever type is wanted; a list is cut at its commas.
struct Text(String);

macro_rules! read_as {
    ($($method:ident $visit:ident $type:ty),+ $(,)?) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SettingError> {
            match self.0.trim().parse::<$type>() {
                Ok(value) => visitor.$visit(value),
                // The visitor's own words say what it expected.
                Err(_) => visitor.visit_str(&self.0),
            }
        })+
    };
}

impl<'de> de::Deserializer<'de> for Text {
    type Error = SettingError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SettingError> {
        visitor.visit_string(self.0)
    }

    read_as! {
        deserialize_bool visit_bool bool,
        deserialize_i8 visit_i64 i64,
        deserialize_i16 visit_i64 i64,
        deserialize_i32 visit_i64 i64,
        deserialize_i64 visit_i64 i64,
        deserialize_u8 visit_u64 u64,
        deserialize_u16 visit_u64 u64,
        deserialize_u32 visit_u64 u64,
        deserialize_u64 visit_u64 u64,
        deserialize_f32 visit_f64 f64,
        deserialize_f64 visit_f64 f64,
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SettingError> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, SettingError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SettingError> {
        let words: Vec<Text> = self
            .0
            .split(',')
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .map(|word| Text(word.to_owned()))
            .collect();
        visitor.visit_seq(de::value::SeqDeserializer::new(words.into_iter()))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, SettingError> {
        visitor.visit_enum(self.0.into_deserializer())
    }

    forward_to_deserialize_any! {
        i128 u128 char str string bytes byte_buf unit unit_struct tuple tuple_struct map struct identifier ignored_any
    }
}

impl IntoDeserializer<'_, SettingError> for Text {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// Learns the field names of a struct by being asked to fill it.
struct FieldProbe<'a>(&'a mut &'static [&'static str]);

impl<'de> de::Deserializer<'de> for FieldProbe<'_> {
    type Error = SettingError;

    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, SettingError> {
        Err(de::Error::custom("settings must be a struct with named fields"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        _visitor: V,
    ) -> Result<V::Value, SettingError> {
        *self.0 = fields;
        Err(de::Error::custom("only asked for the names"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Example {
        listen: Vec<String>,
        database_url: Option<String>,
        workers: u16,
        secure: bool,
        level: Level,
    }

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Level {
        #[default]
        Info,
        Warn,
    }

    fn read(file: &str, environment: &[(&str, &str)], flags: &str) -> Result<Example, SettingError> {
        let environment = environment.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        let ignored = ["PARVIS_AGENT_", "PARVIS_CONFIG"];
        load("PARVIS_", Some(("parvis.toml", file)), environment, &ignored, flags.parse().unwrap())
    }

    fn refusal(file: &str, environment: &[(&str, &str)]) -> String {
        read(file, environment, "").unwrap_err().to_string()
    }

    #[test]
    fn a_flag_outweighs_the_environment_which_outweighs_the_file() {
        let file = "workers = 1\nsecure = true\ndatabase_url = 'file'\nlevel = 'warn'";
        let environment = [("PARVIS_WORKERS", "2"), ("PARVIS_DATABASE_URL", "environment"), ("HOME", "/")];
        let example = read(file, &environment, "database_url = 'flag'").unwrap();
        assert_eq!(example.workers, 2);
        assert!(example.secure);
        assert_eq!(example.database_url.as_deref(), Some("flag"));
        assert_eq!(example.level, Level::Warn);
    }

    #[test]
    fn the_environment_becomes_what_the_struct_wants() {
        let environment = [
            ("PARVIS_DATABASE_URL", "123"),
            ("PARVIS_WORKERS", " 7"),
            ("PARVIS_SECURE", "true"),
            ("PARVIS_LISTEN", "a:1, b:2"),
            ("PARVIS_LEVEL", "warn"),
        ];
        let wanted = Example {
            listen: vec!["a:1".to_owned(), "b:2".to_owned()],
            database_url: Some("123".to_owned()),
            workers: 7,
            secure: true,
            level: Level::Warn,
        };
        assert_eq!(read("", &environment, "").unwrap(), wanted);
    }

    #[test]
    fn ignored_variables_are_left_alone() {
        let environment = [("PARVIS_AGENT_SPOOL", "x"), ("PARVIS_CONFIG", "y")];
        assert_eq!(read("", &environment, "").unwrap(), Example::default());
    }

    #[test]
    fn an_unknown_name_is_named_with_what_was_probably_meant() {
        let near = refusal("", &[("PARVIS_LISTENS", "x")]);
        assert_eq!(near, "PARVIS_LISTENS is not a setting (did you mean PARVIS_LISTEN?)");
        assert_eq!(refusal("", &[("PARVIS_COLOUR", "x")]), "PARVIS_COLOUR is not a setting");
        let in_file = refusal("worker = 1", &[]);
        assert_eq!(in_file, "worker in parvis.toml is not a setting (did you mean workers?)");
    }

    #[test]
    fn a_bad_value_is_named_with_what_is_expected() {
        let text = refusal("", &[("PARVIS_WORKERS", "many")]);
        assert_eq!(text, "PARVIS_WORKERS is wrong: invalid type: string \"many\", expected u16");
        let large = refusal("", &[("PARVIS_WORKERS", "70000")]);
        assert_eq!(large, "PARVIS_WORKERS is wrong: invalid value: integer `70000`, expected u16");
        assert!(refusal("secure = 1", &[]).starts_with("secure in parvis.toml is wrong: invalid type"));
        let word = refusal("", &[("PARVIS_LEVEL", "loud")]);
        assert_eq!(word, "PARVIS_LEVEL is wrong: unknown variant `loud`, expected `info` or `warn`");
        assert!(refusal("listen = [", &[]).starts_with("parvis.toml is not TOML"));
    }

    #[test]
    fn a_missing_setting_is_named() {
        #[derive(Debug, Deserialize)]
        struct Needy {
            #[expect(dead_code, reason = "only its absence matters")]
            server: String,
        }
        let error = load::<Needy>("X_", None, std::iter::empty(), &[], toml::Table::new()).unwrap_err();
        assert_eq!(error, SettingError::Missing("server".to_owned()));
    }
}
