use std::error::Error;
use std::fmt;
use std::time::Duration;

/// How much a trouble stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Scope {
    /// One item; the others go on.
    Item,
    /// One container; the owner's other containers go on.
    Container,
    /// One mailbox; the other mailboxes go on.
    Mailbox,
    /// The whole run: nothing else can succeed either.
    Run,
}

/// Something that did not work: what, how much it stops, whether trying again can help, and what a person can do.
///
/// (The trouble of a single field is no `Trouble` but a loss; see `viaduc-fidelity`.)
#[derive(Debug)]
pub struct Trouble {
    scope: Scope,
    message: String,
    remedy: Option<String>,
    retryable: bool,
    retry_after: Option<Duration>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl Trouble {
    fn new(scope: Scope, message: impl Into<String>) -> Self {
        Self {
            scope,
            message: message.into(),
            remedy: None,
            retryable: false,
            retry_after: None,
            source: None,
        }
    }

    /// One item cannot be carried.
    pub fn item(message: impl Into<String>) -> Self {
        Self::new(Scope::Item, message)
    }

    /// One container cannot be carried.
    pub fn container(message: impl Into<String>) -> Self {
        Self::new(Scope::Container, message)
    }

    /// One mailbox cannot be carried.
    pub fn mailbox(message: impl Into<String>) -> Self {
        Self::new(Scope::Mailbox, message)
    }

    /// The run cannot go on.
    pub fn run(message: impl Into<String>) -> Self {
        Self::new(Scope::Run, message)
    }

    /// With what a person can do about it.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    /// Trying again can help, after `wait` if the other side said so.
    #[must_use]
    pub fn retry(mut self, wait: Option<Duration>) -> Self {
        self.retryable = true;
        self.retry_after = wait;
        self
    }

    /// With the error behind it.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// With another scope: what stops one item here may stop a mailbox there.
    #[must_use]
    pub fn scoped(mut self, scope: Scope) -> Self {
        self.scope = scope;
        self
    }

    pub(crate) fn at_least_mailbox(self) -> Self {
        let scope = self.scope.max(Scope::Mailbox);
        self.scoped(scope)
    }

    /// How much it stops.
    #[must_use]
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// Whether trying again can help.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.retryable
    }

    /// How long the other side asked to wait before trying again.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// What a person can do.
    #[must_use]
    pub fn remedy_text(&self) -> Option<&str> {
        self.remedy.as_deref()
    }

    /// The message and the messages of the errors behind it, on one line, without the remedy.
    #[must_use]
    pub fn chain(&self) -> String {
        let mut text = self.message.clone();
        let mut next = self.source();
        while let Some(error) = next {
            let more = error.to_string();
            if !text.ends_with(&more) {
                text.push_str(": ");
                text.push_str(&more);
            }
            next = error.source();
        }
        text.replace(['\r', '\n'], " ")
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.remedy {
            Some(remedy) => write!(f, " ({remedy})"),
            None => Ok(()),
        }
    }
}

impl Error for Trouble {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|error| error as _)
    }
}
