use super::Error;

impl Error {
    /// The HTTP status this error travels with.
    pub const fn status(&self) -> u16 {
        match self {
            Self::Invalid { .. } | Self::Unreadable { .. } | Self::IdempotencyKeyReused => 422,
            Self::SignInRequired | Self::WrongCredentials | Self::InvalidKey => 401,
            Self::Forbidden { .. }
            | Self::OtherSite { .. }
            | Self::StepUpRequired
            | Self::OtherProofRequired
            | Self::QuotaReached { .. }
            | Self::WrongAddress { .. }
            | Self::SpaceClosed
            | Self::AgentPaused => 403,
            Self::NotFound => 404,
            Self::LinkExpired
            | Self::LinkEnded { .. }
            | Self::InvitationClosed { .. }
            | Self::SignInExpired => 410,
            Self::MethodNotAllowed => 405,
            Self::LastOwner
            | Self::LastWayIn
            | Self::ViewEnded
            | Self::ClosedForGood
            | Self::JobChanged
            | Self::OwnsSpaces { .. }
            | Self::FactorDemanded { .. }
            | Self::InProgress { .. }
            | Self::AlreadyDone => 409,
            Self::TooLarge { .. } => 413,
            Self::UnsupportedMediaType { .. } => 415,
            Self::RateLimited { .. } => 429,
            Self::Unavailable { .. } | Self::BeingUpdated { .. } => 503,
            Self::BadRequest { .. } => 400,
            Self::Internal => 500,
        }
    }
}
