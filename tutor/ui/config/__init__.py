"""``config.toml``: the settings and keys that a person wrote down. Nothing here loads Textual."""
