"""Reports as pages for a browser: one file each, which fetches nothing."""
