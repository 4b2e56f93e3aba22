"""Lists to print and write on: what stands on them, and how Typst draws them."""
