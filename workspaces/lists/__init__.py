"""Lists that answer questions: assignments, volunteers, host entities."""
