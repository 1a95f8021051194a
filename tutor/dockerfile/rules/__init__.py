"""The rules of lint, a module for each family."""
