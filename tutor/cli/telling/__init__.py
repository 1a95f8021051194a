"""Documents as text for a terminal, a log file or a screen reader.

Names out of images go through ``shown``: whoever made the image chose them.
"""
