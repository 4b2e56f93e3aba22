"""Pages that belong to no app: how the reader sees pages, health, errors, the style page."""
