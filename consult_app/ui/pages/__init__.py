"""The window's pages, one file each; a page that grows keeps its parts beside it under its own name."""
