"""The Textual app: a guest of the core, which it only shows and asks."""
