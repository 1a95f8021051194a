"""The tutor in a browser: a server for one person, that starts the app once for each connection.

The library textual-serve moves what the app draws and what is typed. What is added here is who may come in
(``door``), that a session leaves no process behind (``session``), and a page that asks no other host.
"""
