"""The inside of the photo store: claims of uploads, headers of files."""
