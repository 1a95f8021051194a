"""Widgets that render values and post intentions; none of them builds, reads files or talks to an engine."""
