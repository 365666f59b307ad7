"""The makers of the demonstration evidence, run once by hand."""
