"""The means that the recipes share: trees of files, layers, images and their archives."""
