//! How errors are declared: one line says an error's code, its status and what the log says.

/// The errors of an area, or of all of them.
///
/// `areas` lists the enums whose errors are told as if they were this one's own. What none of them knows, because
/// a newer server says it, is kept by its code. What has a `!` and an architecture before it is not built for that.
#[macro_export]
macro_rules! errors {
    ($(#[$meta:meta])* $vis:vis enum $name:ident {
        $($(#[$vmeta:meta])* $(!$arch:literal)? $variant:ident $({ $($(#[$fmeta:meta])* $field:ident: $type:ty),+ $(,)? })?
            = $code:literal, $status:literal, $display:literal $(, $value:expr)*;)+
    }
    $(areas { $($(!$area_arch:literal)? $area:ident($inner:ty);)+ })?) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, thiserror::Error)]
        #[serde(tag = "code")]
        $vis enum $name {
            $(
                $(#[$vmeta])*
                $(#[cfg(not(target_arch = $arch))])?
                #[serde(rename = $code)]
                #[error($display $(, $value)*)]
                $variant $({ $($(#[$fmeta])* $field: $type),+ })?,
            )+
            $(
                $(
                    $(#[cfg(not(target_arch = $area_arch))])?
                    #[serde(untagged)]
                    #[error(transparent)]
                    $area(#[from] $inner),
                )+
                #[serde(untagged)]
                #[error("unknown: {code}")]
                Unknown { code: String },
            )?
        }

        impl $name {
            /// What is declared here: each code with its status.
            pub const CODES: &'static [(&'static str, u16)] = &[$(($code, $status)),+];

            /// The stable word for this error, the same in pages, REST and documentation.
            pub fn code(&self) -> &str {
                match self {
                    $($(#[cfg(not(target_arch = $arch))])? Self::$variant { .. } => $code,)+
                    $(
                        $($(#[cfg(not(target_arch = $area_arch))])? Self::$area(error) => error.code(),)+
                        Self::Unknown { code } => code,
                    )?
                }
            }

            /// The HTTP status this error travels with.
            pub const fn status(&self) -> u16 {
                match self {
                    $($(#[cfg(not(target_arch = $arch))])? Self::$variant { .. } => $status,)+
                    $(
                        $($(#[cfg(not(target_arch = $area_arch))])? Self::$area(error) => error.status(),)+
                        Self::Unknown { .. } => 500,
                    )?
                }
            }

            $(
                /// The errors of the areas: the name of each, and what it declares.
                #[cfg(not(target_arch = "wasm32"))]
                pub const AREAS: &'static [(&'static str, &'static [(&'static str, u16)])] =
                    &[$((stringify!($area), <$inner>::CODES)),+];
            )?
        }
    };
}

/// What can be wrong with one value in an area, or in all of them; as [`errors!`](crate::errors), without a status.
#[macro_export]
macro_rules! problems {
    ($(#[$meta:meta])* $vis:vis enum $name:ident {
        $($(#[$vmeta:meta])* $(!$arch:literal)? $variant:ident $({ $($(#[$fmeta:meta])* $field:ident: $type:ty),+ $(,)? })? = $code:literal;)+
    }
    $(areas { $($(!$area_arch:literal)? $area:ident($inner:ty);)+ })?) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(tag = "problem")]
        $vis enum $name {
            $(
                $(#[$vmeta])*
                $(#[cfg(not(target_arch = $arch))])?
                #[serde(rename = $code)]
                $variant $({ $($(#[$fmeta])* $field: $type),+ })?,
            )+
            $(
                $(
                    $(#[cfg(not(target_arch = $area_arch))])?
                    #[serde(untagged)]
                    $area($inner),
                )+
                #[serde(untagged)]
                Unknown { problem: String },
            )?
        }

        impl $name {
            /// What is declared here.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            $(
                /// The problems of the areas: the name of each, and what it declares.
                #[cfg(not(target_arch = "wasm32"))]
                pub const AREAS: &'static [(&'static str, &'static [&'static str])] =
                    &[$((stringify!($area), <$inner>::CODES)),+];
            )?
        }

        $($(
            $(#[cfg(not(target_arch = $area_arch))])?
            impl From<$inner> for $name {
                fn from(problem: $inner) -> Self {
                    Self::$area(problem)
                }
            }
        )+)?
    };
}
