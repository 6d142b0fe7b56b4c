"""Pure calculation: columns of service in, facts out; nothing here knows Django or the database."""
