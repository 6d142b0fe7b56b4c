class QuestionRefused(ValueError):
    """A question that cannot be answered, in words for the person who asked, with the field that is at fault."""

    def __init__(self, message: str, *, field: str = ""):
        super().__init__(message)
        self.message = str(message)
        self.field = field


class NotForVisitors(QuestionRefused):
    """A question that would come too near to single people."""


class NotCountedYet(QuestionRefused):
    """A question about a time that is not counted yet: well asked, too early."""
