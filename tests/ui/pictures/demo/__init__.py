"""The demo of the README: the real program in a pseudo-terminal, typed at by a script."""
