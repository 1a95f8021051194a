"""Documents as text for a terminal of 80 columns, a log file or a screen reader.

Names out of images go through ``shown``: whoever made the image chose them.
"""
